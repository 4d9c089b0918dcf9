import { expect, test } from 'vitest'
import { policies } from '../policies'
import type { Country } from '../../contract/values'
import { withoutMarks } from '../text/isolate'
import { dateLines } from './date-lines'

test.each<[Country, string, string, string[]]>([
  ['MA', 'الرباط', '2026-11-21', ['الرباط، في 21 نونبر 2026', 'الموافق 11 من جمادى الآخرة 1448']],
  ['MA', 'الرباط', '2026-05-01', ['الرباط، في 1 ماي 2026', 'الموافق 14 من ذي القعدة 1447']],
  ['EG', 'القاهرة', '2026-11-21', ['القاهرة في ١١ جمادى الآخرة ١٤٤٨هـ', 'الموافق ٢١/١١/٢٠٢٦م']],
  ['LB', 'بيروت', '2026-11-21', ['بيروت، في 21/11/2026']],
])('place and day as %s writes them (%s, %s)', (country, place, date, expected) => {
  const lines = dateLines(place, date, { language: 'ar', digits: policies[country].digits, country })
  expect(lines.map(withoutMarks)).toEqual(expected)
})

test.each([
  [-2, 'الموافق 9 من جمادى الآخرة 1448'],
  [1, 'الموافق 12 من جمادى الآخرة 1448'],
])('a moon sighted %d days off the tables moves the Hijri day, and no other', (moon, hijri) => {
  const lines = dateLines('الرباط', '2026-11-21', { language: 'ar', digits: 'latn', country: 'MA', moon })
  expect(lines.map(withoutMarks)).toEqual(['الرباط، في 21 نونبر 2026', hijri])
})
