import type { Letters, Script } from './letters'
import type { NameModel } from './model'
import type { Part } from './parts'
import { isSlip, skeleton } from './skeleton'
import { chances, logWritten } from './sound'

/** How much each judgement is believed across the scripts; learned from a tenth of the pairs, which was held back. */
const ACROSS = { alone: 0.3, written: 0.45, back: 0.2 }
const WITHIN = 0.5
/** ln a letter, when a word has nothing to do with another. */
export const UNLIKE = -2.2
const SHARPNESS = 3
const SURPLUS = 0.15
const TURNED = 0.02
const INITIAL_FITS = -0.3
const INITIAL_CHANCE = 0.1

/** How alike two words are, as ln a letter of the first: 0 is the same, below `UNLIKE` they have nothing to do with each other. */
export function wordLikeness(model: NameModel, asked: Part, word: Part): number {
  if (asked.spelling === word.spelling) return 0
  const [one, other] = [asked.spelling.length === 1, word.spelling.length === 1]
  if (one !== other) return (one ? begins(model, asked, word) : begins(model, word, asked)) ? INITIAL_FITS : UNLIKE
  let best = Number.NEGATIVE_INFINITY
  for (const a of asked.taken)
    for (const w of word.taken)
      best = Math.max(best, a.cost + w.cost + lettersLikeness(model, asked.script, a.letters, word.script, w.letters))
  // The article of both is not paid for twice.
  const heard = Math.min(0, best / (asked.spelling.length + 1))
  return asked.script === word.script ? Math.max(heard, ofOneScript(asked, word)) : heard
}

/** Within a script a slip of the finger is likelier than its sound says, and so is another hand's choice of vowels: Saleem, Salim. */
const SLIPPED = -0.5
const OTHER_VOWELS = -0.7
function ofOneScript(a: Part, b: Part): number {
  if (isSlip(a.spelling, b.spelling, 4)) return SLIPPED
  return skeletonOf(a) === skeletonOf(b) ? OTHER_VOWELS : Number.NEGATIVE_INFINITY
}
const skeletons = new WeakMap<Part, string>()
function skeletonOf(part: Part): string {
  const known = skeletons.get(part) ?? skeleton(part.spelling)
  skeletons.set(part, known)
  return known
}

function lettersLikeness(model: NameModel, askedIn: Script, asked: Letters, wordIn: Script, word: Letters): number {
  const there = model[askedIn][wordIn]
  if (askedIn === wordIn) return WITHIN * (logWritten(there, word, asked) + logWritten(there, asked, word))
  return (
    ACROSS.alone * logWritten({ ...there, orders: 1 }, word, asked) +
    ACROSS.written * logWritten(there, word, asked) +
    ACROSS.back * logWritten(model[wordIn][askedIn], asked, word)
  )
}

const into = new Float64Array(8)

/** Whether a name may be shortened to this initial: M. of محمد. */
function begins(model: NameModel, initial: Part, word: Part): boolean {
  const letter = initial.taken[0]?.letters
  if (!letter) return false
  return word.taken.some(({ letters }) => {
    if (initial.script === word.script) return letters[0] === letter[0]
    chances({ ...model[initial.script][word.script], orders: 1 }, letters, 0, letter, 0, into)
    return (into[1] ?? 0) > INITIAL_CHANCE / 10
  })
}

type Pairing = { value: number; asked: number[]; words: number[] }

/**
 * How alike two names are, from 0 to 1, whatever the order of their parts: each part asked for is held against the one most like it,
 * and two parts against one where they are written together. What the other has beside that costs little.
 * @param likeness of two parts, when it is known already
 */
export function nameLikeness(
  model: NameModel,
  asked: readonly Part[],
  name: readonly Part[],
  likeness = (a: Part, b: Part): number => wordLikeness(model, a, b),
  joined: (parts: readonly Part[], at: number) => Part | null = () => null,
): number {
  if (asked.length === 0 || name.length === 0) return 0
  const pairings: Pairing[] = []
  asked.forEach((a, i) => {
    name.forEach((n, j) => pairings.push({ value: likeness(a, n), asked: [i], words: [j] }))
  })
  if (asked.length !== name.length || asked.length > 1) {
    for (let i = 0; i + 1 < asked.length; i++) {
      const both = joined(asked, i)
      if (both) name.forEach((n, j) => pairings.push({ value: likeness(both, n), asked: [i, i + 1], words: [j] }))
    }
    for (let j = 0; j + 1 < name.length; j++) {
      const both = joined(name, j)
      if (both) asked.forEach((a, i) => pairings.push({ value: likeness(a, both), asked: [i], words: [j, j + 1] }))
    }
  }
  pairings.sort((a, b) => b.value - a.value || b.asked.length + b.words.length - a.asked.length - a.words.length)
  const [met, used] = [new Set<number>(), new Set<number>()]
  let [sum, weights, turned, last] = [0, 0, 0, -1]
  const order: [number, number][] = []
  for (const pairing of pairings) {
    if (pairing.value < UNLIKE && asked.length > 1) break
    if (pairing.asked.some((i) => met.has(i)) || pairing.words.some((j) => used.has(j))) continue
    for (const i of pairing.asked) {
      met.add(i)
      sum += (asked[i]?.weight ?? 0) * pairing.value
    }
    for (const j of pairing.words) used.add(j)
    order.push([pairing.asked[0] ?? 0, pairing.words[0] ?? 0])
  }
  for (const [, j] of order.sort((a, b) => a[0] - b[0])) {
    if (j < last) turned++
    last = j
  }
  asked.forEach((part, i) => {
    weights += part.weight
    if (!met.has(i)) sum += part.weight * UNLIKE
  })
  const surplus = name.reduce((total, part, j) => total + (used.has(j) ? 0 : part.weight), 0)
  return Math.exp((sum / weights - SURPLUS * Math.min(1, surplus / 4) - TURNED * turned) / SHARPNESS)
}
