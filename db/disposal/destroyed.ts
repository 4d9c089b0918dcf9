import type { Fields } from '../../contract/wire'
import { destructionIdOf } from '../../domain/disposal/destruction'
import { sql, type Reader, type Tx } from '../core/sql'
import { fromRow } from '../outbox/rows'

type Content = { sha256: string; size: number }

/** Whether this PC let go of a scan by an approved list. */
export const isDestroyed = async (read: Reader, fileId: string): Promise<boolean> =>
  (await sql(read).one('SELECT 1 AS gone FROM destroyedFile WHERE fileId = ? AND gone = 1', [fileId])) !== undefined

/** Of these, those it let go of. */
export const destroyedAmong = async (read: Reader, fileIds: readonly string[]): Promise<Set<string>> =>
  new Set(
    (
      await sql(read).all<{ fileId: string }>(
        'SELECT x.fileId FROM json_each(?) j CROSS JOIN destroyedFile x ON x.fileId = j.value WHERE x.gone = 1',
        [JSON.stringify(fileIds)],
      )
    ).map(({ fileId }) => fileId),
  )

export type ScanRecord = Content & { id: string; entryId: string; name: string; shared: number; here: number }

/**
 * The scans of what a list names, older versions too. `shared`: another entry, or a form, has the same content, whose bytes stay therefore.
 */
export const scansOfList = (read: Reader, disposalId: string): Promise<ScanRecord[]> =>
  sql(read).all(
    `SELECT f.id, f.entryId, f.name, f.sha256, f.size, f.fileKey IS NOT NULL AS here,
       EXISTS (SELECT 1 FROM file o WHERE o.sha256 = f.sha256 AND o.size = f.size
         AND (o.entryId IS NULL OR NOT EXISTS (SELECT 1 FROM disposalItem i WHERE i.entryId = o.entryId AND i.disposalId = d.id))
         AND NOT EXISTS (SELECT 1 FROM destroyedFile x WHERE x.fileId = o.id AND x.gone = 1)) AS shared
     FROM disposal d CROSS JOIN json_each(d.entryIds) j JOIN file f ON f.entryId = j.value WHERE d.id = ? ORDER BY j.key, f.position, f.version`,
    [disposalId],
  )

export type DestructionRecord = { id: string; at: number; byNames: string | null; files: number; left: number }

/** What was destroyed by a list; `left`: scans this PC still has, because it has not carried it out, or something holds them. */
export const destructionOf = (read: Reader, disposalId: string): Promise<DestructionRecord | undefined> =>
  sql(read).one(
    `SELECT t.id, t.at, u.names AS byNames, json_array_length(t.fileIds) AS files,
       (SELECT count(*) FROM destroyedFile x WHERE x.destructionId = t.id AND x.gone = 0) AS left
     FROM destruction t LEFT JOIN user u ON u.id = t.byId WHERE t.id = ? AND t.disposalId = ?`,
    [destructionIdOf(disposalId), disposalId],
  )

export type FileDestroyed = Content & { fileId: string; name: string; numberText: string; businessDate: string }

/** The lines of a certificate, in the order of the list; of an entry that is hidden from its reader nothing (A2). */
export const destroyedFiles = (read: Reader, id: string, seen: readonly string[]): Promise<FileDestroyed[]> =>
  sql(read).all(
    `SELECT f.id AS fileId, f.name, f.sha256, f.size, e.numberText, e.businessDate
     FROM destruction t CROSS JOIN json_each(t.fileIds) j JOIN file f ON f.id = j.value JOIN entry e ON e.id = f.entryId
     WHERE t.id = ? AND e.id IN (SELECT value FROM json_each(?)) ORDER BY j.key`,
    [id, JSON.stringify(seen)],
  )

export type Waiting = { key: number; fileId: string; destructionId: string; entryId: string | null } & Content

/** What was said and not carried out here yet, of files that are here. */
export const waitingToGo = (read: Reader, after: number, limit: number): Promise<Waiting[]> =>
  sql(read).all(
    `SELECT x.key, x.fileId, x.destructionId, f.entryId, f.sha256, f.size
     FROM destroyedFile x INDEXED BY "ix_destroyedFile_key" JOIN file f ON f.id = x.fileId WHERE x.gone = 0 AND x.key > ? ORDER BY x.key LIMIT ?`,
    [after, limit],
  )

export async function rowFields(
  read: Reader,
  entity: 'destruction' | 'disposal',
  id: string,
): Promise<Fields | undefined> {
  const row = await sql(read).one<Record<string, unknown>>(`SELECT * FROM "${entity}" WHERE id = ?`, [id])
  return row && fromRow(entity, row)
}

/** Whether the server has taken it: it knows of holds this PC has not heard of. */
export const isTaken = async (read: Reader, destructionId: string): Promise<boolean> =>
  (await sql(read).one('SELECT 1 AS taken FROM destruction WHERE id = ? AND rv > 0', [destructionId])) !== undefined

/**
 * This PC lets go of these. The key of a content goes with the last of its files, and what no key opens is nobody's.
 * @returns contents whose bytes are to be removed
 */
export async function letGo(tx: Tx, files: readonly { fileId: string; destructionId: string }[]): Promise<Content[]> {
  if (files.length === 0) return []
  await sql(tx).run(
    `INSERT INTO destroyedFile (fileId, destructionId, gone) SELECT value ->> '$.fileId', value ->> '$.destructionId', 1 FROM json_each(?) WHERE 1
     ON CONFLICT (fileId, destructionId) DO UPDATE SET gone = 1`,
    [JSON.stringify(files)],
  )
  const list = JSON.stringify(files.map(({ fileId }) => fileId))
  const contents = await sql(tx).all<Content>(
    `SELECT DISTINCT f.sha256, f.size FROM json_each(?) j CROSS JOIN file f ON f.id = j.value
     WHERE NOT EXISTS (SELECT 1 FROM file o WHERE o.sha256 = f.sha256 AND o.size = f.size
       AND NOT EXISTS (SELECT 1 FROM destroyedFile x WHERE x.fileId = o.id AND x.gone = 1))`,
    [list],
  )
  // What it said goes from the search too.
  await sql(tx).run(`DELETE FROM contentText WHERE sha256 IN (SELECT value ->> '$.sha256' FROM json_each(?))`, [
    JSON.stringify(contents),
  ])
  await sql(tx).run(
    `UPDATE file SET fileKey = NULL WHERE fileKey IS NOT NULL AND id IN (SELECT value FROM json_each(?))`,
    [list],
  )
  return contents
}

export const entriesOfFiles = async (read: Reader, files: readonly { fileId: string }[]): Promise<string[]> =>
  (
    await sql(read).all<{ entryId: string }>(
      'SELECT DISTINCT f.entryId FROM json_each(?) j CROSS JOIN file f ON f.id = j.value WHERE f.entryId IS NOT NULL',
      [JSON.stringify(files.map(({ fileId }) => fileId))],
    )
  ).map(({ entryId }) => entryId)

/** Everything this PC let go of: what its log outside the database must say too. */
export const allGone = (read: Reader): Promise<{ fileId: string; destructionId: string }[]> =>
  sql(read).all('SELECT fileId, destructionId FROM destroyedFile WHERE gone = 1 ORDER BY key')

export type DestroyedInBook = { name: string; at: number; byNames: string | null; entries: number; files: number }

/** Which lists took scans of a book's entries, for its proof. */
export const destroyedInBook = (read: Reader, bookId: string): Promise<DestroyedInBook[]> =>
  sql(read).all(
    `SELECT coalesce(d.name, '—') AS name, t.at, u.names AS byNames, count(DISTINCT f.entryId) AS entries, count(*) AS files
     FROM destruction t LEFT JOIN disposal d ON d.id = t.disposalId CROSS JOIN destroyedFile x ON x.destructionId = t.id AND x.gone = 1
     CROSS JOIN file f ON f.id = x.fileId CROSS JOIN entry e ON e.id = f.entryId LEFT JOIN user u ON u.id = t.byId
     WHERE e.bookId = ? GROUP BY t.id ORDER BY t.at, t.id`,
    [bookId],
  )
