import type { Change, DeviceHead } from '../../contract/wire'
import type { Sql } from './connect'

export type StoredChange = Change & { device: string; firstD: number; lastD: number; reason: string | null; at: number }

/** Which of these changes this office has heard already, and from where. */
export const changesHeard = (
  sql: Sql,
  office: string,
  ids: readonly string[],
): Promise<{ id: string; device: string; firstD: number }[]> =>
  sql.all(
    // What it brought must be here too: a change of a server that is no more was not heard by this one.
    `SELECT c.id, c.device, c.first_d AS "firstD" FROM signed_change c WHERE c.office = $1 AND c.id = ANY($2::uuid[])
       AND (EXISTS (SELECT 1 FROM operation o WHERE o.device = c.device AND o.d = c.first_d AND o.change = c.id)
         OR EXISTS (SELECT 1 FROM operation_batch b WHERE b.device = c.device AND b.first_d <= c.first_d AND b.last_d >= c.first_d
           AND c.id = ANY(b.changes)))`,
    [office, ids],
  )

export const keepChanges = (sql: Sql, office: string, changes: readonly StoredChange[]): Promise<void> =>
  sql.run(
    `INSERT INTO signed_change (office, id, device, first_d, last_d, user_id, key_id, signature, reason, received_at)
     SELECT $1::uuid, id, device, "firstD", "lastD", "user", key, signature, reason, at FROM json_to_recordset($2::json)
       AS x(id uuid, device uuid, "firstD" int, "lastD" int, "user" uuid, key uuid, signature text, reason text, at bigint)
     ON CONFLICT (office, id) DO UPDATE SET device = excluded.device, first_d = excluded.first_d, last_d = excluded.last_d,
       reason = excluded.reason, received_at = excluded.received_at`,
    [office, JSON.stringify(changes)],
  )

export const keepDeviceHead = (sql: Sql, device: string, head: DeviceHead, at: number): Promise<void> =>
  sql.run(
    'INSERT INTO device_head (device, d, hash, signature, received_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING',
    [device, head.d, head.hash, head.signature, at],
  )

export type SignedRequest = {
  device: string
  nonce: string
  time: number
  path: string
  bodyHash: string
  signature: string
}

/** What a device signed when it sent this: kept as long as what it brought. */
export const keepRequest = (sql: Sql, r: SignedRequest, at: number): Promise<void> =>
  sql.run(
    `INSERT INTO push_request (device, nonce, time, path, body_hash, signature, received_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT DO NOTHING`,
    [r.device, r.nonce, r.time, r.path, r.bodyHash, r.signature, at],
  )
