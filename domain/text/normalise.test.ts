import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { wordForms } from './forms'
import { highlight, holds } from './highlight'
import { normalise, words } from './normalise'

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
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (s) => normalise(normalise(s)) === normalise(s)),
      { numRuns: 2000, examples: [['Ǣ']] },
    )
  })

  it('splits at what is neither letter nor digit', () =>
    expect(words('n° 1183-24، (PDF)')).toEqual(['n', '1183', '24', 'pdf']))
})

describe('what is attached to an Arabic word does not hide it', () => {
  it.each([
    ['بليون', 'ليون'],
    ['والمغاربه', 'مغاربه'],
    ['للمغاربه', 'مغاربه'],
    ['بالرباط', 'رباط'],
    ['المغاربه', 'مغاربه'],
    ['وليون', 'ليون'],
  ])('%s is found by %s', (word, asked) => expect(wordForms(word)).toContain(asked))
  it.each(['بيت', 'lyon', '2026', 'وزاره'])('%s keeps itself', (word) => expect(wordForms(word)[0]).toBe(word))
  it('leaves at least three letters', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[ابلوفكرسم]{1,9}$/), (word) =>
        wordForms(word)
          .slice(1)
          .every((form) => form.length >= 3),
      ),
    )
  })
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

describe('a text that is in no index holds a query', () => {
  it.each([
    ['جمعية المغاربة بليون', 'مغاربه ليون', true],
    ['جمعية المغاربة بليون', 'مُغَارِبَة', true],
    ['جمعية المغاربة بليون', 'مغاربة باريس', false],
    ['Le fichier .diwan-update', 'diwan-update', true],
    ['Le fichier .diwan', 'diwan-update', false],
    ['réf. 417/2026', '417/2026', true],
    ['réf. 417/2025', '417/2026', false],
    ['anything', '،', false],
    ['anything', '', false],
  ])('«%s» and «%s»: %s', (text, query, held) => expect(holds(text, query)).toBe(held))

  it('by each of its words, and marks something in whatever it holds', () => {
    const word = fc.stringMatching(/^(?:[a-zéèàç]{2,9}|[ابتجدرسعفقكلمنهوي]{2,9})$/)
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 8 }), fc.nat(), (all, at) => {
        const text = all.join(' ')
        const query = all[at % all.length] ?? ''
        return holds(text, query) && highlight(text, query).some(({ hit }) => hit)
      }),
    )
  })
})
