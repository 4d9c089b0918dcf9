import type { Names } from '../../contract/values'
import { visible, type Viewer } from '../../domain/visibility'
import { sql, type Reader } from '../core/sql'

/** As `isUndescribed` says it (domain/register), of what was not cancelled; along the index of its own. */
export const UNDESCRIBED = `e.subject IS NULL AND e.level IN ('ordinary', 'restricted') AND e.cancelledAt IS NULL`

export type UndescribedRecord = {
  id: string
  numberText: string
  registerId: string
  registerNames: Names
  registeredAt: number
  arrivalAt: number
  channel: string
  unitId: string
  businessDate: string
  files: number
}

/** Those this person may see, the longest waiting first. */
export async function undescribedOf(
  read: Reader,
  viewer: Viewer,
  { after, limit }: { after?: { registeredAt: number; id: string } | undefined; limit: number },
): Promise<UndescribedRecord[]> {
  const may = visible('entry', 'e', viewer)
  const rows = await sql(read).all<Omit<UndescribedRecord, 'registerNames'> & { registerNames: string }>(
    `SELECT e.id, e.numberText, e.registerId, g.names AS registerNames, e.registeredAt, e.arrivalAt, e.channel, e.unitId, e.businessDate,
       (SELECT count(*) FROM file f WHERE f.entryId = e.id AND f.replacedById IS NULL) AS files
     FROM entry e JOIN register g ON g.id = e.registerId WHERE ${UNDESCRIBED} AND ${may.sql}
       ${after ? 'AND (e.registeredAt, e.id) > (?, ?)' : ''} ORDER BY e.registeredAt, e.id LIMIT ?`,
    [...may.params, ...(after ? [after.registeredAt, after.id] : []), limit],
  )
  return rows.map((row) => ({ ...row, registerNames: JSON.parse(row.registerNames) as Names }))
}

export async function countUndescribed(read: Reader, viewer: Viewer): Promise<number> {
  const may = visible('entry', 'e', viewer)
  const row = await sql(read).one<{ n: number }>(
    `SELECT count(*) AS n FROM entry e WHERE ${UNDESCRIBED} AND ${may.sql}`,
    may.params,
  )
  return row?.n ?? 0
}
