import type { Letters } from './letters'
import { mixed, type Table } from './table'

/** How one script is written in another, letter by letter: each letter of a word writes none, one or some letters of the other. */
export type Sound = {
  /** How often a letter in its surroundings was met, and was written so, by the hash of what was met. */
  table: Table
  /** The most letters one letter writes. */
  most: number
  /** Up to which surroundings it is judged. */
  orders: number
  /** How many letters the written script has. */
  alphabet: number
}

/** A letter alone; what was written before it; the next letter; the one before; wider. */
export const ORDERS = 5
/** What is less exact is never forgotten: it weighs as much as some sightings, and as many more as there were of them. */
const DOUBT = [2, 3, 3, 3, 2.5]
const DOUBT_GROWS = 2
/** Two in a thousand follow no rule: slips of the finger, letters that nobody says. */
const SLIP = 0.002
const NOTHING = 0.4
const ONE_MORE = 0.5
const BEGUN = 7
/** ln of what cannot be: more letters than the others could write. */
export const NEVER = -30

const contexts = new Uint32Array(ORDERS)
const totals = new Float64Array(ORDERS)

/** The surroundings of letter i of a word, at place j of what is written, from the least exact on. */
function surround(from: Letters, i: number, to: Letters, j: number, orders: number): void {
  const own = mixed(1, from[i] ?? 0)
  contexts[0] = own
  if (orders < 2) return
  const written = mixed(own, j > 0 ? (to[j - 1] ?? 0) : 0)
  contexts[1] = mixed(2, written)
  if (orders < 3) return
  const next = mixed(written, from[i + 1] ?? 0)
  contexts[2] = mixed(3, next)
  const near = mixed(next, i > 0 ? (from[i - 1] ?? 0) : 0)
  contexts[3] = mixed(4, near)
  contexts[4] = mixed(5, mixed(mixed(near, from[i + 2] ?? 0), j > 1 ? (to[j - 2] ?? 0) : 0))
}

/** How likely letter i writes the next letters from place j on: `into[k]` for k of them. */
export function chances(
  { table, orders, most, alphabet }: Sound,
  from: Letters,
  i: number,
  to: Letters,
  j: number,
  into: Float64Array,
): void {
  surround(from, i, to, j, orders)
  let known = 0
  while (known < orders) {
    const total = table.get(contexts[known] ?? 0)
    if (total === 0) break
    totals[known++] = total
  }
  let chunk = BEGUN
  let floor = NOTHING
  const room = Math.min(most, to.length - j)
  for (let k = 0; k <= room; k++) {
    if (k > 0) {
      chunk = mixed(chunk, to[j + k - 1] ?? 0)
      floor *= ONE_MORE / alphabet
    }
    let p = floor
    for (let order = 0; order < known; order++) {
      const total = totals[order] ?? 0
      const doubt = (DOUBT[order] ?? 0) + DOUBT_GROWS * Math.sqrt(total)
      p = (table.get(mixed(contexts[order] ?? 0, chunk)) + doubt * p) / (total + doubt)
    }
    into[k] = (1 - SLIP) * p + SLIP * floor
  }
}

/** Counts that letter i wrote k letters at place j, `share` times. */
export function count(
  table: Table,
  orders: number,
  from: Letters,
  i: number,
  to: Letters,
  j: number,
  k: number,
  share: number,
): void {
  surround(from, i, to, j, orders)
  let chunk = BEGUN
  for (let letter = 0; letter < k; letter++) chunk = mixed(chunk, to[j + letter] ?? 0)
  for (let order = 0; order < orders; order++) {
    const context = contexts[order] ?? 0
    table.add(context, share)
    table.add(mixed(context, chunk), share)
  }
}

const WIDEST = 64
const into = new Float64Array(8)
let row = new Float64Array(WIDEST + 1)
let next = new Float64Array(WIDEST + 1)

/** ln of how likely `from` is written `to`: every way to share the letters out, summed. At least `NEVER`. */
export function logWritten(sound: Sound, from: Letters, given: Letters): number {
  const to = given.length > WIDEST ? given.subarray(0, WIDEST) : given
  const places = to.length + 1
  row.fill(0, 0, places)
  row[0] = 1
  let sum = 0
  for (let i = 0; i < from.length; i++) {
    next.fill(0, 0, places)
    let best = 0
    // What the letters left can still write: a way that cannot end there is not begun.
    const least = to.length - (from.length - 1 - i) * sound.most
    for (let j = 0; j < places; j++) {
      const here = row[j] ?? 0
      if (here === 0 || j + sound.most < least) continue
      chances(sound, from, i, to, j, into)
      for (let k = Math.max(0, least - j); k <= Math.min(sound.most, to.length - j); k++) {
        const p = (next[j + k] ?? 0) + here * (into[k] ?? 0)
        next[j + k] = p
        if (p > best) best = p
      }
    }
    if (best === 0) return NEVER
    for (let j = 0; j < places; j++) {
      const p = (next[j] ?? 0) / best
      next[j] = p < 1e-7 ? 0 : p
    }
    sum += Math.log(best)
    ;[row, next] = [next, row]
  }
  const end = row[to.length] ?? 0
  return end === 0 ? NEVER : Math.max(NEVER, sum + Math.log(end))
}
