import type { Fields } from '../../contract/sync'
import type { Names } from '../../contract/values'
import { sql, type Reader } from '../core/sql'
import { fromRow } from '../outbox/rows'

/** One of the two values, as the server's merge kept it. */
export type Side = { fields: Fields; userId: string | null; deviceId: string; at: number }
export type ConflictRecord = {
  id: string
  entity: string
  rowId: string
  group: string
  server: Side
  other: Side
  at: number
  decidedAt: number | null
}

const toRecord = (row: Record<string, unknown>): ConflictRecord =>
  ({ id: String(row['id']), ...fromRow('conflict', row) }) as ConflictRecord

/** Undecided first and oldest first; then the last ones that were decided. */
export async function conflictRecords(read: Reader): Promise<ConflictRecord[]> {
  const open = await sql(read).all<Record<string, unknown>>(
    'SELECT * FROM conflict WHERE decidedAt IS NULL ORDER BY at, id',
  )
  const settled = await sql(read).all<Record<string, unknown>>(
    'SELECT * FROM conflict WHERE decidedAt IS NOT NULL ORDER BY decidedAt DESC LIMIT 50',
  )
  return [...open, ...settled].map(toRecord)
}

export async function conflictById(read: Reader, id: string): Promise<ConflictRecord | undefined> {
  const row = await sql(read).one<Record<string, unknown>>('SELECT * FROM conflict WHERE id = ?', [id])
  return row && toRecord(row)
}

export const openConflicts = async (read: Reader): Promise<number> =>
  (await sql(read).one<{ n: number }>('SELECT count(*) AS n FROM conflict WHERE decidedAt IS NULL'))?.n ?? 0

/** What a person calls the row, and who may know it (A2): its level and its author. */
export async function contestedRow(
  read: Reader,
  entity: string,
  id: string,
): Promise<{ title: string; level: string; ownerId: string | null } | undefined> {
  const statement = TITLES[entity]
  return statement === undefined ? undefined : sql(read).one(statement, [id])
}

const TITLES: Record<string, string> = {
  entry: `SELECT numberText AS title, level, registeredById AS ownerId FROM entry WHERE id = ?`,
  letter: `SELECT coalesce(nullif(json_extract(content, '$.subject.ar'), ''), json_extract(content, '$.subject.other'), '') AS title,
             json_extract(content, '$.level') AS level, draftedById AS ownerId FROM letter WHERE id = ?`,
  contact: `SELECT coalesce(nullif(json_extract(nameAr, '$.full'), ''), json_extract(nameLatin, '$.full'), '') AS title, 'ordinary' AS level, NULL AS ownerId FROM contact WHERE id = ?`,
  user: `SELECT login AS title, 'ordinary' AS level, NULL AS ownerId FROM user WHERE id = ?`,
  unit: `SELECT json_extract(names, '$.ar') AS title, 'ordinary' AS level, NULL AS ownerId FROM unit WHERE id = ?`,
  office: `SELECT json_extract(names, '$.ar') AS title, 'ordinary' AS level, NULL AS ownerId FROM office WHERE id = ?`,
  register: `SELECT json_extract(names, '$.ar') AS title, 'ordinary' AS level, NULL AS ownerId FROM register WHERE id = ?`,
  device: `SELECT name AS title, 'ordinary' AS level, NULL AS ownerId FROM device WHERE id = ?`,
  file: `SELECT f.name AS title, coalesce(e.level, 'ordinary') AS level, e.registeredById AS ownerId FROM file f LEFT JOIN entry e ON e.id = f.entryId WHERE f.id = ?`,
}

export async function namesOf(read: Reader, userId: string | null): Promise<Names | null> {
  if (userId === null) return null
  const row = await sql(read).one<{ names: string }>('SELECT names FROM user WHERE id = ?', [userId])
  return row ? (JSON.parse(row.names) as Names) : null
}
