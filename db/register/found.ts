import type { Criteria } from '../../contract/criteria'
import type { Actor } from '../../contract/permissions'
import type { Outline, RegisterFilter } from '../../contract/register'
import type { Around } from '../../domain/register/criteria'
import { sql, type Reader } from '../core/sql'
import { criteriaSql } from './criteria'
import { MOST_FOUND, where } from './filter'

export type Day = Omit<Outline['days'][number], 'voids'>

/**
 * A list that was narrowed by criteria, found once: its days and its lines come from the same finding, so that what is counted is what is
 * seen. `rows`: where the lines stand in the table, newest first; a page is a cut of them, wherever it begins.
 */
export type Found = { rows: number[]; days: Day[]; more: boolean }

/**
 * @param most of what was searched, the newest are found; without a word, all are
 * @param around the units the criteria's one stands for, and the office's days
 */
export async function foundEntries(
  read: Reader,
  actor: Actor,
  { criteria, ...filter }: RegisterFilter & { criteria: Criteria },
  today: string,
  around: Around,
  most = MOST_FOUND,
): Promise<Found> {
  const waiting = filter.tab === 'unanswered'
  const [asked, state] = [criteria, waiting ? ({ state: 'unanswered' } as const) : {}].map((c) =>
    criteriaSql(c, filter, actor, around),
  )
  const also = {
    parts: [...(asked?.parts ?? []), ...(state?.parts ?? [])],
    params: [...(asked?.params ?? []), ...(state?.params ?? [])],
  }
  const w = await where(read, actor, waiting ? { ...filter, tab: 'all' } : filter, today, also)
  if (filter.text) return searched(read, w, most)
  // Read backwards along the index, day by day: each day's lines come together, the newest first.
  const days = await sql(read).all<Day & { rows: string }>(
    `SELECT e.businessDate AS date, count(*) AS entries, count(e.cancelledAt) AS cancelled, json_group_array(e.rowid) AS rows
     FROM entry e INDEXED BY "${ALONG}" WHERE ${w.clause} GROUP BY e.businessDate ORDER BY e.businessDate DESC`,
    w.params,
  )
  return {
    rows: days.flatMap((day) => JSON.parse(day.rows) as number[]),
    days: days.map(({ date, entries, cancelled }) => ({ date, entries, cancelled })),
    more: false,
  }
}

/** Day by day, with nearly all that a criterion asks: what is left out is not read (migrations 0014, 0030). */
const ALONG =
  'ix_entry_registerId_year_businessDate_registeredAt_seq_level_registeredById_cancelledAt_urgency_channel_arrivalAt_letterDate_enclosureCount_unitId_classId'

async function searched(read: Reader, w: Awaited<ReturnType<typeof where>>, most: number): Promise<Found> {
  const hits = await sql(read).all<{ row: number; date: string; cancelled: number }>(
    `SELECT e.rowid AS row, e.businessDate AS date, e.cancelledAt IS NOT NULL AS cancelled FROM ${w.from} WHERE ${w.clause}
     ORDER BY ${w.order} LIMIT ?`,
    [...w.params, most + 1],
  )
  const shown = hits.slice(0, most)
  return { rows: shown.map(({ row }) => row), days: daysOf(shown), more: hits.length > most }
}

export function daysOf(hits: readonly { date: string; cancelled: number }[]): Day[] {
  const days = new Map<string, Day>()
  for (const { date, cancelled } of hits) {
    const day = days.get(date) ?? { date, entries: 0, cancelled: 0 }
    days.set(date, { date, entries: day.entries + 1, cancelled: day.cancelled + cancelled })
  }
  return [...days.values()]
}
