import { sql, type Reader, type Tx } from '../core/sql'
import { indexEntries } from './documents'

/** Indexed with the card itself; a ministry's fifty thousand others come in pieces of as many. */
const PIECE = 100
/** `search.renamed.<contact>`: the entry behind which everything is still indexed under the old name. */
const WAITING = 'search.renamed.'

type Place = { at: number; id: string }

/** The newest entries that name somebody, as correspondent or among the parties. */
function naming(contact: string, before = '1'): string {
  const newest = 'ORDER BY x.registeredAt DESC, x.id DESC'
  return `SELECT id, at FROM (
      SELECT * FROM (SELECT x.id, x.registeredAt AS at FROM entry x WHERE x.correspondentId = ${contact} AND ${before} ${newest} LIMIT ${PIECE})
      UNION SELECT * FROM (SELECT x.id, x.registeredAt AS at FROM party p CROSS JOIN entry x ON x.id = p.entryId
                           WHERE p.partyId = ${contact} AND ${before} ${newest} LIMIT ${PIECE})
    ) ORDER BY at DESC, id DESC LIMIT ${PIECE}`
}

/**
 * After correspondents got other names: the newest entries of each, to be indexed in this transaction. Those with more are
 * noted, in the same transaction, for `indexNextRenamed`.
 */
export async function entriesOfRenamed(tx: Tx, contactIds: readonly string[]): Promise<string[]> {
  if (contactIds.length === 0) return []
  const rows = await sql(tx).all<Place & { contactId: string }>(
    `SELECT e.id, e.registeredAt AS at, j.value AS contactId FROM json_each(?) j CROSS JOIN entry e ON e.id IN
       (SELECT id FROM (${naming('j.value')}))
     ORDER BY e.registeredAt DESC, e.id DESC`,
    [JSON.stringify(contactIds)],
  )
  const of = new Map<string, Place[]>()
  for (const row of rows) of.set(row.contactId, [...(of.get(row.contactId) ?? []), row])
  for (const [contactId, places] of of) await waitBehind(tx, contactId, places)
  return rows.map(({ id }) => id)
}

export const isRenamedWaiting = async (read: Reader): Promise<boolean> => (await nextWaiting(read)) !== undefined

/** The next piece of those that wait, in a transaction short enough that nobody waits for it. */
export async function indexNextRenamed(tx: Tx): Promise<{ rows: number; last: boolean }> {
  const next = await nextWaiting(tx)
  if (!next) return { rows: 0, last: true }
  const contactId = next.key.slice(WAITING.length)
  const { at, id } = JSON.parse(next.value) as Place
  const places = await sql(tx).all<Place>(naming('?1', '(x.registeredAt, x.id) < (?2, ?3)'), [contactId, at, id])
  await indexEntries(
    tx,
    places.map((place) => place.id),
  )
  if (places.length < PIECE) await sql(tx).run('DELETE FROM meta WHERE key = ?', [next.key])
  else await waitBehind(tx, contactId, places)
  return { rows: places.length, last: (await nextWaiting(tx)) === undefined }
}

async function waitBehind(tx: Tx, contactId: string, places: readonly Place[]): Promise<void> {
  const last = places.at(-1)
  if (!last || places.length < PIECE) return
  const statement = 'INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value'
  await sql(tx).run(statement, [WAITING + contactId, JSON.stringify({ at: last.at, id: last.id })])
}

const nextWaiting = (read: Reader): Promise<{ key: string; value: string } | undefined> =>
  sql(read).one(`SELECT key, value FROM meta WHERE key >= ?1 AND key < ?1 || '~' ORDER BY key LIMIT 1`, [WAITING])
