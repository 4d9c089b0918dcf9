import { sql, type Reader } from '../core/sql'

const LEVEL = {
  entry: 'SELECT level FROM entry WHERE id = ?',
  // A scan is its entry's; one that belongs to none yet is whoever's put it in, and nobody else's.
  file: `SELECT CASE WHEN f.entryId IS NULL THEN 'ordinary' ELSE e.level END AS level FROM file f LEFT JOIN entry e ON e.id = f.entryId WHERE f.id = ?`,
  // Once issued it is its entry's text as well.
  letter: `SELECT CASE WHEN coalesce(e.level, 'ordinary') <> 'ordinary' THEN e.level ELSE json_extract(l.content, '$.level') END AS level
           FROM letter l LEFT JOIN entry e ON e.id = l.issuedEntryId WHERE l.id = ?`,
} as const

/** The level that counts for a thing people open. */
export const levelInForce = async (read: Reader, entity: keyof typeof LEVEL, id: string): Promise<unknown> =>
  (await sql(read).one<{ level: unknown }>(LEVEL[entity], [id]))?.level

/** Those of these that stand above ordinary. */
export async function guardedOf(read: Reader, entity: keyof typeof LEVEL, ids: readonly string[]): Promise<string[]> {
  const found = await sql(read).all<{ id: string }>(
    `SELECT j.value AS id FROM json_each(?) j WHERE (${LEVEL[entity].replace('?', 'j.value')}) <> 'ordinary'`,
    [JSON.stringify(ids)],
  )
  return found.map(({ id }) => id)
}
