import type { Country } from '../../contract/values'
import { MOST_CLOSURES } from '../../contract/calendar'
import { allClosures, type ClosureRecord } from '../../db/calendar/closures'
import type { Reader } from '../../db/core/sql'
import { calendarOf, type Calendar } from '../../domain/calendar/calendar'
import { sha256 } from '../../domain/hash'
import { policies } from '../../domain/policies'
import { calendars } from '../../domain/policies/calendar'

export type OfficeDays = {
  days: Calendar<ClosureRecord>
  /** Another one is another calendar: what was counted by it is counted again. */
  print: string
}

/** The office's days as they stand (W4): its country's, and what was entered with an act. */
export async function officeDays(read: Reader, { country }: { country: Country }): Promise<OfficeDays> {
  const inForce = (await allClosures(read, MOST_CLOSURES)).filter(({ removedAt }) => removedAt === null)
  const policy = { fixed: calendars[country].fixed, weekend: policies[country].weekend }
  const said = inForce.map(({ id, kind, firstDay, lastDay, replaces, days }) => [
    ...[id, kind, firstDay, lastDay, replaces, days],
  ])
  return { days: calendarOf(policy, inForce), print: sha256(JSON.stringify([policy, said])) }
}
