import { sql, type Reader, type Tx } from '../core/sql'

export type Unread = { sha256: string; size: number; fileKey: string }

/** PDFs of entries whose bytes are here and whose words nobody has read yet; along an index of just those. */
export const unreadPdfs = (read: Reader, limit: number): Promise<Unread[]> =>
  sql(read).all(
    `SELECT f.sha256, f.size, f.fileKey FROM file f INDEXED BY "ix_file_createdAt"
     WHERE f.readAt = 0 AND f.fileKey IS NOT NULL AND f.entryId IS NOT NULL AND f.mediaType = 'application/pdf' ORDER BY f.createdAt DESC LIMIT ?`,
    [limit],
  )

/** What a content says, or that it says nothing. @returns the entries it is found by from now on */
export async function keepText(tx: Tx, { sha256, size }: Unread, body: string, at: number): Promise<string[]> {
  await sql(tx).run('UPDATE file SET readAt = ? WHERE sha256 = ? AND size = ?', [at, sha256, size])
  if (body === '') return []
  await sql(tx).run('INSERT INTO contentText (sha256, body, at) VALUES (?, ?, ?) ON CONFLICT (sha256) DO NOTHING', [
    sha256,
    body,
    at,
  ])
  const rows = await sql(tx).all<{ entryId: string }>(
    'SELECT DISTINCT entryId FROM file WHERE sha256 = ? AND entryId IS NOT NULL',
    [sha256],
  )
  return rows.map(({ entryId }) => entryId)
}

/** An entry with ten books in it is found by the beginning of the first: the index stays what letters need. */
const MOST_OF_AN_ENTRY = 30_000

/** What the files of these entries say, the newest version of each; nothing of what was destroyed (R2). */
export async function textsOfEntries(read: Reader, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await sql(read).all<{ entryId: string; body: string }>(
    `SELECT f.entryId, t.body FROM json_each(?) j CROSS JOIN file f ON f.entryId = j.value JOIN contentText t ON t.sha256 = f.sha256
     WHERE f.replacedById IS NULL AND NOT EXISTS (SELECT 1 FROM destroyedFile x WHERE x.fileId = f.id AND x.gone = 1)
     ORDER BY j.key, f.position`,
    [JSON.stringify(ids)],
  )
  const texts = new Map<string, string>()
  for (const { entryId, body } of rows)
    texts.set(entryId, `${texts.get(entryId) ?? ''}\n${body}`.slice(0, MOST_OF_AN_ENTRY))
  return texts
}
