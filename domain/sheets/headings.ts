import { textOf, type Row } from './cell'

/** Cells that were joined into one: rows and columns from … to, counted from 0 and from the row's line. */
export type Merge = { top: number; bottom: number; left: number; right: number }

/** A sheet has two header rows at most; more are a title. */
export const MOST_HEADERS = 5

/**
 * How many rows are headings: up to the last one, of the first five, in which words stand, none that reads as a number or a day, and
 * after which one does.
 */
export function guessHeaderRows(rows: readonly Row[]): number {
  const first = rows.slice(0, MOST_HEADERS + 1)
  const at = first.findIndex((row) =>
    row.cells.some((cell) => typeof cell === 'object' || (/[0-9٠-٩۰-۹]/.test(textOf(cell)) && !isName(textOf(cell)))),
  )
  if (at >= 0) return Math.min(at, MOST_HEADERS)
  return rows.length > 0 ? 1 : 0
}

/** `dest_iso3` of a program's table is a name, whatever figures are in it. */
const isName = (text: string): boolean => /^[a-z]+(?:_[a-z0-9]+)+$/i.test(text.trim())

/**
 * What each column is called: the headings above it, one under the other, each once. A heading that was joined over several columns
 * counts for all of them.
 */
export function headingsOf(rows: readonly Row[], merges: readonly Merge[]): string[] {
  const width = Math.max(0, ...rows.map((row) => row.cells.length))
  return Array.from({ length: width }, (_, column) => {
    const parts = rows.map((row) => {
      const over = merges.find(
        ({ top, bottom, left, right }) => row.line >= top && row.line <= bottom && column >= left && column <= right,
      )
      const from = over ? rows.find(({ line }) => line === over.top) : row
      return textOf(from?.cells[over ? over.left : column])
        .replace(/\s+/g, ' ')
        .trim()
    })
    return [...new Set(parts.filter(Boolean))].join(' / ').slice(0, 120)
  })
}

/** What a row has once the cells joined downwards say their value on each of its lines. */
export class Joined {
  private readonly values = new Map<Merge, Row['cells'][number] | undefined>()
  private open: Merge[] = []
  private next = 0
  constructor(private readonly merges: readonly Merge[]) {
    this.merges = merges.filter(({ top, bottom }) => bottom > top).sort((a, b) => a.top - b.top)
  }

  over(row: Row): Row {
    if (this.merges.length === 0) return row
    this.open = this.open.filter(({ bottom }) => bottom >= row.line)
    for (let merge = this.merges[this.next]; merge && merge.top <= row.line; merge = this.merges[++this.next])
      if (merge.bottom >= row.line) {
        this.open.push(merge)
        this.values.set(merge, merge.top === row.line ? row.cells[merge.left] : undefined)
      }
    if (this.open.length === 0) return row
    const cells = [...row.cells]
    for (const merge of this.open) if (merge.top < row.line) cells[merge.left] = this.values.get(merge) ?? ''
    return { ...row, cells: Array.from(cells, (cell) => cell ?? '') }
  }
}
