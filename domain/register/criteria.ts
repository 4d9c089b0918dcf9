import type { Criteria, DayRange } from '../../contract/criteria'
import { dateOf, type Zone } from '../text/zone'
import { isUndescribed } from './undescribed'

/** What is asked of an entry, and of what stands beside it. `answered` is as its reader may know it (A2). */
export type Facts = {
  businessDate: string
  arrivalAt: number
  letterDate: string | null
  unitId: string
  classId: string | null
  cancelled: boolean
  answered: boolean
  channel: string
  urgency: string
  level: string
  subject: string | null
  scans: number
  /** By the unit it was given to. */
  acknowledged: boolean
  enclosureCount: number
  countryCode: string
}
/** Where the office's days begin, and the units and classes the one that was chosen stands for (`within`). */
export type Around = { zone: Zone; units: readonly string[]; classes: readonly string[] }

/** Whether an entry meets all of them; `db/register/criteria.ts` says the same in SQL. */
export function meets(c: Criteria, entry: Facts, { zone, units, classes }: Around): boolean {
  const arrival = dateOf(entry.arrivalAt, zone)
  return (
    within(c.registered, entry.businessDate) &&
    within(c.arrived, arrival) &&
    within(c.written, entry.letterDate) &&
    (c.unitId === undefined || units.includes(entry.unitId)) &&
    (c.classId === undefined || (entry.classId !== null && classes.includes(entry.classId))) &&
    (c.classed === undefined || (c.classed === 'with') === (entry.classId !== null)) &&
    (c.state === undefined || STATES[c.state](entry)) &&
    (c.channel ?? entry.channel) === entry.channel &&
    (c.urgency ?? entry.urgency) === entry.urgency &&
    (c.level ?? entry.level) === entry.level &&
    (c.scans === undefined || (c.scans === 'with') === entry.scans > 0) &&
    (c.acknowledged === undefined || (c.acknowledged === 'with') === entry.acknowledged) &&
    (c.enclosures === undefined || (c.enclosures === 'with') === entry.enclosureCount > 0) &&
    (c.late === undefined || arrival < entry.businessDate) &&
    (c.undescribed === undefined || (!entry.cancelled && isUndescribed(entry))) &&
    (c.country ?? entry.countryCode) === entry.countryCode
  )
}

const STATES: Record<NonNullable<Criteria['state']>, (entry: Facts) => boolean> = {
  unanswered: ({ cancelled, answered }) => !cancelled && !answered,
  answered: ({ cancelled, answered }) => !cancelled && answered,
  cancelled: ({ cancelled }) => cancelled,
  standing: ({ cancelled }) => !cancelled,
}

/** An undated letter lies in no range. */
const within = (range: DayRange | undefined, date: string | null): boolean =>
  !isBounded(range) ||
  (date !== null && (range.from === null || range.from <= date) && (range.to === null || date <= range.to))

export const isBounded = (range: DayRange | undefined): range is DayRange =>
  range !== undefined && (range.from !== null || range.to !== null)

/** Without what asks nothing; null when nothing is asked at all, so that the whole register is counted by what it keeps. */
export function narrowed(criteria: Criteria | undefined): Criteria | null {
  const said = Object.entries(criteria ?? {}).filter(
    ([, value]) => value !== undefined && (typeof value !== 'object' || isBounded(value)),
  )
  return said.length === 0 ? null : Object.fromEntries(said)
}
