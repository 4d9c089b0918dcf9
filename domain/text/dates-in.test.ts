import { expect, test } from 'vitest'
import type { Format } from './dates'
import { bothCalendars, datesIn } from './dates-in'

const ar = (country: Format['country']): Format => ({
  language: 'ar',
  country,
  digits: country === 'EG' ? 'arab' : 'latn',
})
const found = (text: string, format: Format): [string, string][] =>
  datesIn(text, format).map(({ date, from, to }) => [date, text.slice(from, to)])

test('a typed date is known by its figures or by the month its country names', () => {
  expect(found('بتاريخ 12/11/2026 و 3 نونبر 2026 إلى 2026-12-01', ar('MA'))).toEqual([
    ['2026-11-12', '12/11/2026'],
    ['2026-11-03', '3 نونبر 2026'],
    ['2026-12-01', '2026-12-01'],
  ])
  expect(found('في ١٢/١١/٢٠٢٦', ar('EG'))).toEqual([['2026-11-12', '١٢/١١/٢٠٢٦']])
  expect(found('le 1er novembre 2026, du 02.03.2026.', { language: 'fr', country: 'MA', digits: 'latn' })).toEqual([
    ['2026-11-01', '1er novembre 2026'],
    ['2026-03-02', '02.03.2026'],
  ])
  expect(found('el 5 de mayo de 2026', { language: 'es', country: 'MA', digits: 'latn' })).toHaveLength(1)
})

test('a reference, a telephone or a day that never was is no date', () => {
  expect(found('AML/12/11/2026 417/2026 31/02/2026 0537-76-12-34 12/11/2026/5', ar('MA'))).toEqual([])
})

test('both calendars stand where the country writes both', () => {
  expect(bothCalendars('2026-11-20', ar('MA'))).toBe('20 نونبر 2026 الموافق 10 من جمادى الآخرة 1448')
  expect(bothCalendars('2026-11-20', { ...ar('MA'), moon: -1 })).toContain('9 من جمادى الآخرة')
  expect(bothCalendars('2026-11-20', ar('EG'))).toBe('١٠ جمادى الآخرة ١٤٤٨هـ الموافق ٢٠/١١/٢٠٢٦م')
  expect(bothCalendars('2026-11-20', ar('LB'))).toBeNull()
  expect(bothCalendars('2026-11-20', { language: 'fr', country: 'MA', digits: 'latn' })).toBeNull()
})
