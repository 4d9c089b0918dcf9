import type { EntityName } from '../../domain/entities'
import { visible, type Viewer } from '../../domain/visibility'
import { sql, type Reader } from '../core/sql'

/** The row, if this person may see it; one that is hidden is not there (A2). */
export async function seenRow<T>(read: Reader, viewer: Viewer, entity: EntityName, id: string): Promise<T | undefined> {
  const may = visible(entity, 'r', viewer)
  return sql(read).one<T>(`SELECT r.* FROM "${entity}" r WHERE r.id = ? AND ${may.sql}`, [id, ...may.params])
}

export const maySee = async (read: Reader, viewer: Viewer, entity: EntityName, id: string): Promise<boolean> =>
  (await seenIds(read, viewer, entity, [id])).length > 0

/** Those of these rows that this person may see, in the order given. */
export async function seenIds(
  read: Reader,
  viewer: Viewer,
  entity: EntityName,
  ids: readonly string[],
): Promise<string[]> {
  const may = visible(entity, 'r', viewer)
  const rows = await sql(read).all<{ id: string }>(
    `SELECT r.id FROM json_each(?) j JOIN "${entity}" r ON r.id = j.value WHERE ${may.sql} ORDER BY j.key`,
    [JSON.stringify(ids), ...may.params],
  )
  return rows.map((r) => r.id)
}
