import type { Outcome } from '../../contract/wire'
import type { Sql } from './connect'

export type StoredOperation = {
  device: string
  d: number
  stream: string
  seq: number
  /** The exact canonical bytes the device hashed. */
  body: string
  hash: string
  outcome: Outcome['result']
  reason: Outcome['reason']
  chain: string
  received_at: number
  change: string | null
}

/** What this device was answered before. */
export const answeredBefore = (
  sql: Sql,
  device: string,
  ds: readonly number[],
): Promise<Pick<StoredOperation, 'd' | 'seq' | 'hash' | 'outcome' | 'reason'>[]> =>
  sql.all('SELECT d, seq, hash, outcome, reason FROM operation WHERE device = $1 AND d = ANY($2::int[]) ORDER BY d', [
    device,
    ds,
  ])

export const insertOperations = (sql: Sql, operations: readonly StoredOperation[]): Promise<void> =>
  sql.run(
    `INSERT INTO operation (device, d, stream, seq, body, hash, outcome, reason, chain, received_at, change)
     SELECT device, d, stream, seq, body, hash, outcome, reason, chain, received_at, change FROM json_to_recordset($1::json)
       AS x(device uuid, d int, stream uuid, seq bigint, body text, hash text, outcome text, reason text, chain text, received_at bigint,
            change uuid)`,
    [JSON.stringify(operations)],
  )

/** Refused for their login, the oldest first. */
export const refusedLogins = (sql: Sql, stream: string, limit: number): Promise<{ device: string; body: string }[]> =>
  sql.all(`SELECT device, body FROM operation WHERE stream = $1 AND reason = 'login-taken' ORDER BY seq LIMIT $2`, [
    stream,
    limit,
  ])

/** Who wrote what now stands in a row, and when they say they did. */
export const writersOf = (
  sql: Sql,
  wanted: readonly { device: string; d: number }[],
): Promise<{ device: string; d: number; body: string }[]> =>
  sql.all(
    `SELECT o.device, o.d, o.body FROM json_to_recordset($1::json) AS w(device uuid, d int) JOIN operation o ON o.device = w.device AND o.d = w.d`,
    [JSON.stringify(wanted)],
  )

/** The stream's chain as it was when everything up to `seq` had been taken in; undefined before the first operation. */
export const chainAt = async (sql: Sql, stream: string, seq: number): Promise<string | undefined> =>
  (
    await sql.one<{ chain: string }>(
      'SELECT chain FROM operation WHERE stream = $1 AND seq <= $2 ORDER BY seq DESC LIMIT 1',
      [stream, seq],
    )
  )?.chain
