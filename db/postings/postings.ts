import type { Actor } from '../../contract/permissions'
import { visible } from '../../domain/visibility'
import { sql, type Reader } from '../core/sql'

export type PostingRecord = {
  id: string
  entryId: string
  listId: string
  place: number
  day: string
  postNumber: string
  postedAt: number
  outcome: string | null
  outcomeDay: string | null
  outcomeBy: string | null
  outcomeReason: string | null
  outcomeNote: string | null
  struckAt: number | null
  struckReason: string | null
  numberText: string
  subject: string | null
  level: string
  cancelled: number
  nameAr: string | null
  nameLatin: string | null
  city: string | null
}

const COLUMNS = `p.*, e.numberText, e.subject, e.level, e.cancelledAt IS NOT NULL AS cancelled,
  c.nameAr ->> '$.full' AS nameAr, c.nameLatin ->> '$.full' AS nameLatin, c.city`
const FROM = 'posting p JOIN entry e ON e.id = p.entryId LEFT JOIN contact c ON c.id = e.correspondentId'
const AWAY = 'p.outcome IS NULL AND p.struckAt IS NULL AND e.cancelledAt IS NULL'

type Asked = {
  tab: 'away' | 'late' | 'day' | 'all'
  day: string
  /** Posted before this instant, for what is late. */
  before: number
  after?: { postedAt: number; id: string } | undefined
}

/** Of those this person may see (A2), from after a line on. */
export function postingsOf(
  read: Reader,
  actor: Actor,
  { tab, day, before, after, limit }: Asked & { limit: number },
): Promise<PostingRecord[]> {
  const may = visible('posting', 'p', actor)
  const [way, order] = tab === 'all' ? ['<', 'DESC'] : ['>', 'ASC']
  const which = {
    ...{ away: { sql: AWAY, params: [] }, late: { sql: `${AWAY} AND p.postedAt < ?`, params: [before] } },
    ...{ day: { sql: 'p.day = ?', params: [day] }, all: { sql: '1', params: [] } },
  }[tab]
  return sql(read).all(
    `SELECT ${COLUMNS} FROM ${FROM} WHERE ${which.sql} AND ${may.sql}
       ${after ? `AND (p.postedAt, p.id) ${way} (?, ?)` : ''} ORDER BY p.postedAt ${order}, p.id ${order} LIMIT ?`,
    [...which.params, ...may.params, ...(after ? [after.postedAt, after.id] : []), limit],
  )
}

export async function countLate(read: Reader, actor: Actor, before: number): Promise<number> {
  const may = visible('posting', 'p', actor)
  const row = await sql(read).one<{ n: number }>(
    `SELECT count(*) AS n FROM posting p JOIN entry e ON e.id = p.entryId WHERE ${AWAY} AND p.postedAt < ? AND ${may.sql}`,
    [before, ...may.params],
  )
  return row?.n ?? 0
}

const among =
  (condition: string, order: string) =>
  (read: Reader, actor: Actor, value: string): Promise<PostingRecord[]> => {
    const may = visible('posting', 'p', actor)
    return sql(read).all(
      `SELECT ${COLUMNS} FROM ${FROM} WHERE ${condition} AND ${may.sql} ORDER BY ${order} LIMIT 200`,
      [value, ...may.params],
    )
  }
export const postingsOfEntry = among('p.entryId = ?', 'p.postedAt')
export const postingsOfList = among('p.listId = ?', 'p.place')
/** Newest first. `value`: as `postNumberKey` writes it. */
export const postingsByNumber = among('p.postNumber = ?', 'p.postedAt DESC')

export async function postingById(read: Reader, actor: Actor, id: string): Promise<PostingRecord | undefined> {
  return (await among('p.id = ?', 'p.place')(read, actor, id))[0]
}

export type UnpostedRecord = {
  entryId: string
  numberText: string
  subject: string | null
  postNumber: string | null
  nameAr: string | null
  nameLatin: string | null
}

/** What an outgoing register sent by registered post since a day, and stands on no list that counts. */
export function unposted(
  read: Reader,
  actor: Actor,
  { registerId, year, from, limit }: { registerId: string; year: number; from: string; limit: number },
): Promise<UnpostedRecord[]> {
  const may = visible('entry', 'e', actor)
  return sql(read).all(
    `SELECT e.id AS entryId, e.numberText, e.subject, e.postNumber, c.nameAr ->> '$.full' AS nameAr, c.nameLatin ->> '$.full' AS nameLatin
     FROM entry e LEFT JOIN contact c ON c.id = e.correspondentId
     WHERE e.registerId = ? AND e.year = ? AND e.businessDate >= ? AND e.channel = 'registeredPost'
       AND e.cancelledAt IS NULL AND ${may.sql}
       AND NOT EXISTS (SELECT 1 FROM posting p WHERE p.entryId = e.id AND p.struckAt IS NULL)
     ORDER BY e.registeredAt, e.seq LIMIT ?`,
    [registerId, year, from, ...may.params, limit],
  )
}

/** What these entries are on the day they are posted, those this person sees. */
export async function postable(
  read: Reader,
  actor: Actor,
  ids: readonly string[],
): Promise<Map<string, { numberText: string; kind: string; cancelled: number }>> {
  const may = visible('entry', 'e', actor)
  const rows = await sql(read).all<{ id: string; numberText: string; kind: string; cancelled: number }>(
    `SELECT e.id, e.numberText, r.kind, e.cancelledAt IS NOT NULL AS cancelled
     FROM json_each(?) j JOIN entry e ON e.id = j.value JOIN register r ON r.id = e.registerId WHERE ${may.sql}`,
    [JSON.stringify(ids), ...may.params],
  )
  return new Map(rows.map(({ id, ...row }) => [id, row]))
}
