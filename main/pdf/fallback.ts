import { FALLBACK_FAMILIES } from './fonts'
import { styleOf, type Document } from './internals'
import type { Piece } from './itemise'
import { isIgnorable } from './shape'
import type { FontkitFont, StyledItem, StyleStack } from './types'

/** A piece, and the family that draws it when it is not the one asked for. */
export type DrawnPiece = [piece: Piece, family?: string]

const missing = new WeakMap<Document, Set<string>>()

/** What no font of a document has: it would be a box on paper. */
export function missingIn(document: Document): Set<string> {
  const known = missing.get(document) ?? new Set<string>()
  missing.set(document, known)
  return known
}

const UNKNOWN = 0
const DRAWN = 1
const NOT_DRAWN = 2
/** By font: what it has of each character of the first plane, looked up once. */
const drawn = new WeakMap<FontkitFont, Uint8Array>()

const has = (font: FontkitFont, codePoint: number): boolean =>
  font.hasGlyphForCodePoint(codePoint) || isIgnorable(String.fromCodePoint(codePoint))

/** Asked of every character of every letter. */
function drawsAll(font: FontkitFont, text: string): boolean {
  let known = drawn.get(font)
  if (!known) drawn.set(font, (known = new Uint8Array(0x10000)))
  for (let at = 0; at < text.length; at++) {
    const codePoint = text.codePointAt(at) ?? 0
    if (codePoint > 0xffff) {
      at++
      if (!has(font, codePoint)) return false
      continue
    }
    if (known[codePoint] === UNKNOWN) known[codePoint] = has(font, codePoint) ? DRAWN : NOT_DRAWN
    if (known[codePoint] === NOT_DRAWN) return false
  }
  return true
}

/** What a reader takes for one character: a letter and the marks on it are drawn by one font. */
const letters = new Intl.Segmenter('und', { granularity: 'grapheme' })

/** Splits the pieces of one source where its font lacks a glyph, and gives those letters the first family that has all of it. */
export function fallbackFor(item: StyledItem, styles: StyleStack, document: Document): (piece: Piece) => DrawnPiece[] {
  const main = styleOf(item, styles, 'font', '')
  const bold = styleOf(item, styles, 'bold', false)
  const italics = styleOf(item, styles, 'italics', false)
  const fonts = new Map<string, FontkitFont>()
  const draws = (family: string, text: string): boolean => {
    let font = fonts.get(family)
    if (!font) fonts.set(family, (font = document.provideFont(family, bold, italics).font))
    return drawsAll(font, text)
  }

  const familyFor = (letter: string): string | undefined => {
    if (draws(main, letter) || /^\s*$/.test(letter)) return undefined
    const found = FALLBACK_FAMILIES.find((family) => draws(family, letter))
    if (found === undefined) missingIn(document).add(letter)
    return found
  }
  return (piece) => (draws(main, piece.text) ? [[piece]] : split(piece, familyFor))
}

function split(piece: Piece, familyFor: (letter: string) => string | undefined): DrawnPiece[] {
  const parts: { text: string; family: string | undefined }[] = []
  for (const { segment } of letters.segment(piece.text)) {
    const family = familyFor(segment)
    const last = parts.at(-1)
    if (last && last.family === family) last.text += segment
    else parts.push({ text: segment, family })
  }
  return parts.map(({ text, family }, index) => {
    const isLast = index === parts.length - 1
    return [{ ...piece, text, glued: isLast ? piece.glued : true, lineEnd: isLast && piece.lineEnd }, family]
  })
}
