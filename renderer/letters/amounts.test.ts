import { expect, it } from 'vitest'
import { offeredAmounts, offeredDates, withOffered } from './amounts'

it('an amount gets its words behind it, once, in the language of its text', () => {
  const text = 'صُرف مبلغ 45 000 درهم عن {{letterDate}} ومبلغ 500 درهم.'
  const [first, second, ...more] = offeredAmounts(text, 'ar', 'MA')
  expect([first?.written, second?.written, more]).toEqual(['45 000 درهم', '500 درهم', []])
  if (!first) return
  const filled = withOffered(text, first)
  expect(filled).toBe('صُرف مبلغ 45 000 درهم (خمسة وأربعون ألف درهم) عن {{letterDate}} ومبلغ 500 درهم.')
  expect(offeredAmounts(filled, 'ar', 'MA').map(({ written }) => written)).toEqual(['500 درهم'])
  expect(offeredAmounts('45 000 DH', 'fr', 'MA')[0]?.words).toBe('quarante-cinq mille dirhams')
})

it('a typed date is offered as its language writes it, and with the Hijri day where letters of the country name both', () => {
  const text = 'بتاريخ 20/11/2026 وبعد'
  const [long, both, ...more] = offeredDates(text, { language: 'ar', country: 'MA', digits: 'latn' })
  expect([long?.words, both?.words, more]).toEqual([
    '20 نونبر 2026',
    '20 نونبر 2026 الموافق 10 من جمادى الآخرة 1448',
    [],
  ])
  const filled = both ? withOffered(text, both) : ''
  expect(filled).toBe('بتاريخ 20 نونبر 2026 الموافق 10 من جمادى الآخرة 1448 وبعد')
  expect(offeredDates(filled, { language: 'ar', country: 'MA', digits: 'latn' })).toEqual([])
  const french = offeredDates('du 20/11/2026 au 1er décembre 2026', { language: 'fr', country: 'MA', digits: 'latn' })
  expect(french.map(({ words }) => words)).toEqual(['20 novembre 2026'])
})
