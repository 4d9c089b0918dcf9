import { nameLikeness } from '../text/names/likeness'
import { partsOf, type Part } from '../text/names/parts'
import { isSlip } from '../text/names/skeleton'
import { normalise, words } from '../text/normalise'
import { phonesOf } from '../text/phone'
import { chanceOf } from './duplicate-chance'
import type { Outcomes, Reason, Weighed } from './duplicate-outcomes'
import { PROPOSED, TOLD } from './duplicate-weights'
import { nameEvidence, type Comparing, type NameEvidence } from './name-evidence'

export { rememberedLikeness, type Comparing } from './name-evidence'
export type { Outcomes, Reason, Weighed } from './duplicate-outcomes'

/** What is known of somebody, as far as it is; days are ISO dates. */
export type Person = {
  names: readonly string[]
  /** The mother's name, in either script or both. */
  mothers?: readonly string[]
  birthDate?: string | null
  birthPlace?: string
  documents?: readonly string[]
  phones?: readonly string[]
  emails?: readonly string[]
  address?: string
  city?: string
  /** The cards of their family and household. */
  kin?: readonly string[]
}

/** Somebody ready to be compared, many times. */
export type Compared = {
  names: readonly (readonly Part[])[]
  mothers: readonly (readonly Part[])[]
  birth: string
  birthPlace: string
  documents: readonly string[]
  phones: readonly string[]
  emails: readonly string[]
  address: readonly string[]
  city: string
  kin: readonly string[]
}

const bare = (text: string): string => normalise(text).replace(/[^\p{L}\p{N}]/gu, '')
/** One list for all who have none: of a million cards most say little. */
const NONE: readonly string[] = []
const list = (texts: readonly string[] | undefined, as: (text: string) => string[]): readonly string[] => {
  const all = new Set((texts ?? []).flatMap(as).filter(Boolean))
  return all.size === 0 ? NONE : [...all]
}

/** @param names taken apart already; else they are here */
export function compared(person: Person, names = person.names.map(partsOf)): Compared {
  return {
    names: names.filter((parts) => parts.length > 0),
    mothers: (person.mothers ?? []).filter(Boolean).map(partsOf),
    birth: person.birthDate ?? '',
    birthPlace: bare(person.birthPlace ?? ''),
    documents: list(person.documents, (text) => [bare(text)]),
    phones: list(person.phones, (phone) => phonesOf(phone).flatMap(({ keys }) => keys)),
    emails: list(person.emails, (email) => [email.trim().toLowerCase()]),
    address: list(person.address ? [person.address] : [], words),
    city: bare(person.city ?? ''),
    kin: list(person.kin, (id) => [id]),
  }
}

const NAME = { same: 0.97, alike: 0.9, near: 0.81, far: 0.7 } as const
const PART = { same: -0.2, alike: -0.6, doubtful: -1, far: -1.6 } as const
const stepOf = <K extends string>(steps: Readonly<Record<K, number>>, value: number): K | null =>
  (Object.keys(steps) as K[]).find((name) => value >= steps[name]) ?? null

const ofName = ({ score, worst, expected, parts }: NameEvidence): Pick<Outcomes, 'name' | 'part' | 'called'> => ({
  name: stepOf(NAME, score) ?? 'unlike',
  part: stepOf(PART, worst) ?? 'other',
  called: parts < 2 ? 'short' : expected < -1.7 ? 'one' : expected < -0.8 ? 'few' : expected < 0 ? 'some' : 'many',
})

const MOTHER = 0.75
/** Mothers by the likest of their names, whole or a part of them. */
function ofMothers(by: Comparing, a: Compared, b: Compared): Outcomes['mother'] {
  if (a.mothers.length === 0 || b.mothers.length === 0) return 'unknown'
  for (const one of a.mothers)
    for (const other of b.mothers) {
      const [short, long] = one.length <= other.length ? [one, other] : [other, one]
      if (nameLikeness(by.model, short, long, by.likeness) >= MOTHER) return 'alike'
    }
  return 'other'
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

function ofLists(a: readonly string[], b: readonly string[]): 'same' | 'other' | 'unknown' {
  if (a.length === 0 || b.length === 0) return 'unknown'
  return a.some((one) => b.includes(one)) ? 'same' : 'other'
}

function ofDocuments(a: Compared, b: Compared): Outcomes['document'] {
  const there = ofLists(a.documents, b.documents)
  if (there !== 'other') return there
  return a.documents.some((one) => b.documents.some((other) => isSlip(one, other))) ? 'slip' : 'other'
}

function ofPlace(a: Compared, b: Compared): Outcomes['place'] {
  if (a.address.length > 1 && b.address.length > 1) {
    const shared = a.address.filter((word) => b.address.includes(word)).length
    if (shared >= 0.7 * Math.min(a.address.length, b.address.length)) return 'address'
  }
  return !a.city || !b.city ? 'unknown' : a.city === b.city ? 'city' : 'other'
}

/** All but the names: quickly said. */
export const factsOf = (a: Compared, b: Compared) => ({
  birth: ofBirth(a.birth, b.birth),
  born:
    !a.birthPlace || !b.birthPlace
      ? ('unknown' as const)
      : a.birthPlace === b.birthPlace
        ? ('there' as const)
        : ('elsewhere' as const),
  document: ofDocuments(a, b),
  phone: ofLists(a.phones, b.phones),
  email: ofLists(a.emails, b.emails),
  place: ofPlace(a, b),
  kin: ofLists(a.kin, b.kin) === 'same' ? ('same' as const) : ('unknown' as const),
})
type Facts = ReturnType<typeof factsOf>

/** Born on another day, and nothing of theirs is the other's: whatever they are called, they are not worth comparing. */
export const isHopeless = ({ birth, document, phone, email }: Facts): boolean =>
  birth === 'other' && document !== 'same' && document !== 'slip' && phone !== 'same' && email !== 'same'

/** What two cards say, with what their names do in figures. */
export function outcomesOf(by: Comparing, a: Compared, b: Compared, facts = factsOf(a, b)): Weighed {
  const evidence = nameEvidence(by, a.names, b.names)
  return { ...ofName(evidence), mother: ofMothers(by, a, b), ...facts, evidence }
}

export const reasonsOf = ({ evidence: _, ...outcomes }: Weighed): Reason[] =>
  Object.entries(outcomes).flatMap(([what, outcome]) => (outcome === 'unknown' ? [] : (`${what}-${outcome}` as Reason)))

/**
 * Whether two cards are one person: the chance, by weights that were learned (ADR 047, 054), and what speaks for and against it, each by
 * itself: ln of how much likelier it is of one person than of two who were compared.
 */
export type Verdict = { chance: number; proposed: boolean; reasons: { reason: Reason; weight: number }[] }

export function verdictOf(weighed: Weighed): Verdict {
  const chance = chanceOf(weighed)
  const reasons = reasonsOf(weighed).map((reason) => ({ reason, weight: TOLD[reason] ?? 0 }))
  return { chance, proposed: chance >= PROPOSED, reasons }
}
