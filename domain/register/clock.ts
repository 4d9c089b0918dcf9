import { AppError } from '../../contract/errors'
import { dateOf, type Zone } from '../text/zone'

export const DAY = 24 * 60 * 60 * 1000
/** A registry may be closed for a month; after longer, or after a week and in another year, somebody says that it is so. */
const CLOSED = 30 * DAY
const NEW_YEAR = 7 * DAY
/** A clock this near the server's is a right one: seconds of the line are no reason to correct it. */
const NEAR = 5 * 60 * 1000

/**
 * What this PC can know of the time. `jumpMs`: how far its clock moved against its own running time since the program began,
 * sleep aside. `driftMs`: its clock minus the server's, null without a contact. `zone` is the office's.
 */
export type ClockReading = { now: number; jumpMs: number; driftMs: number | null; zone: Zone }

/** The last moment the register believed; `jumpMs` as it was then, null when the program began after it. */
export type Believed = { at: number; jumpMs: number | null }

/**
 * N4: which time counts, and whether a person must confirm it. The server's is used where it is known and differs; where it
 * speaks against the register and this PC's does not, this PC's. A clock mended after the start, a night's sleep and a long
 * weekend are believed; a clock that moved while the program ran, that stands before the last act, or far after it, is not.
 */
export function readClock(reading: ClockReading, believed: Believed | null): { now: number; doubtful: boolean } {
  const { now, jumpMs, driftMs, zone } = reading
  const strange = (at: number): boolean => believed !== null && isStrange(at, believed.at, zone)
  const drift = driftMs === null || Math.abs(driftMs) < NEAR ? 0 : driftMs
  const server = now - drift
  // Two clocks that agree are right, however long nobody wrote; what they say against the register is asked about all the same.
  const agree = driftMs !== null && drift === 0 && now - (believed?.at ?? 0) > -DAY
  if (driftMs !== null && (agree || !strange(server))) return { now: server, doubtful: false }
  const moved = Math.abs(jumpMs - (believed ? (believed.jumpMs ?? jumpMs) : 0)) > DAY
  if (!moved && !strange(now)) return { now, doubtful: false }
  return { now: server, doubtful: true }
}

function isStrange(now: number, last: number, zone: Zone): boolean {
  const sameYear = yearOf(dateOf(now, zone)) === yearOf(dateOf(last, zone))
  return last - now > DAY || now - last > (sameYear ? CLOSED : NEW_YEAR)
}

export type EntryTime = { at: number; businessDate: string; year: number; asked: boolean; claimed: number }

/**
 * N4, N5: the time an act of a book is stored under: not before the last one's, except where a person confirmed that the book
 * stood in the future. Its day and year are those of the office's time zone, whatever the letter says.
 * @param said what `readClock` says · @param claimed what the PC's clock said
 * @throws clock-jumped { date } until `confirmed` names the day that will be stored
 */
export function entryTime(input: {
  said: { now: number; doubtful: boolean }
  claimed: number
  lastAt: number
  zone: Zone
  confirmed: string | undefined
}): EntryTime {
  const { said, claimed, lastAt, zone, confirmed } = input
  const at = timeIn(lastAt, said.now)
  const businessDate = dateOf(at, zone)
  if (said.doubtful && confirmed !== businessDate) throw new AppError('clock-jumped', { date: businessDate })
  return { at, businessDate, year: yearOf(businessDate), asked: said.doubtful, claimed }
}

/** Where in a book a moment stands whose last act is of `lastAt`: after it, unless that lies in the future. */
export const timeIn = (lastAt: number, now: number): number => (lastAt - now > DAY ? now : Math.max(now, lastAt))

export const yearOf = (date: string): number => Number(date.slice(0, 4))
