import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { errorCodes } from '../contract/errors'
import { languages } from '../contract/values'
import { words } from '../domain/words'

type Tree = { [key: string]: string | Tree }
type Language = (typeof languages)[number]

const files = import.meta.glob<Tree>('./locales/*/*.json', { eager: true, import: 'default' })
const features = [...new Set(Object.keys(files).map((path) => path.split('/').at(-1)?.replace('.json', '') ?? ''))]

const sources = import.meta.glob<string>('./**/*.{vue,ts}', { eager: true, query: '?raw', import: 'default' })

/** Every text of a feature by its full key. */
function texts(language: Language, feature: string): Map<string, string> {
  const found = new Map<string, string>()
  const walk = (tree: Tree, at: string): void => {
    for (const [key, value] of Object.entries(tree))
      if (typeof value === 'string') found.set(at + key, value)
      else walk(value, `${at}${key}.`)
  }
  walk(files[`./locales/${language}/${feature}.json`] ?? {}, '')
  if (feature === 'values') walk(words[language].values, '')
  return found
}
const params = (text: string): string[] => [...new Set([...text.matchAll(/\{(\w+)\}/g)].map((m) => m[1] ?? ''))].sort()

/** Names of things and file formats that are written in Latin letters in Arabic too. */
const brands = /\b(PDF|JPEG|HEIC|P7M|PNG|WebP|TIFF|QR|WhatsApp|Electron|Chromium|USB|FAT32|exFAT|NTFS)\b/g
/** A language is written in itself wherever it is offered. */
const inItself = /^languages\./

describe.each(features)('texts of %s', (feature) => {
  const arabic = texts('ar', feature)

  it.each(languages)('are all there in %s', (language) => {
    expect([...texts(language, feature).keys()].sort()).toEqual([...arabic.keys()].sort())
  })

  it.each(languages)('are none of them empty in %s', (language) => {
    const empty = [...texts(language, feature)].filter(([, text]) => text.split('|').some((form) => !form.trim()))
    expect(empty).toEqual([])
  })

  it.each(languages)('name the same values in %s', (language) => {
    const other = texts(language, feature)
    const differ = [...arabic].filter(([key, text]) => {
      const mine = params(other.get(key) ?? '')
      // A singular may be a word: «قيد واحد», «a minute»; a plural needs its number.
      const same = mine.join() === params(text).join()
      return !same
    })
    expect(differ.map(([key]) => key)).toEqual([])
  })

  it('hold no Latin letters in an Arabic sentence', () => {
    const mixed = [...arabic].filter(
      ([key, text]) =>
        !inItself.test(key) &&
        /[A-Za-zÀ-ÿ]/.test(text.replace(/\{\w+\}|@:\{'country\.\w+'\}/g, '').replace(brands, '')),
    )
    expect(mixed).toEqual([])
  })

  it('give Arabic its plural forms: one, five or six of them', () => {
    const odd = [...arabic].filter(([, text]) => ![1, 5, 6].includes(text.split(' | ').length))
    expect(odd).toEqual([])
  })

  it.each(['fr', 'en', 'es'] as const)('have singular and plural in %s wherever Arabic counts', (language) => {
    const other = texts(language, feature)
    const odd = [...arabic.keys()].filter((key) => {
      const forms = (other.get(key) ?? '').split(' | ').length
      const counts = (arabic.get(key) ?? '').includes(' | ')
      return counts ? forms !== 2 && forms !== 3 : forms !== 1
    })
    expect(odd).toEqual([])
  })
})

describe('what the window asks for', () => {
  const all = new Set(features.flatMap((feature) => [...texts('ar', feature).keys()].map((key) => `${feature}.${key}`)))

  const ours = [
    'shell',
    'session',
    'settings',
    'register',
    'community',
    'letters',
    'sync',
    'errors',
    'values',
    'help',
    'lists',
    'jobs',
  ]

  it('is written down: no key is shown in place of a sentence', () => {
    const missing = Object.entries(sources)
      .filter(([path]) => !path.endsWith('.test.ts'))
      .flatMap(([path, source]) =>
        [...source.matchAll(/(?:\b(?:t|count)\(\s*|keypath=")['"]?([a-z]+\.[A-Za-z][\w.-]*)['"]/g)]
          .map((m) => m[1] ?? '')
          .filter((key) => ours.includes(key.split('.')[0] ?? '') && !all.has(key))
          .map((key) => `${path}: ${key}`),
      )
    expect([...new Set(missing)]).toEqual([])
  })
})

describe('errors', () => {
  /** `'file-too-large', // { name, sizeMb, limitMb }` */
  const source = readFileSync(join(__dirname, '../contract/errors.ts'), 'utf8')
  const declared = (code: string): string[] => {
    const comment = new RegExp(`'${code}',[^\\n]*// \\{ ([^}]*) \\}`).exec(source)?.[1] ?? ''
    return comment
      .split(',')
      .map((name) => name.trim())
      .filter(Boolean)
      .sort()
  }

  it.each(languages)('have a sentence for each code of the contract, with its parameters, in %s', (language) => {
    const sentences = texts(language, 'errors')
    for (const code of errorCodes) {
      expect(sentences.has(code), code).toBe(true)
      expect(params(sentences.get(code) ?? ''), code).toEqual(declared(code))
    }
  })

  it('have no sentence for a code that no longer exists', () => {
    const codes = [...texts('ar', 'errors').keys()].filter((key) => !key.startsWith('reasons.'))
    expect(codes.filter((code) => !errorCodes.some((known) => known === code))).toEqual([])
  })
})
