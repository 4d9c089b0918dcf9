import { visible, type Viewer } from '../../domain/visibility'
import { sql, type Reader, type Tx } from '../core/sql'

/** What a person looked at lately, as many as they can still recognise, and what they pinned. */
const RECENT = 20
export const MOST_PINNED = 50

type Kept = { entryId: string; pinned: number; at: number }

/** Of what they may see today; what was raised beyond them since is not there (A2). */
export function shelfOf(read: Reader, viewer: Viewer): Promise<Kept[]> {
  const may = visible('entry', 'e', viewer)
  return sql(read).all(
    `SELECT s.entryId, s.pinned, s.at FROM shelf s JOIN entry e ON e.id = s.entryId WHERE s.userId = ? AND ${may.sql}
     ORDER BY s.pinned DESC, s.at DESC`,
    [viewer.userId, ...may.params],
  )
}

const keyOf = (userId: string, entryId: string): string => `${userId} ${entryId}`

/** Looked at: it stands first, and what was looked at longest ago falls off; what is pinned stays. */
export async function putOnShelf(tx: Tx, userId: string, entryId: string, at: number): Promise<void> {
  await sql(tx).run(
    'INSERT INTO shelf (key, userId, entryId, pinned, at) VALUES (?, ?, ?, 0, ?) ON CONFLICT (key) DO UPDATE SET at = excluded.at',
    [keyOf(userId, entryId), userId, entryId, at],
  )
  await sql(tx).run(
    `DELETE FROM shelf WHERE key IN (SELECT key FROM shelf WHERE userId = ? AND pinned = 0 ORDER BY at DESC LIMIT -1 OFFSET ${RECENT})`,
    [userId],
  )
}

/** @returns false when there is no room for another */
export async function pinOnShelf(
  tx: Tx,
  userId: string,
  entryId: string,
  pinned: boolean,
  at: number,
): Promise<boolean> {
  const { n = 0 } =
    (await sql(tx).one<{ n: number }>(
      'SELECT count(*) AS n FROM shelf WHERE userId = ? AND pinned = 1 AND entryId <> ?',
      [userId, entryId],
    )) ?? {}
  if (pinned && n >= MOST_PINNED) return false
  await sql(tx).run(
    `INSERT INTO shelf (key, userId, entryId, pinned, at) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (key) DO UPDATE SET pinned = excluded.pinned, at = excluded.at`,
    [keyOf(userId, entryId), userId, entryId, pinned ? 1 : 0, at],
  )
  return true
}

export const isPinned = async (read: Reader, userId: string, entryId: string): Promise<boolean> =>
  (await sql(read).one('SELECT 1 AS pinned FROM shelf WHERE key = ? AND pinned = 1', [keyOf(userId, entryId)])) !==
  undefined
