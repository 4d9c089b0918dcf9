import { localTime, type Zone } from '../text/zone'

/** When something is to be done: every so many milliseconds, or once a day from an hour of the office's clock on. */
export type Plan = { everyMs: number } | { dailyAt: string }

/** Which due times were answered: stretches of their numbers, in order. Below `floor` all of them count as answered. */
export type Answered = { floor: number; stretches: readonly (readonly [number, number])[] }
export const nothingAnswered: Answered = { floor: -1, stretches: [] }

/** A PC that is shut down every night leaves one stretch a day. */
const REMEMBERED = 60

/**
 * The number of the due time in force: the last one the clock has passed. Due times are places on the clock, not lengths of a
 * wait: after a sleep or a jump the one in force is asked for, and those that were slept through are not made up.
 */
export function dueTime(plan: Plan, now: number, zone: Zone): number {
  if ('everyMs' in plan) return Math.floor(now / plan.everyMs)
  const { date, hour } = localTime(now, zone)
  const day = Math.floor(Date.parse(`${date}T00:00:00Z`) / 86_400_000)
  return hour >= plan.dailyAt ? day : day - 1
}

/** Each due time is answered once, wherever the clock is put: a clock that is set back meets those it has answered. */
export const isDue = (time: number, { floor, stretches }: Answered): boolean =>
  time > floor && !stretches.some(([from, to]) => from <= time && time <= to)

export function answered(time: number, before: Answered): Answered {
  const joined: [number, number][] = []
  for (const [from, to] of [...before.stretches, [time, time] as const].sort(([a], [b]) => a - b)) {
    const last = joined.at(-1)
    if (last && from <= last[1] + 1) last[1] = Math.max(last[1], to)
    else joined.push([from, to])
  }
  const forgotten = joined.slice(0, Math.max(0, joined.length - REMEMBERED))
  return { floor: forgotten.at(-1)?.[1] ?? before.floor, stretches: joined.slice(forgotten.length) }
}
