import { sql, type Reader } from '../core/sql'
import type { Value } from '../core/value'
import type { Viewer } from '../../domain/visibility'
import { beyond, lines, seenRank, type Scope, type Tab } from './kept'

/** From where a page begins: before this key, and how many lines to pass by. */
export type Place = { sql: string; params: Value[]; offset: number }

/**
 * Line `offset` of a tab, newest first, without stepping over all that are newer: the kept counts say in which block of the list it
 * lies (ADR 021), and at most one block is stepped over.
 */
export async function placeOf(
  read: Reader,
  viewer: Viewer,
  { registerId, year, tab, offset }: Scope & { tab: Tab; offset: number },
): Promise<Place | null> {
  const extra = tab === 'all' ? [] : await beyond(read, viewer, { registerId, year })
  const inside = extra.length === 0 ? '' : INSIDE(tab)
  const found = await sql(read).one<{ at: number | null; seq: number | null; before: number }>(
    `SELECT * FROM (
       SELECT lag(at) OVER list AS at, lag(seq) OVER list AS seq, n, sum(n) OVER list - n AS before FROM (
         SELECT at, seq, sum(n) AS n FROM (
           SELECT at, seq, ${lines[tab]} AS n FROM (SELECT *, rank <= ? AS seen FROM entryBlock WHERE registerId = ? AND year = ?) ${inside}
         ) GROUP BY at, seq
       ) WINDOW list AS (ORDER BY at DESC, seq DESC)
     ) WHERE before + n > ? LIMIT 1`,
    [seenRank(viewer), registerId, year, ...(inside ? [JSON.stringify(extra), registerId, year] : []), offset],
  )
  if (!found) return null
  const passed = { offset: offset - found.before }
  if (found.at === null || found.seq === null) return { sql: '1', params: [], ...passed }
  return { sql: '(e.registeredAt, e.seq) < (?, ?)', params: [found.at, found.seq], ...passed }
}

/** Each of the few finds its block by the key of the table: there may be thousands of them, where many letters are behind walls (P4). */
const INSIDE = (tab: Tab): string => `UNION ALL
  SELECT at, seq, ${lines[tab]} FROM (
    SELECT b.at, b.seq, x.value ->> '$.entries' AS entries, x.value ->> '$.cancelled' AS cancelled, x.value ->> '$.urgent' AS urgent,
      x.value ->> '$.answered' AS answered, 1 AS seen
    FROM json_each(?) x CROSS JOIN entryBlock b ON b.rowid = (SELECT k.rowid FROM entryBlock k WHERE k.registerId = ? AND k.year = ?
      AND (k.at, k.seq) <= (x.value ->> '$.at', x.value ->> '$.seq') ORDER BY k.at DESC, k.seq DESC LIMIT 1)
  )`
