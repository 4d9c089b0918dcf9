import { randomBytes } from 'node:crypto'
import { AppError } from '../../contract/errors'
import type { Fields, Plain } from '../../contract/wire'
import { appendAct, appendActs, type NewAct } from '../../db/register/acts'
import { createBook, heldBook, type BookRow } from '../../db/register/books'
import { closedState } from '../../db/register/closings'
import type { RegisterRow } from '../../db/register/books'
import type { Reader, Tx } from '../../db/core/sql'
import { patchRow } from '../../db/outbox/changes'
import type { Stamp } from '../../db/outbox/stamp'
import { paperMark } from '../../domain/entities/book'
import { isClosed } from '../../domain/register/closing'
import { entryTime, timeIn, yearOf, type EntryTime } from '../../domain/register/clock'
import { dateOf, zoneOf } from '../../domain/text/zone'
import type { Desk } from '../desk'
import { clockOf } from './clock'

/** A copy suspends the books it holds until somebody says which one goes on (ADR 020). */
export { setBookState } from '../../db/register/books'

/** An act that needs nobody's signature; `chainSigned` is for those that do (cancellation, re-opening). */
export const chainAct = (
  desk: Pick<Desk, 'newId' | 'signer'>,
  tx: Tx,
  book: BookRow,
  act: { kind: string; entryId: string | null; seq: number; at: number; body: Plain; signed?: boolean },
  stamp: Stamp,
): Promise<BookRow> => {
  const { signed = false, ...rest } = act
  return appendAct(
    tx,
    book,
    {
      ...rest,
      id: desk.newId(),
      salt: randomBytes(16).toString('hex'),
      sign: signed ? (desk.signer?.sign ?? null) : null,
    },
    stamp,
  )
}

/** Opens a book with its opening act (N6). `alone`: by hand, and by one person, as the office's policy allows (A4). */
export async function openBook(
  desk: Pick<Desk, 'newId' | 'signer'> & { device: Pick<Desk['device'], 'deskCode'> },
  tx: Tx,
  book: { registerId: string; year: number; opening: number; at?: number; alone?: boolean },
  stamp: Stamp,
): Promise<BookRow> {
  const { registerId, year, opening } = book
  const created = await createBook(
    tx,
    { id: desk.newId(), registerId, year, desk: desk.device.deskCode, opening },
    stamp,
  )
  const body: Fields = { year, opening, desk: desk.device.deskCode, ...(book.alone && { alone: true }) }
  const at = book.at ?? stamp.at
  return chainAct(desk, tx, created, { kind: 'opening', entryId: null, seq: 0, at, body }, stamp)
}

/** A book of a paper register, under a mark of its own, with an opening act that says what the paper is (ADR 029). */
export async function openPaperBook(
  desk: Pick<Desk, 'newId' | 'signer'>,
  tx: Tx,
  { registerId, year, paper }: { registerId: string; year: number; paper: Fields & { sha256: string } },
  stamp: Stamp,
  began: (id: string) => Promise<void>,
): Promise<BookRow> {
  const id = desk.newId()
  await began(id)
  const mark = { desk: paperMark(id), opening: 1 }
  const { sha256 } = paper
  const created = await createBook(tx, { id, registerId, year, ...mark, transcribed: { sha256 } }, stamp)
  const body: Fields = { year, ...mark, transcribed: paper }
  return chainAct(
    desk,
    tx,
    created,
    { kind: 'opening', entryId: null, seq: 0, at: stamp.at, body, signed: true },
    stamp,
  )
}

/** Lines of a paper register, registered in their order: what each says is its entry. */
export const chainLines = (
  desk: Pick<Desk, 'newId'>,
  tx: Tx,
  book: BookRow,
  lines: readonly { id: string; seq: number; body: Fields }[],
  stamp: Stamp,
): Promise<BookRow> =>
  appendActs(
    tx,
    book,
    lines.map(({ id, seq, body }): NewAct => {
      const what = { kind: 'registration', entryId: id, seq, at: stamp.at, body }
      return { ...what, id: desk.newId(), salt: randomBytes(16).toString('hex'), sign: null }
    }),
    stamp,
  )

/** N7: a book passes to this PC with the next epoch, by an act in its chain that says from whom. */
export async function takeOver(
  desk: Pick<Desk, 'newId' | 'signer'>,
  tx: Tx,
  book: BookRow,
  stamp: Stamp,
): Promise<BookRow> {
  const epoch = book.epoch + 1
  await patchRow(tx, 'book', book.id, { holderId: stamp.deviceId, epoch }, stamp)
  const body = { from: book.holderId, to: stamp.deviceId, epoch, lastSeq: book.lastSeq }
  const at = Math.max(stamp.at, book.lastAt)
  const held = { ...book, holderId: stamp.deviceId, epoch }
  return chainAct(desk, tx, held, { kind: 'handover', entryId: null, seq: 0, at, body, signed: true }, stamp)
}

/** @throws code-taken · register-unheard */
export function checkStanding({ standing, code }: RegisterRow): void {
  if (standing === 'refused') throw new AppError('code-taken', { code })
  if (standing === 'waiting') throw new AppError('register-unheard')
}

/**
 * The book the next number comes from, and the time it will be stored under. The pen for a year carries the next one: the
 * first entry of January opens the new year's book at 1 (N1); closing the old one is by hand. After a clock that stood in the
 * future, and opened its year's book, was mended, the book of the real year goes on.
 * @throws no-book · code-taken · register-unheard · book-suspended · clock-jumped · book-closed · day-closed
 */
export async function bookForNow(
  desk: Desk,
  tx: Tx,
  register: RegisterRow,
  held: BookRow | undefined,
  stamp: Stamp,
  confirmed: string | undefined,
): Promise<{ book: BookRow; time: EntryTime }> {
  if (!held)
    throw new AppError('no-book', { register: register.kind, year: yearOf(dateOf(stamp.at, zoneOf(desk.office))) })
  checkStanding(register)
  // A year opened beside a suspended book might be opened twice (R3).
  if (held.state === 'suspended') throw new AppError('book-suspended', { register: register.kind, year: held.year })
  const { book, said } = await bookOfClock(desk, tx, held)
  const zone = zoneOf(desk.office)
  const time = entryTime({ said, claimed: desk.clock.now(), lastAt: book.lastAt, zone, confirmed })
  if (time.year <= book.year) {
    await checkOpen(tx, book, time.businessDate, register.kind)
    return { book, time }
  }
  const opened = await openBook(desk, tx, { registerId: register.id, year: time.year, opening: 1, at: time.at }, stamp)
  return { book: opened, time }
}

/** I4: a closed day or year takes no entry. @throws book-closed · day-closed { date } */
export async function checkOpen(read: Reader, book: BookRow, date: string, register: string): Promise<void> {
  const closed = await closedState(read, book.id)
  if (closed.year !== null) throw new AppError('book-closed', { register, year: book.year })
  if (isClosed(closed, date)) throw new AppError('day-closed', { date })
}

/** Which of the books this PC holds the time it believes falls in: the newest, or an older one that a wrong clock went past. */
export async function bookOfClock(
  desk: Desk,
  read: Reader,
  held: BookRow,
): Promise<{ book: BookRow; said: { now: number; doubtful: boolean } }> {
  const said = clockOf(desk)
  const year = yearOf(dateOf(said.now, zoneOf(desk.office)))
  if (year >= held.year) return { book: held, said }
  const real = await heldBook(read, held.registerId, desk.device.id, year)
  if (real) {
    // Its last act may stand in the next year already (a closing, a correction): then that year's book goes on, and no second is opened.
    const stands = yearOf(dateOf(timeIn(real.lastAt, said.now), zoneOf(desk.office)))
    const next = stands > real.year ? await heldBook(read, held.registerId, desk.device.id, stands) : undefined
    return { book: next ?? real, said }
  }
  // No book of such a year was ever opened here: the clock is what is wrong, and the book stays where it stood.
  return { book: held, said: { ...said, now: Math.max(said.now, held.lastAt) } }
}
