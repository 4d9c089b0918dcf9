import { describe, expect, it } from 'vitest'
import { numbersAsked, type Named } from './asked-number'

const own: Named = { register: 'و', desk: null, year: 2026 }
const old: Named = { register: 'و', desk: null, year: 2025 }
const second: Named = { register: 'و', desk: 'RB2', year: 2026 }
const outgoing: Named = { register: 'ص', desk: null, year: 2026 }
const figures: Named = { register: '7', desk: null, year: 2026 }
const dotted: Named = { register: 'م.ق', desk: null, year: 2026 }
const books = [own, old, second, outgoing, figures, dotted]

describe('N1: which number somebody means', () => {
  it.each<[string, (readonly [Named, number])[] | null]>([
    ['417', books.map((book) => [book, 417] as const)],
    ['رقم ٤١٧', books.map((book) => [book, 417] as const)],
    ['n° 00417', books.map((book) => [book, 417] as const)],
    ['٤١٧/٢٠٢٥', [[old, 417]]],
    ['2025 / 417', [[old, 417]]],
    [
      'و/2026/00417',
      [
        [own, 417],
        [second, 417],
      ],
    ],
    ['و/2026/RB2/00417', [[second, 417]]],
    ['rb2-417', [[second, 417]]],
    [
      '417/و/2026',
      [
        [own, 417],
        [second, 417],
      ],
    ],
    ['م.ق/2026/12', [[dotted, 12]]],
    ['7/2026/12', [[figures, 12]]],
    // A year may be a sequence, and a sequence look like a year.
    [
      'و/2026/2025',
      [
        [old, 2026],
        [own, 2025],
        [second, 2025],
      ],
    ],
    ['و/2019/417', []],
    ['ض/2026/417', null],
    ['417 طلب', null],
    ['طلب', null],
    ['2026/11/20/4/5/6', null],
    ['', null],
  ])('%s', (text, expected) => {
    const found = numbersAsked(text, books)
    const flat = found?.map(({ book, seq }) => `${book.register}/${book.year}/${book.desk}/${seq}`).sort()
    expect(flat ?? null).toEqual(
      expected?.map(([book, seq]) => `${book.register}/${book.year}/${book.desk}/${seq}`).sort() ?? null,
    )
  })
})
