import {
  joined,
  type Cell,
  type Line,
  type RowLine,
  type Run,
  type Style,
  type WordsLine,
} from '../../../domain/letters/marks/model'
import type { Place } from '../../../domain/letters/marks/places'
import { CARET_PLACE, isField } from '../tokens'

/* What stands in an editor, as a text: chips are fields again, what the browser added counts for nothing. */

const STYLE_OF: Record<string, Style> = {
  B: 'bold',
  STRONG: 'bold',
  I: 'italic',
  EM: 'italic',
  U: 'underline',
}

const wordsOf = (text: string): string => text.replaceAll(CARET_PLACE, '').replaceAll('\u00a0', ' ')
const tokenOf = (node: HTMLElement): string | null => {
  const field = node.dataset['field']
  return field && isField(field) ? `{{${field}}}` : null
}

/** Words of a node, line breaks among them. */
function runsIn(node: Node, style: Omit<Run, 'text'> = {}): Run[] {
  return [...node.childNodes].flatMap((child): Run[] => {
    if (child.nodeType === Node.TEXT_NODE) return [{ text: wordsOf(child.textContent ?? ''), ...style }]
    if (!(child instanceof HTMLElement)) return []
    const token = tokenOf(child)
    if (token) return [{ text: token, ...style }]
    if (child.tagName === 'BR') return isLast(child) ? [] : [{ text: '\n', ...style }]
    const own = STYLE_OF[child.tagName]
    const block = /^(DIV|P)$/.test(child.tagName) && child.previousSibling ? [{ text: '\n' }] : []
    return [...block, ...runsIn(child, own ? { ...style, [own]: true } : style)]
  })
}

/** The break that keeps an empty line open says nothing. */
function isLast(node: Node): boolean {
  for (let next = node.nextSibling; next; next = next.nextSibling)
    if (wordsOf(next.textContent ?? '') !== '') return false
  return true
}

/** Runs with line breaks in them, line by line. */
function apart(runs: readonly Run[]): Run[][] {
  const lines: Run[][] = [[]]
  for (const run of runs)
    run.text.split('\n').forEach((text, at) => {
      if (at > 0) lines.push([])
      lines.at(-1)?.push({ ...run, text })
    })
  return lines.map(joined)
}

function lineOf({ dataset }: HTMLElement, runs: Run[]): WordsLine {
  const { kind, depth, at } = dataset
  if (kind === 'heading') return { kind, runs }
  if (kind === 'bullet' || kind === 'number') return { kind, depth: depth === '2' ? 2 : 1, at: Number(at) || 1, runs }
  return { kind: 'text', runs }
}

function rowsOf(table: HTMLTableElement): RowLine[] {
  const rows = [...table.rows].map((row): RowLine => ({ kind: 'row', head: 'head' in row.dataset, cells: [] }))
  const taken = new Map<string, Cell>()
  ;[...table.rows].forEach((row, y) => {
    let x = 0
    for (const cell of row.cells) {
      while (taken.has(`${y} ${x}`)) x++
      const runs = joined(runsIn(cell).map((run) => ({ ...run, text: run.text.replace(/\n/g, ' ') })))
      for (let down = 0; down < cell.rowSpan; down++)
        for (let across = 0; across < cell.colSpan; across++)
          taken.set(`${y + down} ${x + across}`, { joins: across > 0 ? 'before' : 'above' })
      taken.set(`${y} ${x}`, { runs })
      x += cell.colSpan
    }
  })
  const width = Math.max(1, ...[...taken.keys()].map((key) => Number(key.split(' ')[1]) + 1))
  return rows.map((row, y) => ({
    ...row,
    cells: Array.from({ length: width }, (_, x) => taken.get(`${y} ${x}`) ?? { runs: [] }),
  }))
}

/** @returns at least one line */
export function readLines(root: HTMLElement): Line[] {
  const lines: Line[] = []
  let loose: Run[] | null = null
  const settle = (): void => {
    if (loose) lines.push(...apart(loose).map((runs): Line => ({ kind: 'text', runs })))
    loose = null
  }
  for (const child of root.childNodes) {
    const element = child instanceof HTMLElement ? child : null
    if (element instanceof HTMLTableElement) {
      settle()
      lines.push(...rowsOf(element))
    } else if (element && 'leaf' in element.dataset) {
      settle()
      lines.push(...apart(runsIn(element)).map((runs) => lineOf(element, runs)))
    } else {
      // Typed where nothing was drawn, or wrapped by the browser.
      const holder = document.createElement('div')
      holder.append(child.cloneNode(true))
      if (element && /^(DIV|P)$/.test(element.tagName)) settle()
      loose = [...(loose ?? []), ...(element?.tagName === 'BR' ? [{ text: '\n' }] : runsIn(holder))]
    }
  }
  settle()
  return lines.length > 0 ? lines : [{ kind: 'text', runs: [] }]
}

/** The line to stand on behind a table was never typed: it is not kept. */
export function typedOf(lines: Line[]): Line[] {
  const last = lines.at(-1)
  const isPlace = last?.kind === 'text' && last.runs.length === 0 && lines.at(-2)?.kind === 'row'
  return isPlace ? lines.slice(0, -1) : lines
}

/** What was typed into an empty editor stands in the editor itself. */
function leavesIn(root: HTMLElement): HTMLElement[] {
  const leaves = [...root.querySelectorAll<HTMLElement>('[data-leaf]')]
  return leaves.length > 0 ? leaves : [root]
}
const lengthOf = (node: Node): number =>
  node instanceof HTMLElement && tokenOf(node)
    ? (tokenOf(node) ?? '').length
    : node.nodeType === Node.TEXT_NODE
      ? wordsOf(node.textContent ?? '').length
      : [...node.childNodes].reduce((sum, child) => sum + lengthOf(child), 0)

/** Where a point of the document is in the text. */
export function placeOf(root: HTMLElement, node: Node, offset: number): Place | null {
  if (!root.contains(node)) return null
  const leaves = leavesIn(root)
  const element = node instanceof HTMLElement ? node : node.parentElement
  const own = leaves[0] === root ? root : element?.closest<HTMLElement>('[data-leaf]')
  if (own && root.contains(own)) {
    const before = document.createRange()
    before.setStart(own, 0)
    before.setEnd(node, offset)
    return { leaf: leaves.indexOf(own), at: lengthOf(before.cloneContents()) }
  }
  // Between lines: the end of the last one before the point.
  const before = leaves.filter((leaf) => {
    const range = document.createRange()
    range.selectNode(leaf)
    return range.comparePoint(node, offset) > 0
  })
  const last = before.at(-1)
  return last ? { leaf: before.length - 1, at: lengthOf(last) } : { leaf: 0, at: 0 }
}

/** The point of the document a place is at. */
export function pointAt(root: HTMLElement, { leaf, at }: Place): { node: Node; offset: number } {
  const leaves = leavesIn(root)
  const element = leaves[Math.min(leaf, leaves.length - 1)] ?? root
  let left = at
  let point: { node: Node; offset: number } = { node: element, offset: 0 }
  const walk = (node: Node): boolean => {
    for (const child of node.childNodes) {
      const length = lengthOf(child)
      if (child.nodeType === Node.TEXT_NODE) {
        const text = child.textContent ?? ''
        if (left <= length) {
          // In front of the caret's own place there is nowhere to stand.
          let offset = 0
          for (let words = 0; offset < text.length && (words < left || text[offset] === CARET_PLACE); offset++)
            if (text[offset] !== CARET_PLACE) words++
          point = { node: child, offset }
          return true
        }
      } else if (child instanceof HTMLElement && tokenOf(child)) {
        if (left < length) {
          point = { node, offset: [...node.childNodes].indexOf(child) }
          return true
        }
        point = { node, offset: [...node.childNodes].indexOf(child) + 1 }
      } else if (left <= length && length > 0) return walk(child)
      left -= length
    }
    return false
  }
  walk(element)
  return point
}
