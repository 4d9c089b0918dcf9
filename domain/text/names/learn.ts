import type { Letters } from './letters'
import { chances, count, ORDERS, type Sound } from './sound'
import { Table } from './table'

/** A word and how it was written in the other script; the weight is how much it is believed. */
export type Pair = { from: Letters; to: Letters; weight: number }

/** How wide surroundings are judged by in each round; what the last one counts is kept. */
const ROUNDS = [1, 1, 1, 1, 2, 2, 3, 4, ORDERS, ORDERS]
/** Less of a sighting is noise of the sharing out. */
const LEAST_SHARE = 1e-3

/**
 * Learns how words are written, by expectation and maximisation: which letter wrote which is shared out by what is known so far, and
 * counted; surroundings grow from round to round. Nothing in it is random: the same pairs give the same counts.
 * @param keep what was seen less often is left out
 */
export function learnSound(pairs: readonly Pair[], most: number, alphabet: number, keep: number): Sound {
  let sound: Sound = { table: new Table(), most, orders: 0, alphabet }
  for (const orders of ROUNDS) {
    const table = new Table()
    for (const pair of pairs) shareOut(sound, pair, table, orders)
    sound = { table, most, orders, alphabet }
  }
  const kept = new Table()
  for (const [key, sum] of sound.table.entries()) if (sum >= keep) kept.add(key, sum)
  return { ...sound, table: kept }
}

function shareOut(sound: Sound, { from, to, weight }: Pair, table: Table, orders: number): void {
  const { most } = sound
  const [n, m] = [from.length, to.length]
  if (n === 0 || m > n * most) return
  const [width, deep] = [m + 1, most + 1]
  const p = new Float64Array(n * width * deep)
  const forward = new Float64Array((n + 1) * width)
  const backward = new Float64Array((n + 1) * width)
  const into = new Float64Array(deep)
  forward[0] = 1
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= m; j++) {
      const here = forward[i * width + j] ?? 0
      if (here === 0 || m - j > (n - i) * most) continue
      chances(sound, from, i, to, j, into)
      for (let k = 0; k <= Math.min(most, m - j); k++) {
        const chance = into[k] ?? 0
        p[(i * width + j) * deep + k] = chance
        const at = (i + 1) * width + j + k
        forward[at] = (forward[at] ?? 0) + here * chance
      }
    }
  const all = forward[n * width + m] ?? 0
  if (all <= 0) return
  backward[n * width + m] = 1
  for (let i = n - 1; i >= 0; i--)
    for (let j = 0; j <= m; j++) {
      const here = (forward[i * width + j] ?? 0) / all
      let behind = 0
      for (let k = 0; k <= Math.min(most, m - j); k++) {
        const way = (p[(i * width + j) * deep + k] ?? 0) * (backward[(i + 1) * width + j + k] ?? 0)
        behind += way
        if (here * way > LEAST_SHARE) count(table, orders, from, i, to, j, k, here * way * weight)
      }
      backward[i * width + j] = behind
    }
}
