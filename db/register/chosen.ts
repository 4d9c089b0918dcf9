import { visible, type Viewer } from '../../domain/visibility'
import type { Asked } from '../../domain/register/bulk'
import { sql, type Reader } from '../core/sql'

/** Where entries that were chosen one by one stand in the table, in the order of the list; what is hidden is not among them (A2). */
export async function rowsOf(read: Reader, viewer: Viewer, ids: readonly string[]): Promise<number[]> {
  const may = visible('entry', 'e', viewer)
  const rows = await sql(read).all<{ row: number }>(
    `SELECT e.rowid AS row FROM json_each(?) j CROSS JOIN entry e ON e.id = j.value WHERE ${may.sql} ORDER BY e.registeredAt DESC, e.seq DESC`,
    [JSON.stringify(ids), ...may.params],
  )
  return rows.map(({ row }) => row)
}

export type Candidate = Asked & { id: string; numberText: string; year: number }

/** Of entries at these places, what a correction of many asks before it is ordered. */
export async function candidates(
  read: Reader,
  viewer: Viewer,
  rows: readonly number[],
  deviceId: string,
): Promise<Candidate[]> {
  const may = visible('entry', 'e', viewer)
  const found = await sql(read).all<Record<keyof Candidate, string | number | null>>(
    `SELECT e.id, e.numberText, e.year, e.cancelledAt IS NOT NULL AS cancelled, e.level, e.urgency, e.unitId, e.classId, e.subject,
       b.holderId = ? AS held, b.state = 'suspended' AS suspended
     FROM json_each(?) j CROSS JOIN entry e ON e.rowid = j.value JOIN book b ON b.id = e.bookId WHERE ${may.sql}`,
    [deviceId, JSON.stringify(rows), ...may.params],
  )
  return found.map((row) => ({
    ...(row as unknown as Candidate),
    ...{ cancelled: row.cancelled === 1, held: row.held === 1, suspended: row.suspended === 1 },
  }))
}

/** How many of these that this person sees stand above ordinary: what an export records, and whose name it carries (A3). */
export async function guardedAmong(read: Reader, viewer: Viewer, rows: readonly number[]): Promise<number> {
  const may = visible('entry', 'e', viewer)
  const found = await sql(read).one<{ n: number }>(
    `SELECT count(*) AS n FROM json_each(?) j CROSS JOIN entry e ON e.rowid = j.value WHERE e.level <> 'ordinary' AND ${may.sql}`,
    [JSON.stringify(rows), ...may.params],
  )
  return found?.n ?? 0
}
