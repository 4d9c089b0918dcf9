import type { TimelineItem } from '../../contract/community'

export type Month = {
  key: string
  year: number
  month: number
  first: string
  items: (TimelineItem & { date: string })[]
}

/** A life in months, newest first; `dateOf` gives the office's legal date of an instant. */
export function byMonth(items: readonly TimelineItem[], dateOf: (instant: number) => string): Month[] {
  const months = new Map<string, Month>()
  for (const item of [...items].sort((a, b) => b.at - a.at)) {
    const date = dateOf(item.at)
    const key = date.slice(0, 7)
    const month = months.get(key) ?? {
      key,
      year: Number(date.slice(0, 4)),
      month: Number(date.slice(5, 7)),
      first: date,
      items: [],
    }
    month.items.push({ ...item, date })
    months.set(key, month)
  }
  return [...months.values()]
}
