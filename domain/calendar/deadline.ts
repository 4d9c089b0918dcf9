import type { Calendar } from './calendar'
import { addMonths, dateOfDay, dayOf } from './days'

/**
 * How a deadline is counted (W4). It is kept with each clock as it stood when the clock began: a policy that changes later changes no deadline that runs.
 * `firstCounts`: the day it begins on is the first of them; `lastCounts`: it ends on the last of them, not on the day after (délai franc);
 * `moves`: an end on a closed day moves to the next open one.
 */
export type Counting = {
  amount: number
  unit: string
  firstCounts: boolean
  lastCounts: boolean
  moves: boolean
}
/** Days from its end on which somebody is told: before it (negative), on it, after it. In this order. */
export type Alarms = { reminder: number; alarm1: number; alarm2: number; escalation: number }
export type Rule = Counting & Alarms
/** From the first day that no longer counts, to the first that counts again; null while it lasts. */
export type Stretch = { from: string; until: string | null }

export type Counted = {
  rule: Counting
  startedOn: string
  /** A day somebody set, instead of one that is counted. */
  byDay: string | null
  /** In their order. */
  pauses?: readonly Stretch[]
  /** How many more of the unit; of a day that was set, days. */
  extension?: number
}

/** Longer than any deadline: who types a wrong number keeps no PC busy. */
const MOST = 40_000

/** W4: the last day of a deadline, as a number of days; null while it is paused. */
export function dueDay(
  calendar: Calendar,
  { rule, startedOn, byDay, pauses = [], extension = 0 }: Counted,
): number | null {
  if (pauses.some(({ until }) => until === null)) return null
  const first = dayOf(startedOn) + (rule.firstCounts ? 0 : 1)
  const stretches = pauses.map(({ from, until }) => [Math.max(dayOf(from), first), dayOf(until ?? from)] as const)
  const end =
    byDay !== null
      ? shifted(dayOf(byDay) + extension, stretches)
      : rule.unit === 'workingDay'
        ? counted(dayOf(startedOn), rule, rule.amount + extension, calendar.isOpen, stretches)
        : rule.unit === 'month'
          ? shifted(monthsFrom(dayOf(startedOn), rule, rule.amount + extension), stretches)
          : counted(dayOf(startedOn), rule, rule.amount + extension, always, stretches)
  return rule.moves ? calendar.next(end) : end
}

/** The same as a day of the calendar, of a deadline that begins and is never paused. */
export const dueDate = (calendar: Calendar, rule: Counting, startedOn: string): string =>
  dateOfDay(dueDay(calendar, { rule, startedOn, byDay: null }) ?? dayOf(startedOn))

const always = (): boolean => true
type Days = readonly (readonly [from: number, until: number])[]
const isPaused = (day: number, stretches: Days): boolean =>
  stretches.some(([from, until]) => from <= day && day < until)

/** Day by day: what is closed, where that counts, and what is paused is passed over. */
function counted(
  start: number,
  { firstCounts, lastCounts }: Counting,
  amount: number,
  counts: (day: number) => boolean,
  stretches: Days,
): number {
  const wanted = amount + (lastCounts ? 0 : 1)
  let day = firstCounts ? start : start + 1
  // Nothing to pass over: the calendar alone.
  if (counts === always && stretches.length === 0) return day + wanted - 1
  for (let n = 0; day < start + MOST; day++) if (counts(day) && !isPaused(day, stretches) && ++n >= wanted) return day
  return day
}

/** Until the same day of a later month; each of the two ends takes its day as it is said. */
const monthsFrom = (start: number, { firstCounts, lastCounts }: Counting, amount: number): number =>
  addMonths(start, amount) - (firstCounts ? 1 : 0) + (lastCounts ? 0 : 1)

/** Later by the days it was paused. A pause that began after the end changes nothing. */
const shifted = (end: number, stretches: Days): number =>
  stretches.reduce((until, [from, to]) => (from <= until ? until + Math.max(0, to - from) : until), end)

/**
 * The days on which a deadline comes to its next stage. What is told before the end is told on an open day, the one before; what is told after it, on the one
 * after. They never go back: an alarm that falls before the reminder comes with it.
 */
export function alarmDays(calendar: Calendar, due: number, rule: Alarms): [number, number, number, number] {
  const at = (offset: number): number =>
    offset <= 0 ? calendar.previous(due + offset) : Math.max(calendar.next(due + offset), due + offset)
  const reminder = at(rule.reminder)
  const alarm1 = Math.max(reminder, at(rule.alarm1))
  const alarm2 = Math.max(alarm1, at(rule.alarm2))
  // Nothing is escalated before its time is over.
  return [reminder, alarm1, alarm2, Math.max(alarm2, due + 1, at(rule.escalation))]
}

/** 0 running … 4 escalated on a day, and the day on which that changes; null: it does not any more. */
export function stageOn(
  alarms: readonly [number, number, number, number],
  today: number,
): { stage: number; since: number | null; next: number | null } {
  const stage = alarms.filter((day) => day <= today).length
  return { stage, since: alarms[stage - 1] ?? null, next: alarms[stage] ?? null }
}
