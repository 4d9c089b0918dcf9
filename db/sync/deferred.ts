import { isEntity } from '../../domain/entities'
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

/** Rows that waited for a version which knows them: taken out, to be applied. Those still unknown stay. */
export async function takeDeferred(tx: Tx): Promise<RowVersion[]> {
  type Stored = { rowId: string; entity: string; seq: number; fields: string; versions: string }
  const stored = (await sql(tx).all<Stored>('SELECT * FROM deferredRow ORDER BY seq')).filter((r) => isEntity(r.entity))
  for (const { rowId } of stored) await sql(tx).run('DELETE FROM deferredRow WHERE rowId = ?', [rowId])
  return stored.map((r) => ({
    entity: r.entity,
    id: r.rowId,
    seq: r.seq,
    state: 'present',
    fields: JSON.parse(r.fields) as Fields,
    versions: JSON.parse(r.versions) as RowVersion['versions'],
  }))
}
