import {
  isCell,
  isItem,
  joined,
  MOST_COLUMNS,
  type ItemLine,
  type Line,
  type RowLine,
  type Run,
  type WordsLine,
} from './model'

/** What stands on the page, one under the other. */
export type Block = { kind: 'text'; runs: Run[] } | { kind: 'heading'; runs: Run[] } | List | Table
/** `number`: what an item bears, `3` or `3.1`; null for a bullet. */
export type Item = { number: string | null; runs: Run[]; items: Item[] }
export type List = { kind: 'list'; items: Item[] }
export type Placed = { runs: Run[]; across: number; down: number }
/** Every row has `columns` places; what a cell before or above covers is null. The first `heads` rows say what the columns are. */
export type Table = { kind: 'table'; heads: number; columns: number; rows: (Placed | null)[][] }

/** Lines of one kind that follow each other are one block. */
export function blocksOf(lines: readonly Line[]): Block[] {
  const blocks: Block[] = []
  for (let at = 0; at < lines.length;) {
    const line = lines[at] as Line
    const group = (is: (one: Line) => boolean): Line[] => {
      let to = at
      while (to < lines.length && is(lines[to] as Line)) to++
      return lines.slice(at, (at = to))
    }
    if (line.kind === 'row') blocks.push(tableOf(group((one) => one.kind === 'row') as RowLine[]))
    else if (isItem(line)) blocks.push({ kind: 'list', items: itemsOf(group(isItem) as ItemLine[]) })
    else if (line.kind === 'heading') {
      blocks.push({ kind: 'heading', runs: line.runs })
      at++
    } else {
      const texts = group((one) => one.kind === 'text') as WordsLine[]
      const runs = joined(texts.flatMap(({ runs }, index) => (index === 0 ? runs : [{ text: '\n' }, ...runs])))
      if (runs.some(({ text }) => text.trim() !== '')) blocks.push({ kind: 'text', runs })
    }
  }
  return blocks
}

function itemsOf(lines: readonly ItemLine[]): Item[] {
  const items: Item[] = []
  let [first, second] = [0, 0]
  for (const { kind, depth, at, runs } of lines) {
    const above = items.at(-1)
    if (depth === 1 || !above) {
      second = 0
      first = kind === 'bullet' ? 0 : first === 0 ? at : first + 1
      items.push({ number: kind === 'bullet' ? null : String(first), runs, items: [] })
    } else {
      second = kind === 'bullet' ? 0 : second + 1
      const number = above.number === null ? String(second) : `${above.number}.${second}`
      above.items.push({ number: kind === 'bullet' ? null : number, runs, items: [] })
    }
  }
  return items
}

/** Rows that follow each other, as they stand. */
export function tableOf(lines: readonly RowLine[]): Table {
  const columns = Math.min(MOST_COLUMNS, Math.max(...lines.map(({ cells }) => cells.length)))
  const body = lines.findIndex(({ head }) => !head)
  // A table of heads alone has none.
  const heads = body < 0 ? 0 : body
  const cellAt = (row: number, column: number) => lines[row]?.cells[column] ?? { runs: [] }
  const joins = (row: number, column: number): 'before' | 'above' | null => {
    const cell = cellAt(row, column)
    return isCell(cell) ? null : cell.joins
  }
  const taken = new Set<string>()
  const rows = lines.map((_, row) =>
    Array.from({ length: columns }, (_, column): Placed | null => {
      if (taken.has(`${row} ${column}`)) return null
      const cell = cellAt(row, column)
      if (!isCell(cell)) return { runs: [], across: 1, down: 1 }
      let [across, down] = [1, 1]
      while (
        column + across < columns &&
        joins(row, column + across) === 'before' &&
        !taken.has(`${row} ${column + across}`)
      )
        across++
      const isBelow = (at: number): boolean =>
        at < lines.length &&
        at < heads === row < heads &&
        joins(at, column) === 'above' &&
        Array.from({ length: across - 1 }, (_, n) => joins(at, column + 1 + n)).every((one) => one !== null)
      while (isBelow(row + down)) down++
      for (let y = row; y < row + down; y++) for (let x = column; x < column + across; x++) taken.add(`${y} ${x}`)
      return { runs: cell.runs, across, down }
    }),
  )
  return { kind: 'table', heads, columns, rows }
}
