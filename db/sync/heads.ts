import type { EntityName } from '../../domain/entities'
import { genesis } from '../../domain/register/chain'
import { sql, type Tx } from '../core/sql'

type Head = { lastSeq: number | null; lastPosition: number | null; lastAt: number | null; lastLink: string | null }

/**
 * The head of a book as its acts say it. For a book of another PC they are all there is; for one held here they count only
 * when they reach further than this PC knows (it was handed over, or restored).
 */
export async function refreshHead(tx: Tx, bookId: string, deviceId: string): Promise<void> {
  const book = await sql(tx).one<{ holderId: string; lastPosition: number; lastLink: string }>(
    'SELECT holderId, lastPosition, lastLink FROM book WHERE id = ?',
    [bookId],
  )
  if (!book) return // its acts came first; the book's own row refreshes it
  const said = await sql(tx).one<Head>(
    `SELECT max(seq) AS lastSeq, max(position) AS lastPosition, max(at) AS lastAt,
       (SELECT link FROM act WHERE bookId = ? ORDER BY position DESC LIMIT 1) AS lastLink FROM act WHERE bookId = ?`,
    [bookId, bookId],
  )
  const position = said?.lastPosition ?? 0
  if (book.holderId === deviceId && book.lastLink !== '' && position <= book.lastPosition) return
  await sql(tx).run('UPDATE book SET lastSeq = ?, lastPosition = ?, lastAt = ?, lastLink = ? WHERE id = ?', [
    said?.lastSeq ?? 0,
    position,
    said?.lastAt ?? 0,
    said?.lastLink ?? genesis(bookId),
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
