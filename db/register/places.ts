import { sql, type Reader } from '../core/sql'
import type { Value } from '../core/value'

/** A day of 24 hours from 1970 on, as entryCount keeps it: not the legal date, so that it follows the order of the list. */
const DAY_MS = 86_400_000

/** From where a page begins: rows registered before this moment, and how many of them to pass by. */
export type Place = { sql: string; params: Value[]; offset: number }

/**
 * Line `offset` of a whole register and year, newest first, without stepping over all that are newer: the kept counts say on
 * which day it lies.
 */
export async function placeOf(
  read: Reader,
  { registerId, year, offset }: { registerId: string; year: number; offset: number },
): Promise<Place> {
  const days = await sql(read).all<{ day: number; entries: number }>(
    'SELECT day, sum(entries) AS entries FROM entryCount WHERE registerId = ? AND year = ? GROUP BY day ORDER BY day DESC',
    [registerId, year],
  )
  let newer = 0
  for (const { day, entries } of days) {
    if (newer + entries > offset)
      return { sql: 'e.registeredAt < ?', params: [(day + 1) * DAY_MS], offset: offset - newer }
    newer += entries
  }
  return { sql: '0', params: [], offset: 0 }
}
