import type { asideReasons } from '../../contract/sync'
import type { Fields, RowVersion } from '../../contract/wire'
import { sql, type Reader, type Tx } from '../core/sql'

/** Why a row that came was not put in place: kept as it came, shown to the administrator, never acted on. */
export type AsideReason = (typeof asideReasons)[number]

type Stored = { rowId: string; entity: string; seq: number; fields: string; versions: string; reason: AsideReason }

export const setAside = (tx: Tx, row: RowVersion, reason: AsideReason, at: number): Promise<void> =>
  sql(tx).run(
    `INSERT INTO asideRow (rowId, entity, seq, fields, versions, reason, at) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (rowId) DO UPDATE SET seq = excluded.seq, fields = excluded.fields, versions = excluded.versions,
       reason = excluded.reason, at = excluded.at`,
    [row.id, row.entity, row.seq, JSON.stringify(row.fields), JSON.stringify(row.versions), reason, at],
  )

/** What came later and is in order takes its place. */
export const forgetAside = (tx: Tx, rowId: string): Promise<void> =>
  sql(tx).run('DELETE FROM asideRow WHERE rowId = ?', [rowId])

/** Rows that lacked somebody's key or rights: with every key that comes they are judged again. */
export async function asideForKeys(tx: Tx): Promise<RowVersion[]> {
  const rows = await sql(tx).all<Stored>(`SELECT * FROM asideRow WHERE reason IN ('key', 'authority') ORDER BY seq`)
  return rows.map((r) => ({
    entity: r.entity,
    id: r.rowId,
    seq: r.seq,
    state: 'present',
    fields: JSON.parse(r.fields) as Fields,
    versions: JSON.parse(r.versions) as RowVersion['versions'],
  }))
}

export const asideRows = (
  read: Reader,
  limit: number,
): Promise<{ rowId: string; entity: string; reason: AsideReason; at: number }[]> =>
  sql(read).all('SELECT rowId, entity, reason, at FROM asideRow ORDER BY at DESC, rowId LIMIT ?', [limit])

export const countAside = async (read: Reader): Promise<number> =>
  (await sql(read).one<{ n: number }>('SELECT count(*) AS n FROM asideRow'))?.n ?? 0
