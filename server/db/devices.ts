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
  /** Another history of it was seen: nobody writes in its name until a person says which goes on (ADR 020). */
  splitAt: number | null
  /** The identity that went on with its books. */
  succeededBy: string | null
  /** What it was called before; of those, whose books it holds. */
  was: string[]
  pens: string[]
}

const COLUMNS = `id, office, name, public_key AS "publicKey", desk_code AS "deskCode", last_d AS "lastD", last_hash AS "lastHash", revoked_at AS "revokedAt", split_at AS "splitAt", succeeded_by AS "succeededBy", was, pens`

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
  d: Pick<DeviceRow, 'id' | 'office' | 'name' | 'publicKey' | 'deskCode' | 'lastHash'> &
    Partial<Pick<DeviceRow, 'lastD' | 'was' | 'pens'>> & { userId: string | null; at: number },
): Promise<void> =>
  sql.run(
    `INSERT INTO device (id, office, name, public_key, desk_code, last_d, last_hash, user_id, enrolled_at, was, pens)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      d.id,
      d.office,
      d.name,
      d.publicKey,
      d.deskCode,
      d.lastD ?? 0,
      d.lastHash,
      d.userId,
      d.at,
      d.was ?? [],
      d.pens ?? [],
    ],
  )

export const markSplit = (sql: Sql, id: string, at: number): Promise<void> =>
  sql.run('UPDATE device SET split_at = $2 WHERE id = $1 AND split_at IS NULL AND succeeded_by IS NULL', [id, at])

export const endSplit = (sql: Sql, id: string): Promise<void> =>
  sql.run('UPDATE device SET split_at = NULL WHERE id = $1', [id])

/** Its books and its desk code are another identity's from now on. */
export const succeed = (sql: Sql, ids: readonly string[], by: string): Promise<void> =>
  sql.run('UPDATE device SET succeeded_by = $2, desk_code = NULL, split_at = NULL WHERE id = ANY($1::uuid[])', [
    ids,
    by,
  ])

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
