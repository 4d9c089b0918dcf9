import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { highlight, normalise, words } from './normalise'

describe('search folds Arabic (P2)', () => {
  it.each([
    ['أحمد إبراهيم آل ٱلفاسي', 'احمد ابراهيم ال الفاسي'],
    ['مُحَمَّد', 'محمد'],
    ['رسالـــة', 'رساله'],
    ['مستشفى', 'مستشفي'],
    ['مسؤول هيئة', 'مسوول هييه'],
    ['رقم ٤٥/۲٠٢٦', 'رقم 45/2026'],
    ['ﻻﺑﺲ', 'لابس'],
    ['Été Œuvre Ñandú', 'ete oeuvre nandu'],
    ['\u2066AML/2026\u2069', 'aml/2026'],
  ])('%s → %s', (from, to) => expect(normalise(from)).toBe(to))

  it('folding a folded text changes nothing', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (s) => normalise(normalise(s)) === normalise(s)))
  })

  it('splits at what is neither letter nor digit', () =>
    expect(words('n° 1183-24، (PDF)')).toEqual(['n', '1183', '24', 'pdf']))
})

describe('highlight', () => {
  it('marks the word with its article and its vowels, and loses no character', () => {
    expect(highlight('جمعية المغاربة بليون', 'مغاربه')).toEqual([
      { text: 'جمعية ', hit: false },
      { text: 'المغاربة', hit: true },
      { text: ' بليون', hit: false },
    ])
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.string(),
        (s, q) =>
          highlight(s, q)
            .map((p) => p.text)
            .join('') === s,
      ),
    )
  })
})
