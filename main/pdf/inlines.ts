import { hasRightToLeft } from './bidi'
import { fallbackFor } from './fallback'
import { copyStyle, styleOf, type TextInlines } from './internals'
import { itemise, type Direction, type Piece } from './itemise'
import { shapingVariant } from './shape'
import { shapeTogether } from './together'
import type { Inline, StyledItem, StyleStack } from './types'

/** pdfmake adds up widths in another order than it compares them: without this a table column is too narrow for its own word. */
const ROUNDING = 1e-6

/** What Word and terminals break a line with; a tab is made into spaces by pdfmake itself. */
const plain = (text: string): string => text.replace(/[\u000b\u000c\u0085]/g, '\n')

/** A `text` of the definition as a flat list; pdfmake itself loses the style of nested texts. */
export function flattenText(text: unknown, inherited: StyledItem = {}): StyledItem[] {
  if (Array.isArray(text)) return text.flatMap((part) => flattenText(part, inherited))
  if (text === null || text === undefined) return []
  if (typeof text !== 'object') return [{ ...inherited, text: String(text) }]
  const { text: inner, ...style } = text as StyledItem
  return flattenText(inner ?? '', { ...inherited, ...style })
}

/** An inline with everything its style says and no text: pieces of one style are copies of it, and styles are looked up once. */
function styledInline(
  builder: TextInlines,
  source: StyledItem,
  family: string | undefined,
  styles: StyleStack,
): Inline {
  const item = { ...copyStyle(source), ...(family ? { font: family } : {}), text: '' }
  const [styled] = builder.measure([item], styles)
  if (!styled) throw new Error('pdfmake measured nothing')
  return styled
}

/** `line` is what the font that was asked for gives: another that draws for it is as tall as that one, or the line would drop. */
function inlineOf(piece: Piece, styled: Inline, line: Inline): Inline {
  const inline: Inline = { ...styled }
  inline.text = piece.text
  inline.height = line.height
  inline.font = shapingVariant(styled.font, piece.level % 2 === 1, piece.script, line.font.ascender)
  if (piece.lineEnd) inline.lineEnd = true
  else if (piece.glued) inline.noNewLine = true
  inline.bidi = piece
  return inline
}

/** @param shared what all inlines of the paragraph have, whatever their own style */
function inlinesOf(
  builder: TextInlines,
  pieces: readonly Piece[],
  sources: StyledItem[],
  styles: StyleStack,
  shared: Partial<Inline>,
): Inline[] {
  const fallbacks = sources.map((source) => fallbackFor(source, styles, builder.pdfDocument))
  const styled = new Map<string, Inline>()
  const styledBy = (source: number, family = ''): Inline => {
    const key = `${source} ${family}`
    let inline = styled.get(key)
    if (!inline) {
      inline = Object.assign(styledInline(builder, sources[source] ?? {}, family || undefined, styles), shared)
      // pdfmake takes every \s for a space that may hang; a no-break space is none (fill.ts does the hanging).
      Object.assign(inline, { trailingCut: 0, leadingCut: 0 })
      styled.set(key, inline)
    }
    return inline
  }
  const inlines: Inline[] = []
  for (const piece of pieces)
    for (const [part, family] of fallbacks[piece.source]?.(piece) ?? [])
      inlines.push(inlineOf(part, styledBy(piece.source, family), styledBy(piece.source)))
  inlines.forEach((inline, index) => {
    if (!inline.leadingIndent) return
    if (index > 0) delete inline.leadingIndent
    else inline.leadingCut = -inline.leadingIndent
  })
  return inlines
}

/** The narrowest and the widest a paragraph can be: its longest unbreakable chain, and its longest forced line. */
function extent(inlines: readonly Inline[]): { minWidth: number; maxWidth: number } {
  let [minWidth, maxWidth, chain, line, hanging] = [0, 0, 0, 0, 0]
  for (const inline of inlines) {
    hanging = inline.bidi?.blank ? hanging + inline.width : 0
    chain += inline.width
    line += inline.width
    minWidth = Math.max(minWidth, chain - Math.min(hanging, chain))
    maxWidth = Math.max(maxWidth, line - hanging)
    if (!inline.noNewLine) chain = 0
    if (inline.lineEnd) line = 0
  }
  return { minWidth: minWidth + ROUNDING, maxWidth: maxWidth + ROUNDING }
}

export function patchTextInlines(prototype: TextInlines): void {
  const widthStock = prototype.widthOfText
  prototype.widthOfText = function (text: string, inline: Inline): number {
    const { bidi, font } = inline
    // pdfmake sets the plain font just before it measures; a variant is recognised by its own `layout`.
    if (bidi && font && !Object.prototype.hasOwnProperty.call(font, 'layout'))
      inline.font = shapingVariant(font, bidi.level % 2 === 1, bidi.script)
    return text === '' ? 0 : widthStock.call(this, text, inline)
  }

  prototype.buildInlines = function (text: unknown, styles: StyleStack) {
    const given = flattenText(text)
    const sources = given.length > 0 ? given : [{ text: '' }]
    const direction = styleOf<Direction | null>({}, styles, 'direction', null) ?? guess(sources)
    const styled = sources.map((item) => ({
      text: plain(String(item.text)),
      noWrap: styleOf(item, styles, 'noWrap', false),
    }))
    const cut = itemise(styled, direction)
    const pieces = cut.length > 0 ? cut : [emptyPiece(direction)]
    const alignment = styleOf<string | null>({}, styles, 'alignment', null) ?? (direction === 'rtl' ? 'right' : 'left')
    const keepsBelow = styleOf<number>({}, styles, 'keepsBelow', 0)
    const mostStretch = styleOf<number>({}, styles, 'mostStretch', Infinity)
    const items = inlinesOf(this, pieces, sources, styles, { alignment, keepsBelow, mostStretch })
    shapeTogether(items)
    const { minWidth, maxWidth } = extent(items)
    return { items, minWidth: styleOf({}, styles, 'noWrap', false) ? maxWidth : minWidth, maxWidth }
  }
}

/** Letters set their direction; this is for what pdfmake makes itself, such as list markers. */
function guess(sources: readonly StyledItem[]): Direction {
  return sources.some((item) => hasRightToLeft(String(item.text))) ? 'rtl' : 'ltr'
}

function emptyPiece(direction: Direction): Piece {
  const level = direction === 'rtl' ? 1 : 0
  const place = { source: 0, level, paragraphLevel: level, script: 'Zyyy' as const }
  return { ...place, text: '', lineEnd: false, glued: false, blank: true, stretch: 0 }
}
