import type { Basket } from '../../contract/routing'
import { clearanceRank, visible, type Viewer } from '../../domain/visibility'
import { sql, type Reader } from '../core/sql'
import { walledEntries } from '../register/own'

/** Whose baskets: a person, in the unit they belong to. */
export type Holder = Viewer & {
  unitId: string | null
  /** The heads: what is late in the whole office is theirs to see. */
  manages: boolean
}

type Condition = { sql: string; params: (string | number)[] }

export type BasketRecord = {
  id: string
  entryId: string
  due: string
  purpose: string
  toKind: string
  toId: string
  byId: string
  at: number
  instruction: string | null
  text: string
  dueOn: string | null
  openedAt: number | null
  numberText: string
  subject: string | null
  level: string
  nameAr: string | null
  nameLatin: string | null
}

/** Given to them, or to their unit. An id of one is never the other's. */
const held = ({ userId, unitId }: Holder): Condition[] => [
  { sql: `a.toId = ? AND a.toKind = 'person'`, params: [userId] },
  ...(unitId === null ? [] : [{ sql: `a.toId = ? AND a.toKind = 'unit'`, params: [unitId] }]),
]

/** One of them keeps the order of the index that begins with it; two are filtered along one that does not. */
const purpose = (...some: readonly string[]): string =>
  some.length === 1 ? `a.purpose = '${some.join()}'` : `+a.purpose IN (${some.map((one) => `'${one}'`).join(', ')})`
const also = (conditions: readonly Condition[], more: string, params: readonly string[] = []): Condition[] =>
  conditions.map((one) => ({ sql: `${one.sql} AND ${more}`, params: [...one.params, ...params] }))

/** Asked in order: the one before has not said anything yet. Few are. */
const TURN = `(a.afterId IS NULL OR NOT EXISTS (SELECT 1 FROM assignment p WHERE p.id = a.afterId AND p.endedAt IS NULL))`

/**
 * What lies in a basket, in parts that have nothing in common, each in the order of an index: so that a page reads a page.
 * @param today a legal date: what was due before it is late
 */
function partsOf(basket: Basket, holder: Holder, today: string): Condition[] {
  const mine = held(holder)
  switch (basket) {
    case 'toDo':
      return also(mine, purpose('action'))
    case 'opinions':
      return also(mine, `${purpose('opinion')} AND ${TURN}`)
    case 'information':
      return also(mine, purpose('information'))
    case 'followed':
      return also(mine.slice(0, 1), purpose('following'))
    case 'waiting': {
      const theirs = mine.map((one) => `NOT (${one.sql})`).join(' AND ')
      const params = [holder.userId, ...mine.flatMap((one) => one.params)]
      return [{ sql: `a.byId = ? AND ${purpose('action', 'opinion')} AND ${theirs}`, params }]
    }
    case 'late':
      // A head's own are among the office's.
      return holder.manages
        ? [{ sql: `a.due < ? AND ${purpose('action', 'opinion')} AND ${TURN}`, params: [today] }]
        : ['action', 'opinion'].flatMap((one) => also(mine, `${purpose(one)} AND a.due < ? AND ${TURN}`, [today]))
  }
}

const OPEN = 'a.endedAt IS NULL AND a.live = 1'

/**
 * A2: nothing is listed or counted whose entry this person may not see. Within their clearance that stands beside the assignment; beyond it the
 * rule itself is asked, of the few that can be theirs (as `mayBeOwn` in db/register/own.ts): what they registered, what names them, what was given
 * to them. What a wall keeps from them is left out (P4). An entry elsewhere in the file costs as much as a hundred lines of an index.
 */
function seen(holder: Holder): Condition {
  const may = visible('entry', 'g', holder)
  const own = `(a.ownerId = ? OR a.entryId IN (SELECT y.entryId FROM party y WHERE y.partyId = ?)
    OR a.entryId IN (SELECT z.entryId FROM assignment z WHERE z.toId = ? AND z.rank > 0))`
  const walled = walledEntries(holder)
  return {
    sql: `(a.rank <= ${clearanceRank(holder.clearance)} OR (${own} AND EXISTS (SELECT 1 FROM entry g WHERE g.id = a.entryId AND ${may.sql})))
      AND a.entryId NOT IN ${walled.sql}`,
    params: [holder.userId, holder.userId, holder.userId, ...may.params, ...walled.params],
  }
}

export async function countBasket(read: Reader, holder: Holder, basket: Basket, today: string): Promise<number> {
  const may = seen(holder)
  const parts = partsOf(basket, holder, today)
  const row = await sql(read).one<{ n: number }>(
    `SELECT ${parts.map((part) => `(SELECT count(*) FROM assignment a WHERE ${OPEN} AND ${part.sql} AND ${may.sql})`).join(' + ')} AS n`,
    parts.flatMap((part) => [...part.params, ...may.params]),
  )
  return row?.n ?? 0
}

type Page = { basket: Basket; today: string; after: { due: string; id: string } | undefined; limit: number }

/** What is due first comes first, then what has waited longest; from after a line on. */
export function basketPage(
  read: Reader,
  holder: Holder,
  { basket, today, after, limit }: Page,
): Promise<BasketRecord[]> {
  const may = seen(holder)
  const parts = partsOf(basket, holder, today)
  const from = after ? 'AND (a.due, a.id) > (?, ?)' : ''
  const one = ({ sql: which }: Condition): string =>
    `SELECT * FROM (SELECT a.id, a.due FROM assignment a WHERE ${OPEN} AND ${which} AND ${may.sql} ${from} ORDER BY a.due, a.id LIMIT ?)`
  return sql(read).all(
    `SELECT a.id, a.entryId, a.due, a.purpose, a.toKind, a.toId, a.byId, a.at, a.instruction, a.text, a.dueOn, a.openedAt,
       e.numberText, e.subject, e.level, c.nameAr ->> '$.full' AS nameAr, c.nameLatin ->> '$.full' AS nameLatin
     FROM (SELECT id FROM (${parts.map(one).join(' UNION ALL ')}) ORDER BY due, id LIMIT ?) few
     CROSS JOIN assignment a ON a.id = few.id CROSS JOIN entry e ON e.id = a.entryId LEFT JOIN contact c ON c.id = e.correspondentId
     ORDER BY a.due, a.id`,
    [
      ...parts.flatMap((part) => [
        ...[...part.params, ...may.params],
        ...[...(after ? [after.due, after.id] : []), limit],
      ]),
      limit,
    ],
  )
}
