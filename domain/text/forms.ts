import { folded, unseat } from './normalise'

/**
 * What a folded word is found by: itself, and what is left without an attached و ب ل ك ف and without the article, so that
 * ليون finds بليون, and مغاربه finds للمغاربه and والمغاربه. At least three letters stay: بيت is not يت.
 */
export const wordForms = (word: string): string[] => [word, ...without(word, [...LETTERS, ...ARTICLES])]

/** All that stands in the index for one word of a text. */
export function indexForms(word: string): string[] {
  if (/^\d+$/.test(word)) return [...new Set([word, withoutZeros(word)])]
  return [...new Set(wordForms(word).flatMap(seats))]
}

/** A word of a query: searched as it begins, or only as a whole. */
export type Term = { text: string; whole: boolean }

/**
 * What a word somebody typed is looked for by. Its article goes as it goes in the index (المغاربة finds مغاربة). A letter that may
 * be attached or the word's own (بليون, بلدية) is taken away only to find the whole word, and never to leave a word like لديه.
 */
export function askedForms(word: string): Term[] {
  if (/^\d+$/.test(word)) return unique([word, withoutZeros(word)].map((text) => ({ text, whole: false })))
  const begun = [word, ...without(word, ARTICLES)].flatMap(seats)
  const whole = without(word, LETTERS)
    .flatMap(seats)
    .filter((form) => !FUNCTION_WORDS.has(form))
  return unique([...begun.map((text) => ({ text, whole: false })), ...whole.map((text) => ({ text, whole: true }))])
}

/**
 * مسؤول and مسئول, هيئة and هيأة: the seat of a hamza inside a word is a matter of school. As it is written, and without it;
 * at the beginning it is an alif.
 */
function seats(word: string): string[] {
  const written = unseat(word)
  const bare = word.replace(/(?<=.)[أؤئء]/gu, '')
  return bare === word || bare.length < 3 ? [written] : [written, unseat(bare)]
}

/** 00417 is 417. */
export const withoutZeros = (digits: string): string => digits.replace(/^0+(?=\d)/, '')

function without(word: string, prefixes: readonly string[]): string[] {
  if (word.length <= 3 || !ARABIC.test(word)) return []
  return prefixes.flatMap((prefix) => {
    const bare = word.startsWith(prefix) ? word.slice(prefix.length) : ''
    return bare.length >= 3 ? [bare] : []
  })
}
const unique = (terms: Term[]): Term[] => [...new Map(terms.map((term) => [term.text, term])).values()]

const LETTERS = ['و', 'ف', 'ب', 'ل', 'ك', 'ول', 'وب', 'وك', 'فل', 'فب']
const ARTICLES = ['ال', 'لل', 'بال', 'كال', 'وال', 'فال', 'ولل', 'فلل', 'وبال', 'وكال']
const FUNCTION_WORDS = new Set([
  'لديه',
  'لدي',
  'لديها',
  'عليه',
  'عليها',
  'اليه',
  'اليها',
  'هذا',
  'هذه',
  'ذلك',
  'كان',
  'كانت',
])
const ARABIC = /^\p{Script=Arabic}+$/u

/** A stretch of a text that may be one word or several: `El-Fassi`, `Qur’an`, two words with U+200B between. */
export type Run = {
  at: number
  raw: string
  parts: { at: number; raw: string; words: string[] }[]
  joined: string | null
}

const RUN = /[\p{L}\p{N}\p{M}ـ](?:[\p{L}\p{N}\p{M}\p{Cf}ـ]|['’‘-](?=\p{L}))*/gu
const PART = /[^\u200b'’‘-]+/gu
const WORD = /[\p{L}\p{N}]+/gu

/** The stretches alone, as they are written: the same one has the same words wherever it stands. */
export const rawRunsOf = (text: string): string[] => text.match(RUN) ?? []

export function runsOf(text: string): Run[] {
  return [...text.matchAll(RUN)].map((run) => {
    const parts = [...run[0].matchAll(PART)].map((part) => ({
      at: run.index + part.index,
      raw: part[0],
      words: folded(part[0]).match(WORD) ?? [],
    }))
    const joined = parts.length > 1 ? parts.flatMap((part) => part.words).join('') : ''
    return { at: run.index, raw: run[0], parts, joined: /^\p{L}+$/u.test(joined) ? joined : null }
  })
}
