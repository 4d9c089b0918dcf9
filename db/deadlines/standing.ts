import { visible, type Viewer } from '../../domain/visibility'
import { sql, type Reader, type Tx } from '../core/sql'

/** Where a deadline that runs stands; days are numbers of days. */
export type Stand = {
  clockId: string
  entryId: string
  place: string
  due: number | null
  sort: number
  changesOn: number | null
  since: number | null
  told: number
  toldFor: number | null
  rise: number | null
}

/** What came to another day: its stage changes today or before, or was reached on a day that the clock has not come to again. */
export const markMoved = (tx: Tx, today: number): Promise<void> =>
  sql(tx).run(
    `INSERT OR IGNORE INTO clockDirty (clockId) SELECT clockId FROM clockStand WHERE changesOn <= ?
     UNION SELECT clockId FROM clockStand WHERE since > ?`,
    [today, today],
  )

/** The calendar is another: whatever runs is counted again. */
export const markAll = (tx: Tx): Promise<void> =>
  sql(tx).run('INSERT OR IGNORE INTO clockDirty (clockId) SELECT id FROM clock WHERE endedAt IS NULL')

export const isAnythingMoved = async (read: Reader, today: number): Promise<boolean> =>
  (await sql(read).one(
    `SELECT 1 AS moved WHERE EXISTS (SELECT 1 FROM clockDirty) OR EXISTS (SELECT 1 FROM clockStand WHERE changesOn <= ?)
       OR EXISTS (SELECT 1 FROM clockStand WHERE since > ?)`,
    [today, today],
  )) !== undefined

/** How many deadlines run, counted no further than asked. */
export async function runningUpTo(read: Reader, most: number): Promise<number> {
  const row = await sql(read).one<{ n: number }>(
    'SELECT count(*) AS n FROM (SELECT 1 FROM clock WHERE endedAt IS NULL LIMIT ?)',
    [most],
  )
  return row?.n ?? 0
}

/** How many wait, counted no further than asked. */
export async function movedUpTo(read: Reader, today: number, most: number): Promise<number> {
  const row = await sql(read).one<{ n: number }>(
    `SELECT (SELECT count(*) FROM (SELECT 1 FROM clockDirty LIMIT ?)) + (SELECT count(*) FROM (SELECT 1 FROM clockStand WHERE changesOn <= ? LIMIT ?))
       + (SELECT count(*) FROM (SELECT 1 FROM clockStand WHERE since > ? LIMIT ?)) AS n`,
    [most, today, most, today, most],
  )
  return row?.n ?? 0
}
export async function dirtyUpTo(read: Reader, most: number): Promise<number> {
  const row = await sql(read).one<{ n: number }>('SELECT count(*) AS n FROM (SELECT 1 FROM clockDirty LIMIT ?)', [most])
  return row?.n ?? 0
}

/** What waits the longest: the place of the last of them is how far it is settled. */
export async function dirtyIds(tx: Tx, limit: number): Promise<{ ids: string[]; last: number }> {
  const rows = await sql(tx).all<{ at: number; clockId: string }>(
    'SELECT rowid AS at, clockId FROM clockDirty ORDER BY rowid LIMIT ?',
    [limit],
  )
  return { ids: rows.map(({ clockId }) => clockId), last: rows.at(-1)?.at ?? 0 }
}

export const standsOf = (read: Reader, ids: readonly string[]): Promise<Stand[]> =>
  sql(read).all('SELECT s.* FROM json_each(?) j CROSS JOIN clockStand s ON s.clockId = j.value', [JSON.stringify(ids)])

/** What was looked at, up to a place: `stands` are those that stand elsewhere now, `ended` run no more. */
export async function settle(
  tx: Tx,
  { last, stands, ended }: { last: number; stands: readonly Stand[]; ended: readonly string[] },
): Promise<void> {
  if (ended.length > 0)
    await sql(tx).run('DELETE FROM clockStand WHERE clockId IN (SELECT value FROM json_each(?))', [
      JSON.stringify(ended),
    ])
  if (stands.length > 0) await putStands(tx, stands)
  await sql(tx).run('DELETE FROM clockDirty WHERE rowid <= ?', [last])
}

async function putStands(tx: Tx, stands: readonly Stand[]): Promise<void> {
  await sql(tx).run(
    `INSERT INTO clockStand (clockId, entryId, place, due, sort, changesOn, since, told, toldFor, rise)
     SELECT v ->> 0, v ->> 1, v ->> 2, v ->> 3, v ->> 4, v ->> 5, v ->> 6, v ->> 7, v ->> 8, v ->> 9
       FROM (SELECT value AS v FROM json_each(?)) WHERE 1
     ON CONFLICT (clockId) DO UPDATE SET place = excluded.place, due = excluded.due, sort = excluded.sort, changesOn = excluded.changesOn,
       since = excluded.since, told = excluded.told, toldFor = excluded.toldFor, rise = excluded.rise`,
    [
      JSON.stringify(
        stands.map((s) => [
          ...[s.clockId, s.entryId, s.place, s.due, s.sort, s.changesOn, s.since, s.told, s.toldFor, s.rise],
        ]),
      ),
    ],
  )
}

export type StandRow = {
  id: string
  entryId: string
  numberText: string
  subject: string | null
  level: string
  kind: string
  label: string
  silence: string
  place: string
  due: number | null
  sort: number
  changesOn: number | null
  reminder: number
  answered: number
}

const STANDING = 'clockStand s JOIN entry e ON e.id = s.entryId AND e.cancelledAt IS NULL'

/** One tab, by what is due first, from after a line on; those this person may see (A2). */
export function standing(
  read: Reader,
  viewer: Viewer,
  { place, after, limit }: { place: string; after?: { sort: number; id: string } | undefined; limit: number },
): Promise<StandRow[]> {
  const may = visible('clock', 's', viewer)
  return sql(read).all(
    `SELECT s.clockId AS id, s.entryId, e.numberText, e.subject, e.level, c.kind, c.label, c.silence, s.place, s.due, s.sort, s.changesOn,
       c.rule ->> '$.reminder' AS reminder,
       EXISTS (SELECT 1 FROM entry a WHERE a.replyToId = e.id AND a.cancelledAt IS NULL) AS answered
     FROM ${STANDING} JOIN clock c ON c.id = s.clockId
     WHERE s.place = ? ${after ? 'AND (s.sort, s.clockId) > (?, ?)' : ''} AND ${may.sql} ORDER BY s.sort, s.clockId LIMIT ?`,
    [place, ...(after ? [after.sort, after.id] : []), ...may.params, limit],
  )
}

/** How many this person sees at a place, counted no further than asked. */
export async function countAt(read: Reader, viewer: Viewer, place: string, most: number): Promise<number> {
  const may = visible('clock', 's', viewer)
  const row = await sql(read).one<{ n: number }>(
    `SELECT count(*) AS n FROM (SELECT 1 FROM ${STANDING} WHERE s.place = ? AND ${may.sql} LIMIT ?)`,
    [place, ...may.params, most],
  )
  return row?.n ?? 0
}

/** What rose after a mark and up to another, as far as this person sees: by place, counted no further than asked, and the first of them. */
export async function risen(
  read: Reader,
  viewer: Viewer,
  { after, until, most }: { after: number; until: number; most: number },
): Promise<{ place: string; entryId: string }[]> {
  const may = visible('clock', 's', viewer)
  return sql(read).all(
    `SELECT s.place, s.entryId FROM ${STANDING} WHERE s.rise > ? AND s.rise <= ? AND ${may.sql} ORDER BY s.rise LIMIT ?`,
    [after, until, ...may.params, most],
  )
}
