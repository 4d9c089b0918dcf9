import type { Content, ContentText } from 'pdfmake/interfaces'
import { isolate } from './isolate'
import type { Tag } from './structure'
import type { Piece } from './text'

/** A4 and the measures of a letter, in points. The sides leave room for a binding hole and the foot for the code. */
export const PAGE = { width: 595.28, height: 841.89, side: 45, top: 42, foot: 104 } as const
export const MEASURE = PAGE.width - 2 * PAGE.side
/** Between the two languages. */
export const GUTTER = 22
export const COLUMN = (MEASURE - GUTTER) / 2

export const INK = '#000000'
export const FAINT = '#5f6b65'
export const HAIRLINE = '#b9bfbb'
export const MARK = '#8c1d18'

export type Side = 'ar' | 'other'

/** Amiri's own lines are generous (1.76 em): these factors give 1.5 em to Arabic, a little more to the smaller Latin. */
const ARABIC = { fontSize: 13, lineHeight: 0.86 }
const LATIN = { fontSize: 11.2, lineHeight: 0.9 }

export function ratioOf(side: Side): { fontSize: number; lineHeight: number } {
  return side === 'ar' ? ARABIC : LATIN
}

/** Amiri's ascent, in em: the smaller Latin starts lower, so that first lines stand on one baseline. */
const ASCENT = 1.124

/** How far Latin is moved down beside Arabic of the same `scale`. */
export const latinDrop = (scale = 1): number => (ARABIC.fontSize - LATIN.fontSize) * scale * ASCENT

export interface TextStyle {
  bold?: boolean
  alignment?: 'left' | 'right' | 'center' | 'justify'
  /** Relative to the body of the letter. */
  scale?: number
  color?: string
  /** What it is to a screen reader: a paragraph, if nothing is said. */
  tag?: Tag
}

/** A text of one language, with the direction that language always has. */
export function said(side: Side, text: string | Piece[], { scale = 1, ...style }: TextStyle = {}): ContentText {
  const { fontSize, lineHeight } = ratioOf(side)
  return {
    text: typeof text === 'string' ? text : runsOf(text),
    fontSize: fontSize * scale,
    lineHeight,
    ...style,
    ...{ direction: side === 'ar' ? 'rtl' : 'ltr' },
  }
}

/** Up to this length a value is not broken over two lines: 2026-11-12, a telephone number, a reference. */
const UNBROKEN = 22

/** The same as `textOf`, but short values stay on one line. */
export function runsOf(pieces: readonly Piece[]): (string | ContentText)[] {
  return pieces.map((piece) => {
    const { bold, italic: italics, underline } = piece
    if (!('value' in piece) && !bold && !italics && !underline) return piece.text
    const style = {
      ...(bold && { bold }),
      ...(italics && { italics }),
      ...(underline && { decoration: 'underline' as const }),
    }
    if ('value' in piece) return { text: isolate(piece.value), noWrap: piece.value.length <= UNBROKEN, ...style }
    return { text: piece.text, ...style }
  })
}

/** Values are isolated here, once: a clerk never sees the control characters. */
export function textOf(pieces: readonly Piece[]): string {
  return pieces.map((piece) => ('value' in piece ? isolate(piece.value) : piece.text)).join('')
}

/** The same thing in both languages, Arabic at the right, on one first baseline. */
export function sideBySide(other: Content, ar: Content, margin: [number, number, number, number]): Content {
  return {
    columns: [
      { width: COLUMN, stack: [other], margin: [0, latinDrop(), 0, 0] },
      { width: COLUMN, stack: [ar] },
    ],
    columnGap: GUTTER,
    margin,
    // Arabic is read first.
    ...{ _rtl: true },
  }
}

export function rule(color: string, width: number, margin: [number, number, number, number]): Content {
  const line = { type: 'line' as const, x1: 0, y1: 0, x2: MEASURE, y2: 0, lineWidth: width, lineColor: color }
  return { canvas: [line], margin }
}
