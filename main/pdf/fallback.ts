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

const drawn = new WeakMap<FontkitFont, Map<string, boolean>>()

/** Asked of every character of every letter, and looked up once. */
function isDrawnBy(font: FontkitFont, character: string): boolean {
  let known = drawn.get(font)
  if (!known) drawn.set(font, (known = new Map()))
  let is = known.get(character)
  if (is === undefined)
    known.set(character, (is = font.hasGlyphForCodePoint(character.codePointAt(0) ?? 0) || isIgnorable(character)))
  return is
}

/** What a reader takes for one character: a letter and the marks on it are drawn by one font. */
const letters = new Intl.Segmenter('und', { granularity: 'grapheme' })

/** Splits the pieces of one source where its font lacks a glyph, and gives those letters the first family that has all of it. */
export function fallbackFor(item: StyledItem, styles: StyleStack, document: Document): (piece: Piece) => DrawnPiece[] {
  const main = styleOf(item, styles, 'font', '')
  const bold = styleOf(item, styles, 'bold', false)
  const italics = styleOf(item, styles, 'italics', false)
  const draws = (family: string, letter: string): boolean => {
    const { font } = document.provideFont(family, bold, italics)
    return Array.from(letter).every((one) => isDrawnBy(font, one))
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
