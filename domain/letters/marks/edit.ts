import { cut, isItem, textOfRuns, type ItemKind, type Line, type Run, type Style } from './model'
import {
  asKind,
  chosenIn,
  isRow,
  leafIndex,
  leavesOf,
  lengthAt,
  removed,
  runsAt,
  standing,
  withRuns,
  type Chosen,
} from './places'
import { wordsOf } from './write'

/* What a key or a button does to a text, as a new text with its caret. The browser types letters; all else is here. */

const isEmpty = ({ from, to }: Chosen): boolean => from.leaf === to.leaf && from.at === to.at

/** The style of what would be typed here: that of the letter before, in an empty place none. */
export function styleAt({ lines, from }: Chosen): Partial<Record<Style, true>> {
  const runs = runsAt(lines, leavesOf(lines)[from.leaf])
  const { text: _, ...style } = cut(runs, Math.max(0, from.at - 1), Math.max(1, from.at))[0] ?? { text: '' }
  return style
}

/** Whether all that is chosen has the style; of a caret, what stands before it. */
export function hasStyle(chosen: Chosen, style: Style): boolean {
  if (isEmpty(chosen)) return styleAt(chosen)[style] === true
  const runs = chosenIn(chosen).flatMap(({ leaf, start, end }) => cut(runsAt(chosen.lines, leaf), start, end))
  return runs.length > 0 && runs.every((run) => run[style])
}

/** Given to all that is chosen, or taken from it where all of it has it. */
export function styled(chosen: Chosen, style: Style): Chosen {
  const on = !hasStyle(chosen, style)
  const dressed = ({ [style]: _, ...run }: Run): Run => (on ? { ...run, [style]: true } : run)
  const lines = chosenIn(chosen).reduce<Line[]>((all, { leaf, start, end }) => {
    const runs = runsAt(all, leaf)
    return withRuns(all, leaf, [...cut(runs, 0, start), ...cut(runs, start, end).map(dressed), ...cut(runs, end)])
  }, chosen.lines)
  return { ...chosen, lines }
}

/** Words where the caret is, in place of what is chosen. */
export function typed(chosen: Chosen, text: string, style = styleAt(chosen)): Chosen {
  return pasted(chosen, [{ kind: 'text', runs: [{ text, ...style }] }])
}

/** Lines where the caret is, in place of what is chosen; in a cell they are one line. */
export function pasted(chosen: Chosen, given: readonly Line[]): Chosen {
  const bare = isEmpty(chosen) ? chosen : removed(chosen)
  const { lines, from } = bare
  const leaf = leavesOf(lines)[from.leaf]
  const [first, ...rest] = given
  if (!leaf || !first) return bare
  const runs = runsAt(lines, leaf)
  const [before, after] = [cut(runs, 0, from.at), cut(runs, from.at)]
  const isWords = rest.length === 0 && first.kind === 'text'
  if (leaf.cell !== null || isWords) {
    const put = isWords
      ? first.runs
      : given.flatMap((line, at) => (at === 0 ? inOne(line) : [{ text: ' ' }, ...inOne(line)]))
    const at = from.at + textOfRuns(put).length
    return standing(withRuns(lines, leaf, [...before, ...put, ...after]), { leaf: from.leaf, at })
  }
  const own = lines[leaf.line] as Exclude<Line, { kind: 'row' }>
  const put = [...given]
  if (first.kind === 'text') put[0] = { ...own, runs: [...before, ...first.runs] }
  else if (before.length > 0) put.unshift({ ...own, runs: before })
  const last = put.at(-1) as Line
  const lastLength = isRow(last) ? 0 : textOfRuns(last.runs).length
  if (!isRow(last)) put[put.length - 1] = { ...last, runs: [...last.runs, ...after] }
  else if (after.length > 0 || leaf.line === lines.length - 1) put.push({ kind: 'text', runs: after })
  const next = [...lines.slice(0, leaf.line), ...put, ...lines.slice(leaf.line + 1)]
  return standing(next, { leaf: leafIndex(next, leaf.line + put.length - 1), at: lastLength })
}

const inOne = (line: Line): Run[] => (isRow(line) ? [{ text: wordsOf(line) }] : line.runs)

/** Enter: a new line of its kind; an empty item leaves its list; a heading is followed by words. */
export function parted(chosen: Chosen): Chosen {
  const { lines, from } = removed(chosen)
  const leaf = leavesOf(lines)[from.leaf]
  const line = leaf && lines[leaf.line]
  if (!leaf || !line || isRow(line)) return { lines, from, to: from }
  if (isItem(line) && line.runs.length === 0) {
    const plainer: Line = line.depth === 2 ? { ...line, depth: 1 } : { kind: 'text', runs: [] }
    return standing(replaced(lines, leaf.line, [plainer]), from)
  }
  const after = cut(line.runs, from.at)
  const follows: Line = line.kind === 'heading' ? { kind: 'text', runs: after } : { ...line, runs: after }
  const next = replaced(lines, leaf.line, [{ ...line, runs: cut(line.runs, 0, from.at) }, follows])
  return standing(next, { leaf: from.leaf + 1, at: 0 })
}

/** Backspace where a line begins: it becomes plainer, then one with the line before. Null where there is nothing to do. */
export function joinedBefore({ lines, from }: Chosen): Chosen | null {
  const leaf = leavesOf(lines)[from.leaf]
  const line = leaf && lines[leaf.line]
  if (!leaf || !line || isRow(line)) return null
  if (isItem(line) && line.depth === 2) return standing(replaced(lines, leaf.line, [{ ...line, depth: 1 }]), from)
  if (line.kind !== 'text') return standing(replaced(lines, leaf.line, [asKind(line, 'text')]), from)
  const before = lines[leaf.line - 1]
  if (!before) return null
  // Behind a table an empty line is taken away; words stay under it.
  if (isRow(before) && line.runs.length > 0) return null
  const place = { leaf: from.leaf - 1, at: lengthAt(lines, from.leaf - 1) }
  if (isRow(before)) return standing(replaced(lines, leaf.line, []), place)
  const one: Line = { ...before, runs: [...before.runs, ...line.runs] }
  return standing([...lines.slice(0, leaf.line - 1), one, ...lines.slice(leaf.line + 1)], place)
}

/** Delete where a line ends: the next one comes to it. */
export function joinedAfter({ lines, from }: Chosen): Chosen | null {
  const leaf = leavesOf(lines)[from.leaf]
  const [line, next] = leaf ? [lines[leaf.line], lines[leaf.line + 1]] : []
  if (!leaf || !line || isRow(line) || !next || isRow(next)) return null
  const one: Line = { ...line, runs: [...line.runs, ...next.runs] }
  return standing([...lines.slice(0, leaf.line), one, ...lines.slice(leaf.line + 2)], from)
}

/** The lines that are chosen become of a kind, or words again where all of them are of it. */
export function ofKind(chosen: Chosen, kind: ItemKind | 'heading'): Chosen {
  const at = new Set(chosenIn(chosen).map(({ leaf }) => leaf.line))
  const all = chosen.lines.every((line, index) => !at.has(index) || isRow(line) || line.kind === kind)
  return {
    ...chosen,
    lines: chosen.lines.map((line, index) => (at.has(index) ? asKind(line, all ? 'text' : kind) : line)),
  }
}

/** An item one rank further in or out; null where there is no such rank. */
export function indented(chosen: Chosen, by: 1 | -1): Chosen | null {
  const at = new Set(chosenIn(chosen).map(({ leaf }) => leaf.line))
  const depth = by === 1 ? 2 : 1
  let changed = false
  const lines = chosen.lines.map((line, index): Line => {
    const before = chosen.lines[index - 1]
    if (!at.has(index) || !isItem(line) || line.depth === depth) return line
    // What stands first in a list has nothing to stand within.
    if (depth === 2 && !(before && isItem(before))) return line
    changed = true
    return { ...line, depth }
  })
  return changed ? { ...chosen, lines } : null
}

const BEGINS: readonly [RegExp, (found: RegExpExecArray) => Line][] = [
  [/^[-*•–]$/, () => ({ kind: 'bullet', depth: 1, at: 1, runs: [] })],
  [/^(\d{1,3})[.)-]$/, (found) => ({ kind: 'number', depth: 1, at: Number(found[1]), runs: [] })],
]

/** A blank behind `-` or `1.` at the beginning of a line makes it an item; null where it is only a blank. */
export function begunItem({ lines, from, to }: Chosen): Chosen | null {
  const leaf = leavesOf(lines)[from.leaf]
  const line = leaf && lines[leaf.line]
  if (!leaf || line?.kind !== 'text' || from.leaf !== to.leaf || from.at !== to.at) return null
  const before = textOfRuns(cut(line.runs, 0, from.at)).replace(/[\u0660-\u0669]/g, (one) =>
    String(one.charCodeAt(0) - 0x660),
  )
  for (const [pattern, make] of BEGINS) {
    const found = pattern.exec(before)
    if (!found) continue
    const item = { ...make(found), runs: cut(line.runs, from.at) } as Line
    return standing(replaced(lines, leaf.line, [item]), { leaf: from.leaf, at: 0 })
  }
  return null
}

export const replaced = (lines: readonly Line[], at: number, by: readonly Line[]): Line[] => [
  ...lines.slice(0, at),
  ...by,
  ...lines.slice(at + 1),
]
