import { styleOf, type Document } from './internals'
import { isIgnorable } from './shape'
import type { Piece } from './itemise'
import type { StyledItem, StyleStack } from './types'

interface FontChoice {
  family: string
  bold: boolean
  italics: boolean
}

function hasGlyph(document: Document, { family, bold, italics }: FontChoice, character: string): boolean {
  return document.provideFont(family, bold, italics).font.hasGlyphForCodePoint(character.codePointAt(0) ?? 0)
}

/** Splits a piece where its font has no glyph and gives those characters the first of `fallbackFonts` that has one. */
export function withFallbackFonts(
  piece: Piece,
  item: StyledItem,
  styles: StyleStack,
  document: Document,
): [Piece, string?][] {
  const fallbacks = styleOf<string[]>(item, styles, 'fallbackFonts', [])
  if (fallbacks.length === 0) return [[piece]]
  const main: FontChoice = {
    family: styleOf(item, styles, 'font', ''),
    bold: styleOf(item, styles, 'bold', false),
    italics: styleOf(item, styles, 'italics', false),
  }
  const familyFor = (character: string): string | undefined => {
    if (isIgnorable(character) || hasGlyph(document, main, character)) return undefined
    return fallbacks.find((family) => hasGlyph(document, { ...main, family, italics: false }, character))
  }
  const parts: { text: string; family: string | undefined }[] = []
  for (const character of piece.text) {
    const family = familyFor(character)
    const last = parts.at(-1)
    if (last && last.family === family) last.text += character
    else parts.push({ text: character, family })
  }
  if (parts.length < 2 && parts[0]?.family === undefined) return [[piece]]
  return parts.map(({ text, family }, index) => {
    const isLast = index === parts.length - 1
    return [{ ...piece, text, glued: isLast ? piece.glued : true, lineEnd: isLast && piece.lineEnd }, family]
  })
}
