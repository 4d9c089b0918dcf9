import type { Shaper } from '../harfbuzz'
import { shapeWith } from '../shape'
import type { DocumentFont, FontkitFont } from '../types'

/** What a document holds of Amiri, as pdfkit keeps it. */
export function fontOfDocument(shaper: Shaper): DocumentFont {
  const font: FontkitFont = {
    unitsPerEm: 1000,
    ascent: 800,
    descent: -200,
    lineGap: 0,
    hasGlyphForCodePoint: () => true,
    getGlyph: () => ({ _decode: () => null }),
  }
  shapeWith(font, shaper)
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
