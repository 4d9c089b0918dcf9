/** Days of the calendar as numbers, so that a hundred thousand deadlines are counted without a hundred thousand dates. Day 0 is 1 January 1970. */
const DAY = 86_400_000

export const dayOf = (date: string): number => Math.floor(Date.parse(`${date}T00:00:00Z`) / DAY)
export const dateOfDay = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10)
/** 1 Monday … 7 Sunday. */
export const weekdayOf = (day: number): number => ((((day + 3) % 7) + 7) % 7) + 1
export const monthAndDay = (day: number): string => dateOfDay(day).slice(5)
/** The calendar alone: `n` days on, or back. */
export const addDays = (date: string, n: number): string => dateOfDay(dayOf(date) + n)

/** The same day so many months later; where that month is shorter, its last. */
export function addMonths(day: number, months: number): number {
  const from = new Date(day * DAY)
  const first = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + months, 1))
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate()
  return Math.floor(first.getTime() / DAY) + Math.min(from.getUTCDate(), last) - 1
}
