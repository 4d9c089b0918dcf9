import type { DueEntry } from '../../contract/disposal'
import type { FilingClass } from '../../contract/filing'
import { lastDue, yearsOf } from '../../domain/filing/rule'
import { visible, type Viewer } from '../../domain/visibility'
import { sql, type Reader } from '../core/sql'

/** The entry, what it answers, what answers that, identical petitions (D9), and so on: one matter (C4). */
const LATER_IN_MATTER = `EXISTS (
  WITH RECURSIVE matter (id) AS (
    SELECT e.id
    UNION SELECT o.replyToId FROM matter m JOIN entry o ON o.id = m.id WHERE o.replyToId IS NOT NULL
    UNION SELECT r.id FROM matter m JOIN entry r ON r.replyToId = m.id
    UNION SELECT o.batchOfId FROM matter m JOIN entry o ON o.id = m.id WHERE o.batchOfId IS NOT NULL
    UNION SELECT b.id FROM matter m JOIN entry b ON b.batchOfId = m.id WHERE b.batchOfId IS NOT NULL
  )
  SELECT 1 FROM matter m JOIN entry x ON x.id = m.id WHERE x.businessDate > ?)`

/** R1: nothing that is held, and nothing a list names that stands. */
const FREE = `NOT EXISTS (SELECT 1 FROM hold h WHERE h.entryId = e.id AND h.liftedAt IS NULL)
  AND NOT EXISTS (SELECT 1 FROM disposalItem i JOIN disposal d ON d.id = i.disposalId
    WHERE i.entryId = e.id AND (d.decision IS NULL OR d.decision NOT IN ('refused', 'withdrawn')))`

/**
 * What of one class is due on a day, the oldest first, as far as this person sees (A2). Along the index of the class: what is not due is not
 * read. `among`: only of these.
 */
export async function dueOfClass(
  read: Reader,
  viewer: Viewer,
  one: FilingClass,
  { by, limit, among }: { by: string; limit: number; among?: readonly string[] },
): Promise<DueEntry[]> {
  const may = visible('entry', 'e', viewer)
  const last = lastDue(by, yearsOf(one))
  const ofMatter = one.event !== 'registration'
  const rows = await sql(read).all<Omit<DueEntry, 'cancelled'> & { cancelled: number }>(
    `SELECT e.id, e.numberText, e.businessDate, e.subject, e.classId, ? AS code, e.cancelledAt IS NOT NULL AS cancelled
     FROM ${among ? 'json_each(?) j CROSS JOIN entry e ON e.id = j.value' : 'entry e'}
     WHERE e.classId = ? AND e.businessDate <= ? AND ${may.sql} AND ${FREE} ${ofMatter ? `AND NOT ${LATER_IN_MATTER}` : ''}
     ORDER BY e.businessDate LIMIT ?`,
    [
      ...[one.code, ...(among ? [JSON.stringify(among)] : []), one.id, last, ...may.params],
      ...(ofMatter ? [last] : []),
      limit,
    ],
  )
  return rows.map((row) => ({ ...row, cancelled: row.cancelled === 1 }))
}

/** The classes these bear. */
export const classesOf = async (read: Reader, ids: readonly string[]): Promise<string[]> =>
  (
    await sql(read).all<{ classId: string }>(
      'SELECT DISTINCT e.classId FROM json_each(?) j CROSS JOIN entry e ON e.id = j.value WHERE e.classId IS NOT NULL',
      [JSON.stringify(ids)],
    )
  ).map(({ classId }) => classId)
