import { entityNames } from '../../domain/entities'
import type { Fields, RowVersion } from '../../contract/wire'
import { sql, type Tx } from '../core/sql'

/** Kept as it came, the newest version of it. */
export async function deferRow(tx: Tx, row: RowVersion): Promise<void> {
  if (row.state === 'gone') return sql(tx).run('DELETE FROM deferredRow WHERE rowId = ?', [row.id])
  await sql(tx).run(
    `INSERT INTO deferredRow (rowId, entity, seq, fields, versions) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (rowId) DO UPDATE SET seq = excluded.seq, fields = excluded.fields, versions = excluded.versions`,
    [row.id, row.entity, row.seq, JSON.stringify(row.fields), JSON.stringify(row.versions)],
  )
}

export type KeptRow = { rowId: string; entity: string; seq: number; fields: string; versions: string }

/** Rows that waited for a version which knows them, from after a place on: to be applied, and forgotten here. Those still unknown stay. */
export async function takeDeferred(tx: Tx, after: string, limit: number): Promise<KeptRow[]> {
  const stored = await sql(tx).all<KeptRow>(
    `SELECT * FROM deferredRow WHERE rowId > ? AND entity IN (SELECT value FROM json_each(?)) ORDER BY rowId LIMIT ?`,
    [after, JSON.stringify(entityNames), limit],
  )
  const ids = JSON.stringify(stored.map(({ rowId }) => rowId))
  await sql(tx).run('DELETE FROM deferredRow WHERE rowId IN (SELECT value FROM json_each(?))', [ids])
  return stored
}

/** What came later and was put in place is not written over by what waited. */
export async function stillNewer(tx: Tx, kept: readonly KeptRow[]): Promise<RowVersion[]> {
  const stands = new Map<string, number>()
  for (const entity of entityNames) {
    const ids = kept.filter((row) => row.entity === entity).map(({ rowId }) => rowId)
    if (ids.length === 0) continue
    const here = await sql(tx).all<{ id: string; rv: number }>(
      `SELECT id, rv FROM "${entity}" WHERE id IN (SELECT value FROM json_each(?))`,
      [JSON.stringify(ids)],
    )
    for (const { id, rv } of here) stands.set(id, rv)
  }
  return kept.filter(({ rowId, seq }) => seq > (stands.get(rowId) ?? 0)).map(asVersion)
}

export const asVersion = (r: KeptRow): RowVersion => ({
  entity: r.entity,
  id: r.rowId,
  seq: r.seq,
  state: 'present',
  fields: JSON.parse(r.fields) as Fields,
  versions: JSON.parse(r.versions) as RowVersion['versions'],
})
