import type { EntryFile } from '../../contract/register'
import { sql, type Reader, type Tx } from '../core/sql'

export type FileRow = {
  id: string
  entryId: string | null
  name: string
  mediaType: string
  size: number
  sha256: string
  version: number
  position: number
  replacedById: string | null
  createdAt: number
  createdById: string
  fileKey: string | null
  stagedById: string | null
  uploaded: number
}

export const fileById = (read: Reader, id: string): Promise<FileRow | undefined> =>
  sql(read).one('SELECT * FROM file WHERE id = ?', [id])

export const filesOfEntry = (read: Reader, entryId: string): Promise<FileRow[]> =>
  sql(read).all('SELECT * FROM file WHERE entryId = ? ORDER BY position, version DESC', [entryId])

/** The key of the same content, when this PC has it: one content, one sealed file. */
export async function keyOfContent(read: Reader, sha256: string): Promise<string | null> {
  const row = await sql(read).one<{ fileKey: string }>(
    'SELECT fileKey FROM file WHERE sha256 = ? AND fileKey IS NOT NULL LIMIT 1',
    [sha256],
  )
  return row?.fileKey ?? null
}

/** Content hashes some row still names. */
export const keptHashes = async (read: Reader): Promise<string[]> =>
  (await sql(read).all<{ sha256: string }>('SELECT DISTINCT sha256 FROM file WHERE fileKey IS NOT NULL')).map(
    (r) => r.sha256,
  )

export type KeptContent = { sha256: string; size: number; name: string; numberText: string | null }
/** Every content whose bytes this PC has, and what people know it by: the entry's number, the file's name. */
export const keptContents = (read: Reader): Promise<KeptContent[]> =>
  sql(read).all(
    `SELECT f.sha256, max(f.size) AS size, min(f.name) AS name, min(e.numberText) AS numberText
     FROM file f LEFT JOIN entry e ON e.id = f.entryId WHERE f.fileKey IS NOT NULL GROUP BY f.sha256 ORDER BY f.sha256`,
  )

/** Bytes that did not come back with a backup: the rows say so, and the line may bring them. */
export const forgetContents = (tx: Tx, sha256s: readonly string[]): Promise<void> =>
  sql(tx).run('UPDATE file SET fileKey = NULL, uploaded = 0 WHERE sha256 IN (SELECT value FROM json_each(?))', [
    JSON.stringify(sha256s),
  ])

export async function countHoldings(read: Reader): Promise<{ entries: number; files: number }> {
  const row = await sql(read).one<{ entries: number; files: number }>(
    'SELECT (SELECT count(*) FROM entry) AS entries, (SELECT count(DISTINCT sha256) FROM file WHERE fileKey IS NOT NULL) AS files',
  )
  return row ?? { entries: 0, files: 0 }
}

/** A staged scan: a row of this PC only, until an entry claims it. */
export const insertStaged = (
  tx: Tx,
  f: Omit<FileRow, 'entryId' | 'version' | 'position' | 'replacedById' | 'uploaded'>,
): Promise<void> =>
  sql(tx).run(
    `INSERT INTO file (id, name, mediaType, size, sha256, version, position, createdAt, createdById, fileKey, stagedById)
     VALUES (?, ?, ?, ?, ?, 1, 0, ?, ?, ?, ?)`,
    [f.id, f.name, f.mediaType, f.size, f.sha256, f.createdAt, f.createdById, f.fileKey, f.stagedById],
  )

export const deleteStaged = (tx: Tx, id: string, userId: string): Promise<void> =>
  sql(tx).run('DELETE FROM file WHERE id = ? AND entryId IS NULL AND stagedById = ?', [id, userId])

/** The bytes of this row are in this PC's vault, under that key. */
export const setFileKey = (tx: Tx, id: string, fileKey: string): Promise<void> =>
  sql(tx).run('UPDATE file SET fileKey = ? WHERE id = ?', [fileKey, id])

/** The entry takes the scans staged for it. @returns the rows it took; fewer than asked means some were not there. */
export async function claimStaged(tx: Tx, ids: readonly string[], entryId: string, userId: string): Promise<FileRow[]> {
  const list = JSON.stringify(ids)
  await sql(tx).run(
    `UPDATE file SET entryId = ?, stagedById = NULL, position = (SELECT j.key FROM json_each(?) j WHERE j.value = file.id)
     WHERE id IN (SELECT value FROM json_each(?)) AND entryId IS NULL AND stagedById = ?`,
    [entryId, list, list, userId],
  )
  // TypeORM's driver gives nothing back for UPDATE … RETURNING.
  return sql(tx).all(
    'SELECT * FROM file WHERE entryId = ? AND id IN (SELECT value FROM json_each(?)) ORDER BY position',
    [entryId, list],
  )
}

export const toEntryFile = (f: FileRow): EntryFile => ({
  id: f.id,
  name: f.name,
  mediaType: f.mediaType,
  size: f.size,
  sha256: f.sha256,
  version: f.version,
  replacedById: f.replacedById,
  createdAt: f.createdAt,
  url: `diwan://file/${f.id}`,
  present: f.fileKey !== null,
})

type Uploadable = { sha256: string; size: number; fileKey: string }

/** Scans of registered entries whose bytes are here and not yet at the server; one content once, the smallest first. */
export const notUploaded = (read: Reader): Promise<Uploadable[]> =>
  sql(read).all(
    `SELECT sha256, max(size) AS size, max(fileKey) AS fileKey FROM file WHERE uploaded = 0 AND fileKey IS NOT NULL AND entryId IS NOT NULL
     GROUP BY sha256 ORDER BY size`,
  )

/** The server has this content, whole: every row that names it is done. */
export const setUploaded = (tx: Tx, sha256: string): Promise<void> =>
  sql(tx).run('UPDATE file SET uploaded = 1 WHERE sha256 = ?', [sha256])

/** The server was restored: what it had may not be there any more. */
export const forgetUploads = (tx: Tx): Promise<void> => sql(tx).run('UPDATE file SET uploaded = 0 WHERE uploaded = 1')

/** The bytes of this content came from the server: every row that names it can be opened. */
export const setContentKey = (tx: Tx, sha256: string, fileKey: string): Promise<void> =>
  sql(tx).run('UPDATE file SET fileKey = ?, uploaded = 1 WHERE sha256 = ? AND fileKey IS NULL', [fileKey, sha256])
