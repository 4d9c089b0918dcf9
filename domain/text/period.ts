import { inOrder, MAX_PERIODS, type ClockPeriod } from '../../contract/clock'
import { instantOf, type Zone } from './zone'

/** A period as an administrator says it: each moment as the clock shows it that is about to be moved. */
export type TypedPeriod = {
  fromDate: string
  fromHour: string
  untilDate: string
  untilHour: string
  offsetMinutes: number
}

/** It begins by the clock as it stood, and ends by its own. */
export const periodOf = (typed: TypedPeriod, zone: Zone): ClockPeriod => ({
  from: instantOf(typed.fromDate, typed.fromHour, zone),
  until: Date.parse(`${typed.untilDate}T${typed.untilHour}:00Z`) - typed.offsetMinutes * 60_000,
  offsetMinutes: typed.offsetMinutes,
})

/** With the others, in order; null = it has no length, or lies in another one, or there are too many. */
export function withPeriod(periods: readonly ClockPeriod[], added: ClockPeriod): ClockPeriod[] | null {
  const all = [...periods, added].sort((a, b) => a.from - b.from)
  return inOrder(all) && all.length <= MAX_PERIODS ? all : null
}

/** UTC+03:00. */
export function offsetText(minutes: number): string {
  const pad = (n: number): string => String(n).padStart(2, '0')
  const far = Math.abs(minutes)
  return `UTC${minutes < 0 ? '−' : '+'}${pad(Math.floor(far / 60))}:${pad(far % 60)}`
}
