import type { Sql } from './connect'

export type Blob = {
  office: string
  sha256: string
  size: number
  chunks: number[]
  complete: boolean
  /** Bytes of a piece as it lies on the shelf. */
  piece: number
}

/** A `file` row names a content: from now on it may be uploaded, and downloaded by whoever sees the row. */
export const expectBlobs = (
  sql: Sql,
  office: string,
  files: readonly { sha256: string; size: number }[],
): Promise<void> =>
  sql.run(
    `INSERT INTO file_blob (office, sha256, size) SELECT DISTINCT ON (sha256) $1::uuid, sha256, size
     FROM json_to_recordset($2::json) AS x(sha256 text, size bigint) ON CONFLICT DO NOTHING`,
    [office, JSON.stringify(files)],
  )

export const blobOf = (sql: Sql, office: string, sha256: string): Promise<Blob | undefined> =>
  sql.one('SELECT office, sha256, size, chunks, complete, piece FROM file_blob WHERE office = $1 AND sha256 = $2', [
    office,
    sha256,
  ])

export const lockBlob = (sql: Sql, office: string, sha256: string): Promise<Blob | undefined> =>
  sql.one(
    'SELECT office, sha256, size, chunks, complete, piece FROM file_blob WHERE office = $1 AND sha256 = $2 FOR UPDATE',
    [office, sha256],
  )

export const setBlob = (sql: Sql, blob: Pick<Blob, 'office' | 'sha256' | 'chunks' | 'complete'>): Promise<void> =>
  sql.run('UPDATE file_blob SET chunks = $3::int[], complete = $4 WHERE office = $1 AND sha256 = $2', [
    blob.office,
    blob.sha256,
    blob.chunks,
    blob.complete,
  ])
