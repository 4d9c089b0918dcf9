import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { fontFiles } from './fonts'
import { Shaper, startHarfBuzz } from './harfbuzz'
import { shapingVariant } from './shape'
import { fontOfDocument } from './testing/font-of-document'

const amiri = fontFiles(join(resolve(__dirname, '../..'), 'resources/fonts')).Amiri.normal
let shaper: Shaper
beforeAll(async () => {
  await startHarfBuzz()
  shaper = new Shaper(readFileSync(amiri))
})

const said = (characters: number[]): string => String.fromCodePoint(...characters)

describe('codes and what they are copied as', () => {
  test('a bracket and its mirror image share a glyph and are two codes, so that each is copied as it was written', () => {
    const base = fontOfDocument(shaper)
    const [closing] = shapingVariant(base, false, 'Latn').encode(')')
    const [opening] = shapingVariant(base, true, 'Latn').encode('(')
    expect([...closing, ...opening]).toEqual(['0001', '0002'])
    expect(base.subset.glyphs[1]).toBe(base.subset.glyphs[2])
    expect(base.unicode.slice(1).map(said)).toEqual([')', '('])
  })

  test('the two directions of one font share its subset', () => {
    const base = fontOfDocument(shaper)
    const [left] = shapingVariant(base, false, 'Latn').encode('x')
    const [right] = shapingVariant(base, true, 'Latn').encode('x')
    expect(right).toEqual(left)
  })

  test.each(['لا إله إلا الله', 'مُحَمَّدٌ', 'مُؤَسَّسَةٌ شَيْئًا ﷺ', 'كـتـاب', 'بِسْمِ اللَّهِ'])(
    'whatever is joined or drawn apart, %s is copied whole and in order',
    (text) => {
      const run = shapingVariant(fontOfDocument(shaper), true, 'Arab').shape(text)
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
  const variant = shapingVariant(fontOfDocument(shaper), false, 'Latn')
  const plain = variant.shape('adresse')
  const soft = variant.shape('adr\u00ades\u200bse')
  expect(soft.advanceWidth).toBe(plain.advanceWidth)
  expect(soft.characters).toEqual(plain.characters)
})
