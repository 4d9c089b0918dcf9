import type { Fields } from '../../contract/wire'
import type { Sql } from './connect'
import { rowsOf } from './rows'

export type OfficeHere = {
  id: string
  name: string
  people: { id: string; login: string; active: boolean }[]
  devices: DeviceHere[]
}
export type DeviceHere = {
  id: string
  name: string
  deskCode: string | null
  lastSeen: number | null
  driftMs: number | null
  revoked: boolean
}

/** What an administrator of the server may know of the offices on it: who and which PCs, nothing of their letters. */
export async function officesHere(sql: Sql): Promise<OfficeHere[]> {
  const heads = await sql.all<{ stream: string }>('SELECT stream FROM office_head ORDER BY created_at')
  return Promise.all(heads.map(({ stream }) => officeHere(sql, stream)))
}

/** Every office's own row, as far as it has come. */
export async function officeRows(sql: Sql): Promise<{ id: string; fields: Fields | null }[]> {
  const rows = await sql.all<{ id: string; fields: string | null }>(
    `SELECT h.stream AS id, r.fields FROM office_head h
     LEFT JOIN office_row r ON r.stream = h.stream AND r.entity = 'office' AND r.id = h.stream ORDER BY h.created_at`,
  )
  return rows.map(({ id, fields }) => ({ id, fields: fields === null ? null : (JSON.parse(fields) as Fields) }))
}

async function officeHere(sql: Sql, id: string): Promise<OfficeHere> {
  const rows = await rowsOf(sql, id, ['office', 'user'])
  const office = rows.find((r) => r.entity === 'office')
  const people = rows.filter((r) => r.entity === 'user')
  return {
    id,
    name: nameOf(office?.fields),
    people: people.map((r) => ({ id: r.id, login: String(r.fields['login']), active: r.fields['active'] === true })),
    devices: await sql.all<DeviceHere>(
      `SELECT id, name, desk_code AS "deskCode", last_seen AS "lastSeen", drift_ms AS "driftMs", revoked_at IS NOT NULL AS revoked
       FROM device WHERE office = $1 ORDER BY enrolled_at`,
      [id],
    ),
  }
}

function nameOf(office: Fields | undefined): string {
  const names = office?.['names']
  return names !== null && typeof names === 'object' && !Array.isArray(names) ? String(names['ar'] ?? '') : ''
}
