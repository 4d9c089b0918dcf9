import type { Outline } from '../../contract/register'

export type GridDay = Outline['days'][number]

/** One drawn line: a day heading, or the entry or void number at `offset` of the filtered register (0 = newest). */
export type GridLine = { kind: 'day'; day: GridDay } | { kind: 'entry'; offset: number; day: GridDay }

export type GridLayout = {
  /** Headings, entries and void numbers together. */
  lines: number
  /** Without the headings. */
  entries: number
  lineAt: (line: number) => GridLine | undefined
  /** Cheap enough to be asked of every line at once. */
  isHeading: (line: number) => boolean
  /** The line on which an entry is drawn. */
  lineOf: (offset: number) => number
}

/**
 * Where every line of the register lies, from its days alone: 200,000 rows are laid out without reading one.
 * Prefix sums over the days, then a binary search; memory and time grow with the days of a year, not with its entries.
 */
export function gridLayout(days: readonly GridDay[]): GridLayout {
  const shown = days.map((day) => ({ day, size: day.entries + day.voids })).filter(({ size }) => size > 0)
  // firstLine[i]: the heading of day i; firstEntry[i]: the offset of its newest entry.
  const firstLine: number[] = []
  const firstEntry: number[] = []
  let line = 0
  let entry = 0
  for (const { size } of shown) {
    firstLine.push(line)
    firstEntry.push(entry)
    line += 1 + size
    entry += size
  }
  return {
    lines: line,
    entries: entry,
    lineAt(at) {
      if (at < 0 || at >= line) return undefined
      const i = lastNotAbove(firstLine, at)
      const day = shown[i]?.day
      if (!day) return undefined
      const within = at - (firstLine[i] ?? 0)
      return within === 0 ? { kind: 'day', day } : { kind: 'entry', offset: (firstEntry[i] ?? 0) + within - 1, day }
    },
    isHeading: (at) => firstLine[lastNotAbove(firstLine, at)] === at,
    lineOf(offset) {
      const i = lastNotAbove(firstEntry, offset)
      return (firstLine[i] ?? 0) + 1 + offset - (firstEntry[i] ?? 0)
    },
  }
}

/** Index of the last value ≤ wanted in a rising list. */
function lastNotAbove(rising: readonly number[], wanted: number): number {
  let low = 0
  let high = rising.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((rising[middle] ?? Infinity) <= wanted) low = middle
    else high = middle - 1
  }
  return low
}

/** Which pages of `size` rows cover the entries first..last. */
export function pagesOf(first: number, last: number, size: number): number[] {
  const pages: number[] = []
  for (let page = Math.floor(first / size); page <= Math.floor(last / size); page++) pages.push(page)
  return pages
}

/** Where a key leads from an entry; `null` for keys that do not move. `screenful`: rows that fit in the window. */
export function moveBy(key: string, from: number | null, entries: number, screenful: number): number | null {
  if (entries === 0) return null
  const start = from ?? -1
  const steps: Record<string, number> = {
    ArrowDown: start + 1,
    ArrowUp: start - 1,
    PageDown: start + screenful,
    PageUp: start - screenful,
    Home: 0,
    End: entries - 1,
  }
  const wanted = steps[key]
  return wanted === undefined ? null : Math.min(Math.max(wanted, 0), entries - 1)
}
