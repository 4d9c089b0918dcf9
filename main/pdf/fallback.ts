import { styleOf, type Document } from './internals'
import type { Piece } from './itemise'
import { isIgnorable } from './shape'
import type { StyledItem, StyleStack } from './types'

/** A piece, and the family that draws it when it is not the one asked for. */
export type DrawnPiece = [piece: Piece, family?: string]

const missing = new WeakMap<Document, Set<string>>()

/** What no font of a document has: it would be a box on paper. */
export function missingIn(document: Document): Set<string> {
  const known = missing.get(document) ?? new Set<string>()
  missing.set(document, known)
  return known
}

/**
 * Splits the pieces of one source where its font has no glyph, and gives those characters the first of `fallbackFonts` that has
 * one.
 */
export function fallbackFor(item: StyledItem, styles: StyleStack, document: Document): (piece: Piece) => DrawnPiece[] {
  const fallbacks = styleOf<string[]>(item, styles, 'fallbackFonts', [])
  if (fallbacks.length === 0) return (piece) => [[piece]]
  const main = styleOf(item, styles, 'font', '')
  const bold = styleOf(item, styles, 'bold', false)
  const italics = styleOf(item, styles, 'italics', false)
  const font = document.provideFont(main, bold, italics).font
  const has = (family: string, code: number): boolean =>
    document.provideFont(family, bold, false).font.hasGlyphForCodePoint(code)

  const familyFor = (character: string): string | undefined => {
    const code = character.codePointAt(0) ?? 0
    if (font.hasGlyphForCodePoint(code) || isIgnorable(character)) return undefined
    const found = fallbacks.find((family) => has(family, code))
    if (found === undefined && !/\s/.test(character)) missingIn(document).add(character)
    return found
  }
  return (piece) => split(piece, familyFor)
}

function split(piece: Piece, familyFor: (character: string) => string | undefined): DrawnPiece[] {
  const parts: { text: string; family: string | undefined }[] = []
  for (const character of piece.text) {
    const family = familyFor(character)
    const last = parts.at(-1)
    if (last && last.family === family) last.text += character
    else parts.push({ text: character, family })
  }
  if (parts.length === 0 || (parts.length === 1 && parts[0]?.family === undefined)) return [[piece]]
  return parts.map(({ text, family }, index) => {
    const isLast = index === parts.length - 1
    return [{ ...piece, text, glued: isLast ? piece.glued : true, lineEnd: isLast && piece.lineEnd }, family]
  })
}
