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

/** A `file` row names a content: from now on it may be uploaded, and downloaded by whoever sees the row. */
export const expectBlobs = (sql: Sql, office: string, files: readonly Content[]): Promise<void> =>
  sql.run(
    `INSERT INTO file_blob (office, sha256, size) SELECT DISTINCT $1::uuid, sha256, size
     FROM json_to_recordset($2::json) AS x(sha256 text, size bigint) ON CONFLICT DO NOTHING`,
    [office, JSON.stringify(files)],
  )

const COLUMNS = 'office, sha256, size, chunks, complete, piece, sized'

/** Every size somebody of this office said of this hash; the one that was proved first. */
export const blobsOf = (sql: Sql, office: string, sha256: string): Promise<Blob[]> =>
  sql.all(`SELECT ${COLUMNS} FROM file_blob WHERE office = $1 AND sha256 = $2 ORDER BY complete DESC, size`, [
    office,
    sha256,
  ])

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
