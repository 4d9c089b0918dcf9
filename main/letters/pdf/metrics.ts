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

/** HarfBuzz counts in 1/65536 pixel: every advance is rounded to it. */
const FIXED = 65_536

/** The width of a run at `fontSize`, advance by advance as HarfBuzz rounds it. Advances are thousandths of an em. */
export function browserAdvance(advances: readonly number[], fontSize: number): number {
  const scale = (fontSize * PIXELS * FIXED) / 1000
  return advances.reduce((sum, advance) => sum + Math.round(advance * scale), 0) / FIXED / PIXELS
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

/** The width of a sheet of paper, as the printing code takes it over. */
export function nearestLayoutUnit(length: number): number {
  return Math.round(length / LAYOUT_UNIT) * LAYOUT_UNIT
}

/** Given as the style `browserLayout`: text is then measured, placed and justified in the units of a browser. */
export interface BrowserLayout {
  /** By how much the widest justified line is wider than the measure: rounding up its runs can make it so. */
  overflow: number
}
