import type { BookToClose, Sheet } from '../../contract/closing'
import type { ClosingKind } from '../../contract/books'
import type { Names } from '../../contract/values'
import { isPending } from '../../db/outbox/queue'
import type { ActRow } from '../../db/register/acts'
import { bookById, booksOf, type BookRow } from '../../db/register/books'
import * as db from '../../db/register/closings'
import { registerRows } from '../../db/register/registers'
import { people } from '../../db/session/people'
import { cursorOf } from '../../db/sync/cursor'
import { closedThrough, Deposit, newest, type DayClosing, type YearClosing } from '../../domain/register/closing'
import { yearOf } from '../../domain/register/clock'
import { dateOf, zoneOf } from '../../domain/text/zone'
import { AppError } from '../../contract/errors'
import type { Desk } from '../desk'
import { clockOf } from './clock'
import { isSheet } from './closing'

/** Every book with what of it is open: what a strip, a badge and the desk of the head of registry are made of. */
export async function booksToClose(desk: Desk): Promise<BookToClose[]> {
  const { read } = desk.db
  const today = dateOf(clockOf(desk).now, zoneOf(desk.office))
  const registers = new Map((await registerRows(read)).map((register) => [register.id, register]))
  return Promise.all(
    (await booksOf(read)).flatMap((book) => {
      const register = registers.get(book.registerId)
      // One from paper takes no number here, so nothing of it is open.
      if (!register || book.transcribed !== null) return []
      const of = { names: JSON.parse(register.names) as Names, code: register.code }
      return [toClose(desk, book, of, today)]
    }),
  )
}

async function toClose(
  desk: Desk,
  book: BookRow,
  of: { names: Names; code: string },
  today: string,
): Promise<BookToClose> {
  const { read } = desk.db
  const { id, registerId, year, desk: code, holderId } = book
  const state = await db.closedState(read, id)
  const through = closedThrough(state)
  const open = await db.daysAfter(read, book, through)
  const over = yearOf(today) > year
  return {
    ...of,
    ...{ id, registerId, year, desk: code, today, through, open, session: state.session },
    heldHere: holderId === desk.device.id,
    yearClosed: state.year !== null,
    // A book that nothing was ever done in has nothing to close.
    yearDue: over && state.year === null && open.length === 0 && state.session === null && book.lastSeq > 0,
    newest: newest(state),
  }
}

/** The closings of a book, the newest first, with where their sheets went. */
export async function sheetsOf(desk: Desk, bookId: string): Promise<Sheet[]> {
  const { read } = desk.db
  if (!(await bookById(read, bookId))) throw new AppError('not-found')
  const [acts, deposits, state] = [
    await db.closingActs(read, bookId),
    await db.depositsOf(read, bookId),
    await db.closedState(read, bookId),
  ]
  const names = new Map((await people(read)).map((person) => [person.id, person.names]))
  const standing = new Set([...state.days.map(({ position }) => position), state.year])
  const handed = new Map<number, Sheet['deposit']>()
  for (const { body } of deposits) {
    const said = Deposit.safeParse(JSON.parse(body ?? 'null')).data
    for (const position of said?.closings ?? [])
      if (said) handed.set(position, { date: said.date, where: said.where, receipt: said.receipt })
  }
  const enrolled = (await cursorOf(read, desk.office.id)) !== undefined
  const sheets = acts.filter((act) => isSheet(act) && act.body !== null)
  return Promise.all(
    sheets.reverse().map(async (act) => ({
      ...toSheet(act),
      byNames: names.get(act.userId) ?? null,
      stands: standing.has(act.position),
      deposit: handed.get(act.position) ?? null,
      atServer: enrolled ? !(await isPending(read, act.id)) : null,
    })),
  )
}

function toSheet(act: ActRow): Omit<Sheet, 'byNames' | 'stands' | 'deposit' | 'atServer'> {
  const body = JSON.parse(act.body ?? '{}') as DayClosing | YearClosing
  const { date, first, last, entries, cancelled, corrected, late, voids } = body
  return {
    ...{ id: act.id, kind: act.kind as ClosingKind, position: act.position, date, at: act.at, head: act.link },
    session: 'session' in body ? body.session : null,
    counts: { first, last, entries, cancelled, corrected, late, voids },
  }
}
