/*
 * Rich text as far as a letter needs it. What is kept is still one text a language: words with a few signs around them
 * (`**bold**`, `''italic''`, `++underlined++`, `- item`, `| cell | cell |`), and only in a letter that says it has some
 * (`content.marked`). So a text without is what it always was, and a version that knows none of this shows, keeps and sends
 * every word. Nothing here is HTML.
 */

export const styles = ['bold', 'italic', 'underline'] as const
export type Style = (typeof styles)[number]
/** Words of one style; fields stand in them as `{{name}}`. No line breaks. */
export type Run = { text: string } & Partial<Record<Style, true>>

/** A cell of its own, or one that belongs to the cell before it in reading order, or to the one above. */
export type Cell = { runs: Run[] } | { joins: 'before' | 'above' }

export type ItemKind = 'bullet' | 'number'
/** `depth` 1 or 2; `at`: the number it bears, made right when it is written. */
export type ItemLine = { kind: ItemKind; depth: 1 | 2; at: number; runs: Run[] }
export type WordsLine = { kind: 'text'; runs: Run[] } | { kind: 'heading'; runs: Run[] } | ItemLine
export type RowLine = { kind: 'row'; head: boolean; cells: Cell[] }
export type Line = WordsLine | RowLine

/** More columns than these have no room on a page. */
export const MOST_COLUMNS = 12

export const textOfRuns = (runs: readonly Run[]): string => runs.map(({ text }) => text).join('')

const sameStyle = (a: Run, b: Run): boolean => styles.every((style) => a[style] === b[style])

/** Neighbours of one style are one run, and there are no empty ones. */
export function joined(runs: readonly Run[]): Run[] {
  const out: Run[] = []
  for (const run of runs) {
    const last = out.at(-1)
    if (run.text === '') continue
    if (last && sameStyle(last, run)) out[out.length - 1] = { ...last, text: last.text + run.text }
    else out.push(run)
  }
  return out
}

/** What stands from one place to another, in UTF-16 units. */
export function cut(runs: readonly Run[], from: number, to = Infinity): Run[] {
  const out: Run[] = []
  let at = 0
  for (const run of runs) {
    const text = run.text.slice(Math.max(0, from - at), Math.max(0, to - at))
    if (text !== '') out.push({ ...run, text })
    at += run.text.length
  }
  return out
}

export const plainLine = (text: string): WordsLine => ({ kind: 'text', runs: text === '' ? [] : [{ text }] })
export const isItem = (line: Line): line is ItemLine => line.kind === 'bullet' || line.kind === 'number'
export const isCell = (cell: Cell): cell is { runs: Run[] } => 'runs' in cell
/** Whether it says nothing but words: no version would show it otherwise. */
export const isPlain = (lines: readonly Line[]): boolean =>
  lines.every((line) => line.kind === 'text' && line.runs.every((run) => styles.every((style) => !run[style])))
