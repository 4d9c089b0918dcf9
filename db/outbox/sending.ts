import type { Outcome } from '../../contract/sync'
import { sql, type Reader, type Tx } from '../core/sql'

export type Sendable = { d: number; entity: string; rowId: string; operation: string; hash: string }

/** What one request may carry: as many operations as fit, at least one. */
export async function nextToSend(read: Reader, most: { operations: number; characters: number }): Promise<Sendable[]> {
  const rows = await sql(read).all<Sendable>(
    `SELECT d, entity, rowId, operation, hash FROM outbox WHERE d >= (SELECT min(d) FROM outbox WHERE state = 'waiting') ORDER BY d LIMIT ?`,
    [most.operations],
  )
  let size = 0
  return rows.filter((row, index) => {
    size += row.operation.length
    return index === 0 || size <= most.characters
  })
}

/** The server's answers; a parked operation keeps its text here and its reason. */
export async function keepOutcomes(tx: Tx, outcomes: readonly Outcome[]): Promise<void> {
  await sql(tx).run(
    `UPDATE outbox SET state = CASE j.result WHEN 'parked' THEN 'parked' ELSE 'sent' END, result = j.result, reason = j.reason, seq = j.seq
     FROM (SELECT json_extract(value, '$.d') AS d, json_extract(value, '$.result') AS result, json_extract(value, '$.reason') AS reason,
                  json_extract(value, '$.seq') AS seq FROM json_each(?)) AS j WHERE outbox.d = j.d`,
    [JSON.stringify(outcomes)],
  )
}

/** The server lacks these (it was restored): what was acknowledged waits again. */
export const sendAgainFrom = (tx: Tx, d: number): Promise<void> =>
  sql(tx).run(`UPDATE outbox SET state = 'waiting' WHERE d >= ?`, [d])

export type PendingFields = { kind: string; fields: string }

/** What waits on a row, oldest first: it is laid on top of what comes from the server, so nothing flickers. */
export const pendingOf = (tx: Tx, rowId: string): Promise<PendingFields[]> =>
  sql(tx).all(
    `SELECT json_extract(operation, '$.kind') AS kind, json_extract(operation, '$.fields') AS fields FROM outbox
     WHERE rowId = ? AND state = 'waiting' ORDER BY d`,
    [rowId],
  )
