import type { Actor } from '../../contract/permissions'
import { visible } from '../../domain/visibility'
import { sql, type Reader } from '../core/sql'

export type HoldingRecord = {
  id: string
  entryId: string
  since: number
  endedAt: number | null
  unitId: string | null
  holder: string
  note: string
  recordedById: string
  numberText: string
  subject: string | null
  level: string
  cancelled: number
}

const COLUMNS = 'h.*, e.numberText, e.subject, e.level, e.cancelledAt IS NOT NULL AS cancelled'
const FROM = 'holding h JOIN entry e ON e.id = h.entryId'

/** What is out, of those this person may see (A2), the longest first; from after a line on. */
export function papersOut(
  read: Reader,
  actor: Actor,
  { unitId, after, limit }: { unitId: string | null; after?: { since: number; id: string } | undefined; limit: number },
): Promise<HoldingRecord[]> {
  const may = visible('holding', 'h', actor)
  return sql(read).all(
    `SELECT ${COLUMNS} FROM ${FROM} WHERE h.endedAt IS NULL AND h.act = 'with' AND ${may.sql}
       ${unitId === null ? '' : 'AND h.unitId = ?'} ${after ? 'AND (h.since, h.id) > (?, ?)' : ''}
     ORDER BY h.since, h.id LIMIT ?`,
    [...may.params, ...(unitId === null ? [] : [unitId]), ...(after ? [after.since, after.id] : []), limit],
  )
}

/** Newest first. Whoever sees the entry sees where its paper went. */
export function holdingsOf(read: Reader, actor: Actor, entryId: string): Promise<HoldingRecord[]> {
  const may = visible('holding', 'h', actor)
  return sql(read).all(
    `SELECT ${COLUMNS} FROM ${FROM} WHERE h.entryId = ? AND h.act = 'with' AND ${may.sql}
     ORDER BY h.since DESC, h.id DESC LIMIT 200`,
    [entryId, ...may.params],
  )
}

/** How many circulation sheets were printed of an entry. */
export async function sheetsOf(read: Reader, entryId: string): Promise<number> {
  const row = await sql(read).one<{ n: number }>(
    `SELECT count(*) AS n FROM holding WHERE entryId = ? AND act = 'sheet'`,
    [entryId],
  )
  return row?.n ?? 0
}
