import type { SentReport } from '../../contract/support'
import type { Sql, Store } from '../db/connect'
import type { DeviceRow } from '../db/devices'
import { Failure } from '../failure'

const DAY = 24 * 60 * 60 * 1000
const KEPT_DAYS = 180
/** Of one PC: what comes beyond it drives out its own oldest, nobody else's. */
const MOST = 30
const MOST_A_DAY = 20

/** The same report twice is one. @throws busy when this PC has said too much today */
export const takeReport = (store: Store, device: DeviceRow, report: SentReport, now: number): Promise<void> =>
  store.write(async (sql) => {
    const [today] = await sql.all<{ n: string }>(
      'SELECT count(*) AS n FROM support_report WHERE device = $1 AND received_at > $2 AND id <> $3',
      [device.id, now - DAY, report.id],
    )
    if (Number(today?.n ?? 0) >= MOST_A_DAY) throw new Failure('busy')
    await sql.run(
      `INSERT INTO support_report (device, id, at, received_at, kind, said) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (device, id) DO NOTHING`,
      [device.id, report.id, report.at, now, report.kind, report.text],
    )
    await sql.run(
      `DELETE FROM support_report WHERE device = $1 AND id NOT IN
         (SELECT id FROM support_report WHERE device = $1 ORDER BY received_at DESC, id DESC LIMIT ${MOST})`,
      [device.id],
    )
  })

export type KeptReport = {
  device: string
  name: string
  id: string
  at: number
  receivedAt: number
  kind: string
  said: string
}

/** Newest first. */
export async function reportsHere(sql: Sql): Promise<KeptReport[]> {
  const rows = await sql.all<{
    device: string
    name: string
    id: string
    at: string
    received_at: string
    kind: string
    said: string
  }>(
    `SELECT r.device, d.name, r.id, r.at, r.received_at, r.kind, r.said FROM support_report r JOIN device d ON d.id = r.device
     ORDER BY r.received_at DESC, r.id DESC LIMIT 1000`,
  )
  return rows.map(({ at, received_at, ...rest }) => ({ ...rest, at: Number(at), receivedAt: Number(received_at) }))
}

/** With the daily tidying. */
export const dropOldReports = (store: Store, now: number): Promise<void> =>
  store.write((sql) => sql.run('DELETE FROM support_report WHERE received_at < $1', [now - KEPT_DAYS * DAY]))
