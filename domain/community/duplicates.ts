import { nameLikeness, wordLikeness } from '../text/names/likeness'
import type { NameModel } from '../text/names/model'
import { partsOf, type Part } from '../text/names/parts'
import { together } from '../text/names/question'
import { isSlip } from '../text/names/skeleton'
import { isParticle } from '../text/names/ways'
import { normalise, words } from '../text/normalise'
import { phonesOf } from '../text/phone'
import { BASE, PROPOSED, WEIGHTS } from './duplicate-weights'

/** What is known of somebody, as far as it is; days are ISO dates. */
export type Person = {
  names: readonly string[]
  birthDate?: string | null
  documents?: readonly string[]
  phones?: readonly string[]
  emails?: readonly string[]
  address?: string
  city?: string
  /** The cards of their family and household. */
  kin?: readonly string[]
}

/** What two cards have to say about each other, one outcome of each; what either does not know says nothing. */
export type Outcomes = {
  name: 'same' | 'alike' | 'near' | 'far' | 'unlike'
  /** The part of the shorter name that is least like any part of the other. */
  part: 'same' | 'alike' | 'doubtful' | 'far' | 'other'
  /** How many people one would expect to be called so, by how often each part is borne; a single name says little. */
  called: 'one' | 'few' | 'some' | 'many' | 'short'
  birth: 'same' | 'turned' | 'year' | 'other' | 'unknown'
  document: 'same' | 'slip' | 'other' | 'unknown'
  phone: 'same' | 'other' | 'unknown'
  email: 'same' | 'other' | 'unknown'
  place: 'address' | 'city' | 'other' | 'unknown'
  kin: 'same' | 'unknown'
}
export type Reason = { [K in keyof Outcomes]: `${K}-${Outcomes[K]}` }[keyof Outcomes]

/** Somebody ready to be compared, many times. */
export type Compared = {
  names: readonly (readonly Part[])[]
  birth: string
  documents: ReadonlySet<string>
  phones: ReadonlySet<string>
  emails: ReadonlySet<string>
  address: ReadonlySet<string>
  city: string
  kin: ReadonlySet<string>
}

const bare = (text: string): string => normalise(text).replace(/[^\p{L}\p{N}]/gu, '')
const set = (texts: readonly string[] | undefined, as: (text: string) => string): Set<string> =>
  new Set((texts ?? []).map(as).filter(Boolean))

/** @param names taken apart already; else they are here */
export function compared(person: Person, names = person.names.map(partsOf)): Compared {
  return {
    names: names.filter((parts) => parts.length > 0),
    birth: person.birthDate ?? '',
    documents: set(person.documents, bare),
    phones: new Set((person.phones ?? []).flatMap((phone) => phonesOf(phone).flatMap(({ keys }) => keys))),
    emails: set(person.emails, (email) => email.trim().toLowerCase()),
    address: new Set(words(person.address ?? '')),
    city: bare(person.city ?? ''),
    kin: new Set(person.kin ?? []),
  }
}

type WordLikeness = (a: Part, b: Part) => number
/** Keeps what two words are to each other: a million people share some ten thousand. */
export function rememberedLikeness(model: NameModel, most = 500_000): WordLikeness {
  const known = new Map<string, number>()
  return (a, b) => {
    if (a.spelling === b.spelling) return 0
    const key = a.spelling < b.spelling ? `${a.spelling} ${b.spelling}` : `${b.spelling} ${a.spelling}`
    const there = known.get(key)
    if (there !== undefined) return there
    if (known.size >= most) known.clear()
    const value = Math.max(wordLikeness(model, a, b), wordLikeness(model, b, a))
    known.set(key, value)
    return value
  }
}

const NAME = { same: 0.97, alike: 0.9, near: 0.81, far: 0.7 } as const
const PART = { same: -0.2, alike: -0.6, doubtful: -1, far: -1.6 } as const
const stepOf = <K extends string>(steps: Readonly<Record<K, number>>, value: number): K | null =>
  (Object.keys(steps) as K[]).find((name) => value >= steps[name]) ?? null

/**
 * Which share of people bears a word of a name, by how many of all cards do: these two, who are asked about, are not counted, and a small
 * office is taken for a part of a greater people.
 */
const shareOf = (borne: number, size: number): number => (Math.max(0, borne - 2) + 0.5) / (size + 1_000)

function ofNames(
  { model, likeness, borneBy, size }: Comparing,
  a: Compared,
  b: Compared,
): Pick<Outcomes, 'name' | 'part' | 'called'> {
  let [best, worst, expected, parts] = [0, Number.NEGATIVE_INFINITY, 1, 0]
  for (const one of a.names)
    for (const other of b.names) {
      const [short, long] = one.length <= other.length ? [one, other] : [other, one]
      const score = nameLikeness(model, short, long, likeness, together)
      if (score < best) continue
      best = score
      worst = least(short, long, likeness)
      const telling = short.filter(({ spelling }) => spelling.length > 1 && !isParticle(spelling))
      parts = telling.length
      expected = telling.reduce((n, part) => n * shareOf(borneBy(part), size), size)
    }
  return {
    name: stepOf(NAME, best) ?? 'unlike',
    part: stepOf(PART, worst) ?? 'other',
    called: parts < 2 ? 'short' : expected < 0.02 ? 'one' : expected < 0.15 ? 'few' : expected < 1 ? 'some' : 'many',
  }
}

/** How like the other name the part is that is least like it; a Ben or an initial says nothing. */
function least(short: readonly Part[], long: readonly Part[], likeness: WordLikeness): number {
  const joined = (name: readonly Part[]): Part[] => name.flatMap((_, at) => together(name, at) ?? [])
  const there = [...long, ...joined(long)]
  const both = joined(short)
  let worst = 0
  for (const part of short) {
    if (part.spelling.length === 1 || isParticle(part.spelling)) continue
    const ways = [
      part,
      ...both.filter((one) => one.spelling.endsWith(part.spelling) || one.spelling.startsWith(part.spelling)),
    ]
    let best = Number.NEGATIVE_INFINITY
    for (const way of ways) for (const other of there) best = Math.max(best, likeness(way, other))
    if (best < worst) worst = best
  }
  return worst
}

function ofBirth(a: string, b: string): Outcomes['birth'] {
  if (!a || !b) return 'unknown'
  if (a === b) return 'same'
  // As far as it is known: a year, or a month.
  if (a.startsWith(b) || b.startsWith(a)) return 'year'
  const [one, other] = [a.split('-'), b.split('-')]
  const sameYear = one[0] === other[0]
  if (sameYear && one[1] === other[2] && one[2] === other[1]) return 'turned'
  // The first of January is what is written where only the year is known.
  if (sameYear && (a.endsWith('-01-01') || b.endsWith('-01-01'))) return 'year'
  return a.length === b.length && differing(a, b) === 1 ? 'turned' : 'other'
}
const differing = (a: string, b: string): number => {
  let n = 0
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) n++
  return n
}

function ofSets(a: ReadonlySet<string>, b: ReadonlySet<string>): 'same' | 'other' | 'unknown' {
  if (a.size === 0 || b.size === 0) return 'unknown'
  for (const one of a) if (b.has(one)) return 'same'
  return 'other'
}

function ofDocuments(a: Compared, b: Compared): Outcomes['document'] {
  const there = ofSets(a.documents, b.documents)
  if (there !== 'other') return there
  return [...a.documents].some((one) => [...b.documents].some((other) => isSlip(one, other))) ? 'slip' : 'other'
}

function ofPlace(a: Compared, b: Compared): Outcomes['place'] {
  if (a.address.size > 1 && b.address.size > 1) {
    let shared = 0
    for (const word of a.address) if (b.address.has(word)) shared++
    if (shared >= 0.7 * Math.min(a.address.size, b.address.size)) return 'address'
  }
  return !a.city || !b.city ? 'unknown' : a.city === b.city ? 'city' : 'other'
}

/** What two cards are compared by: the sounds, what was compared before, and how many of so many cards bear a word. */
export type Comparing = { model: NameModel; likeness: WordLikeness; borneBy: (part: Part) => number; size: number }

export function outcomesOf(by: Comparing, a: Compared, b: Compared): Outcomes {
  return {
    ...ofNames(by, a, b),
    birth: ofBirth(a.birth, b.birth),
    document: ofDocuments(a, b),
    phone: ofSets(a.phones, b.phones),
    email: ofSets(a.emails, b.emails),
    place: ofPlace(a, b),
    kin: ofSets(a.kin, b.kin) === 'same' ? 'same' : 'unknown',
  }
}

export const reasonsOf = (outcomes: Outcomes): Reason[] =>
  Object.entries(outcomes).flatMap(([what, outcome]) => (outcome === 'unknown' ? [] : (`${what}-${outcome}` as Reason)))

/** Whether two cards are one person: the chance, by weights that were learned (ADR 047), and what speaks for and against it. */
export type Verdict = { chance: number; proposed: boolean; reasons: { reason: Reason; weight: number }[] }

export function verdictOf(outcomes: Outcomes): Verdict {
  const reasons = reasonsOf(outcomes).map((reason) => ({ reason, weight: WEIGHTS[reason] ?? 0 }))
  const sum = reasons.reduce((total, { weight }) => total + weight, BASE)
  const chance = 1 / (1 + Math.exp(-sum))
  return { chance, proposed: chance >= PROPOSED, reasons }
}
