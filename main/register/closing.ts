import { AppError } from '../../contract/errors'
import type { Actor } from '../../contract/permissions'
import type { ClosingKind } from '../../contract/books'
import type { ClosingPreview } from '../../contract/closing'
import type { Fields } from '../../contract/wire'
import { cursorOf } from '../../db/sync/cursor'
import type { Reader, Tx } from '../../db/core/sql'
import { outboxCounts } from '../../db/outbox/queue'
import { bookById, type BookRow } from '../../db/register/books'
import { registerById } from '../../db/register/registers'
import * as db from '../../db/register/closings'
import * as rule from '../../domain/register/closing'
import { entryTime, yearOf, type EntryTime } from '../../domain/register/clock'
import { nextDay } from '../../domain/text/dates'
import { startOfDay, zoneOf } from '../../domain/text/zone'
import type { Stamp } from '../../db/outbox/stamp'
import { stampOf, type Desk } from '../desk'
import { chainAct } from './books'
import { clockOf } from './clock'
import { announce, clockAct } from './registration'

export type Asked = { bookId: string; confirmDate?: string | undefined }
/** A book that is being closed: as it stands in this transaction, and the time its next act is stored under. */
export type Open = { tx: Tx; book: BookRow; state: rule.Closed; time: EntryTime; stamp: Stamp }

/**
 * I4: every day with entries up to `through` is closed by an act of its own, oldest first; the day itself also when nothing came
 * (néant). What was done since the closing before stands on the sheet, by its place in the chain: each act on exactly one.
 * @throws day-not-over { date } where a session of those days is open, or the day has not come
 */
export const closeDays = (desk: Desk, actor: Actor, input: Asked & { through: string }): Promise<void> =>
  inBook(desk, actor, input, async (open) => {
    const { through } = input
    const today = open.time.businessDate
    if (through > today) throw new AppError('day-not-over', { date: through })
    const days = (await db.daysAfter(open.tx, open.book, rule.closedThrough(open.state)))
      .map(({ date }) => date)
      .filter((date) => date <= through)
    // A day on which nothing came is closed too (néant), in the book of its year.
    const isOpen = yearOf(today) === open.book.year && !rule.isClosed(open.state, today)
    if (through === today && !days.includes(today) && isOpen) days.push(today)
    if (days.length === 0) throw new AppError('stale')
    let now = open
    for (const date of days) now = await closeDay(desk, now, date, null)
    return now.book
  })

/** A duty session is numbered and signed like a day (I4); whoever had it closes it. Days before it are closed first. */
export const closeSession = (desk: Desk, actor: Actor, input: Asked): Promise<void> =>
  inBook(desk, actor, input, async (open) => {
    const { session } = open.state
    if (!session) throw new AppError('stale')
    const [earlier] = await db.daysAfter(open.tx, open.book, rule.closedThrough(open.state))
    if (earlier && earlier.date < session.date) throw new AppError('day-not-over', { date: earlier.date })
    return (await closeDay(desk, open, session.date, session.number)).book
  })

/** The year's act: every day is closed, and the last day has come. @throws day-not-over { date } */
export const closeYear = (desk: Desk, actor: Actor, input: Asked): Promise<void> =>
  inBook(desk, actor, input, async (open) => {
    const { tx, book, state, time } = open
    const [unclosed] = await db.daysAfter(tx, book, rule.closedThrough(state))
    const before = unclosed?.date ?? state.session?.date
    if (before !== undefined) throw new AppError('day-not-over', { date: before })
    const last = `${book.year}-12-31`
    if (time.businessDate < last) throw new AppError('day-not-over', { date: last })
    const to = book.lastPosition
    const counts = await db.countsOf(tx, book.id, 1, to)
    const body = {
      ...{ date: time.businessDate, year: book.year, opening: book.opening, days: state.days.length },
      ...{ from: 1, to, head: book.lastLink, late: await lateOfSheets(tx, book.id), ...counts },
    }
    return (await act(desk, open, 'yearClosing', body)).book
  })

/**
 * A duty session (مداومة) on a day that was closed, or on one that nothing came on yet: a day off has no other entries.
 * @throws day-not-over { date } where the day is an ordinary one, or another session goes on
 */
export const openSession = (desk: Desk, actor: Actor, input: Asked & { reason: string }): Promise<void> =>
  inBook(desk, actor, input, async (open) => {
    const { tx, book, state, time } = open
    const date = time.businessDate
    if (state.year !== null || yearOf(date) !== book.year)
      throw new AppError('book-closed', { register: await kindOf(tx, book), year: book.year })
    if (state.session) throw new AppError('day-not-over', { date: state.session.date })
    const days = await db.daysAfter(tx, book, rule.closedThrough(state))
    if (days.some((day) => day.date >= date)) throw new AppError('day-not-over', { date })
    const { reason } = input
    return (await act(desk, open, 'session', { date, number: state.sessions + 1, reason })).book
  })

/** That sheets were handed over, with the receipt; of closings that are there. */
export const deposit = (
  desk: Desk,
  actor: Actor,
  { bookId, confirmDate, ...said }: Asked & { closings: number[]; where: string; date: string; receipt: string },
): Promise<void> =>
  inBook(desk, actor, { bookId, confirmDate }, async (open) => {
    const there = new Set((await db.closingActs(open.tx, bookId)).filter(isSheet).map(({ position }) => position))
    const closings = [...new Set(said.closings)].sort((a, b) => a - b)
    if (!closings.every((position) => there.has(position))) throw new AppError('stale')
    if (said.date > open.time.businessDate) throw new AppError('invalid-input', { field: 'date' })
    return (await act(desk, open, 'deposit', { ...said, closings })).book
  })

export const isSheet = ({ kind }: { kind: string }): boolean => kind === 'dayClosing' || kind === 'yearClosing'

/** What the next sheet would say, and what is unfinished. */
export async function previewClosing(
  desk: Desk,
  { bookId, through }: { bookId: string; through: string },
): Promise<ClosingPreview> {
  return desk.db.snapshot(async (read) => {
    const book = await heldHere(read, desk, bookId)
    const state = await db.closedState(read, bookId)
    const [first] = await db.daysAfter(read, book, rule.closedThrough(state))
    const date = first && first.date < through ? first.date : through
    const { from, to } = await stretch(desk, read, book, state, date)
    return {
      date,
      counts: { ...(await db.countsOf(read, bookId, from, to)), late: await late(desk, read, bookId, from, to, date) },
      drafts: await db.draftsIn(read, book.registerId),
      withoutScan: await db.withoutScan(read, bookId, rule.closedThrough(state) ?? '', date),
      unsent: (await cursorOf(read, desk.office.id)) ? (await outboxCounts(read)).waiting : null,
    }
  })
}

/** One act of a person on a book held here, in one transaction; the clock is asked as for an entry (N4). */
export async function inBook(
  desk: Desk,
  actor: Actor,
  { bookId, confirmDate }: Asked,
  work: (open: Open) => Promise<BookRow>,
): Promise<void> {
  const stamp = stampOf(desk, actor)
  const done = await desk.db.write(async (tx) => {
    const book = await heldHere(tx, desk, bookId)
    const said = { said: clockOf(desk), claimed: desk.clock.now(), lastAt: book.lastAt, zone: zoneOf(desk.office) }
    const time = entryTime({ ...said, confirmed: confirmDate })
    const held = time.asked ? await chainAct(desk, tx, book, clockAct(time, book.lastAt), stamp) : book
    return { time, book: await work({ tx, book: held, state: await db.closedState(tx, bookId), time, stamp }) }
  })
  const { id, registerId, lastSeq: seq, lastPosition: position, lastLink: link } = done.book
  announce(desk, { id: registerId, book: id, seq, position, link, fresh: true, at: done.time.at })
}

/** Chains one such act, signed by its person, and refuses what could not stand there: the server and every proof ask the same. */
export async function act(desk: Desk, open: Open, kind: ClosingKind, body: Fields): Promise<Open> {
  const { tx, book, state, time, stamp } = open
  const said = { position: book.lastPosition + 1, kind, at: time.at, body: JSON.stringify(body) }
  const next = rule.after(state, said)
  if (next === null) throw new AppError('stale')
  const chained = await chainAct(
    desk,
    tx,
    book,
    { kind, entryId: null, seq: 0, at: time.at, body, signed: true },
    stamp,
  )
  return { ...open, book: chained, state: next }
}

async function closeDay(desk: Desk, open: Open, date: string, session: number | null): Promise<Open> {
  const { tx, book, state } = open
  if (session === null && state.session && state.session.date <= date)
    throw new AppError('day-not-over', { date: state.session.date })
  const { from, to } = await stretch(desk, tx, book, state, date)
  const counts = await db.countsOf(tx, book.id, from, to)
  const head = to === book.lastPosition ? book.lastLink : await db.linkAt(tx, book.id, to)
  if (head === undefined) throw new AppError('stale')
  const body = { date, session, from, to, head, late: await late(desk, tx, book.id, from, to, date), ...counts }
  return act(desk, open, 'dayClosing', body)
}

/** Since the closing before, up to the first act of a later day. */
async function stretch(
  desk: Desk,
  read: Reader,
  { id }: BookRow,
  state: rule.Closed,
  date: string,
): Promise<{ from: number; to: number }> {
  const done = rule.covered(state)
  const end = startOfDay(nextDay(date), zoneOf(desk.office))
  return { from: done + 1, to: Math.max(done, await db.placeBefore(read, id, done, end)) }
}

const late = (desk: Desk, read: Reader, bookId: string, from: number, to: number, date: string): Promise<number> =>
  db.lateIn(read, bookId, from, to, startOfDay(date, zoneOf(desk.office)))

/** What the days' sheets said of it: those that stand. */
async function lateOfSheets(read: Reader, bookId: string): Promise<number> {
  const standing = new Set((await db.closedState(read, bookId)).days.map(({ position }) => position))
  const days = (await db.closingActs(read, bookId)).filter(({ position }) => standing.has(position))
  return days.reduce((sum, { body }) => sum + rule.DayClosing.parse(JSON.parse(body ?? '{}')).late, 0)
}

/** N7: only its holder writes in it; one whose last number nobody said yet closes nothing (R3). */
async function heldHere(read: Reader, desk: Desk, bookId: string): Promise<BookRow> {
  const book = await bookById(read, bookId)
  if (!book) throw new AppError('not-found')
  const params = { register: await kindOf(read, book), year: book.year }
  if (book.holderId !== desk.device.id) throw new AppError('no-book', params)
  if (book.state === 'suspended') throw new AppError('book-suspended', params)
  return book
}

const kindOf = async (read: Reader, book: BookRow): Promise<string> =>
  (await registerById(read, book.registerId))?.kind ?? ''
