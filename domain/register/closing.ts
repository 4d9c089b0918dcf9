import { z } from 'zod'
import { closingKinds, type ClosingKind } from '../../contract/books'
import { Id, LegalDate, Sha256, Year } from '../../contract/values'
import type { Fields } from '../../contract/wire'
import { DAY } from './clock'

const count = z.int().min(0)
const place = z.int().min(1)
/** What a closing counts: the acts from `from` to `to`, which are those since the closing before. `head` is the link at `to`. */
const Covered = {
  from: place,
  to: count,
  head: Sha256,
  first: place.nullable(),
  last: place.nullable(),
  entries: count,
  cancelled: count,
  corrected: count,
  late: count,
  voids: count,
}
export const DayClosing = z.object({ date: LegalDate, session: place.nullable(), ...Covered })
export type DayClosing = z.infer<typeof DayClosing>
/** Of the whole book: numbers `opening`…`last` are used or void. */
export const YearClosing = z.object({ date: LegalDate, year: Year, opening: place, days: count, ...Covered })
export type YearClosing = z.infer<typeof YearClosing>
/** `closing`: the place of the act that no longer counts. The second person's word stands in it (reopening.ts). */
export const Reopening = z.object({
  closing: place,
  reason: z.string().min(1).max(500),
  secondId: Id,
  secondKey: Id,
  secondSignature: z.string().max(200),
  /** Of a word given at another PC: until when it counts (countersigning.ts). */
  until: z.int().optional(),
})
export type Reopening = z.infer<typeof Reopening>
export const Session = z.object({ date: LegalDate, number: place, reason: z.string().min(1).max(500) })
/** Which sheets were handed over, to whom, on which day, under which receipt. */
export const Deposit = z.object({
  closings: z.array(place).min(1).max(400),
  where: z.string().min(1).max(200),
  date: LegalDate,
  receipt: z.string().max(200),
})
export type Deposit = z.infer<typeof Deposit>

type Standing = { position: number; date: string; from: number; to: number; session: number | null }
/** What of a book is closed, as its acts say (I4). Only the newest closing can be undone, so they stand on one another. */
export type Closed = {
  days: readonly Standing[]
  /** The place of the act that closed the year. */
  year: number | null
  session: { number: number; date: string } | null
  sessions: number
  /** False where an act of closing is not known (it was refused, or is withheld): what comes after need not stand on what is known. */
  sure: boolean
}
export const neverClosed: Closed = { days: [], year: null, session: null, sessions: 0, sure: true }

export const closedThrough = ({ days }: Closed): string | null => days.at(-1)?.date ?? null
/** The last place that stands on a sheet. */
export const covered = ({ days }: Closed): number => days.at(-1)?.to ?? 0
/** The closing that a re-opening would undo. */
export const newest = ({ year, days }: Closed): number | null => year ?? days.at(-1)?.position ?? null

/** I4: a closed day or year takes no entry; a duty session takes those of its day. */
export function isClosed(state: Closed, date: string): boolean {
  const through = closedThrough(state)
  return state.year !== null || (through !== null && date <= through && state.session?.date !== date)
}

export const isClosing = (kind: unknown): kind is ClosingKind => (closingKinds as readonly unknown[]).includes(kind)

export type ClosingAct = { position: number; kind: string; at: number; body: string | null }

/**
 * The state after one more act of the book, in the order of its chain: asked by the desk before it writes, by the server when it
 * comes, and by whoever proves the book. Null: such an act cannot stand there. What is withheld changes nothing.
 */
export function after(state: Closed, act: ClosingAct): Closed | null {
  if (!isClosing(act.kind)) return state
  if (act.body === null) return act.kind === 'deposit' ? state : { ...state, sure: false }
  const body = parsed(act.body)
  if (body === null) return null
  switch (act.kind) {
    case 'dayClosing':
      return dayClosed(state, act, DayClosing.safeParse(body).data)
    case 'yearClosing':
      return yearClosed(state, act, YearClosing.safeParse(body).data)
    case 'reopening':
      return opened(state, Reopening.safeParse(body).data)
    case 'session':
      return onDuty(state, act, Session.safeParse(body).data)
    case 'deposit':
      return Deposit.safeParse(body).data?.closings.every((position) => position < act.position) ? state : null
  }
}

/** All of them, in order; one that does not fit leaves what stood (the proof says so, see verdict.ts). */
export const closedBy = (acts: readonly ClosingAct[]): Closed =>
  acts.reduce((state, act) => after(state, act) ?? state, neverClosed)

/** Nobody closes a day that has not begun anywhere: no clock is ahead of UTC by more than fourteen hours. */
const begun = (date: string, at: number): boolean => date <= new Date(at + (14 * DAY) / 24).toISOString().slice(0, 10)

function dayClosed(state: Closed, { position, at }: ClosingAct, body: DayClosing | undefined): Closed | null {
  if (!body || state.year !== null || !begun(body.date, at) || !spans(state, position, body)) return null
  const { date, from, to, session } = body
  const through = closedThrough(state)
  const fits =
    session === null
      ? (state.session === null || date < state.session.date) && (through === null || date > through)
      : state.session
        ? state.session.number === session && state.session.date === date
        : !state.sure && (through === null || date >= through)
  if (!fits) return null
  const days = [...state.days, { position, date, from, to, session }]
  // A day before the session is closed while that goes on: whoever has duty on Saturday does not close Friday.
  return { ...state, session: session === null ? state.session : null, days }
}

function yearClosed(state: Closed, { position, at }: ClosingAct, body: YearClosing | undefined): Closed | null {
  if (!body || state.year !== null || state.session !== null || !begun(body.date, at)) return null
  // The last day of the year is closed first, or gone.
  if (body.date < `${body.year}-12-31` || body.to >= position) return null
  if (state.sure ? body.days !== state.days.length : body.days < state.days.length) return null
  return { ...state, year: position }
}

const spans = (state: Closed, position: number, { from, to }: DayClosing): boolean =>
  (state.sure ? from === covered(state) + 1 : from > covered(state)) && to >= from - 1 && to < position

function opened(state: Closed, body: Reopening | undefined): Closed | null {
  if (!body || state.session !== null) return null
  const known = state.year === body.closing || state.days.some(({ position }) => position === body.closing)
  if (body.closing !== newest(state)) return state.sure || known ? null : state
  if (state.year !== null) return { ...state, year: null }
  const last = state.days.at(-1)
  if (!last) return null
  const session = last.session === null ? null : { number: last.session, date: last.date }
  return { ...state, session, days: state.days.slice(0, -1) }
}

function onDuty(state: Closed, { at }: ClosingAct, body: z.infer<typeof Session> | undefined): Closed | null {
  const through = closedThrough(state)
  if (!body || state.year !== null || state.session !== null || body.number <= state.sessions) return null
  if (state.sure && body.number !== state.sessions + 1) return null
  if ((through !== null && body.date < through) || !begun(body.date, at)) return null
  return { ...state, session: { number: body.number, date: body.date }, sessions: body.number }
}

function parsed(text: string): Fields | null {
  try {
    const value: unknown = JSON.parse(text)
    return value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Fields) : null
  } catch {
    return null
  }
}
