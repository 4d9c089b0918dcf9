import type { FigureRow, Series } from '../../contract/diaspora'
import type { Reader } from '../../db/core/sql'
import { figuresOf, yearBefore } from '../../db/diaspora/figures'

/** One year of one table, beside its own year before; what another source says is another table (R4). */
export async function tableOf(
  read: Reader,
  asked: Series & { year: number },
): Promise<{ rows: FigureRow[]; before: number | null }> {
  const [figures, before] = [await figuresOf(read, asked), await yearBefore(read, asked)]
  const earlier = new Map(
    before === null
      ? []
      : (await figuresOf(read, { ...asked, year: before })).map((one) => [one.countryCode, one.total]),
  )
  const rows = figures.map(({ id, countryCode, total, male, female, note }): FigureRow => ({
    countryCode,
    figure: { id, total, male, female, note },
    before: earlier.get(countryCode) ?? null,
  }))
  return { rows, before }
}
