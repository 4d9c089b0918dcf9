import type { EntityName } from '../../domain/entities'
import { genesis } from '../../domain/register/chain'
import { sql, type Tx } from '../core/sql'

type Head = { holderId: string; lastSeq: number; lastPosition: number; lastAt: number; lastLink: string }

/**
 * The head of a book as its acts say it. For a book of another PC they are all there is; for one held here they count only
 * when they reach further than this PC knows (it was handed over, or restored).
 * @param arrived the acts that came just now: the others were asked before, and a book may have a million
 */
export async function refreshHead(
  tx: Tx,
  bookId: string,
  deviceId: string,
  arrived: readonly string[] | null = null,
): Promise<void> {
  const book = await sql(tx).one<Head>(
    'SELECT holderId, lastSeq, lastPosition, lastAt, lastLink FROM book WHERE id = ?',
    [bookId],
  )
  if (!book) return // its acts came first; the book's own row refreshes it
  const last = await sql(tx).one<{ position: number; link: string }>(
    'SELECT position, link FROM act WHERE bookId = ? ORDER BY position DESC LIMIT 1',
    [bookId],
  )
  const position = last?.position ?? 0
  if (book.holderId === deviceId && book.lastLink !== '' && position <= book.lastPosition) return
  const all = book.lastLink === '' || arrived === null
  // From what arrived on: asked the other way round, each page that came would read all of the book.
  const said = await sql(tx).one<{ seq: number | null; at: number | null }>(
    `SELECT max(seq) AS seq, max(at) AS at FROM ${all ? '' : 'json_each(?) j CROSS JOIN '}act a WHERE a.bookId = ?${all ? '' : ' AND a.id = j.value'}`,
    [...(all ? [] : [JSON.stringify(arrived)]), bookId],
  )
  const before = all ? { seq: 0, at: 0 } : { seq: book.lastSeq, at: book.lastAt }
  await sql(tx).run('UPDATE book SET lastSeq = ?, lastPosition = ?, lastAt = ?, lastLink = ? WHERE id = ?', [
    Math.max(before.seq, said?.seq ?? 0),
    position,
    Math.max(before.at, said?.at ?? 0),
    last?.link ?? genesis(bookId),
    bookId,
  ])
}

/** The books these acts are of. */
export const booksOfActs = async (tx: Tx, actIds: readonly string[]): Promise<string[]> =>
  (
    await sql(tx).all<{ bookId: string }>(
      'SELECT DISTINCT bookId FROM act WHERE id IN (SELECT value FROM json_each(?))',
      [JSON.stringify(actIds)],
    )
  ).map((r) => r.bookId)

/** Rows of the page a person looks at: the row itself, or the one a column of it names (`tells` of its description). */
export async function shownBy(
  tx: Tx,
  entity: EntityName,
  column: string,
  ids: readonly string[],
): Promise<readonly string[]> {
  if (column === 'id') return ids
  const rows = await sql(tx).all<{ id: string }>(
    `SELECT DISTINCT "${column}" AS id FROM "${entity}" WHERE "${column}" IS NOT NULL AND id IN (SELECT value FROM json_each(?))`,
    [JSON.stringify(ids)],
  )
  return rows.map((row) => row.id)
}
