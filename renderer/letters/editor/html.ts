import { lineOf } from '../../../contract/typed'
import {
  joined,
  MOST_COLUMNS,
  textOfRuns,
  type Cell,
  type Line,
  type RowLine,
  type Run,
} from '../../../domain/letters/marks/model'

/*
 * What Word, a browser or a sheet puts into the clipboard, reduced to what a letter has. It is read in a document that is nowhere:
 * nothing of it is run, loaded or shown, and every tag, address and attribute is left behind.
 */

/** Longer than this it is taken as plain text: forty pages of Word are below it. */
const LONGEST = 4_000_000
const BLOCKS = new Set([
  'P',
  'DIV',
  'H1',
  'H2',
  'H3',
  'H4',
  'H5',
  'H6',
  'LI',
  'UL',
  'OL',
  'TABLE',
  'BLOCKQUOTE',
  'PRE',
  'SECTION',
  'ARTICLE',
  'DD',
  'DT',
  'DL',
  'CENTER',
])
const LEFT_OUT = new Set([
  'SCRIPT',
  'STYLE',
  'TEMPLATE',
  'TITLE',
  'META',
  'LINK',
  'HEAD',
  'IMG',
  'SVG',
  'OBJECT',
  'IFRAME',
  'INPUT',
  'SELECT',
  'TEXTAREA',
])

type Style = Omit<Run, 'text'>
type List = { kind: 'bullet' | 'number'; depth: 1 | 2; at: number }

/** @returns null where there is nothing to keep */
export function linesOfHtml(html: string): Line[] | null {
  if (html === '' || html.length > LONGEST) return null
  const { body } = new DOMParser().parseFromString(html, 'text/html')
  const lines: Line[] = []
  let runs: Run[] = []
  const settle = (make: (said: Run[]) => Line): void => {
    const said = tidied(runs)
    runs = []
    if (said.length > 0) lines.push(make(said))
  }
  const text = (said: Run[]): Line => ({ kind: 'text', runs: said })

  const block = (element: HTMLElement, style: Style, make: (said: Run[]) => Line, list: List | null): void => {
    settle(text)
    inline(element, style, list, make)
    settle(make)
  }
  const inline = (node: Node, style: Style, list: List | null, make: (said: Run[]) => Line): void => {
    for (const child of node.childNodes) {
      if (child.nodeType === Node.TEXT_NODE) runs.push({ text: child.textContent ?? '', ...style })
      if (!(child instanceof HTMLElement) || LEFT_OUT.has(child.tagName.toUpperCase())) continue
      const own = styleIn(child, style)
      if (own === null) continue
      const tag = child.tagName
      if (tag === 'BR') settle(make)
      else if (tag === 'TABLE') {
        settle(make)
        lines.push(...rowsOf(child as HTMLTableElement))
      } else if (tag === 'UL' || tag === 'OL') {
        settle(make)
        const from = Number(child.getAttribute('start')) || 1
        inline(child, own, { kind: tag === 'UL' ? 'bullet' : 'number', depth: list ? 2 : 1, at: from }, make)
      } else if (tag === 'LI') block(child, own, (said) => ({ ...(list ?? BULLET), runs: said }), list ?? BULLET)
      else if (/^H[1-6]$/.test(tag)) block(child, {}, (said) => ({ kind: 'heading', runs: said }), list)
      else if (BLOCKS.has(tag)) {
        const item = itemOfWord(child)
        block(child, own, item ? (said) => ({ ...item, runs: said }) : list ? make : text, list)
      } else inline(child, own, list, make)
    }
  }
  inline(body, {}, null, text)
  settle(text)
  return lines.length > 0 ? lines : null
}

const BULLET: List = { kind: 'bullet', depth: 1, at: 1 }

/** The style in force inside an element; null for what Word puts in a list's place and for what nobody sees. */
function styleIn(element: HTMLElement, around: Style): Style | null {
  const css = element.getAttribute('style') ?? ''
  if (/mso-list:\s*ignore|display:\s*none|mso-hide:\s*all/i.test(css)) return null
  const style: Style = { ...around }
  const tag = element.tagName
  if (/^(B|STRONG|TH)$/.test(tag) || /(?:^|;)\s*font-weight:\s*(bold|[6-9]00)/i.test(css)) style.bold = true
  if (/^(I|EM|CITE)$/.test(tag) || /(?:^|;)\s*font-style:\s*(italic|oblique)/i.test(css)) style.italic = true
  if (/^(U|INS)$/.test(tag) || /(?:^|;)\s*text-decoration(-line)?:[^;]*underline/i.test(css)) style.underline = true
  // A program that wraps all it copies into <b style="font-weight:normal"> means no bold.
  if (/(?:^|;)\s*font-weight:\s*(normal|[1-4]00)/i.test(css)) delete style.bold
  if (/(?:^|;)\s*font-style:\s*normal/i.test(css)) delete style.italic
  return style
}

/** Word's items are paragraphs: their mark stands in them, their rank in a property of its own. */
function itemOfWord(element: HTMLElement): List | null {
  const found = /mso-list:\s*l\d+\s+level(\d)/i.exec(element.getAttribute('style') ?? '')
  if (!found) return null
  const mark = element.querySelector('[style*="mso-list"]')?.textContent ?? ''
  const number = /\d+/.exec(mark)?.[0]
  return {
    kind: number ? 'number' : 'bullet',
    depth: Number(found[1]) > 1 ? 2 : 1,
    at: Number(number ?? 1) % 1000 || 1,
  }
}

function rowsOf(table: HTMLTableElement): RowLine[] {
  const taken = new Map<string, Cell>()
  const rows = [...table.rows].slice(0, 300)
  const span = (asked: number, most: number): number => Math.max(1, Math.min(asked || 1, most))
  rows.forEach((row, y) => {
    let x = 0
    for (const cell of row.cells) {
      while (taken.has(`${y} ${x}`)) x++
      if (x >= MOST_COLUMNS) break
      const [across, down] = [span(cell.colSpan, MOST_COLUMNS - x), span(cell.rowSpan, rows.length - y)]
      for (let below = 0; below < down; below++)
        for (let beside = 0; beside < across; beside++)
          taken.set(`${y + below} ${x + beside}`, { joins: beside > 0 ? 'before' : 'above' })
      taken.set(`${y} ${x}`, { runs: cellRuns(cell) })
      x += across
    }
  })
  const width = Math.max(1, ...[...taken.keys()].map((key) => Number(key.split(' ')[1]) + 1))
  return rows.map((row, y) => ({
    kind: 'row',
    head:
      row.parentElement?.tagName === 'THEAD' ||
      (row.cells.length > 0 && [...row.cells].every(({ tagName }) => tagName === 'TH')),
    cells: Array.from({ length: width }, (_, x) => taken.get(`${y} ${x}`) ?? { runs: [] }),
  }))
}

/** A cell of one line; a head is bold by being one. */
function cellRuns(cell: HTMLElement): Run[] {
  const inside = (node: Node, style: Style): Run[] =>
    [...node.childNodes].flatMap((child): Run[] => {
      if (child.nodeType === Node.TEXT_NODE) return [{ text: child.textContent ?? '', ...style }]
      if (!(child instanceof HTMLElement) || LEFT_OUT.has(child.tagName.toUpperCase())) return []
      const own = styleIn(child, style)
      if (own === null) return []
      const parts = child.tagName === 'BR' ? [] : inside(child, own)
      return BLOCKS.has(child.tagName) || child.tagName === 'BR' ? [...parts, { text: ' ' }] : parts
    })
  return tidied(inside(cell, {}))
}

/** White space of HTML is one space; none stands at the ends. */
function tidied(runs: readonly Run[]): Run[] {
  const all = joined(
    runs.map((run) => ({ ...run, text: lineOf(run.text.replace(/[ \t\n\r\f]+/g, ' ').replace(/\u00a0/g, ' ')) })),
  )
  const kept: Run[] = []
  for (const run of all) {
    const before = kept.length === 0 ? ' ' : (textOfRuns(kept).at(-1) ?? ' ')
    const text = before === ' ' ? run.text.replace(/^ +/, '') : run.text
    if (text !== '') kept.push({ ...run, text })
  }
  const last = kept.at(-1)
  if (last) kept[kept.length - 1] = { ...last, text: last.text.trimEnd() }
  return joined(kept)
}
