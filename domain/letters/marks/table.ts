import { isCell, MOST_COLUMNS, type Cell, type Line, type RowLine } from './model'
import { pasted } from './edit'
import { isRow, leafIndex, leavesOf, standing, type Chosen } from './places'

/** What is done to the table the caret is in. */
export const tableSteps = [
  'rowBelow',
  'rowGone',
  'columnAfter',
  'columnGone',
  'heads',
  'joinNext',
  'joinBelow',
  'apart',
  'gone',
] as const
export type TableStep = (typeof tableSteps)[number]

const empty = (): Cell => ({ runs: [] })
const emptyRow = (columns: number, head = false): RowLine => ({
  kind: 'row',
  head,
  cells: Array.from({ length: columns }, empty),
})

/** A table of a row of heads and two rows, where the caret is. */
export function tableInserted(chosen: Chosen): Chosen {
  const next = pasted(chosen, [emptyRow(3, true), emptyRow(3), emptyRow(3)])
  const line = leavesOf(next.lines)[next.from.leaf]?.line ?? 0
  // The caret goes into its first cell, wherever the table came to stand.
  let at = Math.min(line, next.lines.length - 1)
  while (at > 0 && !isRow(next.lines[at])) at--
  while (at > 0 && isRow(next.lines[at - 1])) at--
  return standing(next.lines, { leaf: leafIndex(next.lines, at), at: 0 })
}

export const isInTable = ({ lines, from }: Chosen): boolean => isRow(lines[leavesOf(lines)[from.leaf]?.line ?? -1])

/** Where the table begins and ends that a line is in. */
function tableAt(lines: readonly Line[], at: number): { from: number; to: number; rows: RowLine[] } {
  let [from, to] = [at, at + 1]
  while (isRow(lines[from - 1])) from--
  while (isRow(lines[to])) to++
  const columns = Math.max(...lines.slice(from, to).map((line) => (isRow(line) ? line.cells.length : 0)))
  const rows = (lines.slice(from, to) as RowLine[]).map((row) => ({
    ...row,
    cells: Array.from({ length: columns }, (_, index) => row.cells[index] ?? empty()),
  }))
  return { from, to, rows }
}

/** Null where it cannot be done: in no table, or beyond its edge. */
export function tableChanged({ lines, from: caret }: Chosen, step: TableStep): Chosen | null {
  const leaf = leavesOf(lines)[caret.leaf]
  if (!leaf || leaf.cell === null) return null
  const { from, to, rows } = tableAt(lines, leaf.line)
  const [row, column] = [leaf.line - from, leaf.cell]
  const columns = rows[0]?.cells.length ?? 0
  const done = (next: RowLine[] | null, y = row, x = column): Chosen | null => {
    if (!next) return null
    const put: Line[] = next.length > 0 ? next : [{ kind: 'text', runs: [] }]
    const all = [...lines.slice(0, from), ...put, ...lines.slice(to)]
    const line = from + Math.max(0, Math.min(y, put.length - 1))
    const cells = all[line]
    let cell = Math.max(0, Math.min(x, columns))
    while (isRow(cells) && cell > 0 && !isOwn(cells.cells[cell])) cell--
    return standing(all, { leaf: leafIndex(all, line, isRow(cells) ? cell : null), at: 0 })
  }
  switch (step) {
    case 'rowBelow':
      return done([...rows.slice(0, row + 1), emptyRow(columns), ...rows.slice(row + 1)], row + 1, 0)
    case 'rowGone':
      return done(freed(rows.filter((_, at) => at !== row)), row)
    case 'columnAfter':
      if (columns >= MOST_COLUMNS) return null
      return done(
        each(rows, (cells) => [...cells.slice(0, column + 1), empty(), ...cells.slice(column + 1)]),
        row,
        column + 1,
      )
    case 'columnGone':
      if (columns === 1) return done([])
      return done(
        freed(each(rows, (cells) => cells.filter((_, at) => at !== column))),
        row,
        Math.min(column, columns - 2),
      )
    case 'heads': {
      const isHead = rows[row]?.head !== true
      return done(rows.map((one, at) => ({ ...one, head: isHead ? at <= row || one.head : at < row && one.head })))
    }
    case 'joinNext': {
      let next = column + 1
      while (next < columns && !isOwn(rows[row]?.cells[next])) next++
      return next < columns ? done(joinedCells(rows, row, next, 'before', column)) : null
    }
    case 'joinBelow': {
      let next = row + 1
      while (next < rows.length && !isOwn(rows[next]?.cells[column])) next++
      return next < rows.length ? done(joinedCells(rows, next, column, 'above', null)) : null
    }
    case 'apart':
      return done(partedCell(rows, row, column))
    case 'gone':
      return done([])
  }
}

const isOwn = (cell: Cell | undefined): boolean => cell !== undefined && isCell(cell)
const each = (rows: readonly RowLine[], change: (cells: Cell[]) => Cell[]): RowLine[] =>
  rows.map((row) => ({ ...row, cells: change(row.cells) }))

/** A cell becomes part of another; what it said goes along. */
function joinedCells(rows: RowLine[], y: number, x: number, joins: 'before' | 'above', into: number | null): RowLine[] {
  const gone = rows[y]?.cells[x]
  const words = gone && isCell(gone) ? gone.runs : []
  const [targetRow, target] = joins === 'before' ? [y, into ?? 0] : [ownAbove(rows, y, x), x]
  return rows.map((row, at) => ({
    ...row,
    cells: row.cells.map((cell, index): Cell => {
      if (at === y && index === x) return { joins }
      if (at !== targetRow || index !== target || !isCell(cell)) return cell
      return {
        runs:
          words.length > 0 && cell.runs.length > 0 ? [...cell.runs, { text: ' ' }, ...words] : [...cell.runs, ...words],
      }
    }),
  }))
}

function ownAbove(rows: readonly RowLine[], y: number, x: number): number {
  let at = y - 1
  while (at > 0 && !isOwn(rows[at]?.cells[x])) at--
  return at
}

/** What a cell covers becomes cells again. */
function partedCell(rows: RowLine[], y: number, x: number): RowLine[] {
  let right = x + 1
  const cellAt = (row: number, column: number): Cell | undefined => rows[row]?.cells[column]
  const joins = (row: number, column: number, by: 'before' | 'above'): boolean => {
    const cell = cellAt(row, column)
    return cell !== undefined && !isCell(cell) && cell.joins === by
  }
  while (joins(y, right, 'before')) right++
  let below = y + 1
  while (joins(below, x, 'above')) below++
  return rows.map((row, at) => ({
    ...row,
    cells: row.cells.map((cell, index) =>
      at >= y && at < below && index >= x && index < right && !isCell(cell) ? empty() : cell,
    ),
  }))
}

/** What joined a cell that is gone stands for itself. */
function freed(rows: RowLine[]): RowLine[] {
  return rows.map((row, y) => ({
    ...row,
    cells: row.cells.map((cell, x) => (isCell(cell) || (cell.joins === 'before' ? x > 0 : y > 0) ? cell : empty())),
  }))
}

/** Enter in a cell: the one below; behind the last row a new one, and out of the table where that was left empty. */
export function belowCell(chosen: Chosen): Chosen | null {
  const { lines, from } = chosen
  const leaf = leavesOf(lines)[from.leaf]
  if (!leaf || leaf.cell === null) return null
  const own = lines[leaf.line] as RowLine
  if (isRow(lines[leaf.line + 1])) {
    const next = lines[leaf.line + 1] as RowLine
    let cell = Math.min(leaf.cell, next.cells.length - 1)
    while (cell > 0 && !isOwn(next.cells[cell])) cell--
    return standing(lines, { leaf: leafIndex(lines, leaf.line + 1, cell), at: 0 })
  }
  const isBlank = own.cells.every((cell) => !isCell(cell) || cell.runs.length === 0)
  if (!isBlank || !isRow(lines[leaf.line - 1])) return tableChanged(chosen, 'rowBelow')
  const without: Line[] = lines.filter((_, at) => at !== leaf.line)
  if (without[leaf.line] === undefined) without.push({ kind: 'text', runs: [] })
  return standing(without, { leaf: leafIndex(without, leaf.line), at: 0 })
}
