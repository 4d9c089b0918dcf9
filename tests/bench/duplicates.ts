import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { performance } from 'node:perf_hooks'
import { keysOfPerson } from '../../domain/community/blocking'
import { skeleton } from '../../domain/text/names/skeleton'
import {
  compared,
  outcomesOf,
  reasonsOf,
  rememberedLikeness,
  verdictOf,
  type Reason,
} from '../../domain/community/duplicates'
import { PROPOSED } from '../../domain/community/duplicate-weights'
import { unpacked } from '../../domain/text/names/model'
import { figure, numberAsked } from './figures'
import { labelled, type Labelled } from './labelled'
import { DATA } from './people'

/*
 * Whether two cards are one person: proposals on a labelled set that nothing was learned from, beside what a programmer would write without
 * one (the same name folded, or the same telephone). `--learn` makes the weights anew, from a set of another seed.
 */
const model = unpacked(readFileSync(resolve('resources/names/sounds.bin')))
/** A key that more cards share says nothing by itself. */
const CROWD = 60

type Pair = { a: number; b: number; same: boolean; reasons: Reason[]; chance: number }

function pairsOf(cards: readonly Labelled[]): { pairs: Pair[]; truth: number; reached: number } {
  const likeness = rememberedLikeness(model)
  const people = cards.map((card) => compared(card))
  const borne = new Map<string, number>()
  for (const { names } of people)
    for (const word of new Set(names.flat().map(({ spelling }) => spelling)))
      borne.set(word, (borne.get(word) ?? 0) + 1)
  const by = {
    ...{ model, likeness, size: cards.length },
    borneBy: ({ spelling }: { spelling: string }) => borne.get(spelling) ?? 0,
  }
  const sounds = new Map<string, string>()
  const soundOf = ({ spelling }: { spelling: string }): string => {
    const known = sounds.get(spelling) ?? skeleton(spelling)
    sounds.set(spelling, known)
    return known
  }
  const blocks = new Map<string, number[]>()
  people.forEach((person, at) => {
    for (const key of keysOfPerson(person, soundOf)) {
      const there = blocks.get(key)
      if (there) there.push(at)
      else blocks.set(key, [at])
    }
  })
  const met = new Set<number>()
  const pairs: Pair[] = []
  for (const block of blocks.values()) {
    if (block.length > CROWD) continue
    for (let i = 0; i < block.length; i++)
      for (let j = i + 1; j < block.length; j++) {
        const [a, b] = [block[i] ?? 0, block[j] ?? 0]
        const key = a * cards.length + b
        if (met.has(key)) continue
        met.add(key)
        const [one, other] = [people[a], people[b]]
        if (!one || !other) continue
        const outcomes = outcomesOf(by, one, other)
        pairs.push({
          a,
          b,
          same: cards[a]?.who === cards[b]?.who,
          reasons: reasonsOf(outcomes),
          chance: verdictOf(outcomes).chance,
        })
      }
  }
  const of = new Map<number, number>()
  for (const { who } of cards) of.set(who, (of.get(who) ?? 0) + 1)
  const truth = [...of.values()].reduce((sum, n) => sum + (n * (n - 1)) / 2, 0)
  return { pairs, truth, reached: pairs.filter(({ same }) => same).length }
}

/** Logistic regression over outcomes, by descent in the whole set: nothing in it is random. */
function learn(pairs: readonly Pair[]): void {
  const names = [...new Set(pairs.flatMap(({ reasons }) => reasons))].sort()
  const at = new Map(names.map((name, i) => [name, i]))
  // Pairs that say the same are one line with a number.
  const lines = new Map<string, { on: number[]; same: number; all: number }>()
  for (const { reasons, same } of pairs) {
    const key = reasons.join()
    const line = lines.get(key) ?? { on: reasons.map((reason) => at.get(reason) ?? 0), same: 0, all: 0 }
    line.same += same ? 1 : 0
    line.all++
    lines.set(key, line)
  }
  const weights = new Float64Array(names.length)
  const [speed, sums] = [new Float64Array(names.length), new Float64Array(names.length)]
  let [base, baseSum] = [0, 0]
  for (let round = 0; round < 4000; round++) {
    speed.fill(0)
    let baseSpeed = 0
    for (const { on, same, all } of lines.values()) {
      let sum = base
      for (const i of on) sum += weights[i] ?? 0
      const wrong = same - all / (1 + Math.exp(-sum))
      baseSpeed += wrong
      for (const i of on) speed[i] = (speed[i] ?? 0) + wrong
    }
    baseSum += (baseSpeed / pairs.length) ** 2
    base += (0.2 * (baseSpeed / pairs.length)) / Math.sqrt(baseSum + 1e-12)
    names.forEach((_, i) => {
      const g = (speed[i] ?? 0) / pairs.length - 1e-6 * (weights[i] ?? 0)
      sums[i] = (sums[i] ?? 0) + g * g
      weights[i] = (weights[i] ?? 0) + (0.2 * g) / Math.sqrt((sums[i] ?? 0) + 1e-12)
    })
  }
  const scored = pairs
    .map(({ reasons, same }) => ({
      same,
      chance: 1 / (1 + Math.exp(-reasons.reduce((n, r) => n + (weights[at.get(r) ?? 0] ?? 0), base))),
    }))
    .sort((a, b) => b.chance - a.chance)
  let [good, all, proposed] = [0, 0, 1]
  for (const { same, chance } of scored) {
    all++
    if (same) good++
    if (good / all >= 0.983) proposed = chance
  }
  const rounded = (n: number): number => Math.round(n * 1000) / 1000
  writeFileSync(
    resolve('domain/community/duplicate-weights.ts'),
    `/** Made by \`npm run bench -- duplicates --learn\`, from labelled pairs; not written by hand. ln of odds. */
export const BASE = ${rounded(base)}
export const WEIGHTS: Readonly<Partial<Record<string, number>>> = {
${names.map((name, i) => `  '${name}': ${rounded(weights[i] ?? 0)},`).join('\n')}
}
/** From this chance on two cards are proposed as one person: 983 of 1,000 proposals of the learned set were right. */
export const PROPOSED = ${rounded(proposed)}
`,
  )
}

function run(): void {
  if (!existsSync(DATA)) return console.error('The words of names are not beside the project: nothing was measured.')
  const count = numberAsked('cards', 50_000)
  if (process.argv.includes('--learn')) return learn(pairsOf(labelled(count, 11)).pairs)
  const began = performance.now()
  const cards = labelled(count, 47)
  const { pairs, truth, reached } = pairsOf(cards)
  const spent = (performance.now() - began) / 1000
  const proposed = pairs.filter(({ chance }) => chance >= PROPOSED)
  const right = proposed.filter(({ same }) => same).length
  const plain = pairs.filter(({ reasons }) => reasons.includes('name-same') || reasons.includes('phone-same'))
  const plainRight = plain.filter(({ same }) => same).length
  const say = (what: string, value: number, peer: number | null = null) => ({
    bench: 'duplicates',
    what: `${count} labelled cards, ${truth} pairs: ${what}`,
    value,
    peer,
  })
  figure({
    ...say('precision, beside the same name or telephone', right / proposed.length, plainRight / plain.length),
    aim: '≥ 0.98',
    met: (v) => v >= 0.98,
  })
  figure({ ...say('recall', right / truth, plainRight / truth), aim: '≥ 0.95', met: (v) => v >= 0.95 })
  figure(say('reached by a key', reached / truth))
  figure(say('pairs compared', pairs.length))
  figure(say('s, with making them up', spent))
  if (process.argv.includes('--misses'))
    for (const { a, b, same, chance, reasons } of pairs.filter((p) => p.same !== p.chance >= PROPOSED).slice(0, 60))
      console.error(
        same ? 'missed' : 'wrong',
        chance.toFixed(2),
        cards[a]?.names.join(' | '),
        '~',
        cards[b]?.names.join(' | '),
        reasons.join(' '),
      )
}

run()
