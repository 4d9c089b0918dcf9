import type { LetterField } from '../../../contract/letters'
import { tableOf } from '../../../domain/letters/marks/blocks'
import { isItem, type Line, type RowLine, type Run, type WordsLine } from '../../../domain/letters/marks/model'
import { numberRuns } from '../../../domain/text/isolate'
import { CARET_PLACE, parse } from '../tokens'

/** How a text is drawn into its editor. */
export type How = {
  dir: 'rtl' | 'ltr'
  chip: (field: LetterField) => HTMLElement
  /** A number as this language writes it. */
  figures: (number: string) => string
}

const TAGS = { bold: 'b', italic: 'i', underline: 'u' } as const

/** A telephone number or a date in an Arabic sentence reads as it was typed, here as on paper. */
function textNodes(text: string, dir: How['dir']): Node[] {
  if (dir === 'ltr') return [document.createTextNode(text)]
  const nodes: Node[] = []
  let from = 0
  for (const run of numberRuns(text)) {
    nodes.push(document.createTextNode(text.slice(from, run.from)))
    const number = document.createElement('bdi')
    number.dir = 'ltr'
    number.textContent = text.slice(run.from, run.to)
    nodes.push(number)
    from = run.to
  }
  nodes.push(document.createTextNode(text.slice(from)))
  return nodes.filter((node) => node.textContent !== '')
}

function runNodes(run: Run, how: How): Node[] {
  const nodes = parse(run.text).flatMap((piece) =>
    piece.kind === 'text' ? textNodes(piece.text, how.dir) : [how.chip(piece.field)],
  )
  return (['bold', 'italic', 'underline'] as const).reduce<Node[]>((inside, style) => {
    if (!run[style]) return inside
    const element = document.createElement(TAGS[style])
    element.append(...inside)
    return [element]
  }, nodes)
}

function fill(leaf: HTMLElement, runs: readonly Run[], how: How): HTMLElement {
  leaf.dataset['leaf'] = ''
  const nodes = runs.flatMap((run) => runNodes(run, how))
  // A caret cannot stand after a chip that ends the text, nor in an empty line.
  if (nodes.length === 0) nodes.push(document.createElement('br'))
  else if (nodes.at(-1) instanceof HTMLElement) nodes.push(document.createTextNode(CARET_PLACE))
  leaf.append(...nodes)
  return leaf
}

function wordsElement(line: WordsLine, mark: string, how: How): HTMLElement {
  const element = document.createElement('div')
  element.className = 'line'
  element.dataset['kind'] = line.kind
  if (isItem(line)) {
    element.dataset['depth'] = String(line.depth)
    element.dataset['at'] = String(line.at)
    element.dataset['mark'] = mark
  }
  return fill(element, line.runs, how)
}

function tableElement(rows: readonly RowLine[], how: How): HTMLElement {
  const table = document.createElement('table')
  const { rows: placed, heads } = tableOf(rows)
  placed.forEach((row, at) => {
    const line = document.createElement('tr')
    if (rows[at]?.head) line.dataset['head'] = ''
    for (const cell of row) {
      if (!cell) continue
      const element = document.createElement(at < heads ? 'th' : 'td')
      if (cell.across > 1) element.colSpan = cell.across
      if (cell.down > 1) element.rowSpan = cell.down
      line.append(fill(element, cell.runs, how))
    }
    table.append(line)
  })
  return table
}

/**
 * The nodes of a text: a block for each line, a table for rows that follow each other, and a line to stand on behind the last. An
 * empty text has none.
 */
export function drawn(lines: readonly Line[], how: How): Node[] {
  const [only] = lines
  if (lines.length === 1 && only?.kind === 'text' && only.runs.length === 0) return []
  const nodes: Node[] = []
  const given: readonly Line[] = lines.at(-1)?.kind === 'row' ? [...lines, { kind: 'text', runs: [] }] : lines
  let [first, second] = [0, 0]
  for (let at = 0; at < given.length; at++) {
    const line = given[at] as Line
    if (line.kind === 'row') {
      let to = at
      while (given[to]?.kind === 'row') to++
      nodes.push(tableElement(given.slice(at, to) as RowLine[], how))
      at = to - 1
      ;[first, second] = [0, 0]
      continue
    }
    let mark = ''
    if (!isItem(line)) [first, second] = [0, 0]
    else if (line.kind === 'bullet') {
      mark = line.depth === 1 ? '•' : '–'
      ;[first, second] = [line.depth === 1 ? 0 : first, 0]
    } else if (line.depth === 1) {
      ;[first, second] = [first === 0 ? line.at : first + 1, 0]
      mark = `${how.figures(String(first))}.`
    } else {
      second++
      mark = `${how.figures(first > 0 ? `${first}.${second}` : String(second))}.`
    }
    nodes.push(wordsElement(line, mark, how))
  }
  return nodes
}
