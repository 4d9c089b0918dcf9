import type { ReceiptFacts } from '../../contract/receipts'
import { sql, type Reader } from '../core/sql'

export type ReceiptRecord = {
  id: string
  entryId: string
  issuedAt: number
  issuedById: string
  copy: number
  facts: ReceiptFacts
}

/** Of an entry the caller has seen, the first one first. Two PCs without a line may both have given a first: both are there. */
export async function receiptsOf(read: Reader, entryId: string): Promise<ReceiptRecord[]> {
  const rows = await sql(read).all<Omit<ReceiptRecord, 'facts'> & { facts: string }>(
    'SELECT id, entryId, issuedAt, issuedById, copy, facts FROM receipt WHERE entryId = ? ORDER BY issuedAt, copy, id',
    [entryId],
  )
  return rows.map((row) => ({ ...row, facts: JSON.parse(row.facts) as ReceiptFacts }))
}

/** Also another entry's. */
export const isReceipt = async (read: Reader, id: string): Promise<boolean> =>
  (await sql(read).one('SELECT 1 AS yes FROM receipt WHERE id = ?', [id])) !== undefined
