import { visible, type Viewer } from '../../domain/visibility'
import { sql, type Reader } from '../core/sql'

/** Whether an entry this person may see has a scan of exactly these bytes, and they are here. */
export async function filesWith(read: Reader, viewer: Viewer, sha256: string): Promise<boolean> {
  const may = visible('entry', 'e', viewer)
  const row = await sql(read).one(
    `SELECT 1 AS found FROM file f JOIN entry e ON e.id = f.entryId WHERE f.sha256 = ? AND f.fileKey IS NOT NULL AND ${may.sql} LIMIT 1`,
    [sha256, ...may.params],
  )
  return row !== undefined
}
