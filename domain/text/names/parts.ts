import { lettersOf, scriptOf, spelled, type Letters, type Script } from './letters'
import { isArticle, isParticle, ways } from './ways'

/** A word as it may be taken, ready to be compared. */
export type Taken = { letters: Letters; cost: number }

/** One word of a name: its article is none. */
export type Part = {
  spelling: string
  script: Script
  /** How much it tells people apart: a name 1, a Ben or an initial less. */
  weight: number
  taken: readonly Taken[]
}

const MOST_PARTS = 8
const PARTICLE = 0.25
const INITIAL = 0.4

const PIECE = /[\p{L}\p{M}\p{N}ـ]+/gu
/** An apostrophe or a half ring inside a name is a sound, not a space. */
const INSIDE = /(?<=\p{L})['’‘ʿʾʼʻ`´](?=\p{L})/gu
/** What people of the Levant and Egypt type for letters that Latin lacks: 3abd, Ma7moud. */
const TYPED = { '2': '', '3': 'a', '5': 'kh', '6': 't', '7': 'h', '8': 'gh', '9': 'q' } as const

const typed = (word: string): string =>
  /[a-z]/.test(word) ? word.replace(/[2356789]/g, (digit) => TYPED[digit as keyof typeof TYPED]) : word

/** The words of a name as they are compared: folded (P2), without articles that stand alone. */
export function partsOf(name: string): Part[] {
  const text = name
    .normalize('NFKC')
    .replace(/\u200b/g, ' ')
    .replace(INSIDE, '')
  const words = (text.match(PIECE) ?? []).map((word) => spelled(typed(word.toLowerCase()))).filter(Boolean)
  const kept = words.filter((word, at) => words.length === 1 || !isArticle(word, words[at + 1] ?? ''))
  return kept.slice(0, MOST_PARTS).map(partOf)
}

export function partOf(spelling: string): Part {
  const weight = spelling.length === 1 ? INITIAL : isParticle(spelling) ? PARTICLE : 1
  const taken = ways(spelling).map((way) => ({ letters: lettersOf(way.spelling), cost: way.cost }))
  return { spelling, script: scriptOf(spelling), weight, taken }
}
