import { sql, type Reader } from '../core/sql'

/** Cards and what they are called, a page at a time, the oldest first: who is written in a list is looked for among all of them. */
export const namesAfter = (
  read: Reader,
  id: string,
  limit: number,
): Promise<{ id: string; ar: string | null; latin: string | null }[]> =>
  sql(read).all(
    `SELECT id, nameAr ->> '$.full' AS ar, nameLatin ->> '$.full' AS latin FROM contact WHERE id > ? AND removedAt IS NULL ORDER BY id LIMIT ?`,
    [id, limit],
  )
