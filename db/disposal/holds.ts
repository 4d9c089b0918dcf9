import { visible, type Viewer } from '../../domain/visibility'
import { sql, type Reader } from '../core/sql'

export type HoldRecord = {
  id: string
  reason: string
  entryId: string | null
  numberText: string | null
  classId: string | null
  placedAt: number
  placedByNames: string | null
  liftedAt: number | null
  liftedByNames: string | null
  liftReason: string | null
}

const COLUMNS = `h.id, h.reason, h.entryId, e.numberText, h.classId, h.placedAt, p.names AS placedByNames,
  h.liftedAt, l.names AS liftedByNames, h.liftReason`
const FROM = `hold h LEFT JOIN entry e ON e.id = h.entryId LEFT JOIN user p ON p.id = h.placedById LEFT JOIN user l ON l.id = h.liftedById`

/** Those that last first, the newest on top; as far as this person sees (A2). */
export function allHolds(read: Reader, viewer: Viewer, limit: number): Promise<HoldRecord[]> {
  const may = visible('hold', 'h', viewer)
  return sql(read).all(
    `SELECT ${COLUMNS} FROM ${FROM} WHERE ${may.sql} ORDER BY h.liftedAt IS NOT NULL, h.placedAt DESC, h.id LIMIT ?`,
    [...may.params, limit],
  )
}

export function holdById(read: Reader, viewer: Viewer, id: string): Promise<HoldRecord | undefined> {
  const may = visible('hold', 'h', viewer)
  return sql(read).one(`SELECT ${COLUMNS} FROM ${FROM} WHERE h.id = ? AND ${may.sql}`, [id, ...may.params])
}

/** Those that last over an entry, or over one of these classes. */
export function holdsOver(
  read: Reader,
  viewer: Viewer,
  { entryId, classes }: { entryId: string; classes: readonly string[] },
): Promise<HoldRecord[]> {
  const may = visible('hold', 'h', viewer)
  return sql(read).all(
    `SELECT ${COLUMNS} FROM ${FROM} WHERE h.liftedAt IS NULL AND ${may.sql}
       AND (h.entryId = ? OR h.classId IN (SELECT value FROM json_each(?))) ORDER BY h.placedAt DESC`,
    [...may.params, entryId, JSON.stringify(classes)],
  )
}

/** Whether anything holds an entry, itself or by one of these classes; asked of the row, not of its reader. */
export const isEntryHeld = async (read: Reader, entryId: string, heldClasses: readonly string[]): Promise<boolean> =>
  (await sql(read).one(
    `SELECT 1 AS held FROM entry e WHERE e.id = ? AND (EXISTS (SELECT 1 FROM hold h WHERE h.entryId = e.id AND h.liftedAt IS NULL)
       OR coalesce(e.classId IN (SELECT value FROM json_each(?)), 0))`,
    [entryId, JSON.stringify(heldClasses)],
  )) !== undefined

/** Classes somebody holds, as they were named. */
export const heldClassIds = async (read: Reader): Promise<string[]> =>
  (
    await sql(read).all<{ classId: string }>('SELECT classId FROM hold WHERE classId IS NOT NULL AND liftedAt IS NULL')
  ).map(({ classId }) => classId)
