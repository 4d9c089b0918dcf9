import type { Sql } from './connect'

export type DeviceRow = {
  id: string
  office: string
  name: string
  publicKey: string
  deskCode: string | null
  lastD: number
  lastHash: string
  revokedAt: number | null
}

const COLUMNS = `id, office, name, public_key AS "publicKey", desk_code AS "deskCode", last_d AS "lastD", last_hash AS "lastHash", revoked_at AS "revokedAt"`

export const deviceById = (sql: Sql, id: string): Promise<DeviceRow | undefined> =>
  sql.one(`SELECT ${COLUMNS} FROM device WHERE id = $1`, [id])

/** Two pushes of one device wait for each other here. */
export const lockDevice = (sql: Sql, id: string): Promise<DeviceRow | undefined> =>
  sql.one(`SELECT ${COLUMNS} FROM device WHERE id = $1 FOR UPDATE`, [id])

export const deskCodeTaken = async (sql: Sql, office: string, deskCode: string, id: string): Promise<boolean> =>
  (await sql.one('SELECT 1 AS taken FROM device WHERE office = $1 AND desk_code = $2 AND id <> $3', [
    office,
    deskCode,
    id,
  ])) !== undefined

export const insertDevice = (
  sql: Sql,
  d: Pick<DeviceRow, 'id' | 'office' | 'name' | 'publicKey' | 'deskCode' | 'lastHash'> & {
    userId: string | null
    at: number
  },
): Promise<void> =>
  sql.run(
    `INSERT INTO device (id, office, name, public_key, desk_code, last_hash, user_id, enrolled_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [d.id, d.office, d.name, d.publicKey, d.deskCode, d.lastHash, d.userId, d.at],
  )

export const renameDevice = (sql: Sql, id: string, name: string, deskCode: string | null): Promise<void> =>
  sql.run('UPDATE device SET name = $2, desk_code = $3 WHERE id = $1', [id, name, deskCode])

export const advanceDevice = (sql: Sql, id: string, lastD: number, lastHash: string): Promise<void> =>
  sql.run('UPDATE device SET last_d = $2, last_hash = $3 WHERE id = $1', [id, lastD, lastHash])

/** When it was heard of last, and how far its clock stood from ours: measured, shown, never a reason to refuse. */
export const noteContact = (sql: Sql, id: string, at: number, driftMs: number): Promise<void> =>
  sql.run('UPDATE device SET last_seen = $2, drift_ms = $3 WHERE id = $1', [id, at, driftMs])

export const revokeDevice = (sql: Sql, id: string, at: number): Promise<void> =>
  sql.run('UPDATE device SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL', [id, at])

/** @returns false when this device has used the nonce before: somebody sends an old request again. */
export async function takeNonce(sql: Sql, device: string, nonce: string, at: number): Promise<boolean> {
  const taken = await sql.all(
    'INSERT INTO nonce (device, nonce, at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING 1 AS new',
    [device, nonce, at],
  )
  return taken.length === 1
}

export const forgetNonces = (sql: Sql, before: number): Promise<void> =>
  sql.run('DELETE FROM nonce WHERE at < $1', [before])
