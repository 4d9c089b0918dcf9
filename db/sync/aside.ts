import type { asideReasons } from '../../contract/sync'
import type { RowVersion } from '../../contract/wire'
import { sql, type Reader, type Tx } from '../core/sql'
import { asVersion, type KeptRow } from './deferred'

/** Why a row that came was not put in place: kept as it came, shown to the administrator, never acted on. */
export type AsideReason = (typeof asideReasons)[number]

export const setAside = (tx: Tx, row: RowVersion, reason: AsideReason, at: number): Promise<void> =>
  sql(tx).run(
    `INSERT INTO asideRow (rowId, entity, seq, fields, versions, reason, at) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (rowId) DO UPDATE SET seq = excluded.seq, fields = excluded.fields, versions = excluded.versions,
       reason = excluded.reason, at = CASE WHEN asideRow.seq = excluded.seq THEN asideRow.at ELSE excluded.at END`,
    [row.id, row.entity, row.seq, JSON.stringify(row.fields), JSON.stringify(row.versions), reason, at],
  )

/** What came later and is in order takes its place. */
export const forgetAside = (tx: Tx, rowId: string): Promise<void> =>
  sql(tx).run('DELETE FROM asideRow WHERE rowId = ?', [rowId])

/** Rows that lacked somebody's key or rights: with every key that comes they are judged again. */
export const asideForKeys = async (tx: Tx): Promise<RowVersion[]> =>
  (await sql(tx).all<KeptRow>(`SELECT * FROM asideRow WHERE reason IN ('key', 'authority') ORDER BY seq`)).map(
    asVersion,
  )

/** What an older version of the program could not take, from after a place on: the next one may. What left is not among it. */
export const asideForUpdate = (tx: Tx, after: string, limit: number): Promise<KeptRow[]> =>
  sql(tx).all(
    `SELECT * FROM asideRow WHERE rowId > ? AND reason NOT IN ('gone', 'older', 'fixed') ORDER BY rowId LIMIT ?`,
    [after, limit],
  )

export const asideRows = (
  read: Reader,
  limit: number,
): Promise<{ rowId: string; entity: string; reason: AsideReason; at: number }[]> =>
  sql(read).all('SELECT rowId, entity, reason, at FROM asideRow ORDER BY at DESC, rowId LIMIT ?', [limit])

export const countAside = async (read: Reader): Promise<number> =>
  (await sql(read).one<{ n: number }>('SELECT count(*) AS n FROM asideRow'))?.n ?? 0
