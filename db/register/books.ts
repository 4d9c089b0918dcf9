import type { Fields } from '../../contract/sync'
import { genesis } from '../../domain/register/chain'
import { sql, type Reader, type Tx } from '../core/sql'
import { createRow, type Stamp } from '../outbox/changes'

/** A book as its holder needs it: the pen's state and the head of its chain. */
export type BookRow = {
  id: string
  registerId: string
  year: number
  desk: string | null
  opening: number
  holderId: string
  epoch: number
  lastSeq: number
  lastPosition: number
  lastLink: string
  lastAt: number
  state: 'open' | 'suspended' | 'closed'
}

const COLUMNS = 'id, registerId, year, desk, opening, holderId, epoch, lastSeq, lastPosition, lastLink, lastAt, state'

export const booksOf = (read: Reader, registerId?: string): Promise<BookRow[]> =>
  sql(read).all(`SELECT ${COLUMNS} FROM book ${registerId ? 'WHERE registerId = ?' : ''} ORDER BY year DESC, desk`, registerId ? [registerId] : [])

export const bookById = (read: Reader, id: string): Promise<BookRow | undefined> =>
  sql(read).one(`SELECT ${COLUMNS} FROM book WHERE id = ?`, [id])

/** The newest book of a register this PC holds; numbers come only from it (N7). */
export const heldBook = (read: Reader, registerId: string, deviceId: string): Promise<BookRow | undefined> =>
  sql(read).one(`SELECT ${COLUMNS} FROM book WHERE registerId = ? AND holderId = ? ORDER BY year DESC LIMIT 1`, [registerId, deviceId])

/** Opens an empty book held by this PC. Its opening act is the caller's to write. */
export async function createBook(
  tx: Tx,
  book: Pick<BookRow, 'id' | 'registerId' | 'year' | 'desk' | 'opening'>,
  stamp: Stamp,
): Promise<BookRow> {
  const { id, ...rest } = book
  const fields: Fields = { ...rest, holderId: stamp.deviceId, epoch: 1 }
  await createRow(tx, 'book', id, fields, stamp)
  const lastLink = genesis(id)
  await sql(tx).run('UPDATE book SET lastLink = ? WHERE id = ?', [lastLink, id])
  return { ...book, holderId: stamp.deviceId, epoch: 1, lastSeq: 0, lastPosition: 0, lastLink, lastAt: 0, state: 'open' }
}

export const setBookState = (tx: Tx, id: string, state: BookRow['state']): Promise<void> =>
  sql(tx).run('UPDATE book SET state = ? WHERE id = ?', [state, id])
