import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { fontFiles } from './fonts'
import { Shaper, startHarfBuzz } from './harfbuzz'
import { itemise } from './itemise'
import { shapingVariant } from './shape'
import { fontOfDocument } from './testing/font-of-document'
import { randomStrings } from './testing/random-strings'
import { shapeCut, shapeTogether } from './together'
import type { Inline } from './types'

const amiri = fontFiles(join(resolve(__dirname, '../..'), 'resources/fonts')).Amiri.normal
let shaper: Shaper
beforeAll(async () => {
  await startHarfBuzz()
  shaper = new Shaper(readFileSync(amiri))
})

function inlinesOf(text: string, direction: 'rtl' | 'ltr'): Inline[] {
  const base = fontOfDocument(shaper)
  return itemise([{ text, noWrap: false }], direction).map((piece) => ({
    ...{ text: piece.text, bidi: piece, fontSize: 12, width: 0, height: 12, x: 0, leadingCut: 0, trailingCut: 0 },
    font: shapingVariant(base, piece.level % 2 === 1, piece.script),
  }))
}

const drawn = (inlines: readonly Inline[]): unknown =>
  inlines.map(({ shaped, width }) => ({
    glyphs: shaped?.glyphs.map(({ id }) => id),
    at: shaped?.positions.map(({ xAdvance, xOffset, yOffset }) => [xAdvance, xOffset, yOffset]),
    width: Math.round(width * 1e6),
  }))

/** Wherever a line is cut out of it: what was kept of the paragraph's shapes is what the line's own would be. */
function expectCutsAlike(text: string, direction: 'rtl' | 'ltr', [step, further] = [1, 1]): void {
  const whole = inlinesOf(text, direction)
  shapeTogether(whole)
  for (let from = 0; from < whole.length; from += step)
    for (let to = from + 1; to <= whole.length; to += further) {
      const kept = whole.slice(from, to).map((inline) => ({ ...inline }))
      const anew = kept.map((inline) => ({ ...inline }))
      shapeCut(kept)
      shapeTogether(anew)
      expect({ text, from, to, drawn: drawn(kept) }).toEqual({ text, from, to, drawn: drawn(anew) })
    }
}

test('a line cut out of a paragraph looks as if it had been shaped alone, in both directions', () => {
  for (const { text, direction } of randomStrings(14, 20261130)) expectCutsAlike(text, direction, [3, 4])
})

test('a ligature over the place where a word was cut is made anew: af-faire keeps both its letters', () => {
  for (let cut = 0; cut < 3; cut++) expectCutsAlike(`${'x '.repeat(cut)}l’af\u00adfaire of\u00adfi\u00adcielle`, 'ltr')
})

test('a word that Amiri moves by the one before it stands where it stands alone, when a line begins with it', () => {
  for (const text of ['المسجلة كل أسبوع', 'قيمة كبيرة للتعاون', 'المقدمة كل أربعة أيام']) expectCutsAlike(text, 'rtl')
})
