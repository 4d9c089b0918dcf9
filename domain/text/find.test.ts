import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findAll } from './find'

const found = (text: string, query: string): string[] =>
  findAll(text, query).map(({ from, to }) => text.slice(from, to))

describe('finding in the text of a page (P2)', () => {
  it.each([
    ['الإدارة والأمانة', 'اداره', ['إدارة']],
    ['قرار رقم ٤١٧ و417', '417', ['٤١٧', '417']],
    ['مُحَمَّد ومحمـــد', 'محمد', ['مُحَمَّد', 'محمـــد']],
    ['ﻻ يجوز', 'لا', ['ﻻ']],
    ['La décision\n  du Préfet', 'decision du prefet', ['décision\n  du Préfet']],
    ['aaaa', 'aa', ['aa', 'aa']],
    ['nothing', '', []],
    ['nothing', '  ', []],
    ['nothing', 'thing else', []],
  ])('%j: %j is %j', (text, query, places) => expect(found(text, query)).toEqual(places))

  it('what is found lies in the text, in order, none in another', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme', maxLength: 3 }), (text, query) => {
        let end = 0
        for (const { from, to } of findAll(text, query)) {
          expect(from).toBeGreaterThanOrEqual(end)
          expect(to).toBeGreaterThan(from)
          end = to
        }
        expect(end).toBeLessThanOrEqual(text.length)
      }),
    )
  })
})
