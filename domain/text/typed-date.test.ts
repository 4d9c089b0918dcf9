import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { policies } from '../policies'
import { longDate, shortDate } from './dates'
import { dateOfHijri, hijriOf } from './hijri'
import { readDate } from './typed-date'
import { readHour } from './typed-hour'

const read = (typed: string): string | null => {
  const found = readDate(typed, 2026)
  return 'date' in found ? found.date : null
}

describe('a day as people write it', () => {
  it.each([
    ['21/11/2026', '2026-11-21'],
    ['21-11-2026', '2026-11-21'],
    ['21.11.26', '2026-11-21'],
    ['21 11 2026', '2026-11-21'],
    ['21 / 11 / 2026', '2026-11-21'],
    ['21112026', '2026-11-21'],
    ['211126', '2026-11-21'],
    ['1/2/26', '2026-02-01'],
    ['21/11', '2026-11-21'],
    ['٢١/١١/٢٠٢٦', '2026-11-21'],
    ['٢١/١١/٢٦', '2026-11-21'],
    ['۲۱/۱۱/۲۰۲۶', '2026-11-21'],
    ['21٫11٫2026', '2026-11-21'],
    ['21\\11\\2026', '2026-11-21'],
    ['\u200f21/11/2026\u200f', '2026-11-21'],
    ['2026-11-21', '2026-11-21'],
    ['2026/11/21', '2026-11-21'],
    ['12/09/98', '1998-09-12'],
    ['29/02/2028', '2028-02-29'],
    ['21/11/2026م', '2026-11-21'],
    ['21/11/2026 م.', '2026-11-21'],
    ['21/XI/2026', '2026-11-21'],
    ['21 نونبر 2026', '2026-11-21'],
    ['21 نوفمبر 2026', '2026-11-21'],
    ['٢١ نوفمبر ٢٠٢٦', '2026-11-21'],
    ['21 تشرين الثاني 2026', '2026-11-21'],
    ['21 تشرين الثاني/نوفمبر 2026', '2026-11-21'],
    ['1 كانون الثاني 2026', '2026-01-01'],
    ['5 غشت 2026', '2026-08-05'],
    ['5 ماي 2026', '2026-05-05'],
    ['الجمعة 20 نونبر 2026', '2026-11-20'],
    ['في 20 من نونبر سنة 2026', '2026-11-20'],
    ['1er novembre 2026', '2026-11-01'],
    ['le 21 novembre 2026', '2026-11-21'],
    ['vendredi 20 nov. 2026', '2026-11-20'],
    ['3 août 2026', '2026-08-03'],
    ['14 févr. 2026', '2026-02-14'],
    ['21 de noviembre de 2026', '2026-11-21'],
    ['21st November 2026', '2026-11-21'],
    ['November 21, 2026', '2026-11-21'],
    ['Nov 21, 2026', '2026-11-21'],
    ['21-Nov-2026', '2026-11-21'],
    ['21 sept 2026', '2026-09-21'],
  ])('%s is %s', (typed, day) => expect(read(typed)).toBe(day))

  it.each([
    ['28/09/1447', '2026-03-17'],
    ['28 / 09 / 1447', '2026-03-17'],
    ['٢٨/٠٩/١٤٤٧ هـ', '2026-03-17'],
    ['1447/09/28', '2026-03-17'],
    ['28 رمضان 1447', '2026-03-17'],
    ['28 رمضان المبارك 1447 هـ', '2026-03-17'],
    ['10 جمادى الآخرة 1448', '2026-11-20'],
    ['10 جمادى الثانية 1448ه', '2026-11-20'],
    ['1 ramadan 1447', '2026-02-18'],
  ])('%s is Hijri: %s, and kept as it was written', (typed, day) =>
    expect(readDate(typed, 2026)).toEqual({ date: day, said: typed }),
  )

  it.each([
    ['31/02/2026', 'no-such-day'],
    ['29/02/2026', 'no-such-day'],
    ['32/01/2026', 'no-such-day'],
    ['31 نونبر 2026', 'no-such-day'],
    ['30/02/1447', 'no-such-day'],
    ['11/21/2026', 'no-such-month'],
    ['0/1/2026', 'no-such-day'],
    ['21/11/1026', 'year'],
    ['28 رمضان', 'year'],
    ['أمس', 'unreadable'],
    ['21', 'unreadable'],
    ['', 'unreadable'],
    ['21 ju 2026', 'unreadable'],
    ['28 رمضان 1447 م', 'unreadable'],
  ])('%s is no day (%s), and nothing is guessed', (typed, problem) =>
    expect(readDate(typed, 2026)).toEqual({ problem }),
  )

  it('two digits of a year more than ten years ahead are of the last century', () => {
    expect(read('01/01/36')).toBe('2036-01-01')
    expect(read('01/01/37')).toBe('1937-01-01')
  })

  it('every day as every country and language prints it is read back, and every Hijri day', () => {
    const day = fc
      .integer({ min: 0, max: 36_500 })
      .map((n) => new Date(Date.UTC(1950, 0, 1) + n * 86_400_000).toISOString().slice(0, 10))
    const country = fc.constantFrom(...(Object.keys(policies) as (keyof typeof policies)[]))
    const language = fc.constantFrom('ar' as const, 'fr' as const, 'en' as const, 'es' as const)
    fc.assert(
      fc.property(day, country, language, fc.constantFrom('latn' as const, 'arab' as const), (date, c, l, digits) => {
        const format = { country: c, language: l, digits }
        expect(read(longDate(date, format))).toBe(date)
        expect(read(shortDate(date, format))).toBe(date)
        expect(dateOfHijri(hijriOf(date))).toBe(date)
      }),
      { numRuns: 300 },
    )
  })
})

describe('an hour as people write it', () => {
  it.each([
    ['9h', '09:00'],
    ['9h05', '09:05'],
    ['9 h 40', '09:40'],
    ['٩٫٤٠', '09:40'],
    ['9.40', '09:40'],
    ['9:40', '09:40'],
    ['۹:۴۰', '09:40'],
    ['0940', '09:40'],
    ['940', '09:40'],
    ['9', '09:00'],
    ['٩:٤٠', '09:40'],
    ['14h05', '14:05'],
    ['14 heures', '14:00'],
    ['2:30 م', '14:30'],
    ['12:10 ص', '00:10'],
    ['2 pm', '14:00'],
    ['14 pm', null],
    ['25:00', null],
    ['9:75', null],
    ['x', null],
    ['', null],
  ])('%s is %s', (typed, hour) => expect(readHour(typed)).toBe(hour))
})
