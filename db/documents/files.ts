import type { EntryFile } from '../../contract/register'
import { Sha256 } from '../../contract/values'
import { isFileSize } from '../../domain/documents/kinds'
import { fileNameFor } from '../../domain/documents/names'
import { visible, type Viewer } from '../../domain/visibility'
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

/** Every key a row has for this content; more than one only if something went wrong before. */
export const keysOfContent = async (
  read: Reader,
  { sha256, size }: { sha256: string; size: number },
): Promise<string[]> =>
  (
    await sql(read).all<{ fileKey: string }>(
      'SELECT DISTINCT fileKey FROM file WHERE sha256 = ? AND size = ? AND fileKey IS NOT NULL',
      [sha256, size],
    )
  ).map((row) => row.fileKey)

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

/** Scans this person put in that belong to no entry yet. */
export async function stagedBy(read: Reader, userId: string): Promise<{ count: number; bytes: number }> {
  const row = await sql(read).one<{ count: number; bytes: number }>(
    'SELECT count(*) AS count, coalesce(sum(size), 0) AS bytes FROM file WHERE entryId IS NULL AND stagedById = ?',
    [userId],
  )
  return row ?? { count: 0, bytes: 0 }
}

/** Scans put in before `before` that neither an entry nor a draft names: nobody can find them again. */
export const deleteAbandoned = (tx: Tx, before: number): Promise<void> =>
  sql(tx).run(
    `DELETE FROM file WHERE entryId IS NULL AND stagedById IS NOT NULL AND createdAt < ?
     AND NOT EXISTS (SELECT 1 FROM draft WHERE instr(draft.body, file.id) > 0)`,
    [before],
  )

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

/** As the window is told. A row of another PC may say anything: what cannot be shown must not hide the entry it belongs to. */
export const toEntryFile = (f: FileRow, destroyed = false): EntryFile => ({
  id: f.id,
  name: fileNameFor(String(f.name), f.mediaType),
  mediaType: f.mediaType,
  size: isFileSize(f.size) ? f.size : 0,
  sha256: Sha256.safeParse(f.sha256).data ?? '0'.repeat(64),
  version: f.version,
  replacedById: f.replacedById,
  createdAt: f.createdAt,
  url: `diwan://file/${f.id}`,
  present: f.fileKey !== null,
  destroyed,
})

type Uploadable = { sha256: string; size: number; fileKey: string }

/** Scans of registered entries whose bytes are here and not yet at the server; one content once, the smallest first. */
export function notUploaded(read: Reader, viewer: Viewer | null = null): Promise<Uploadable[]> {
  const may = viewer ? visible('file', 'f', viewer) : { sql: '1', params: [] }
  return sql(read).all(
    `SELECT f.sha256, f.size, max(f.fileKey) AS fileKey FROM file f
     WHERE f.uploaded = 0 AND f.fileKey IS NOT NULL AND f.entryId IS NOT NULL AND ${may.sql} GROUP BY f.sha256, f.size ORDER BY f.size`,
    may.params,
  )
}

/** The server has this content, whole: every row that names it is done. */
export const setUploaded = (tx: Tx, { sha256, size }: { sha256: string; size: number }): Promise<void> =>
  sql(tx).run('UPDATE file SET uploaded = 1 WHERE sha256 = ? AND size = ?', [sha256, size])

/** The server was restored: what it had may not be there any more. */
export const forgetUploads = (tx: Tx): Promise<void> => sql(tx).run('UPDATE file SET uploaded = 0 WHERE uploaded = 1')

/** This content lies here under that key: every row that names it can be opened, whichever key it had; but for what was destroyed (R2). */
export const setContentKey = (tx: Tx, content: { sha256: string; size: number }, fileKey: string): Promise<void> =>
  sql(tx).run(
    `UPDATE file SET fileKey = ? WHERE sha256 = ? AND size = ?
       AND NOT EXISTS (SELECT 1 FROM destroyedFile x WHERE x.fileId = file.id AND x.gone = 1)`,
    [fileKey, content.sha256, content.size],
  )
