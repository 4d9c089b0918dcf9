import type { ReleasePc, UpdateReport } from '../../contract/updates'
import type { Sql } from './connect'

/** One row a PC: what it says now takes the place of what it said. */
export const setReport = (sql: Sql, device: string, r: UpdateReport, at: number): Promise<void> =>
  sql.run(
    `INSERT INTO release_report (device, version, channel, kind, state, about, reason, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
     ON CONFLICT (device) DO UPDATE SET version = excluded.version, channel = excluded.channel, kind = excluded.kind,
       state = excluded.state, about = excluded.about, reason = excluded.reason, at = excluded.at`,
    [device, r.version, r.channel, r.kind, r.state, r.about, r.reason, at],
  )

type Reported = { [K in keyof UpdateReport]: UpdateReport[K] | null } & Omit<ReleasePc, 'report'> & {
    at: number | null
  }

/** Every PC that works: none that was revoked, none that goes on under another identity. */
export async function pcsHere(sql: Sql): Promise<ReleasePc[]> {
  const rows = await sql.all<Reported>(
    `SELECT d.id AS device, d.name, d.office, d.last_seen AS "lastSeen", p.version, p.channel, p.kind, p.state, p.about, p.reason, p.at
     FROM device d LEFT JOIN release_report p ON p.device = d.id
     WHERE d.revoked_at IS NULL AND d.succeeded_by IS NULL ORDER BY d.office, d.enrolled_at, d.id`,
  )
  return rows.map(({ device, name, office, lastSeen, version, channel, kind, state, about, reason, at }) => {
    const said = version !== null && channel !== null && state !== null && at !== null
    return {
      device,
      name,
      office,
      lastSeen,
      report: said ? { version, channel, kind, state, about, reason, at } : null,
    }
  })
}
