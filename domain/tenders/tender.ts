import { idFrom } from '../hash'

/** A tender is decided by the minute, as it is announced: what comes within the closing minute is in time. */
const minuteOf = (instant: number): number => Math.floor(instant / 60_000)

/** D4: received after the closing minute. */
export const isLate = (receivedAt: number, closesAt: number): boolean => minuteOf(receivedAt) > minuteOf(closesAt)

export type Standing = { closesAt: number; openedAt: number | null }

/** An hour is put off while it has not passed, and only to a later one: what came late stays late. */
export const mayPostpone = (tender: Standing, to: number, at: number): boolean =>
  tender.openedAt === null && !isLate(at, tender.closesAt) && isLate(to, tender.closesAt)

/** Nobody opens before the hour, and a session is held once. */
export const mayOpen = (tender: Standing, openedAt: number): boolean =>
  tender.openedAt === null && minuteOf(openedAt) >= minuteOf(tender.closesAt)

export type Kept = { receivedAt: number; backAt: number | null }

/** In the session only what came in time and was not taken back is opened; everything else stays shut for ever. */
export const isSealed = (envelope: Kept, tender: Standing): boolean =>
  tender.openedAt === null || envelope.backAt !== null || isLate(envelope.receivedAt, tender.closesAt)

/** It is given back once, and only shut: a bidder who withdraws before the session, or whoever came late. */
export const mayGiveBack = (envelope: Kept, tender: Standing): boolean =>
  envelope.backAt === null && isSealed(envelope, tender)

/** What an entry says of what is inside, or of the moment that decides. The outside (who sent it, how it came) may be corrected. */
const INSIDE = [
  'subject',
  'enclosures',
  'enclosureCount',
  'notes',
  'level',
  'reference',
  'letterDate',
  'letterDateSaid',
]

/** The moment of receipt is the clock's, also when the session is over. */
export const mayCorrect = (field: string, sealed: boolean): boolean =>
  field !== 'arrivalAt' && !(sealed && INSIDE.includes(field))

/** An entry is one envelope or none: its id follows, so that the server finds it by the entry. */
export const envelopeIdOf = (entryId: string): string => idFrom(`diwan envelope ${entryId}`)
/** Its line of the delivery book, when it goes to the committee: pressing twice writes it once. */
export const handingOf = (envelopeId: string): string => idFrom(`diwan envelope to committee ${envelopeId}`)
