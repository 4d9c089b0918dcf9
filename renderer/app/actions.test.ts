import { describe, expect, it } from 'vitest'
import { languages } from '../../contract/values'
import { i18n } from './i18n'
import { allActions, keyShown } from './useActions'
import { makeRouter } from './routes'

const sources = import.meta.glob<string>('../**/*.vue', { eager: true, query: '?raw', import: 'default' })
const said = (key: string): boolean => languages.every((language) => i18n.global.te(key, language))

describe('what can be done says itself where it is', () => {
  it('every action has its words in four languages', () => {
    const keys = allActions.flatMap(({ place, does }) =>
      ['title', ...Object.keys(does)].map((one) => `${place}.${one}`),
    )
    expect(keys.length).toBeGreaterThan(50)
    expect(keys.filter((key) => !said(`actions.${key}`))).toEqual([])
  })

  it('in one place no key does two things, but for Esc', () => {
    const twice = allActions.flatMap(({ place, does }) => {
      const keys = Object.values(does).flatMap((act) => act.keys ?? [])
      return keys.filter((key, at) => key !== 'Escape' && keys.indexOf(key) !== at).map((key) => `${place} ${key}`)
    })
    expect(twice).toEqual([])
  })

  it('a key that is written on a button, or heard by a page, stands in the list of keys', () => {
    const listed = new Set(
      allActions.flatMap(({ does }) => Object.values(does).flatMap(({ keys = [] }) => keys.map(keyShown))),
    )
    const shown = Object.entries(sources).flatMap(([path, source]) =>
      [...source.matchAll(/<UiKbd[^>]*\skeys="([^"]+)"/g)].map(([, keys = '']) => [path, keys] as const),
    )
    expect(shown.length).toBeGreaterThan(15)
    expect(shown.filter(([, keys]) => !listed.has(keys)).map((one) => one.join(': '))).toEqual([])
    // Whoever hears a key beside `useActions` hears one of these.
    const heard = Object.entries(sources).flatMap(([path, source]) =>
      [...source.matchAll(/useKeys\(\{([^}]*)\}/g)].flatMap(([, body = '']) =>
        [...body.matchAll(/(?:'([^']+)'|(\w+)):/g)].map(
          ([, quoted, bare]) => [path, keyShown(quoted ?? bare ?? '')] as const,
        ),
      ),
    )
    expect(heard.filter(([, key]) => !listed.has(key))).toEqual([])
  })

  it('every page has a name in four languages, or is one of a list and has its row in the address', () => {
    const routes = makeRouter().getRoutes()
    const unnamed = routes.filter(
      ({ meta, path, redirect, children }) => !meta.pages && !redirect && children.length === 0 && path !== '/',
    )
    expect(unnamed.filter(({ path }) => !path.includes(':')).map(({ path }) => path)).toEqual([])
    const titles = routes.flatMap(({ meta }) => meta.pages ?? []).map(({ title }) => title)
    expect(titles.length).toBeGreaterThan(18)
    expect(titles.filter((title) => !said(title))).toEqual([])
  })
})
