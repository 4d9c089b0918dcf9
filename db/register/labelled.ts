import { visible, type Viewer } from '../../domain/visibility'
import { sql, type Reader } from '../core/sql'

/** What stands on a label. */
export type LabelFacts = {
  id: string
  numberText: string
  bookId: string
  seq: number
  registeredAt: number
  businessDate: string
  cancelled: boolean
}

/** Of entries at these places of the table that this person may see, the first registered first. */
export async function labelFacts(read: Reader, viewer: Viewer, rows: readonly number[]): Promise<LabelFacts[]> {
  const may = visible('entry', 'e', viewer)
  const found = await sql(read).all<Omit<LabelFacts, 'cancelled'> & { cancelled: number }>(
    `SELECT e.id, e.numberText, e.bookId, e.seq, e.registeredAt, e.businessDate, e.cancelledAt IS NOT NULL AS cancelled
     FROM json_each(?) j CROSS JOIN entry e ON e.rowid = j.value WHERE ${may.sql} ORDER BY e.registeredAt, e.bookId, e.seq`,
    [JSON.stringify(rows), ...may.params],
  )
  return found.map((row) => ({ ...row, cancelled: row.cancelled === 1 }))
}

/** The entry that stands at a place of a book, when this person may see it. */
export function entryAt(
  read: Reader,
  viewer: Viewer,
  { bookId, seq }: { bookId: string; seq: number },
): Promise<{ id: string } | undefined> {
  const may = visible('entry', 'e', viewer)
  return sql(read).one(`SELECT e.id FROM entry e WHERE e.bookId = ? AND e.seq = ? AND ${may.sql}`, [
    bookId,
    seq,
    ...may.params,
  ])
}
