import type { QueueItem } from '../../contract/sync'
import { sql, type Reader } from '../core/sql'

/** Whether something of this row waits to be sent. */
export const isPending = async (read: Reader, rowId: string): Promise<boolean> =>
  (
    await sql(read).one<{ n: number }>(
      `SELECT EXISTS (SELECT 1 FROM outbox WHERE rowId = ? AND state = 'waiting') AS n`,
      [rowId],
    )
  )?.n === 1

export async function outboxCounts(
  read: Reader,
): Promise<{ waiting: number; waitingSince: number | null; parked: number }> {
  const row = await sql(read).one<{ waiting: number; waitingSince: number | null; parked: number }>(
    `SELECT count(*) FILTER (WHERE state = 'waiting') AS waiting, min(at) FILTER (WHERE state = 'waiting') AS waitingSince,
            count(*) FILTER (WHERE state = 'parked') AS parked FROM outbox WHERE state <> 'sent'`,
  )
  return row ?? { waiting: 0, waitingSince: null, parked: 0 }
}

type Queued = Omit<QueueItem, 'title' | 'kind'> & { operation: string }

/** What waits or is parked, oldest first. */
export async function outboxItems(read: Reader, limit: number): Promise<QueueItem[]> {
  const rows = await sql(read).all<Queued & { title: string | null }>(
    `SELECT o.d, o.entity, o.at, o.state, o.reason, o.operation,
       CASE o.entity WHEN 'entry' THEN (SELECT numberText FROM entry WHERE id = o.rowId)
                     WHEN 'contact' THEN (SELECT coalesce(nullif(json_extract(nameAr, '$.full'), ''), json_extract(nameLatin, '$.full')) FROM contact WHERE id = o.rowId)
                     WHEN 'letter' THEN (SELECT json_extract(content, '$.subject.ar') FROM letter WHERE id = o.rowId)
                     WHEN 'file' THEN (SELECT name FROM file WHERE id = o.rowId)
                     WHEN 'user' THEN (SELECT login FROM user WHERE id = o.rowId) END AS title
     FROM outbox o WHERE o.state <> 'sent' ORDER BY o.d LIMIT ?`,
    [limit],
  )
  return rows.map(({ operation, title, ...r }) => ({
    ...r,
    title: title ?? '',
    kind: (JSON.parse(operation) as { kind: string }).kind,
  }))
}
