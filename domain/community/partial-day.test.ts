import fc from 'fast-check'
import { expect, it } from 'vitest'
import { readPartialDay, shownPartialDay } from './partial-day'

const format = { language: 'fr', digits: 'latn', country: 'MA' } as const

it('a birth date is as much as is known of it: a year, a month, a day (P1)', () => {
  expect(
    ['1974', '٣/١٩٧٤', '1974-03', '21/3/1974', '', 'vers 1974'].map((typed) => readPartialDay(typed, 2026)),
  ).toEqual([...['1974', '1974-03', '1974-03', '1974-03-21', '', null]])
  expect(['1974', '1974-03', '1974-03-21'].map((day) => shownPartialDay(day, format))).toEqual([
    ...['1974', 'mars 1974', '21/03/1974'],
  ])
})

it('what is shown of a year or a day is read as the same again', () => {
  const day = fc.date({ min: new Date('1900-01-01'), max: new Date('2025-12-31'), noInvalidDate: true })
  fc.assert(
    fc.property(day, fc.boolean(), (date, whole) => {
      const said = date.toISOString().slice(0, whole ? 10 : 4)
      expect(readPartialDay(shownPartialDay(said, format), 2026)).toBe(said)
    }),
  )
})
