import type { ElementWriter } from './internals'
import { isIgnorable } from './shape'
import { shapeCut } from './together'
import type { Inline, Line } from './types'

/**
 * UAX #9 L2: from the highest level down to the lowest odd one, reverse every run at that level or above.
 * Returns, for each visual place from the left, the index of the piece that stands there.
 */
export function visualOrder(levels: readonly number[]): number[] {
  const order = levels.map((_, index) => index)
  if (levels.every((level) => level === levels[0])) return (levels[0] ?? 0) % 2 === 1 ? order.reverse() : order
  const odd = levels.filter((level) => level % 2 === 1)
  const lowestOdd = Math.min(...odd, Infinity)
  const levelAt = (place: number): number => levels[order[place] ?? 0] ?? 0
  for (let level = Math.max(...levels, 0); level >= lowestOdd; level--) {
    for (let start = 0; start < order.length; start++) {
      if (levelAt(start) < level) continue
      let end = start
      while (end + 1 < order.length && levelAt(end + 1) >= level) end++
      order.splice(start, end - start + 1, ...order.slice(start, end + 1).reverse())
      start = end
    }
  }
  return order
}

/** Nothing to see: a blank, or format characters alone. A mark that stands on no letter has no width either, and is something. */
const isVoid = ({ bidi, text, leadingIndent }: Inline): boolean =>
  bidi?.blank === true || (!leadingIndent && Array.from(text).every(isIgnorable))

/** UAX #9 L1: blanks at the end of the line belong to the paragraph; they hang outside the measure and are not drawn. */
export function withoutEdgeBlanks(inlines: readonly Inline[]): Inline[] {
  let end = inlines.length
  while (end > 0 && isVoid(inlines[end - 1] as Inline)) end--
  let start = 0
  while (start < end && isVoid(inlines[start] as Inline) && !inlines[start]?.leadingIndent) start++
  return inlines.slice(start, end)
}

/** Puts the inlines of a finished line where they are drawn, and the line where it stands between the margins. */
export function layOutLine(line: Line, available: number): void {
  const first = line.inlines[0]
  const pieces = withoutEdgeBlanks(line.inlines)
  if (!first || pieces.length === 0) return
  // What stood beside a word in the paragraph may now stand on another line.
  shapeCut(pieces)
  const rtl = (first.bidi?.paragraphLevel ?? 0) % 2 === 1
  const visual = visualOrder(pieces.map((piece) => piece.bidi?.level ?? 0)).flatMap((index) => pieces[index] ?? [])

  const indent = first.leadingIndent ?? 0
  const isLast = line.newLineForced === true || line.lastLineInParagraph === true
  const justified = first.alignment === 'justify'
  if (justified && !isLast) justify(pieces, available - indent)

  let x = rtl ? 0 : indent
  for (const inline of visual) {
    inline.x = x
    inline.justifyShift = 0
    x += inline.width
  }
  const total = x + (rtl ? indent : 0)
  Object.assign(line, { leadingCut: 0, trailingCut: 0, inlineWidths: total, inlines: visual, logical: pieces })

  // A justified line that is not stretched, such as the last one, stands at the side where its paragraph starts.
  const alignment = justified ? (rtl ? 'right' : 'left') : first.alignment
  if (alignment === 'right') line.x = (line.x ?? 0) + available - total
  else if (alignment === 'center') line.x = (line.x ?? 0) + (available - total) / 2
}

const widthOf = (inlines: readonly Inline[]): number => inlines.reduce((sum, inline) => sum + inline.width, 0)

/** Only spaces stretch, each by the same amount: letters of a word are not parted, and a French " :" keeps its narrow space. */
function justify(pieces: readonly Inline[], measure: number): void {
  const stretchable = pieces.reduce((sum, inline) => sum + (inline.bidi?.stretch ?? 0), 0)
  const room = measure - widthOf(pieces)
  if (stretchable === 0 || room <= 0) return
  const { fontSize, mostStretch = Infinity } = pieces[0] ?? {}
  if (room / stretchable > mostStretch * (fontSize ?? 0)) return
  for (const inline of pieces) inline.width += (room / stretchable) * (inline.bidi?.stretch ?? 0)
}

export function patchElementWriter(prototype: ElementWriter): void {
  const alignStock = prototype.alignLine
  const addStock = prototype.addLine
  prototype.addLine = function (line: Line, ...rest): unknown {
    const { roomBelow = 0 } = line
    // Asked once: where it does not fit on an empty page either, it stands alone.
    line.roomBelow = 0
    if (roomBelow > 0 && this.context().availableHeight < line.getHeight() + roomBelow) return false
    return addStock.call(this, line, ...rest)
  }
  prototype.alignLine = function (line: Line): void {
    if (!line.inlines.some((inline) => inline.bidi)) return alignStock.call(this, line)
    if (!line.logical) layOutLine(line, this.context().availableWidth)
  }
}
