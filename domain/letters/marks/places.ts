import { cut, isCell, isItem, joined, textOfRuns, type Line, type Run, type RowLine } from './model'

/*
 * Where a caret can stand: in the words of a line, or in a cell of a row. Such a place is a leaf; leaves are counted in the order
 * in which they are read, `at` in UTF-16 units of the words (a field counts as its `{{name}}`).
 */

export type Place = { leaf: number; at: number }
/** A text with what is chosen in it, `from` never behind `to`. */
export type Chosen = { lines: Line[]; from: Place; to: Place }
export type Leaf = { line: number; cell: number | null }

export function leavesOf(lines: readonly Line[]): Leaf[] {
  return lines.flatMap((line, at): Leaf[] => {
    if (line.kind !== 'row') return [{ line: at, cell: null }]
    const own = line.cells.flatMap((cell, index) => (isCell(cell) ? [{ line: at, cell: index }] : []))
    return own
  })
}

export function runsAt(lines: readonly Line[], leaf: Leaf | undefined): Run[] {
  const line = leaf && lines[leaf.line]
  if (!leaf || !line) return []
  if (line.kind !== 'row') return line.runs
  const cell = line.cells[leaf.cell ?? 0]
  return cell && isCell(cell) ? cell.runs : []
}

export function withRuns(lines: readonly Line[], leaf: Leaf, runs: readonly Run[]): Line[] {
  const kept = joined(runs)
  return lines.map((line, at) => {
    if (at !== leaf.line) return line
    if (line.kind !== 'row') return { ...line, runs: kept }
    return { ...line, cells: line.cells.map((cell, index) => (index === leaf.cell ? { runs: kept } : cell)) }
  })
}

export const leafIndex = (lines: readonly Line[], line: number, cell: number | null = null): number =>
  Math.max(
    0,
    leavesOf(lines).findIndex((leaf) => leaf.line === line && (cell === null || leaf.cell === cell)),
  )

export const lengthAt = (lines: readonly Line[], leaf: number): number =>
  textOfRuns(runsAt(lines, leavesOf(lines)[leaf])).length

/** A caret, and nothing chosen. */
export const standing = (lines: Line[], place: Place): Chosen => ({ lines, from: place, to: place })

/** What of each leaf is chosen, from the first to the last. */
export function chosenIn({ lines, from, to }: Chosen): { leaf: Leaf; index: number; start: number; end: number }[] {
  return leavesOf(lines)
    .map((leaf, index) => ({
      leaf,
      index,
      start: index === from.leaf ? from.at : 0,
      end: index === to.leaf ? to.at : lengthAt(lines, index),
    }))
    .slice(from.leaf, to.leaf + 1)
}

export const isRow = (line: Line | undefined): line is RowLine => line?.kind === 'row'

/** The words of a line as one of another kind; a row keeps what it is. */
export function asKind(line: Line, kind: 'text' | 'heading' | 'bullet' | 'number', depth: 1 | 2 = 1): Line {
  if (isRow(line)) return line
  if (kind === 'text' || kind === 'heading') return { kind, runs: line.runs }
  return { kind, depth: isItem(line) ? line.depth : depth, at: isItem(line) ? line.at : 1, runs: line.runs }
}

/** Without what is chosen. Cells are emptied and stay; lines come together. */
export function removed(chosen: Chosen): Chosen {
  const { lines, from, to } = chosen
  const leaves = leavesOf(lines)
  const [first, last] = [leaves[from.leaf], leaves[to.leaf]]
  if (!first || !last) return chosen
  const before = cut(runsAt(lines, first), 0, from.at)
  const after = cut(runsAt(lines, last), to.at)
  if (from.leaf === to.leaf) return standing(withRuns(lines, first, [...before, ...after]), from)
  if (first.cell === null && last.cell === null) {
    const merged = withRuns(lines, first, [...before, ...after])
    return standing([...merged.slice(0, first.line + 1), ...merged.slice(last.line + 1)], from)
  }
  const emptied = chosenIn(chosen).reduce<Line[]>(
    (all, { leaf, start, end }) =>
      withRuns(all, leaf, [...cut(runsAt(all, leaf), 0, start), ...cut(runsAt(all, leaf), end)]),
    lines,
  )
  const inside = (at: number): boolean => at > first.line && at < last.line && !isRow(emptied[at])
  return standing(
    emptied.filter((_, at) => !inside(at)),
    from,
  )
}

/** What is chosen, as lines of its own; of a table whole rows. */
export function sliced(chosen: Chosen): Line[] {
  const { lines } = chosen
  const all = chosenIn(chosen)
  const [first] = all
  if (all.length === 1 && first) return [{ kind: 'text', runs: cut(runsAt(lines, first.leaf), first.start, first.end) }]
  const seen = new Map(all.map(({ leaf, start, end }) => [leaf.line, { start, end }]))
  return lines.flatMap((line, at): Line[] => {
    const part = seen.get(at)
    if (!part) return []
    return [isRow(line) ? line : { ...line, runs: cut(line.runs, part.start, part.end) }]
  })
}
