import { PdfLine, type LayoutBuilder, type LayoutNode, type TextInlines } from './internals'
import type { Inline, Line } from './types'

const ROUNDING = 1e-4

/** Where those end that stand or fall together with the inline at `from`: behind the next place where a line may end. */
function unitEnd(inlines: readonly Inline[], from = 0): number {
  let end = from
  while (end < inlines.length && inlines[end]?.noNewLine && !inlines[end]?.lineEnd) end++
  return Math.min(end + 1, inlines.length)
}

/** The width of a unit without the blanks that may hang over the edge (UAX #14 LB7, CSS Text 4.1.3). */
export function solidWidth(unit: readonly Inline[]): number {
  let end = unit.length
  while (end > 0 && unit[end - 1]?.bidi?.blank) end--
  return unit.slice(0, end).reduce((sum, inline) => sum + inline.width, 0)
}

/** A word that is cut at a soft hyphen shows it (UAX #14 BA, CSS Text 5.4). */
export const SOFT_HYPHEN = '\u00ad'
const HYPHEN = '\u2010'

const endsSoft = (unit: readonly Inline[]): boolean => unit.at(-1)?.text.endsWith(SOFT_HYPHEN) === true

function showHyphen(line: readonly Inline[]): void {
  const last = line.at(-1)
  if (!last || last.lineEnd || !endsSoft(line)) return
  last.text = last.text.slice(0, -1) + HYPHEN
  last.hyphenated = true
}

/** How many inlines from the start of the list go on the line together, or 0 where not even the first of them fit into `room`. */
function fittingCount(inlines: readonly Inline[], room: number, hyphenOf: (inline: Inline) => number): number {
  let count = 0
  for (;;) {
    count = unitEnd(inlines, count)
    const unit = inlines.slice(0, count)
    const width = solidWidth(unit)
    if (width > room + ROUNDING) return 0
    const last = unit.at(-1)
    if (!last || !endsSoft(unit) || width + hyphenOf(last) <= room + ROUNDING) return count
    // No room for the hyphen: perhaps the rest of the word needs none.
    if (count >= inlines.length) return count
  }
}

/** The longest beginning of `text` that is not wider than `room`; one character at least, or it would never end. */
function fittingLength(text: string, room: number, widthOf: (part: string) => number): number {
  let low = 1
  let high = text.length - 1
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (widthOf(text.slice(0, middle)) <= room) low = middle
    else high = middle - 1
  }
  const splitsPair = /[\udc00-\udfff]/.test(text.charAt(low))
  return splitsPair ? low + 1 : low
}

/** Cuts an unbreakable unit that is wider than a whole line: an address in a narrow column had better continue below. */
function splitToFit(inlines: Inline[], room: number, measure: TextInlines['widthOfText']): Inline[] {
  const taken: Inline[] = []
  let left = room
  for (let next = inlines[0]; next; next = inlines[0]) {
    if (next.width <= left + ROUNDING) {
      taken.push(next)
      inlines.shift()
      left -= next.width
      if (!next.noNewLine) break
      continue
    }
    if (next.text.length < 2 && taken.length > 0) break
    if (next.text.length < 2) return [inlines.shift() as Inline]
    const whole = next
    const length = fittingLength(whole.text, left, (part) => measure(part, whole))
    if (length >= whole.text.length) break
    const head: Inline = { ...whole, text: whole.text.slice(0, length) }
    const tail: Inline = { ...whole, text: whole.text.slice(length) }
    delete head.shaped
    delete tail.shaped
    delete head.noNewLine
    delete head.lineEnd
    head.width = measure(head.text, head)
    tail.width = measure(tail.text, tail)
    if (head.width > left + ROUNDING && taken.length > 0) break
    inlines[0] = tail
    taken.push(head)
    break
  }
  return taken
}

/**
 * No orphans, no widows: what must fit below each line for it to stand on this page. The first takes the second along, the last but
 * one the last, and that one what the paragraph is said to be followed by (`keepsBelow`, in points).
 */
function keepTogether(lines: readonly Line[], keepsBelow: number): void {
  const heightOf = (from: number, to: number): number =>
    lines.slice(from, to).reduce((sum, line) => sum + line.getHeight(), 0)
  const last = lines.length - 1
  lines.forEach((line, index) => {
    if (index === last || index === last - 1 || (index === 0 && last === 2))
      line.roomBelow = heightOf(index + 1, lines.length) + keepsBelow
    else if (index === 0) line.roomBelow = heightOf(1, 2)
  })
}

/** First fit: units are taken as long as what is solid of them fits. */
function nextLine(inlines: Inline[], available: number, measure: TextInlines['widthOfText']): Line {
  const line = new PdfLine(available)
  const hyphenOf = (inline: Inline): number => measure(HYPHEN, inline)
  let used = inlines[0]?.leadingIndent ?? 0
  while (inlines.length > 0) {
    const count = fittingCount(inlines, available - used, hyphenOf)
    if (count === 0 && line.inlines.length > 0) break
    const unit = inlines.slice(0, count || unitEnd(inlines))
    if (count === 0 && !unit[0]?.noWrap && available > 0) {
      for (const inline of splitToFit(inlines, available - used, measure)) line.addInline(inline)
      break
    }
    for (const inline of inlines.splice(0, unit.length)) line.addInline(inline)
    used += unit.reduce((sum, inline) => sum + inline.width, 0)
    if (unit.at(-1)?.lineEnd) break
  }
  if (inlines.length > 0) showHyphen(line.inlines)
  line.lastLineInParagraph = inlines.length === 0
  return line
}

function linesOf(inlines: Inline[], available: number, measure: TextInlines['widthOfText']): Line[] {
  const keepsBelow = inlines[0]?.keepsBelow ?? 0
  const lines: Line[] = []
  while (inlines.length > 0) lines.push(nextLine(inlines, available, measure))
  keepTogether(lines, keepsBelow)
  return lines
}

export function patchLineFilling(prototype: LayoutBuilder, textInlines: TextInlines): void {
  const buildStock = prototype.buildNextLine
  const measure = textInlines.widthOfText.bind(textInlines)
  /** pdfmake asks for one line after the other; where a page may end is known when all are. */
  prototype.buildNextLine = function (node: LayoutNode): Line | null {
    if (node._inlines?.some((inline) => inline.bidi))
      node._lines = [...linesOf(node._inlines, this.writer.context().availableWidth, measure), ...(node._lines ?? [])]
    return node._lines ? (node._lines.shift() ?? null) : buildStock.call(this, node)
  }
}
