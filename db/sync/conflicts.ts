import type { Fields } from '../../contract/wire'
import type { Language, Names } from '../../contract/values'
import { sql, type Reader } from '../core/sql'
import { visible, type Viewer } from '../../domain/visibility'
import { fromRow } from '../outbox/rows'
import { seenRow } from '../visibility/sight'
import { titleThere } from '../visibility/titles'

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
  decidedById: string | null
  keep: 'server' | 'other' | null
}

const toRecord = (row: Record<string, unknown>): ConflictRecord =>
  ({ id: String(row['id']), ...fromRow('conflict', row) }) as ConflictRecord

/** So many are shown at once: those that follow come as the first are decided. */
const SHOWN = 200

/** Those this person may see (A2): undecided first and oldest first; then the last ones that were decided. */
export async function conflictRecords(
  read: Reader,
  viewer: Viewer,
  language: Language,
): Promise<(ConflictRecord & { title: string })[]> {
  const may = visible('conflict', 'k', viewer)
  const title = titleThere({ entity: 'k.entity', id: 'k.rowId' }, language)
  const of = async (which: string): Promise<Record<string, unknown>[]> =>
    sql(read).all(`SELECT k.*, ${title} AS title FROM conflict k WHERE ${may.sql} AND ${which}`, may.params)
  const open = await of(`k.decidedAt IS NULL ORDER BY k.at, k.id LIMIT ${SHOWN}`)
  const settled = await of('k.decidedAt IS NOT NULL ORDER BY k.decidedAt DESC LIMIT 50')
  return [...open, ...settled].map((row) => ({ ...toRecord(row), title: String(row['title']) }))
}

export async function conflictById(read: Reader, viewer: Viewer, id: string): Promise<ConflictRecord | undefined> {
  const row = await seenRow<Record<string, unknown>>(read, viewer, 'conflict', id)
  return row && toRecord(row)
}

export async function openConflicts(read: Reader, viewer: Viewer): Promise<number> {
  const may = visible('conflict', 'k', viewer)
  const statement = `SELECT count(*) AS n FROM conflict k WHERE k.decidedAt IS NULL AND ${may.sql}`
  return (await sql(read).one<{ n: number }>(statement, may.params))?.n ?? 0
}

export async function namesOf(read: Reader, userId: string | null): Promise<Names | null> {
  if (userId === null) return null
  const row = await sql(read).one<{ names: string }>('SELECT names FROM user WHERE id = ?', [userId])
  return row ? (JSON.parse(row.names) as Names) : null
}
