import { rankOf } from '../visibility/level'
import type { Country, Names, SecondLanguage } from '../../contract/values'
import type { Fields, Plain } from '../../contract/wire'
import { nameIn } from '../words'
import { dateOf, zoneOf } from '../text/zone'

export type DelegationFields = {
  id: string
  kind: string
  toId: string
  fromTitle: Names
  fromWoman: boolean
  toTitle: Names
  since: string
  until: string
  kinds: readonly string[] | null
  unitIds: readonly string[] | null
  level: string
  recordedAt: number
  endedAt: number | null
}
/** A letter as far as a scope asks. */
export type InScope = { kind: string; level: string; unitId: string | null }
/** What a signature under a delegation freezes, and what the page says by itself (W3). */
export type SignsAs = {
  mode: string
  principal: { ar: string; other: string }
  woman: boolean
  title: { ar: string; other: string }
  /** The delegation with its own proof: whoever reads the letter believes nobody's word for it. */
  under: { id: string; fields: Fields }
}

/** W3: it ends by itself, on its last day in the office's zone, or when somebody ended it. */
export const inForce = (d: Pick<DelegationFields, 'since' | 'until' | 'endedAt'>, day: string, at: number): boolean =>
  d.since <= day && day <= d.until && (d.endedAt === null || at < d.endedAt)

export const covers = (d: Pick<DelegationFields, 'kinds' | 'unitIds' | 'level'>, letter: InScope): boolean =>
  (d.kinds === null || d.kinds.includes(letter.kind)) &&
  (d.unitIds === null || (letter.unitId !== null && d.unitIds.includes(letter.unitId))) &&
  rankOf(letter.level) <= rankOf(d.level)

/**
 * Which delegation a signature of this person would be under, the latest recorded where several allow it. `over`: there is none, and there
 * was one for it: whoever was ever given a signature signs within it.
 */
export function delegationFor<D extends DelegationFields>(
  all: readonly D[],
  userId: string,
  letter: InScope,
  day: string,
  at: number,
): D | undefined {
  return all
    .filter((d) => d.toId === userId && inForce(d, day, at) && covers(d, letter))
    .sort((a, b) => b.recordedAt - a.recordedAt || (a.id < b.id ? 1 : -1))[0]
}

/** In whose name a letter may be signed by somebody who has no delegation for it. */
export const mayTypeFormula = (all: readonly DelegationFields[], userId: string, mode: string): boolean =>
  mode === 'own' || !all.some((d) => d.toId === userId && d.kind === mode)

/** The fields a page needs of a delegation, in the letter's own languages. */
export const signsAs = (d: DelegationFields, fields: Fields, second: SecondLanguage): SignsAs => ({
  mode: d.kind,
  principal: { ar: d.fromTitle.ar, other: nameIn(d.fromTitle, second) },
  woman: d.fromWoman,
  title: { ar: d.toTitle.ar, other: nameIn(d.toTitle, second) },
  under: { id: d.id, fields },
})

/** What was frozen of a delegation, from a row of anybody's; null where there is none. */
export function frozenSigns(frozen: Plain | undefined): SignsAs | null {
  const facts = member(frozen, 'facts')
  const signs = member(facts, 'signs')
  const under = member(signs, 'under')
  const fields = member(under, 'fields')
  const id = member(under, 'id')
  if (!isObject(fields) || typeof id !== 'string') return null
  return signs as unknown as SignsAs
}

/**
 * Whether a signed row's power comes from a delegation it carries: to its signer, in force on the day of the signature in the office's zone as it
 * was frozen. Scope and end are asked where the rows are, by the desk that signs and by the server.
 */
export function signedUnder(
  values: Fields,
  signerId: string,
  isProven: (entity: 'delegation', id: string, fields: Fields) => boolean,
): boolean {
  const frozen = values['frozen']
  const signs = frozenSigns(frozen)
  const at = values['signedAt']
  if (!signs || typeof at !== 'number') return false
  const { id, fields } = signs.under
  if (fields['toId'] !== signerId || !isProven('delegation', id, fields)) return false
  const office = member(member(frozen, 'facts'), 'office')
  const zone = { timeZone: String(member(office, 'timeZone')), country: member(office, 'country') as Country }
  const day = dayIn(at, { ...zone, clockPeriods: member(office, 'clockPeriods') ?? [] })
  return day !== null && String(fields['since']) <= day && day <= String(fields['until'])
}

function dayIn(at: number, office: unknown): string | null {
  try {
    return dateOf(at, zoneOf(office as Parameters<typeof zoneOf>[0]))
  } catch {
    return null // a zone nobody knows is no day
  }
}

const isObject = (value: Plain | undefined): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const member = (value: Plain | undefined, name: string): Plain | undefined =>
  isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined
