import type { Names } from '../../contract/values'
import type { Movable } from './feasts'
import { dateOfDay, dayOf, weekdayOf } from './days'

/** A day that is closed each year, by law: `day` is MM-DD; the years it is in force, both counted. */
export type FixedHoliday = { day: string; names: Names; from?: number; until?: number }
/** What a country closes: data of its policy. */
export type CalendarPolicy = { fixed: readonly FixedHoliday[]; movable: readonly Movable[] }

/** Both days counted; `days`: of `weekend`, 1 Monday … 7 Sunday. */
export type Ordered = {
  id: string
  kind: string
  firstDay: string
  lastDay: string
  replaces: string | null
  days: readonly number[] | null
}

/** Why an office is closed on a day. */
export type Why<C extends Ordered = Ordered> =
  { is: 'weekend' } | { is: 'holiday'; holiday: FixedHoliday } | { is: 'closure'; closure: C }

/** An office's days. Made once and asked often: what was asked is remembered. */
export type Calendar<C extends Ordered = Ordered> = {
  /** Null: it is open. */
  why: (day: number) => Why<C> | null
  isOpen: (day: number) => boolean
  /** The first open day from this one on, or back; the day itself when all that is near is closed. */
  next: (day: number) => number
  previous: (day: number) => number
}

/** No closure is longer: who types 2062 for 2026 closes no office for 36 years. */
export const LONGEST_CLOSURE = 400
/** So far an open day is looked for. */
const FAR = 1_000

/**
 * @param weekend the country's own, 1 Monday … 7 Sunday
 * @param closures those in force, whichever order; of two weekends over one day the later begun counts
 */
export function calendarOf<C extends Ordered>(
  { fixed, weekend }: { fixed: readonly FixedHoliday[]; weekend: readonly number[] },
  closures: readonly C[],
): Calendar<C> {
  const closed = new Map<number, C>()
  const opened = new Set<number>()
  const moved = new Set<string>()
  const weekends: { from: number; until: number; days: readonly number[] }[] = []
  for (const one of closures) {
    const [from, until] = [dayOf(one.firstDay), dayOf(one.lastDay)]
    if (one.kind === 'weekend') weekends.push({ from, until, days: one.days ?? [] })
    if (one.replaces !== null) moved.add(one.replaces)
    const into = one.kind === 'open' ? opened : CLOSING.has(one.kind) ? closed : null
    for (let day = from; into && day <= Math.min(until, from + LONGEST_CLOSURE); day++)
      if (into instanceof Set) into.add(day)
      else into.set(day, one)
  }
  weekends.sort((a, b) => b.from - a.from || a.until - b.until)
  const holidays = new Map<string, FixedHoliday[]>()
  for (const holiday of fixed) holidays.set(holiday.day, [...(holidays.get(holiday.day) ?? []), holiday])

  function found(day: number): Why<C> | null {
    if (opened.has(day)) return null
    const closure = closed.get(day)
    if (closure) return { is: 'closure', closure }
    const date = dateOfDay(day)
    const year = Number(date.slice(0, 4))
    const holiday = moved.has(date)
      ? undefined
      : holidays.get(date.slice(5))?.find(({ from = 0, until = Infinity }) => from <= year && year <= until)
    if (holiday) return { is: 'holiday', holiday }
    const rest = weekends.find(({ from, until }) => from <= day && day <= until)?.days ?? weekend
    return rest.includes(weekdayOf(day)) ? { is: 'weekend' } : null
  }
  const known = new Map<number, Why<C> | null>()
  function why(day: number): Why<C> | null {
    let answer = known.get(day)
    if (answer === undefined) known.set(day, (answer = found(day)))
    return answer
  }
  const isOpen = (day: number): boolean => why(day) === null
  const toward = (day: number, step: 1 | -1): number => {
    for (let at = day; Math.abs(at - day) < FAR; at += step) if (isOpen(at)) return at
    return day
  }
  return { why, isOpen, next: (day) => toward(day, 1), previous: (day) => toward(day, -1) }
}

const CLOSING: ReadonlySet<string> = new Set(['feast', 'added', 'moved'])
