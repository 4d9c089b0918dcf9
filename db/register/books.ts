import type { Register } from '../../contract/books'
import type { Fields } from '../../contract/wire'
import { genesis } from '../../domain/register/chain'
import { sql, type Reader, type Tx } from '../core/sql'
import { createRow } from '../outbox/changes'
import type { Stamp } from '../outbox/stamp'

export type RegisterRow = Omit<Register, 'names' | 'books'> & { names: string }

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
  /** JSON; null for a book the program numbers. */
  transcribed: string | null
}

/** Nothing is numbered in a book that was transcribed, whatever a PC that fetched it believes. */
const COLUMNS = `id, registerId, year, desk, opening, holderId, epoch, lastSeq, lastPosition, lastLink, lastAt,
  CASE WHEN transcribed IS NULL THEN state ELSE 'closed' END AS state, transcribed`

export const booksOf = (read: Reader, registerId?: string): Promise<BookRow[]> =>
  sql(read).all(
    `SELECT ${COLUMNS} FROM book ${registerId ? 'WHERE registerId = ?' : ''} ORDER BY year DESC, desk`,
    registerId ? [registerId] : [],
  )

export const bookById = (read: Reader, id: string): Promise<BookRow | undefined> =>
  sql(read).one(`SELECT ${COLUMNS} FROM book WHERE id = ?`, [id])

/** The newest book of a register this PC holds, up to a year; numbers come only from a book it holds (N7). */
export const heldBook = (
  read: Reader,
  registerId: string,
  deviceId: string,
  year = 9999,
): Promise<BookRow | undefined> =>
  sql(read).one(
    `SELECT ${COLUMNS} FROM book WHERE registerId = ? AND holderId = ? AND year <= ? AND transcribed IS NULL ORDER BY year DESC LIMIT 1`,
    [registerId, deviceId, year],
  )

/**
 * Whether a register `g` that was opened here may be numbered in. Once this PC has a server, that says first whether its code is free:
 * another PC may have opened one with it, and two letters never bear one number (N3).
 */
export const STANDING = `coalesce((SELECT CASE
     WHEN o.state = 'parked' THEN 'refused'
     WHEN o.state = 'waiting' AND (EXISTS (SELECT 1 FROM outbox s WHERE s.state = 'sent' AND s.d < o.d) OR EXISTS (SELECT 1 FROM outboxPack))
       THEN 'waiting' END
   FROM outbox o WHERE o.rowId = g.id AND json_extract(o.operation, '$.kind') = 'create' ORDER BY o.d DESC LIMIT 1), 'taken')`

/**
 * Everything registering asks before it writes, in one reading: the register, the newest of its books this PC holds, and
 * whether this entry is there already.
 */
export async function penFor(
  tx: Tx,
  ask: { registerId: string; deviceId: string; entryId: string },
): Promise<{
  register: RegisterRow | undefined
  book: BookRow | undefined
  known: { bookId: string; seq: number } | undefined
}> {
  const row = await sql(tx).one<Record<string, unknown>>(
    `SELECT g.id AS gId, g.kind AS gKind, g.code AS gCode, g.names AS gNames, g.pattern AS gPattern, ${STANDING} AS gStanding, e.bookId AS eBook, e.seq AS eSeq, b.*
     FROM register g LEFT JOIN entry e ON e.id = ?
     LEFT JOIN book b ON b.id = (SELECT id FROM book WHERE registerId = g.id AND holderId = ? AND transcribed IS NULL ORDER BY year DESC LIMIT 1) WHERE g.id = ?`,
    [ask.entryId, ask.deviceId, ask.registerId],
  )
  if (!row) return { register: undefined, book: undefined, known: undefined }
  const { gId, gKind, gCode, gNames, gPattern, gStanding, eBook, eSeq, ...book } = row
  return {
    register: {
      id: gId,
      kind: gKind,
      code: gCode,
      names: gNames,
      pattern: gPattern,
      standing: gStanding,
    } as RegisterRow,
    book: book['id'] === null ? undefined : (book as unknown as BookRow),
    known: eBook === null ? undefined : { bookId: String(eBook), seq: Number(eSeq) },
  }
}

/** Opens an empty book held by this PC. Its opening act is the caller's to write. */
export async function createBook(
  tx: Tx,
  book: Pick<BookRow, 'id' | 'registerId' | 'year' | 'desk' | 'opening'> & { transcribed?: { sha256: string } },
  stamp: Stamp,
): Promise<BookRow> {
  const { id, transcribed = null, ...rest } = book
  const fields: Fields = { ...rest, holderId: stamp.deviceId, epoch: 1, transcribed }
  await createRow(tx, 'book', id, fields, stamp)
  const lastLink = genesis(id)
  await sql(tx).run('UPDATE book SET lastLink = ? WHERE id = ?', [lastLink, id])
  return {
    ...{ id, ...rest, transcribed: transcribed && JSON.stringify(transcribed) },
    holderId: stamp.deviceId,
    epoch: 1,
    lastSeq: 0,
    lastPosition: 0,
    lastLink,
    lastAt: 0,
    state: 'open',
  }
}

export const setBookState = (tx: Tx, id: string, state: BookRow['state']): Promise<void> =>
  sql(tx).run('UPDATE book SET state = ? WHERE id = ?', [state, id])
