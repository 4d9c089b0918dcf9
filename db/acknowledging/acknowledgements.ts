import { sql, type Reader } from '../core/sql'

export type AcknowledgementRecord = { toKind: string; toId: string; at: number; byId: string }

/** Of an entry the caller has seen, the first one first. */
export async function acknowledgementsOf(read: Reader, entryId: string): Promise<AcknowledgementRecord[]> {
  const rows = await sql(read).all<AcknowledgementRecord>(
    'SELECT toKind, toId, at, byId FROM acknowledgement WHERE entryId = ?',
    [entryId],
  )
  return rows.sort((a, b) => a.at - b.at)
}
