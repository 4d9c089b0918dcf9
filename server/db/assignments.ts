import type { Fields } from '../../contract/wire'
import type { Sql } from './connect'
import type { ServerRow } from './rows'

/** How the index finds the entry in a row as it is written: canonical JSON, in which no other text looks so (migration 0014). */
export const ENTRY_OF = `substring(fields from '"entryId":"([0-9a-f-]{36})"')`

/** Everything that was ever assigned of these entries (W1). */
export async function assignmentsOfEntries(sql: Sql, stream: string, entries: readonly string[]): Promise<ServerRow[]> {
  const rows = await sql.all<Omit<ServerRow, 'fields' | 'versions'> & { fields: string; versions: string }>(
    `SELECT entity, id, seq, fields, versions FROM office_row WHERE stream = $1 AND entity = 'assignment' AND ${ENTRY_OF} = ANY($2::text[])`,
    [stream, entries],
  )
  return rows.map((row) => ({
    ...row,
    fields: JSON.parse(row.fields) as Fields,
    versions: JSON.parse(row.versions) as ServerRow['versions'],
  }))
}
