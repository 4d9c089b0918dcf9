import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { fontFiles } from './fonts'
import { Shaper, startHarfBuzz } from './harfbuzz'
import { shapeWith, shapingVariant } from './shape'
import type { DocumentFont, FontkitFont } from './types'

const amiri = fontFiles(join(resolve(__dirname, '../..'), 'resources/fonts')).Amiri.normal
let shaper: Shaper
beforeAll(async () => {
  await startHarfBuzz()
  shaper = new Shaper(readFileSync(amiri))
})

/** What a document holds of Amiri, as pdfkit keeps it. */
function fontOfDocument(): DocumentFont {
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

const said = (characters: number[]): string => String.fromCodePoint(...characters)

describe('codes and what they are copied as', () => {
  test('a bracket and its mirror image share a glyph and are two codes, so that each is copied as it was written', () => {
    const base = fontOfDocument()
    const [closing] = shapingVariant(base, false, 'Latn').encode(')')
    const [opening] = shapingVariant(base, true, 'Latn').encode('(')
    expect([...closing, ...opening]).toEqual(['0001', '0002'])
    expect(base.subset.glyphs[1]).toBe(base.subset.glyphs[2])
    expect(base.unicode.slice(1).map(said)).toEqual([')', '('])
  })

  test('the two directions of one font share its subset', () => {
    const base = fontOfDocument()
    const [left] = shapingVariant(base, false, 'Latn').encode('x')
    const [right] = shapingVariant(base, true, 'Latn').encode('x')
    expect(right).toEqual(left)
  })

  test.each(['لا إله إلا الله', 'مُحَمَّدٌ', 'مُؤَسَّسَةٌ شَيْئًا ﷺ', 'كـتـاب', 'بِسْمِ اللَّهِ'])(
    'whatever is joined or drawn apart, %s is copied whole and in order',
    (text) => {
      const run = shapingVariant(fontOfDocument(), true, 'Arab').shape(text)
      const copied = [...run.characters]
        .reverse()
        .map(said)
        .join('')
        .replace(/\u200b/g, '')
      expect(copied).toBe(text)
      expect([...run.starts].reverse()).toEqual([...run.starts].sort((a, b) => a - b))
    },
  )
})

test('a format character takes no room and is not copied', () => {
  const variant = shapingVariant(fontOfDocument(), false, 'Latn')
  const plain = variant.shape('adresse')
  const soft = variant.shape('adr\u00ades\u200bse')
  expect(soft.advanceWidth).toBe(plain.advanceWidth)
  expect(soft.characters).toEqual(plain.characters)
})
