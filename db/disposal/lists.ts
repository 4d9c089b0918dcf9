import { visible, type Viewer } from '../../domain/visibility'
import { sql, type Reader } from '../core/sql'

export type DisposalRecord = {
  id: string
  fate: string
  name: string
  dueBy: string
  entries: number
  level: string
  preparedAt: number
  preparedById: string
  preparedByNames: string | null
  decision: string | null
  decidedAt: number | null
  decidedByNames: string | null
  decisionNote: string | null
  doneOn: string | null
  doneByNames: string | null
  doneNote: string | null
}

const names = (column: string): string => `(SELECT u.names FROM user u WHERE u.id = d.${column})`
const COLUMNS = `d.id, d.fate, d.name, d.dueBy, json_array_length(d.entryIds) AS entries, d.level, d.preparedAt, d.preparedById,
  ${names('preparedById')} AS preparedByNames, d.decision, d.decidedAt, ${names('decidedById')} AS decidedByNames, d.decisionNote,
  d.doneOn, ${names('doneById')} AS doneByNames, d.doneNote`

/** The newest, as far as this person sees (A2). */
export function disposalLists(read: Reader, viewer: Viewer, limit: number): Promise<DisposalRecord[]> {
  const may = visible('disposal', 'd', viewer)
  return sql(read).all(
    `SELECT ${COLUMNS} FROM disposal d WHERE ${may.sql} ORDER BY d.preparedAt DESC, d.id DESC LIMIT ?`,
    [...may.params, limit],
  )
}

export function disposalById(read: Reader, viewer: Viewer, id: string): Promise<DisposalRecord | undefined> {
  const may = visible('disposal', 'd', viewer)
  return sql(read).one(`SELECT ${COLUMNS} FROM disposal d WHERE d.id = ? AND ${may.sql}`, [id, ...may.params])
}

/** Those that name an entry and stand, the newest first. */
export function listsNaming(read: Reader, viewer: Viewer, entryId: string): Promise<DisposalRecord[]> {
  const may = visible('disposal', 'd', viewer)
  return sql(read).all(
    `SELECT ${COLUMNS} FROM disposalItem i JOIN disposal d ON d.id = i.disposalId
     WHERE i.entryId = ? AND (d.decision IS NULL OR d.decision NOT IN ('refused', 'withdrawn')) AND ${may.sql} ORDER BY d.preparedAt DESC`,
    [entryId, ...may.params],
  )
}

export type ListedRecord = {
  id: string | null
  numberText: string
  businessDate: string
  subject: string | null
  classId: string | null
  code: string | null
  cancelled: number
  seen: number
  held: number
}

/** The lines of a list in its order; of one that is not here, or hidden, only that it is there (A2). */
export function listedEntries(
  read: Reader,
  viewer: Viewer,
  id: string,
  heldClasses: readonly string[],
): Promise<ListedRecord[]> {
  const may = visible('entry', 'e', viewer)
  return sql(read).all(
    `SELECT e.id, e.numberText, e.businessDate, e.subject, e.classId, c.code, e.cancelledAt IS NOT NULL AS cancelled,
       coalesce(${may.sql}, 0) AS seen,
       (EXISTS (SELECT 1 FROM hold h WHERE h.entryId = j.value AND h.liftedAt IS NULL)
         OR coalesce(e.classId IN (SELECT value FROM json_each(?)), 0)) AS held
     FROM disposal d CROSS JOIN json_each(d.entryIds) j LEFT JOIN entry e ON e.id = j.value
     LEFT JOIN filingClass c ON c.id = e.classId WHERE d.id = ? ORDER BY j.key`,
    [...may.params, JSON.stringify(heldClasses), id],
  )
}

/** The level of each, of those this person sees. */
export async function levelsOf(read: Reader, viewer: Viewer, ids: readonly string[]): Promise<string[]> {
  const may = visible('entry', 'e', viewer)
  const rows = await sql(read).all<{ level: string }>(
    `SELECT e.level FROM json_each(?) j CROSS JOIN entry e ON e.id = j.value WHERE ${may.sql}`,
    [JSON.stringify(ids), ...may.params],
  )
  return rows.map(({ level }) => level)
}
