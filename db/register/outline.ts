import type { Actor } from '../../contract/permissions'
import type { Outline, RegisterFilter } from '../../contract/register'
import { sql, type Reader } from '../core/sql'
import { MOST_FOUND, where } from './filter'
import { daysOf, type Day, type Found } from './found'
import { beyond, cancelledLines, lines, seenRank, type Beyond } from './kept'
import { paperOf } from './paper'

type Counted = Omit<Outline, 'days' | 'voids'> & { days: Day[] }
type Kept = Day & { urgent: number; unanswered: number }

/**
 * Days and totals of a filter, without reading a line: the grid lays itself out from it. They are kept by the table itself (migration
 * 0010); only what was searched is counted, hit by hit, as far as it is shown.
 */
export async function outline(
  read: Reader,
  actor: Actor,
  filter: RegisterFilter,
  today: string,
  list?: Found,
): Promise<Counted> {
  const kept = await keptDays(read, actor, filter)
  const found = list ?? (filter.text ? await foundDays(read, actor, filter, today) : null)
  const days = found
    ? found.days
    : kept
        .filter((day) => day.entries > 0 && (filter.tab !== 'today' || day.date === today))
        .map(({ date, entries, cancelled }) => ({ date, entries, cancelled }))
  return {
    days,
    total: sum(days, 'entries'),
    more: found?.more ?? false,
    cancelled: sum(days, 'cancelled'),
    urgent: sum(kept, 'urgent'),
    unanswered: sum(kept, 'unanswered'),
    continuity: await continuity(read, filter),
  }
}

const sum = <K extends string>(rows: readonly Record<K, number>[], name: K): number =>
  rows.reduce((total, row) => total + row[name], 0)

async function keptDays(read: Reader, actor: Actor, { registerId, year, tab }: RegisterFilter): Promise<Kept[]> {
  const days = await sql(read).all<Kept>(
    `SELECT date, sum(${lines[tab]}) AS entries, sum(${cancelledLines[tab]}) AS cancelled, sum(${lines.urgent}) AS urgent,
       sum(${lines.unanswered}) AS unanswered
     FROM (SELECT *, rank <= ? AS seen FROM entryCount WHERE registerId = ? AND year = ?) GROUP BY date`,
    [seenRank(actor), registerId, year],
  )
  const all = new Map(days.map((day) => [day.date, day]))
  for (const one of await beyond(read, actor, { registerId, year })) {
    const day = all.get(one.date)
    if (day) all.set(one.date, withOne(day, one, tab))
  }
  return [...all.values()].sort((a, b) => (a.date < b.date ? 1 : -1))
}

function withOne(day: Kept, one: Beyond, tab: RegisterFilter['tab']): Kept {
  const unanswered = one.entries - one.cancelled - one.answered
  const more = {
    all: [0, one.cancelled],
    today: [one.entries, one.cancelled],
    urgent: [one.urgent, one.urgentCancelled],
    cancelled: [one.cancelled, one.cancelled],
    unanswered: [unanswered, 0],
  } as const
  const [entries, cancelled] = more[tab]
  return {
    date: day.date,
    entries: day.entries + entries,
    cancelled: day.cancelled + cancelled,
    urgent: day.urgent + one.urgent,
    unanswered: day.unanswered + unanswered,
  }
}

/** A2: what is hidden is passed before anything is counted, so that neither a day nor `more` knows of it. */
async function foundDays(
  read: Reader,
  actor: Actor,
  filter: RegisterFilter,
  today: string,
): Promise<{ days: Day[]; more: boolean }> {
  const w = await where(read, actor, filter, today)
  const hits = await sql(read).all<{ date: string; cancelled: number }>(
    `SELECT e.businessDate AS date, e.cancelledAt IS NOT NULL AS cancelled FROM ${w.from} WHERE ${w.clause} ORDER BY ${w.order} LIMIT ?`,
    [...w.params, MOST_FOUND + 1],
  )
  return { days: daysOf(hits.slice(0, MOST_FOUND)), more: hits.length > MOST_FOUND }
}

async function continuity(read: Reader, { registerId, year }: RegisterFilter): Promise<Outline['continuity']> {
  const books = await sql(read).all<{
    bookId: string
    desk: string | null
    first: number
    last: number
    n: number
    transcribed: string | null
  }>(
    `SELECT b.id AS bookId, b.desk, b.transcribed, b.opening AS first, b.lastSeq AS last, coalesce(c.n, 0) +
       (SELECT count(*) FROM act v WHERE v.bookId = b.id AND v.kind = 'void') AS n
     FROM book b LEFT JOIN (SELECT bookId, sum(entries) AS n FROM entryCount WHERE registerId = ? AND year = ? GROUP BY bookId) c
       ON c.bookId = b.id WHERE b.registerId = ? AND b.year = ? ORDER BY b.desk`,
    [registerId, year, registerId, year],
  )
  return Promise.all(
    books.map(async ({ n, transcribed, ...b }) => {
      const paper = transcribed === null ? null : ((await paperOf(read, b.bookId))?.numbers ?? null)
      const whole = b.last === 0 ? n === 0 : n === b.last - b.first + 1
      return { ...b, whole: paper ? n === paper.lines : whole && transcribed === null, paper }
    }),
  )
}
