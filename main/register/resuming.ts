import { AppError } from '../../contract/errors'
import type { Actor } from '../../contract/permissions'
import type { Book } from '../../contract/books'
import { bookById, booksOf, heldBook, type BookRow } from '../../db/register/books'
import { setBookState } from './books'
import { registerById, toBook } from '../../db/register/registers'
import type { Tx } from '../../db/core/sql'
import type { Stamp } from '../../db/outbox/stamp'
import { yearOf } from '../../domain/register/clock'
import { dateOf, zoneOf } from '../../domain/text/zone'
import { stampOf, type Desk } from '../desk'
import { pastOf } from '../sync/past'
import { chainAct, openBook } from './books'
import { clockOf } from './clock'
import type { NumberJournal } from './journal'

/**
 * R3: a book whose database is behind the journal was restored from a backup; numbers beyond it were given. It stays
 * suspended until somebody says which number was really the last. Just after a restore a book of which this PC's journal
 * knows nothing is suspended too: on a new PC only the paper or the server can say.
 */
export async function suspendRestored(
  tx: Tx,
  desk: Pick<Desk, 'journal' | 'device'>,
  justRestored: boolean,
): Promise<string[]> {
  const suspended: string[] = []
  const books = await booksOf(tx)
  // A book of which the backup knows nothing was opened since: of a new year, perhaps, which must not be opened twice.
  const lost = justRestored && [...desk.journal.marks().keys()].some((id) => !books.some((book) => book.id === id))
  for (const book of books) {
    const mark = desk.journal.highWater(book.id)
    // Acts without a number count too: what was corrected or cancelled after the backup stood at these places of the chain.
    const unsure = mark ? mark.seq > book.lastSeq || mark.position > book.lastPosition || lost : justRestored
    if (book.holderId !== desk.device.id || book.state !== 'open' || !unsure) continue
    await setBookState(tx, book.id, 'suspended')
    suspended.push(book.id)
  }
  return suspended
}

/** A kill came between a number and its line: the database knows the number, and the journal learns it now. */
export async function completeJournal(
  tx: Tx,
  { journal, device }: { journal: NumberJournal; device: { id: string } },
): Promise<void> {
  for (const book of await booksOf(tx)) {
    // What was transcribed was numbered on paper: it can be transcribed again.
    if (
      book.transcribed !== null ||
      book.holderId !== device.id ||
      book.lastSeq <= (journal.highWater(book.id)?.seq ?? 0)
    )
      continue
    journal.record({ book: book.id, seq: book.lastSeq, position: book.lastPosition, link: book.lastLink })
  }
}

/** Another year began since: whether its book was opened, and how far it came, only the paper says. It is asked next. */
async function openYearToAsk(tx: Tx, desk: Desk, { registerId, year }: BookRow, stamp: Stamp): Promise<void> {
  const now = yearOf(dateOf(clockOf(desk).now, zoneOf(desk.office)))
  const newest = await heldBook(tx, registerId, desk.device.id)
  if (newest?.year !== year || year >= now) return
  const opened = await openBook(desk, tx, { registerId, year: now, opening: 1 }, stamp)
  await setBookState(tx, opened.id, 'suspended')
}

/** What the server has of this PC comes first: it knows numbers that neither the journal nor the backup knows (ADR 020). */
export async function assertHeard(tx: Tx): Promise<void> {
  const past = await pastOf(tx)
  if (past === 'unheard') throw new AppError('server-unheard')
  if (past === 'other') throw new AppError('clone-detected')
  if (past === 'superseded') throw new AppError('superseded')
}

/**
 * Goes on after the highest of what the journal and the paper say. Every number in between is `void`, by a signed act that
 * says why: used + void = max (N3).
 */
export async function resumeBook(desk: Desk, actor: Actor, input: { bookId: string; lastSeq: number }): Promise<Book> {
  const stamp = stampOf(desk, actor)
  const done = await desk.db.write(async (tx) => {
    let book = await bookById(tx, input.bookId)
    if (!book || book.holderId !== desk.device.id) throw new AppError('not-found')
    if (book.state !== 'suspended') return book
    await assertHeard(tx)
    const last = Math.max(input.lastSeq, desk.journal.highWater(book.id)?.seq ?? 0)
    // A slip of the pen must not void ten thousand numbers.
    if (last - book.lastSeq > 1000) throw new AppError('invalid-input', { field: 'lastSeq' })
    for (let seq = Math.max(book.lastSeq + 1, book.opening); seq <= last; seq++) {
      const at = Math.max(stamp.at, book.lastAt)
      book = await chainAct(
        desk,
        tx,
        book,
        { kind: 'void', entryId: null, seq, at, body: { reason: 'restored' }, signed: true },
        stamp,
      )
    }
    await setBookState(tx, book.id, 'open')
    await openYearToAsk(tx, desk, book, stamp)
    return { ...book, state: 'open' as const }
  })
  desk.journal.record({ book: done.id, seq: done.lastSeq, position: done.lastPosition, link: done.lastLink })
  const register = await registerById(desk.db.read, done.registerId)
  desk.emit('register', 'changed', { ids: register ? [register.id] : [] })
  return toBook(done, desk.device.id)
}
