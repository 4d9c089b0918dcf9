/** The last days, and then one a week for some weeks: damage that nobody noticed at once is in all of the last days' copies. */
const DAYS = 3
const WEEKS = 4

/**
 * Which daily copies may go, of all there are.
 * @param days the days they are of, `2026-11-21`, in any order
 */
export function superfluous(days: readonly string[]): string[] {
  const newest = [...new Set(days)].sort().reverse()
  const kept = new Set(newest.slice(0, DAYS))
  const weeks = new Map(newest.map((day) => [weekOf(day), day])) // the oldest of each week: it stays the same until the week goes
  for (const day of [...weeks.values()].slice(0, WEEKS)) kept.add(day)
  return days.filter((day) => !kept.has(day))
}

/** Weeks begin on Monday; their number means nothing else. */
const weekOf = (day: string): number => Math.floor((Date.parse(`${day}T00:00:00Z`) / 86_400_000 + 3) / 7)
