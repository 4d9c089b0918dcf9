import type { LetterContent } from '../../../contract/letters'
import { isCell, joined, styles, textOfRuns, type Line, type Run, type Style } from './model'
import { ESCAPED, linesOf, OPENING, plainLines, SIGNS } from './parse'

/** A number of three figures: what a longer one begins with is no list. */
const MOST = 999

/** Lines as they are kept in a marked letter; `parseMarked` gives them back. */
export const writeMarked = (lines: readonly Line[]): string => numbered(lines).map(lineText).join('\n')

/** The same where a letter has no marks: only what is plain is given. */
export const writeText = (lines: readonly Line[], marked: boolean | undefined): string =>
  marked ? writeMarked(lines) : lines.map(wordsOf).join('\n')

/** What a line says, without how. */
export const wordsOf = (line: Line): string =>
  line.kind === 'row'
    ? line.cells.map((cell) => (isCell(cell) ? textOfRuns(cell.runs) : '')).join(' ')
    : textOfRuns(line.runs)

/** The words of a text alone: what is counted, compared and searched. */
export const plainOf = (text: string, marked: boolean | undefined): string =>
  marked ? linesOf(text, true).map(wordsOf).join('\n') : text

/** What was typed where there were no marks, as it stands in a marked letter: not one sign of it becomes one. */
export const escaped = (text: string): string => writeMarked(plainLines(text))

/** A value as it stands anywhere in a marked text, in a cell or at the beginning of a line: it says itself and marks nothing. */
export const inertMarks = (value: string): string =>
  value.replace(/[\\*+|]|^['#<^-]|'(?='|$)/g, '\\$&').replace(/^(\d{1,3})\./, '$1\\.')

/** The letter has marks from now on: every sign in its texts that looks like one is kept apart. Changes `content`. */
export function beMarked(content: Pick<LetterContent, 'paragraphs' | 'marked'>): void {
  if (content.marked) return
  for (const one of content.paragraphs) Object.assign(one, { ar: escaped(one.ar), other: escaped(one.other) })
  content.marked = true
}

/** Each number of a list follows the one before; the first says where it begins. `under`: the number a second rank stands under. */
function numbered(lines: readonly Line[]): { line: Line; under: number }[] {
  let [first, second] = [0, 0]
  return lines.map((line) => {
    if (line.kind === 'bullet') [first, second] = [line.depth === 1 ? 0 : first, 0]
    else if (line.kind !== 'number') [first, second] = [0, 0]
    else if (line.depth === 1) {
      ;[first, second] = [Math.min(MOST, first === 0 ? Math.max(0, line.at) : first + 1), 0]
      return { line: { ...line, at: first }, under: 0 }
    } else return { line: { ...line, at: (second = Math.min(MOST, second + 1)) }, under: first }
    return { line, under: 0 }
  })
}

function lineText({ line, under }: { line: Line; under: number }): string {
  if (line.kind === 'row') {
    const cells = line.cells.map((cell) => {
      if (!isCell(cell)) return cell.joins === 'before' ? '<' : '^'
      const text = runsText(trimmed(cell.runs), true)
      return text === '<' || text === '^' ? `\\${text}` : text
    })
    return `|${line.head ? '#' : ''} ${cells.join(' | ')} |`
  }
  const text = runsText(line.runs, false)
  if (line.kind === 'bullet') return `${'-'.repeat(line.depth)} ${text}`
  if (line.kind !== 'number') return line.kind === 'heading' ? `# ${text}` : withoutOpening(text)
  return line.depth === 1 ? `${line.at}. ${text}` : `${under}.${line.at}. ${text}`
}

function withoutOpening(text: string): string {
  if (text.startsWith('|')) return `\\${text}`
  const [opening] = OPENING.exec(text) ?? []
  if (opening === undefined) return text
  return /^\d/.test(opening) ? text.replace('.', '\\.') : `\\${text}`
}

function trimmed(runs: readonly Run[]): Run[] {
  const text = textOfRuns(runs)
  const [from, to] = [text.length - text.trimStart().length, text.trimEnd().length]
  let at = 0
  return joined(
    runs.map((run) => {
      const part = run.text.slice(Math.max(0, from - at), Math.max(0, to - at))
      at += run.text.length
      return { ...run, text: part }
    }),
  )
}

function runsText(given: readonly Run[], inCell: boolean): string {
  const runs = joined(given)
  const isStyled = runs.some((run) => styles.some((style) => run[style]))
  let text = ''
  const on = new Set<Style>()
  const turn = (style: Style): void => {
    text += SIGNS[style]
    if (!on.delete(style)) on.add(style)
  }
  for (const run of runs) {
    for (const style of styles) if (on.has(style) && !run[style]) turn(style)
    for (const style of styles) if (!on.has(style) && run[style]) turn(style)
    text += escapedWords(run.text, isStyled, inCell)
  }
  for (const style of styles) if (on.has(style)) turn(style)
  return text
}

/** A sign that stands beside its like, or where a style changes, would be read as a mark. */
function escapedWords(words: string, isStyled: boolean, inCell: boolean): string {
  let out = ''
  for (let at = 0; at < words.length; at++) {
    const char = words[at] as string
    const [before, after] = [words[at - 1], words[at + 1]]
    const edge = isStyled && (at === 0 || at === words.length - 1)
    const isSign = "*'+".includes(char) && (before === char || after === char || edge)
    const isSlash = char === '\\' && (after === undefined || ESCAPED.test(after))
    out += isSign || isSlash || (inCell && char === '|') ? `\\${char}` : char
  }
  return out
}
