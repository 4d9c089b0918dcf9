import { z } from 'zod'

/** A moment an office can speak of: until the end of the year 2199. */
const Moment = z
  .int()
  .min(0)
  .max(Date.UTC(2200, 0, 1))

/**
 * A time in which an office's clocks show so many minutes more (or less) than UTC, whatever the tables of its time zone say: from
 * its first moment up to, not with, the moment it ends. Instants, and counted from UTC, so that PCs with different tables agree.
 */
export const ClockPeriod = z.object({
  from: Moment,
  until: Moment,
  offsetMinutes: z.int().min(-840).max(840),
})
export type ClockPeriod = z.infer<typeof ClockPeriod>

export const MAX_PERIODS = 20
/** In order, none empty, none in another. */
export const inOrder = (periods: readonly ClockPeriod[]): boolean =>
  periods.every(({ from, until }, at) => from < until && (periods[at - 1]?.until ?? 0) <= from)
export const ClockPeriods = z.array(ClockPeriod).max(MAX_PERIODS).refine(inOrder)
