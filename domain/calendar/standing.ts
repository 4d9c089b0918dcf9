import type { Place } from '../../contract/deadlines'
import type { Calendar } from './calendar'
import type { Running } from './clock'
import { dayOf } from './days'
import { alarmDays, dueDay, stageOn, type Rule } from './deadline'

const STAGES = ['running', 'reminder', 'alarm1', 'alarm2', 'escalated'] as const satisfies readonly Place[]

/** What a deadline's place follows from. */
export type Clocked = Running & { rule: Rule; byDay: string | null }
/** `due`, `changesOn`, `since`: numbers of days; `sort`: what comes first. */
export type Standing = {
  place: Place
  due: number | null
  sort: number
  stage: number
  changesOn: number | null
  since: number | null
}

export const dueOf = (calendar: Calendar, { rule, startedOn, byDay, pauses, extension }: Clocked): number | null =>
  dueDay(calendar, { rule, startedOn, byDay, pauses, extension: extension?.amount ?? 0 })

/** Where it stands on a day; null: it has ended. */
export function standingOn(calendar: Calendar, clock: Clocked, today: number): Standing | null {
  if (clock.endedAt !== null) return null
  const due = dueOf(calendar, clock)
  const open = clock.pauses.find(({ until }) => until === null)
  if (due === null)
    return {
      ...{ place: 'paused', due, sort: dayOf(open?.from ?? clock.startedOn) },
      ...{ stage: 0, changesOn: null, since: null },
    }
  const { stage, since, next } = stageOn(alarmDays(calendar, due, clock.rule), today)
  const place = clock.kind === 'thirdParty' ? 'thirdParty' : (STAGES[stage] ?? 'escalated')
  return { place, due, sort: due, stage, changesOn: next, since }
}

/** What was told of a deadline: the highest stage, for the due day it then had. */
export type Told = { told: number; toldFor: number | null }

/**
 * Whether a stage is told now. Each is told once for a due day, whatever the clock does; a due day that moved begins anew from where the deadline stands, so
 * that what was made longer is told of again when its time comes.
 */
export function tell({ due, stage }: Pick<Standing, 'due' | 'stage'>, before: Told): Told & { now: boolean } {
  // While it is paused nothing is told, and what was is kept.
  if (due === null) return { ...before, now: false }
  const so = before.toldFor === due ? before.told : Math.min(before.told, stage)
  return { told: Math.max(so, stage), toldFor: due, now: stage > so }
}
