import type { Sql } from './connect'

/** What a `file` row says a scan is. Whether the size is true is known once the whole is here and hashed. */
export type Content = { sha256: string; size: number }

export type Blob = Content & {
  office: string
  chunks: number[]
  complete: boolean
  /** Bytes of a piece as it lies in the folder. */
  piece: number
  /** Whether its place in the folder is named by its size too; what an older server took in is not. */
  sized: boolean
}

/**
 * `file` rows name contents: from now on they may be uploaded, and downloaded by whoever sees the row. A content that was destroyed, named by
 * a file that is not, is expected anew, and none of its pieces counts as here.
 */
export async function expectBlobs(
  sql: Sql,
  office: string,
  files: readonly (Content & { id: string })[],
): Promise<void> {
  const list = JSON.stringify(files)
  await sql.run(
    `INSERT INTO named_file (office, file, sha256, size) SELECT DISTINCT $1::uuid, id, sha256, size
     FROM json_to_recordset($2::json) AS x(id uuid, sha256 text, size bigint) ON CONFLICT DO NOTHING`,
    [office, list],
  )
  await sql.run(
    `INSERT INTO file_blob (office, sha256, size) SELECT DISTINCT $1::uuid, sha256, size
     FROM json_to_recordset($2::json) AS x(sha256 text, size bigint) ON CONFLICT DO NOTHING`,
    [office, list],
  )
  await sql.run(
    `UPDATE file_blob b SET destroyed = false, complete = false, chunks = '{}'
     FROM json_to_recordset($2::json) AS x(sha256 text, size bigint)
     WHERE b.office = $1 AND b.sha256 = x.sha256 AND b.size = x.size AND b.destroyed
       AND EXISTS (SELECT 1 FROM named_file n WHERE n.office = b.office AND n.sha256 = b.sha256 AND n.size = b.size AND NOT n.destroyed)`,
    [office, list],
  )
}

/** R2: these files are destroyed; a content goes with the last file that names it. Its pieces are dropped after the commit. */
export async function destroyFiles(sql: Sql, office: string, files: readonly string[]): Promise<void> {
  await sql.run('UPDATE named_file SET destroyed = true WHERE office = $1 AND file = ANY($2::uuid[])', [office, files])
  await sql.run(
    `UPDATE file_blob b SET destroyed = true, complete = false
     FROM (SELECT DISTINCT sha256, size FROM named_file WHERE office = $1 AND file = ANY($2::uuid[])) AS x
     WHERE b.office = $1 AND b.sha256 = x.sha256 AND b.size = x.size
       AND NOT EXISTS (SELECT 1 FROM named_file n WHERE n.office = b.office AND n.sha256 = b.sha256 AND n.size = b.size AND NOT n.destroyed)`,
    [office, files],
  )
}

/** Destroyed, and their pieces still lie in the folder. */
export const destroyedBlobs = (sql: Sql, limit: number): Promise<Blob[]> =>
  sql.all(
    `SELECT ${COLUMNS} FROM file_blob WHERE destroyed AND chunks <> '{}' ORDER BY office, sha256, size LIMIT $1 FOR UPDATE SKIP LOCKED`,
    [limit],
  )

const COLUMNS = 'office, sha256, size, chunks, complete, piece, sized'

/** Every size somebody of this office said of this hash; the one that was proved first. What was destroyed is not among them. */
export const blobsOf = (sql: Sql, office: string, sha256: string): Promise<Blob[]> =>
  sql.all(
    `SELECT ${COLUMNS} FROM file_blob WHERE office = $1 AND sha256 = $2 AND NOT destroyed ORDER BY complete DESC, size`,
    [office, sha256],
  )

/** The same, held until the transaction ends; always in one order. */
export async function lockBlobs(sql: Sql, office: string, sha256: string): Promise<Blob[]> {
  await sql.all('SELECT size FROM file_blob WHERE office = $1 AND sha256 = $2 ORDER BY size FOR UPDATE', [
    office,
    sha256,
  ])
  return blobsOf(sql, office, sha256)
}

export const setBlob = (sql: Sql, blob: Blob, at: number): Promise<void> =>
  sql.run(
    'UPDATE file_blob SET chunks = $4::int[], complete = $5, touched_at = $6 WHERE office = $1 AND sha256 = $2 AND size = $3',
    [blob.office, blob.sha256, blob.size, blob.chunks, blob.complete, at],
  )

/** Begun, never finished, and not touched since. */
export const abandonedBlobs = (sql: Sql, before: number, limit: number): Promise<Blob[]> =>
  sql.all(
    `SELECT ${COLUMNS} FROM file_blob WHERE NOT complete AND chunks <> '{}' AND touched_at < $1
     ORDER BY office, sha256, size LIMIT $2 FOR UPDATE SKIP LOCKED`,
    [before, limit],
  )
