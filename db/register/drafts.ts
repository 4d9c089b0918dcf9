import type { Draft } from '../../contract/register'
import { sql, type Reader, type Tx } from '../core/sql'

/** Drafts are a person's own, on this PC only: they have no number and are no part of the register (N2). */
export async function draftsOf(read: Reader, userId: string): Promise<Draft[]> {
  const rows = await sql(read).all<Omit<Draft, 'body'> & { body: string }>(
    'SELECT id, registerId, body, updatedAt FROM draft WHERE userId = ? ORDER BY updatedAt DESC',
    [userId],
  )
  return rows.map((r) => ({ ...r, body: JSON.parse(r.body) as Draft['body'] }))
}

export const keepDraft = (tx: Tx, userId: string, draft: Draft): Promise<void> =>
  sql(tx).run(
    `INSERT INTO draft (id, userId, registerId, body, updatedAt) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET body = excluded.body, updatedAt = excluded.updatedAt WHERE draft.userId = excluded.userId`,
    [draft.id, userId, draft.registerId, JSON.stringify(draft.body), draft.updatedAt],
  )

export const dropDraft = (tx: Tx, userId: string, id: string): Promise<void> =>
  sql(tx).run('DELETE FROM draft WHERE id = ? AND userId = ?', [id, userId])
