import { registerKinds, type Book, type Register } from '../../contract/books'
import type { Names } from '../../contract/values'
import { sql, type Reader, type Tx } from '../core/sql'
import { booksOf, STANDING, type BookRow, type RegisterRow } from './books'
import { yearsClosed } from './closings'

const COLUMNS = 'g.id, g.kind, g.code, g.names, g.pattern'
/** As they stand in the side bar: by direction, then as they were opened. */
const ORDER = `CASE g.kind WHEN 'incoming' THEN 0 WHEN 'outgoing' THEN 1 ELSE 2 END, g.id`

export const registerById = (read: Reader, id: string): Promise<RegisterRow | undefined> =>
  sql(read).one(`SELECT ${COLUMNS}, ${STANDING} AS standing FROM register g WHERE g.id = ?`, [id])

export const registerRows = (read: Reader): Promise<RegisterRow[]> =>
  sql(read).all(`SELECT ${COLUMNS}, ${STANDING} AS standing FROM register g ORDER BY ${ORDER}`)

export async function allRegisters(read: Reader, deviceId: string): Promise<Register[]> {
  const books = await shownBooks(read)
  return (await registerRows(read)).map((register) => toRegister(register, books, deviceId))
}

export async function registerOf(read: Reader, id: string, deviceId: string): Promise<Register | undefined> {
  const row = await registerById(read, id)
  return row && toRegister(row, await shownBooks(read, id), deviceId)
}

/** A year that was closed shows as such; what it refuses is asked of its acts (I4). */
async function shownBooks(read: Reader, registerId?: string): Promise<BookRow[]> {
  const closed = await yearsClosed(read)
  const books = await booksOf(read, registerId)
  return books.map((book) => (book.state === 'open' && closed.has(book.id) ? { ...book, state: 'closed' } : book))
}

/** Its code is fixed (I2); one the server never took has numbered nothing. */
export const setCode = (tx: Tx, id: string, code: string): Promise<void> =>
  sql(tx).run('UPDATE register SET code = ? WHERE id = ?', [code, id])

function toRegister(row: RegisterRow, books: readonly BookRow[], deviceId: string): Register {
  const own = books.filter((b) => b.registerId === row.id)
  // A direction of a newer version has no fields of its own here.
  const kind = registerKinds.find((known) => known === row.kind) ?? 'internal'
  return { ...row, kind, names: JSON.parse(row.names) as Names, books: own.map((b) => toBook(b, deviceId)) }
}

export function toBook(book: BookRow, deviceId: string): Book {
  const { id, registerId, year, desk, epoch, opening, lastSeq, state, holderId } = book
  const transcribed = book.transcribed !== null
  const heldHere = !transcribed && holderId === deviceId
  return { id, registerId, year, desk, epoch, opening, lastSeq, state, heldHere, transcribed }
}
