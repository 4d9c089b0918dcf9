import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { languages } from '../../contract/values'
import { inWords } from './in-words'

describe('a count in words, beside its figure (I4)', () => {
  it.each([
    [0, 'صفر', 'zéro', 'zero', 'cero'],
    [1, 'واحد', 'un', 'one', 'uno'],
    [2, 'اثنان', 'deux', 'two', 'dos'],
    [11, 'أحد عشر', 'onze', 'eleven', 'once'],
    [21, 'واحد وعشرون', 'vingt et un', 'twenty-one', 'veintiuno'],
    [71, 'واحد وسبعون', 'soixante et onze', 'seventy-one', 'setenta y uno'],
    [80, 'ثمانون', 'quatre-vingts', 'eighty', 'ochenta'],
    [81, 'واحد وثمانون', 'quatre-vingt-un', 'eighty-one', 'ochenta y uno'],
    [91, 'واحد وتسعون', 'quatre-vingt-onze', 'ninety-one', 'noventa y uno'],
    [100, 'مئة', 'cent', 'one hundred', 'cien'],
    [117, 'مئة وسبعة عشر', 'cent dix-sept', 'one hundred and seventeen', 'ciento diecisiete'],
    [200, 'مئتان', 'deux cents', 'two hundred', 'doscientos'],
    [417, 'أربعمئة وسبعة عشر', 'quatre cent dix-sept', 'four hundred and seventeen', 'cuatrocientos diecisiete'],
    [1000, 'ألف', 'mille', 'one thousand', 'mil'],
    [1001, 'ألف وواحد', 'mille un', 'one thousand and one', 'mil uno'],
    [2026, 'ألفان وستة وعشرون', 'deux mille vingt-six', 'two thousand and twenty-six', 'dos mil veintiséis'],
    [3300, 'ثلاثة آلاف وثلاثمئة', 'trois mille trois cents', 'three thousand three hundred', 'tres mil trescientos'],
    [21000, 'واحد وعشرون ألفا', 'vingt et un mille', 'twenty-one thousand', 'veintiún mil'],
    [80000, 'ثمانون ألفا', 'quatre-vingt mille', 'eighty thousand', 'ochenta mil'],
    [200000, 'مئتا ألف', 'deux cent mille', 'two hundred thousand', 'doscientos mil'],
    [1000000, 'مليون', 'un million', 'one million', 'un millón'],
  ])('%i', (n, ar, fr, en, es) => {
    expect([inWords(n, 'ar'), inWords(n, 'fr'), inWords(n, 'en'), inWords(n, 'es')]).toEqual([ar, fr, en, es])
  })
  it('two numbers are never said alike', () => {
    const some = fc.integer({ min: 0, max: 999_999_999 })
    fc.assert(
      fc.property(some, some, fc.constantFrom(...languages), (a, b, language) => {
        if (a !== b) expect(inWords(a, language)).not.toBe(inWords(b, language))
        expect(inWords(a, language)).not.toMatch(/undefined|-$|^ | {2}/)
      }),
    )
    for (const language of languages)
      expect(new Set(Array.from({ length: 20_000 }, (_, n) => inWords(n, language))).size).toBe(20_000)
  })
})
