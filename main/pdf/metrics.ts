import type { DocumentFont } from './types'

/** CSS pixels in a PostScript point. */
const PIXELS = 4 / 3

export interface LineMetrics {
  /** From the top of the line to the baseline, in points. */
  ascent: number
  /** From the top of the line to the top of the next, in points. */
  height: number
}

/**
 * `line-height: normal` as Chromium lays it out: ascent, descent and line gap of the font are rounded to whole CSS pixels each
 * (SimpleFontData), and half the gap, rounded down, lies above the text.
 */
export function browserLineMetrics(font: DocumentFont, fontSize: number): LineMetrics {
  const { ascent, descent, lineGap, unitsPerEm } = font.font
  const pixels = (units: number): number => Math.round((units / unitsPerEm) * fontSize * PIXELS)
  const above = pixels(ascent)
  const below = pixels(-descent)
  const gap = pixels(lineGap)
  return { ascent: (above + Math.floor(gap / 2)) / PIXELS, height: (above + below + gap) / PIXELS }
}

/** Blink's LayoutUnit, 1/64 CSS pixel, in points. */
const LAYOUT_UNIT = 1 / 64 / PIXELS

/** HarfBuzz counts in 1/65536 pixel, and so do the advances that the font scaler gives it. */
const FIXED = 65_536

/** What a glyph takes on its line, in thousandths of an em: by itself, and after kerning (0 for a mark). */
export interface Advance {
  advanceWidth?: number
  xAdvance: number
}

/** Units of the font: nobody kerns by so little. The glyph is joined at anchors, which HarfBuzz scales as it scales kerning. */
const ANCHORED = 2

/**
 * The width of a run, advance by advance as Chromium rounds it. The scaler (FreeType's arithmetic, in Skia) cuts the size to 1/64
 * pixel, rounds the scale and then the advance; HarfBuzz adds the kerning, scaled from the size before that cut.
 */
export function browserAdvance(advances: readonly Advance[], unitsPerEm: number, fontSize: number): number {
  const size = Math.fround(fontSize * PIXELS)
  const scale = Math.round((Math.floor(size * 64) * FIXED) / unitsPerEm)
  const kerningScale = Math.floor((Math.floor(size * FIXED) * FIXED) / unitsPerEm)
  const units = (thousandths: number): number => Math.round((thousandths * unitsPerEm) / 1000)
  const total = advances.reduce((sum, { xAdvance, advanceWidth = xAdvance }) => {
    if (xAdvance === 0) return sum
    const kerning = units(xAdvance) - units(advanceWidth)
    if (kerning !== 0 && Math.abs(kerning) <= ANCHORED)
      return sum + Math.round((units(xAdvance) * kerningScale) / FIXED)
    return sum + Math.round((units(advanceWidth) * scale) / 64) + Math.round((kerning * kerningScale) / FIXED)
  }, 0)
  return total / FIXED / PIXELS
}

/** `room` shared out among `count` spaces: equal parts, and the last one takes what rounding down left over. */
export function browserShares(room: number, count: number): { each: number; last: number } {
  const each = Math.floor((room * PIXELS * FIXED) / count + 1e-6) / FIXED / PIXELS
  return { each, last: room - each * (count - 1) }
}

/** The width of the box that Blink gives to a run of `width` (ShapeResult::SnappedWidth): rounded up to a layout unit. */
export function snapped(width: number): number {
  return Math.ceil(width / LAYOUT_UNIT - 1e-6) * LAYOUT_UNIT
}

/** A length as Blink takes it over from a style sheet: cut to a layout unit. */
export function cutToLayoutUnit(length: number): number {
  return Math.floor(length / LAYOUT_UNIT + 1e-4) * LAYOUT_UNIT
}

/** The size of a font as Blink takes it over from a style sheet: cut to 1/100 CSS pixel. */
export function cutFontSize(fontSize: number): number {
  return Math.floor(fontSize * PIXELS * 100 + 1e-4) / 100 / PIXELS
}

/** The width of a sheet of paper, as the printing code takes it over. */
export function nearestLayoutUnit(length: number): number {
  return Math.round(length / LAYOUT_UNIT) * LAYOUT_UNIT
}
