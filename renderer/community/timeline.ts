import type { TimelineItem } from '../../contract/life'

export type Month = {
  title: string
  year: number
  month: number
  first: string
  rows: (TimelineItem & { date: string })[]
}

/** A life in months, newest first as it came; `dateOf` gives the office's legal date of an instant. */
export function byMonth(items: readonly TimelineItem[], dateOf: (instant: number) => string): Month[] {
  const months = new Map<string, Month>()
  for (const item of items) {
    const date = dateOf(item.at)
    const title = date.slice(0, 7)
    const known = months.get(title)
    const month = known ?? {
      ...{ title, first: date, rows: [] },
      ...{ year: Number(date.slice(0, 4)), month: Number(date.slice(5, 7)) },
    }
    month.rows.push({ ...item, date })
    if (!known) months.set(title, month)
  }
  return [...months.values()]
}
