import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { TABLES } from '../../domain/community/duplicate-chance'
import type { Compared2 } from './duplicates'

/** Pulls weights that little speaks for towards nothing. */
const PULL = 1
const ROUNDS = 1_000

/** Logistic regression over the rows of all tables, by descent in the whole set: nothing in it is random. */
function regression(pairs: readonly Compared2[]): { base: number; weights: number[][] } {
  const starts = TABLES.map((_, at) => TABLES.slice(0, at).reduce((n, size) => n + size, 0))
  const size = TABLES.reduce((n, one) => n + one, 0)
  // Pairs that say the same are one line with a number.
  const lines = new Map<string, { on: number[]; same: number; all: number }>()
  for (const { rows, same } of pairs) {
    const key = rows.join()
    const line = lines.get(key) ?? { on: rows.map((row, table) => (starts[table] ?? 0) + row), same: 0, all: 0 }
    line.same += same ? 1 : 0
    line.all++
    lines.set(key, line)
  }
  const all = [...lines.values()]
  const share = pairs.filter(({ same }) => same).length / pairs.length
  const base = Math.log(share / (1 - share))
  const [weights, slope, speed, sums] = Array.from({ length: 4 }, () => new Float64Array(size)) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ]
  for (let round = 0; round < ROUNDS; round++) {
    slope.fill(0)
    for (const { on, same, all: many } of all) {
      let sum = base
      for (const i of on) sum += weights[i] ?? 0
      const wrong = same - many / (1 + Math.exp(-sum))
      for (const i of on) slope[i] = (slope[i] ?? 0) + wrong
    }
    const step = round < ROUNDS * 0.7 ? 0.05 : 0.015
    for (let i = 0; i < size; i++) {
      const g = (slope[i] ?? 0) - PULL * (weights[i] ?? 0)
      speed[i] = 0.9 * (speed[i] ?? 0) + 0.1 * g
      sums[i] = 0.99 * (sums[i] ?? 0) + 0.01 * g * g
      weights[i] = (weights[i] ?? 0) + (step * (speed[i] ?? 0)) / Math.sqrt((sums[i] ?? 0) + 1e-9)
    }
  }
  return { base, weights: TABLES.map((many, at) => [...weights.subarray(starts[at], (starts[at] ?? 0) + many)]) }
}

type Said = { reasons: readonly string[] }
/**
 * How much likelier each thing is to be said of one person than of two whom chance brought together, by itself: counted (Fellegi and Sunter).
 * Of family only that it is the same is ever said, so there what is not said counts too.
 */
export function counted(same: readonly Said[], strangers: readonly Said[]): [string, number][] {
  const share = (all: readonly Said[]): ((reason: string) => number) => {
    const counts = new Map<string, number>()
    for (const { reasons } of all)
      for (const key of reasons.flatMap((reason) => [reason, `${reason.split('-')[0]}-`]))
        counts.set(key, (counts.get(key) ?? 0) + 1)
    return (reason) => {
      const what = `${reason.split('-')[0]}-`
      return ((counts.get(reason) ?? 0) + 0.5) / ((what === 'kin-' ? all.length : (counts.get(what) ?? 0)) + 1)
    }
  }
  const [here, there] = [share(same), share(strangers)]
  const reasons = [...new Set([...same, ...strangers].flatMap((one) => one.reasons))].sort()
  return reasons.map((reason) => [reason, Math.log(here(reason)) - Math.log(there(reason))])
}

const rounded = (n: number): number => Math.round(n * 100) / 100

/** Writes the weights of what was learned; with these `proposed` is found from pairs that nothing was learned from. */
export function learned(
  pairs: readonly Compared2[],
  strangers: readonly Said[],
): { chance: (rows: readonly number[]) => number; write: (proposed: number) => void } {
  const { base, weights } = regression(pairs)
  const chance = (rows: readonly number[]): number =>
    1 / (1 + Math.exp(-rows.reduce((sum, row, table) => sum + (weights[table]?.[row] ?? 0), base)))
  const write = (proposed: number): void =>
    writeFileSync(
      resolve('domain/community/duplicate-weights.ts'),
      `/* Made by \`npm run bench -- duplicates --learn\`, from labelled pairs; not written by hand. */

/** ln of odds that two cards that are compared are one person. */
export const BASE = ${rounded(base)}
/** What each row of each table of duplicate-chance.ts adds to it. */
// prettier-ignore
export const WEIGHTS: readonly (readonly number[])[] = [
${weights.map((rows) => `  [${rows.map(rounded).join(', ')}],`).join('\n')}
]
/** How much likelier each is of one person than of two strangers, by itself: ln. What is told to a reader. */
export const TOLD: Readonly<Partial<Record<string, number>>> = {
${counted(
  pairs.filter(({ same }) => same),
  strangers,
)
  .map(([reason, weight]) => `  '${reason}': ${rounded(weight)},`)
  .join('\n')}
}
/** From this chance on two cards are proposed as one person. */
export const PROPOSED = ${rounded(proposed)}
`,
    )
  return { chance, write }
}
