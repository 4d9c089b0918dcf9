import { visible, type Viewer } from '../../domain/visibility'
import { sql, type Reader } from '../core/sql'

/** Cards and what they are called, a page at a time, the oldest first: who is written in a list is looked for among all that the reader sees (P4). */
export function namesAfter(
  read: Reader,
  viewer: Viewer,
  id: string,
  limit: number,
): Promise<{ id: string; ar: string | null; latin: string | null }[]> {
  const may = visible('contact', 'c', viewer)
  return sql(read).all(
    `SELECT c.id, c.nameAr ->> '$.full' AS ar, c.nameLatin ->> '$.full' AS latin FROM contact c
     WHERE c.id > ? AND c.removedAt IS NULL AND ${may.sql} ORDER BY c.id LIMIT ?`,
    [id, ...may.params, limit],
  )
}
