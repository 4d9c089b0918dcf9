import { sql, type Reader } from '../core/sql'

/** P4: what a wall stands around counts as the highest, whatever its level says. */
const walled = (card: string): string => `EXISTS (SELECT 1 FROM wall w WHERE w.contactId = ${card} AND w.standing = 1)`
const walledEntry = `(${walled('e.correspondentId')} OR EXISTS (SELECT 1 FROM party y JOIN wall w ON w.contactId = y.partyId AND w.standing = 1
  WHERE y.entryId = e.id))`

const LEVEL = {
  entry: `SELECT CASE WHEN ${walledEntry} THEN 'secret' ELSE e.level END AS level FROM entry e WHERE e.id = ?`,
  // A scan is its entry's; one that belongs to none yet is whoever's put it in, and nobody else's.
  file: `SELECT CASE WHEN f.entryId IS NULL THEN 'ordinary' WHEN ${walledEntry} THEN 'secret' ELSE e.level END AS level
         FROM file f LEFT JOIN entry e ON e.id = f.entryId WHERE f.id = ?`,
  // Once issued it is its entry's text as well.
  letter: `SELECT CASE WHEN ${walledEntry} OR ${walled('l.addresseeId')} THEN 'secret'
             WHEN coalesce(e.level, 'ordinary') <> 'ordinary' THEN e.level ELSE json_extract(l.content, '$.level') END AS level
           FROM letter l LEFT JOIN entry e ON e.id = l.issuedEntryId WHERE l.id = ?`,
  contact: `SELECT CASE WHEN ${walled('c.id')} THEN 'secret' ELSE 'ordinary' END AS level FROM contact c WHERE c.id = ?`,
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
