/** What a class says of what bears it (R1). `event` and `fate` may be words of a newer version: they count as the most careful. */
export type Rule = { active: number; intermediate: number; event: string; fate: string }

export const yearsOf = ({ active, intermediate }: Pick<Rule, 'active' | 'intermediate'>): number =>
  active + intermediate

/** How careful a fate is: what is kept for ever is never lost, what is destroyed always. */
const CARE: Record<string, number> = { destroy: 0, sample: 1, transfer: 2, keep: 3 }
const careOf = ({ fate }: Rule): number => CARE[fate] ?? 4
/** The end of a matter is never before its first letter. */
const lateness = ({ event }: Rule): number => (event === 'registration' ? 0 : 1)

/** Whether anything could be gone sooner, or with less care, under the second rule than under the first. */
export const shortens = (from: Rule, to: Rule): boolean =>
  yearsOf(to) < yearsOf(from) || lateness(to) < lateness(from) || careOf(to) < careOf(from)

/** The day so many years after another; a 29 February that is not there is the 1 March. LegalDate. */
export function yearsAfter(date: string, years: number): string {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number]
  const at = new Date(0)
  at.setUTCFullYear(year + years, month - 1, day)
  return at.toISOString().slice(0, 10)
}

/** The last day of which everything is due on a day: what began on it has been kept for so many years. LegalDate. */
export function lastDue(today: string, years: number): string {
  let day = yearsAfter(today, -years)
  // The 29 February of a year that has none is due on the 1 March.
  while (yearsAfter(day, years) > today)
    day = new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10)
  return day
}
