import type { Clock, DeadlineRow } from '../../contract/deadlines'
import type { Actor } from '../../contract/permissions'
import type { Names } from '../../contract/values'
import { clocksOfEntry, type ClockRecord } from '../../db/deadlines/clocks'
import type { StandRow } from '../../db/deadlines/standing'
import { personById } from '../../db/session/people'
import type { Calendar } from '../../domain/calendar/calendar'
import { dateOfDay } from '../../domain/calendar/days'
import { alarmDays } from '../../domain/calendar/deadline'
import { dueOf, standingOn } from '../../domain/calendar/standing'
import { officeDays } from '../calendar/days'
import type { Desk } from '../desk'
import { dayHere } from './standing'

/** An entry's deadlines, as far as this person sees it, each where it stands today. */
export async function clocksShown(desk: Desk, actor: Actor, entryId: string): Promise<Clock[]> {
  const found = await clocksOfEntry(desk.db.read, actor, entryId)
  if (found.length === 0) return []
  const { days } = await officeDays(desk.db.read, desk.office)
  const people = new Map<string, Names | null>()
  for (const id of new Set(found.flatMap(namedBy))) people.set(id, (await personById(desk.db.read, id))?.names ?? null)
  return found.map((one) => shown(one, days, dayHere(desk).today, (id) => (id ? (people.get(id) ?? null) : null)))
}

const namedBy = ({ startedById, pauses, extension, endedById }: ClockRecord): string[] =>
  [startedById, endedById, extension?.byId, ...pauses.flatMap(({ byId, resumedById }) => [byId, resumedById])].filter(
    (id): id is string => typeof id === 'string',
  )

function shown(clock: ClockRecord, days: Calendar, today: number, named: (id: string | null) => Names | null): Clock {
  const { id, entryId, kind, label, rule, silence, startedOn, byDay, extension, ending, endedOn } = clock
  const due = dueOf(days, clock)
  return {
    ...{ id, entryId, kind, label, rule, startedOn, byDay },
    silence: silence as Clock['silence'],
    startedByNames: named(clock.startedById),
    due: due === null ? null : dateOfDay(due),
    alarms: due === null ? [] : alarmDays(days, due, rule).map(dateOfDay),
    place: standingOn(days, clock, today)?.place ?? null,
    pauses: clock.pauses.map(({ from, until, reason, said, byId, resumedById }) => ({
      ...{ from, until, reason: reason as Clock['pauses'][number]['reason'], said },
      ...{ byNames: named(byId), resumedByNames: named(resumedById) },
    })),
    extension: extension && {
      ...{ amount: extension.amount, reason: extension.reason, at: extension.at },
      byNames: named(extension.byId),
    },
    ended:
      ending === null || endedOn === null
        ? null
        : {
            how: ending as NonNullable<Clock['ended']>['how'],
            ...{ on: endedOn, note: clock.endNote ?? '', replyId: clock.replyId },
            byNames: named(clock.endedById),
          },
  }
}

export const rowOf = ({ due, answered, place, silence, ...row }: StandRow): DeadlineRow => ({
  ...{ id: row.id, entryId: row.entryId, numberText: row.numberText, subject: row.subject, kind: row.kind },
  ...{ label: row.label, sort: row.sort, answered: answered === 1 },
  due: due === null ? null : dateOfDay(due),
  place: place as DeadlineRow['place'],
  silence: silence as DeadlineRow['silence'],
})
