import { expect, test } from 'vitest'
import { shapingVariant } from './shape'
import type { DocumentFont, FontkitFont, Glyph } from './types'

/** A font in which every character is drawn with glyph 7, but for the space. */
function fontOfOneGlyph(): DocumentFont {
  const glyph = (codePoints: number[]): Glyph => ({ id: codePoints[0] === 0x20 ? 3 : 7, advanceWidth: 500, codePoints })
  const font: FontkitFont = {
    unitsPerEm: 1000,
    ascent: 800,
    descent: -200,
    lineGap: 0,
    getGlyph: () => glyph([]),
    glyphForCodePoint: (code) => glyph([code]),
    hasGlyphForCodePoint: () => true,
    layout: (text) => ({
      glyphs: Array.from(text, (character) => glyph([character.codePointAt(0) ?? 0])),
      positions: Array.from(text, () => ({ xAdvance: 500, yAdvance: 0, xOffset: 0, yOffset: 0 })),
    }),
  }
  const subset = {
    mapping: {} as Record<number, number>,
    glyphs: [0],
    includeGlyph(id: number): number {
      this.glyphs.push(id)
      return (this.mapping[id] = this.glyphs.length - 1)
    },
  }
  const unused = (): never => {
    throw new Error('not asked of this font')
  }
  const metrics = { scale: 1, ascender: 800, descender: -200, widths: [0], unicode: [[0]] }
  const methods = { layout: unused, encode: unused, widthOfString: unused, lineHeight: unused, ref: () => null }
  return { font, subset, ...metrics, ...methods }
}

test('two characters that share a glyph are two codes, so that each is copied as it was written', () => {
  const base = fontOfOneGlyph()
  const [codes] = shapingVariant(base, false, 'latn').encode('aba')
  expect(codes).toEqual(['0001', '0002', '0001'])
  expect(base.subset.glyphs).toEqual([0, 7, 7])
  expect(base.unicode.slice(1)).toEqual([[0x61], [0x62]])
})

test('a bracket that is mirrored to be drawn is copied as it was written', () => {
  const base = fontOfOneGlyph()
  shapingVariant(base, true, 'arab').encode('(')
  expect(base.unicode[1]).toEqual([0x28])
})

test('the two directions of one font share its subset', () => {
  const base = fontOfOneGlyph()
  const [left] = shapingVariant(base, false, 'latn').encode('x')
  const [right] = shapingVariant(base, true, 'arab').encode('x')
  expect(right).toEqual(left)
})
