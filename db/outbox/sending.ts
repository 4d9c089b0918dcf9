import { CHANGE_LIMIT, type Change, type Outcome } from '../../contract/wire'
import { EACH, listOf } from '../core/list'
import { sql, type Reader, type Tx } from '../core/sql'
import { SETTLED } from '../imports/transcribing'
import { packedBetween, unpackFrom } from './packing'

export type Sendable = { d: number; entity: string; rowId: string; operation: string; hash: string; change: string }
export type Batch = { operations: Sendable[]; changes: Change[]; withheld: ReadonlySet<string> }

/**
 * What one request may carry: whole changes, as many as fit, at least one. A change that no request can carry is withheld: its
 * links go, so that the chain stays whole, and what it says waits here with its reason.
 * @param after what is on its way already ends here
 */
export async function nextToSend(
  read: Reader,
  most: { operations: number; characters: number },
  after = 0,
): Promise<Batch> {
  const rows = await sql(read).all<Sendable & { size: number }>(
    `SELECT d, entity, rowId, hash, change, length(operation) AS size, '' AS operation FROM outbox
     WHERE d >= (SELECT min(d) FROM outbox WHERE state = 'waiting') AND d > ? AND d < ${SETTLED} ORDER BY d LIMIT ?`,
    [after, most.operations],
  )
  const [first] = rows
  if (!first) return { operations: [], changes: [], withheld: new Set() }
  const cut = rows.length === most.operations ? rows.at(-1)?.change : undefined
  const fitting: string[] = []
  let size = 0
  for (const change of new Set(rows.map((r) => r.change))) {
    size += rows.reduce((sum, r) => sum + (r.change === change ? r.size : 0), 0)
    // The last one may go on beyond what was read.
    if (fitting.length > 0 && (change === cut || size > most.characters)) break
    fitting.push(change)
  }
  const list = JSON.stringify(fitting)
  const operations = await sql(read).all<Sendable>(
    `SELECT d, entity, rowId, operation, hash, change FROM outbox WHERE change IN (SELECT value FROM json_each(?)) AND d >= ? ORDER BY d`,
    [list, first.d],
  )
  const changes = await sql(read).all<Change>(
    `SELECT id, userId AS user, keyId AS key, signature FROM signedChange WHERE id IN (SELECT value FROM json_each(?))`,
    [list],
  )
  return { operations, changes, withheld: new Set([...tooLarge(operations), ...(await answered(read, list))]) }
}

/**
 * A change that was parked and answered since (tried again, mended, put away) is not said a second time to a server that was restored:
 * it would be judged anew, and what somebody put away would be done. On the wire it is withheld like one that is too large, the one
 * word an older server knows.
 */
const answered = async (read: Reader, changes: string): Promise<string[]> =>
  (
    await sql(read).all<{ change: string }>(
      'SELECT change FROM parkedAnswer WHERE change IN (SELECT value FROM json_each(?))',
      [changes],
    )
  ).map(({ change }) => change)

/** Only a batch of one change can be too large; what counts on the line is bytes. */
function tooLarge(operations: readonly Sendable[]): Set<string> {
  const bytes = operations.reduce((sum, o) => sum + Buffer.byteLength(o.operation), 0)
  return bytes > CHANGE_LIMIT ? new Set(operations.map((o) => o.change)) : new Set()
}

/** The server's answers; a parked operation keeps its text here and its reason. */
export async function keepOutcomes(tx: Tx, outcomes: readonly Outcome[]): Promise<void> {
  await sql(tx).run(
    `UPDATE outbox SET state = CASE j.result WHEN 'parked' THEN 'parked' ELSE 'sent' END, result = j.result, reason = j.reason, seq = j.seq
     FROM (SELECT json_extract(value, '$.d') AS d, json_extract(value, '$.result') AS result, json_extract(value, '$.reason') AS reason,
                  json_extract(value, '$.seq') AS seq FROM ${EACH}) AS j WHERE outbox.d = j.d`,
    [listOf(outcomes)],
  )
}

/** The server lacks these (it was restored): what was acknowledged waits again, also what was packed away. */
export async function sendAgainFrom(tx: Tx, d: number): Promise<void> {
  await unpackFrom(tx, d)
  await sql(tx).run(`UPDATE outbox SET state = 'waiting' WHERE d >= ?`, [d])
}

export type PendingFields = { kind: string; fields: string }

/** What waits on a row, oldest first: it is laid on top of what comes from the server, so nothing flickers. */
export const pendingOf = (tx: Tx, rowId: string): Promise<PendingFields[]> =>
  sql(tx).all(
    `SELECT json_extract(operation, '$.kind') AS kind, json_extract(operation, '$.fields') AS fields FROM outbox
     WHERE rowId = ? AND state = 'waiting' ORDER BY d`,
    [rowId],
  )

/** The same of many rows (a JSON list of their ids). */
export const pendingOfRows = (tx: Tx, ids: string): Promise<{ rowId: string; fields: string }[]> =>
  sql(tx).all(
    `SELECT o.rowId, json_extract(o.operation, '$.fields') AS fields FROM json_each(?) j CROSS JOIN outbox o
       ON o.rowId = j.value AND o.state = 'waiting' ORDER BY o.d`,
    [ids],
  )

/** The head of this PC's chain up to an operation it sends, or sent long ago. */
export async function headAt(read: Reader, d: number): Promise<{ d: number; hash: string } | undefined> {
  const head = await sql(read).one<{ d: number; hash: string }>('SELECT d, hash FROM outbox WHERE d = ?', [d])
  return head ?? (await packedBetween(read, d, d)).find((o) => o.d === d)
}
