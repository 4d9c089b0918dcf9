import type { FigureInput } from '../../contract/diaspora'

/**
 * What cannot be: a year nobody has counted yet, or more men and women than people. Fewer are right: not every source knows of everybody.
 * @param today LegalDate @returns the field that is wrong
 */
export function checkFigure(
  { year, total, male, female }: Pick<FigureInput, 'year' | 'total' | 'male' | 'female'>,
  today: string,
): 'year' | 'total' | null {
  if (year > Number(today.slice(0, 4))) return 'year'
  return (male ?? 0) + (female ?? 0) > total ? 'total' : null
}

/**
 * How a figure moved since the one before, in tenths of a percent; null where nothing can be said: it was not counted before, or there
 * was nobody. What is missing is not zero (R4).
 */
export function moved(now: number, before: number | null): number | null {
  if (before === null || before === 0) return null
  return Math.round(((now - before) / before) * 1000)
}

/** The world by one table in one year: a sum of its own cells only, with how many countries are in it. */
export const totalOf = (totals: readonly number[]): { total: number; countries: number } => ({
  total: totals.reduce((sum, one) => sum + one, 0),
  countries: totals.length,
})
