import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Shaper } from './harfbuzz'
import type { PDFDocument } from './internals'
import { type Document } from './internals'
import { shapeWith } from './shape'
import type { DocumentFont, FontkitFont, Subset } from './types'

/** What letters are set in. */
export const FONT_FAMILIES = ['Amiri', 'Scheherazade New'] as const
export type FontFamily = (typeof FONT_FAMILIES)[number]

/** Who draws what a letter's own font lacks, in this order: other Arabic, Latin of all languages, Greek and Cyrillic, Tifinagh, signs. */
export const FALLBACK_FAMILIES = ['Scheherazade New', 'Noto Serif', 'Noto Sans Tifinagh', 'DejaVu Sans'] as const

type FontFiles = Record<'normal' | 'bold' | 'italics' | 'bolditalics', string>

/** The font files by family and style; where a family has no italics or no bold, its upright stands for them. */
export function fontFiles(fontsDir: string): Record<FontFamily | (typeof FALLBACK_FAMILIES)[number], FontFiles> {
  const upright = (normal: string, bold = normal): FontFiles => ({ normal, bold, italics: normal, bolditalics: bold })
  const amiri = (style: string): string => join(fontsDir, 'amiri', `Amiri-${style}.ttf`)
  const scheherazade = (style: string): string => join(fontsDir, 'scheherazade-new', `ScheherazadeNew-${style}.ttf`)
  return {
    Amiri: {
      normal: amiri('Regular'),
      bold: amiri('Bold'),
      italics: amiri('Italic'),
      bolditalics: amiri('BoldItalic'),
    },
    'Scheherazade New': upright(scheherazade('Regular'), scheherazade('Bold')),
    'Noto Serif': upright(
      join(fontsDir, 'noto-serif', 'NotoSerif-Regular.ttf'),
      join(fontsDir, 'noto-serif', 'NotoSerif-Bold.ttf'),
    ),
    'Noto Sans Tifinagh': upright(join(fontsDir, 'noto-sans-tifinagh', 'NotoSansTifinagh-Regular.ttf')),
    'DejaVu Sans': upright(join(fontsDir, 'dejavu', 'DejaVuSans.ttf')),
  }
}

interface ParsedFont {
  font: FontkitFont
  EmbeddedFont: new (document: Document, font: FontkitFont, id: string) => DocumentFont
}

/** What a subset of fontkit's holds while it is written. */
interface WrittenSubset extends Subset {
  font: FontkitFont
  glyf: Uint8Array[]
  loca: { offsets: number[] }
  hmtx: { metrics: object[] }
  offset: number
  _addGlyph(id: number): number
}

/** A glyph as it stands in the font file; one that is put together of others (`components`) names them inside its bytes. */
interface StoredGlyph {
  bytes: Uint8Array
  metric: object
  components: { glyphID: number; pos: number }[]
}

const stored = new WeakMap<FontkitFont, Map<number, StoredGlyph>>()

/** fontkit takes each glyph apart again for every file: how it lies in its font is looked at once. */
function addKnownGlyphs(subset: WrittenSubset): void {
  const { font } = subset
  let glyphs = stored.get(font)
  if (!glyphs) stored.set(font, (glyphs = new Map()))
  const known = glyphs
  const addStock = subset._addGlyph.bind(subset)
  subset._addGlyph = (id) => {
    const glyph = known.get(id)
    if (!glyph) {
      const at = addStock(id)
      const [bytes, metric] = [subset.glyf[at], subset.hmtx.metrics[at]]
      const components = font.getGlyph(id)._decode()?.components ?? []
      if (bytes && metric) known.set(id, { bytes, metric, components })
      return at
    }
    let { bytes } = glyph
    if (glyph.components.length > 0) {
      bytes = new Uint8Array(bytes)
      const view = new DataView(bytes.buffer)
      for (const { glyphID, pos } of glyph.components) view.setUint16(pos, subset.includeGlyph(glyphID))
    }
    subset.glyf.push(bytes)
    subset.loca.offsets.push(subset.offset)
    subset.hmtx.metrics.push(glyph.metric)
    subset.offset += bytes.length
    return subset.glyf.length - 1
  }
}

/** What the glyph of no character stands for: pdfkit says U+0000, which no reader may be told (PDF/UA, 31-028). */
const NO_GLYPH = [0xfffd]

/** Parsed fonts, shared by all letters of the process: parsing Amiri takes longer than a letter. */
const parsed = new Map<string, ParsedFont>()

export function patchFonts(prototype: typeof PDFDocument.prototype): void {
  const provideStock = prototype.provideFont
  prototype.provideFont = function (family: string, bold: boolean, italics: boolean): DocumentFont {
    const type = this.getFontType(bold, italics)
    const file = this.getFontFile(family, bold, italics)
    const known = this.fontCache[family]?.[type]
    if (known) return known
    const shared = file === null ? undefined : parsed.get(file)
    if (!shared) {
      const font = provideStock.call(this, family, bold, italics)
      if (file !== null) {
        shapeWith(font.font, new Shaper(readFileSync(file)))
        const EmbeddedFont = Object.getPrototypeOf(font).constructor as ParsedFont['EmbeddedFont']
        parsed.set(file, { font: font.font, EmbeddedFont })
      }
      font.unicode[0] = NO_GLYPH
      return font
    }
    const id = `F${++this._fontCount}`
    const font = new shared.EmbeddedFont(this, shared.font, id)
    addKnownGlyphs(font.subset as WrittenSubset)
    font.unicode[0] = NO_GLYPH
    this._fontFamilies[`${id}:${file}`] = font
    ;(this.fontCache[family] ??= {})[type] = font
    return font
  }
}
