import type { Actor } from '../../contract/permissions'
import { visible } from '../../domain/visibility'
import { sql, type Reader } from '../core/sql'
import { fromRow } from '../outbox/rows'
import type { Fields } from '../../contract/wire'

export type ValuableRecord = {
  id: string
  entryId: string
  kind: string
  number: string
  pieces: number
  amount: string | null
  currency: string | null
  owner: string
  receivedAt: number
  place: number
  whereNow: string
  /** Of the newest movement. */
  who: string
  at: number
  numberText: string
  cancelled: number
}

const FROM = `FROM valuable v JOIN entry e ON e.id = v.entryId
  JOIN valuableMove m ON m.valuableId = v.id AND m.place = v.place`
const COLUMNS = `v.id, v.entryId, v.kind, v.number, v.pieces, v.amount, v.currency, v.owner, v.receivedAt, v.place, v.whereNow,
  m.who, m.at, e.numberText, e.cancelledAt IS NOT NULL AS cancelled`
/** Written out: an index of those that are somewhere is taken only for what it says itself. */
const TABS = {
  safe: "v.whereNow = 'inSafe' AND v.whereNow IN ('inSafe', 'handedOn')",
  handedOn: "v.whereNow = 'handedOn' AND v.whereNow IN ('inSafe', 'handedOn')",
  all: '1',
}

/** Those this person may see (A2), from after a line on. */
export async function valuablesOf(
  read: Reader,
  actor: Actor,
  {
    tab,
    after,
    limit,
  }: { tab: keyof typeof TABS; after?: { receivedAt: number; id: string } | undefined; limit: number },
): Promise<ValuableRecord[]> {
  const may = visible('valuable', 'v', actor)
  const [way, order] = tab === 'all' ? ['<', 'DESC'] : ['>', 'ASC']
  return sql(read).all(
    `SELECT ${COLUMNS} ${FROM} WHERE ${TABS[tab]} AND ${may.sql}
       ${after ? `AND (v.receivedAt, v.id) ${way} (?, ?)` : ''} ORDER BY v.receivedAt ${order}, v.id ${order} LIMIT ?`,
    [...may.params, ...(after ? [after.receivedAt, after.id] : []), limit],
  )
}

/** Of these, or of one entry, what this person may see. */
export async function valuablesBy(
  read: Reader,
  actor: Actor,
  by: { ids: readonly string[] } | { entryId: string },
): Promise<ValuableRecord[]> {
  const may = visible('valuable', 'v', actor)
  const [which, value] =
    'ids' in by ? ['v.id IN (SELECT value FROM json_each(?))', JSON.stringify(by.ids)] : ['v.entryId = ?', by.entryId]
  return sql(read).all(`SELECT ${COLUMNS} ${FROM} WHERE ${which} AND ${may.sql} ORDER BY v.receivedAt, v.id`, [
    value,
    ...may.params,
  ])
}

/** What a thing is, as it was signed. */
export async function factsOfValuable(read: Reader, id: string): Promise<Fields | undefined> {
  const row = await sql(read).one<Record<string, unknown>>('SELECT * FROM valuable WHERE id = ?', [id])
  return row && fromRow('valuable', row)
}

/** The movements of a thing the caller has seen, the first one first. */
export async function movementsOf(read: Reader, valuableId: string): Promise<(Fields & { id: string })[]> {
  const rows = await sql(read).all<Record<string, unknown>>(
    'SELECT * FROM valuableMove WHERE valuableId = ? ORDER BY place',
    [valuableId],
  )
  return rows.map((row) => ({ ...fromRow('valuableMove', row), id: String(row['id']) }))
}
