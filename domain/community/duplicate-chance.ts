import type { Weighed } from './duplicate-outcomes'
import { BASE, WEIGHTS } from './duplicate-weights'

/*
 * The chance that two cards are one person. Each table has a learned weight for what two facts say together: a common name weighs otherwise
 * in another city, a part that is unlike otherwise in the first place (a sister) than in the last (a marriage).
 */
const below = (edges: readonly number[], value: number): number => {
  let at = 0
  while (at < edges.length && value >= (edges[at] ?? 0)) at++
  return at
}
const SCORE = [0.6, 0.7, 0.76, 0.81, 0.86, 0.9, 0.94, 0.97]
const WORST = [-2.4, -1.9, -1.5, -1.2, -0.9, -0.6, -0.35, -0.05]
const CALLED = [-5, -4, -3, -2.3, -1.6, -1, -0.5, 0, 0.7]
const MET = [-4, -3, -2, -1, 0, 1, 2]
const WORST_COARSE = [-2, -1.3, -0.75, -0.05]
const CALLED_COARSE = [-3, -2, -1, 0]

const PLACES = {
  birth: ['unknown', 'same', 'turned', 'year', 'other'],
  document: ['unknown', 'same', 'slip', 'other'],
  phone: ['unknown', 'same', 'other'],
  email: ['unknown', 'same', 'other'],
  place: ['unknown', 'address', 'city', 'other'],
  kin: ['unknown', 'same'],
  mother: ['unknown', 'alike', 'other'],
  born: ['unknown', 'there', 'elsewhere'],
} as const

/** In which row of each table two cards stand, in the order of `WEIGHTS`. */
export function rowsOf(weighed: Weighed): number[] {
  const { evidence: name } = weighed
  const of = (what: keyof typeof PLACES): number => (PLACES[what] as readonly string[]).indexOf(weighed[what])
  const [score, worst, called, met] = [
    below(SCORE, name.score),
    below(WORST, name.worst),
    below(CALLED, name.expected),
    below(MET, name.met),
  ]
  const [part, crowd] = [below(WORST_COARSE, name.worst), below(CALLED_COARSE, name.expected)]
  const at = name.worstAt === 'first' ? 0 : name.worstAt === 'within' ? 1 : 2
  const [birth, document, phone, email, place, kin, mother, born] = [
    ...[of('birth'), of('document'), of('phone'), of('email'), of('place'), of('kin')],
    ...[of('mother'), of('born')],
  ] as [number, number, number, number, number, number, number, number]
  return [
    ...[
      score * 10 + worst,
      worst * 10 + called,
      part * 10 + met,
      Math.min(3, name.parts) * 3 + Math.min(2, name.longer),
    ],
    ...[part * 3 + at, Number(name.initial) * 5 + part, Number(name.sameScript) * 10 + worst],
    ...[birth, document, phone, email, place, kin, mother, born],
    ...[birth * 5 + part, birth * 5 + crowd, birth * 4 + document, place * 5 + crowd, place * 5 + part],
    ...[phone * 5 + part, phone * 4 + place, phone * 5 + birth, document * 5 + part],
    ...[mother * 5 + part, mother * 5 + birth, born * 5 + crowd],
  ]
}

/** How many rows each table has. */
export const TABLES = [
  ...[90, 90, 50, 12, 15, 10, 20],
  ...[5, 4, 3, 3, 4, 2, 3, 3],
  ...[25, 25, 20, 20, 20],
  ...[15, 12, 15, 20],
  ...[15, 15, 15],
] as const

export function chanceOf(weighed: Weighed): number {
  let sum = BASE
  rowsOf(weighed).forEach((row, table) => (sum += WEIGHTS[table]?.[row] ?? 0))
  return 1 / (1 + Math.exp(-sum))
}
