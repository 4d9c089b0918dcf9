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

const INSIDE = (tab: Tab): string => `UNION ALL
  SELECT b.at, b.seq, ${lines[tab]} FROM (
    SELECT value ->> '$.at' AS keyAt, value ->> '$.seq' AS keySeq, value ->> '$.entries' AS entries, value ->> '$.cancelled' AS cancelled,
      value ->> '$.urgent' AS urgent, value ->> '$.answered' AS answered, 1 AS seen FROM json_each(?)
  ) x JOIN (SELECT DISTINCT registerId, year, at, seq FROM entryBlock WHERE registerId = ? AND year = ?) b
    ON (b.at, b.seq) = (SELECT k.at, k.seq FROM entryBlock k WHERE k.registerId = b.registerId AND k.year = b.year
         AND (k.at, k.seq) <= (x.keyAt, x.keySeq) ORDER BY k.at DESC, k.seq DESC LIMIT 1)`
