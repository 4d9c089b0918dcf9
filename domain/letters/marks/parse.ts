import { joined, plainLine, type Cell, type Line, type Run, type Style } from './model'

export const SIGNS: Record<Style, string> = { bold: '**', italic: "''", underline: '++' }
const STYLE_OF: Record<string, Style> = { '**': 'bold', "''": 'italic', '++': 'underline' }
/** What a backslash before it makes a sign of writing again; a backslash before anything else is one. */
export const ESCAPED = /[\\*'+|#.<^-]/
/** How a line begins that is more than words. */
export const OPENING = /^(?:(#)|(--?)|(\d{1,3})\.|\d{1,3}\.(\d{1,3})\.)(?: |$)/

/** A text of a marked letter. Every text is one: what is no mark is words, and no word is ever dropped. */
export const parseMarked = (text: string): Line[] => text.split('\n').map(parseLine)

/** The same of a letter without marks. */
export const plainLines = (text: string): Line[] => text.split('\n').map(plainLine)

export const linesOf = (text: string, marked: boolean | undefined): Line[] =>
  marked ? parseMarked(text) : plainLines(text)

function parseLine(line: string): Line {
  const cells = line.startsWith('|') ? cellsOf(line) : null
  if (cells) return { kind: 'row', head: line.startsWith('|#'), cells: cells.map(cellOf) }
  const opening = OPENING.exec(line)
  if (!opening) return { kind: 'text', runs: runsOf(line) }
  const [whole, heading, dashes, number, second] = opening
  const runs = runsOf(line.slice(whole.length))
  if (heading) return { kind: 'heading', runs }
  if (dashes) return { kind: 'bullet', depth: dashes === '-' ? 1 : 2, at: 1, runs }
  return number === undefined
    ? { kind: 'number', depth: 2, at: Number(second), runs }
    : { kind: 'number', depth: 1, at: Number(number), runs }
}

/** The texts between the bars of a row; null where the last bar is missing: then it is a line that begins with a bar. */
function cellsOf(line: string): string[] | null {
  const cells: string[] = []
  let from = line.startsWith('|#') ? 2 : 1
  for (let at = from; at < line.length; at++) {
    if (line[at] === '\\') at++
    else if (line[at] === '|') {
      cells.push(line.slice(from, at))
      from = at + 1
    }
  }
  return cells.length > 0 && line.slice(from).trim() === '' ? cells : null
}

function cellOf(text: string): Cell {
  const said = text.trim()
  if (said === '<') return { joins: 'before' }
  if (said === '^') return { joins: 'above' }
  return { runs: runsOf(said) }
}

/** A sign opens and the next one of its kind closes; the last of an odd number is what somebody wrote. */
function runsOf(line: string): Run[] {
  const parts: ({ text: string } | { sign: Style })[] = []
  const counts: Record<Style, number> = { bold: 0, italic: 0, underline: 0 }
  for (let at = 0; at < line.length; at++) {
    const next = line[at + 1]
    const style = STYLE_OF[line.slice(at, at + 2)]
    if (line[at] === '\\' && next !== undefined && ESCAPED.test(next)) parts.push({ text: line[++at] as string })
    else if (style) {
      parts.push({ sign: style })
      counts[style]++
      at++
    } else parts.push({ text: line[at] as string })
  }
  let on: Partial<Record<Style, true>> = {}
  const left = { ...counts }
  return joined(
    parts.map((part) => {
      if ('text' in part) return { text: part.text, ...on }
      const { sign } = part
      if (left[sign]-- === 1 && !on[sign]) return { text: SIGNS[sign], ...on }
      const { [sign]: open, ...rest } = on
      on = open ? rest : { ...on, [sign]: true }
      return { text: '' }
    }),
  )
}
