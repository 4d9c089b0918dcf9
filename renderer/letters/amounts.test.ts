import { expect, it } from 'vitest'
import { offeredAmounts, withWords } from './amounts'

it('an amount gets its words behind it, once, in the language of its text', () => {
  const text = 'صُرف مبلغ 45 000 درهم عن {{letterDate}} ومبلغ 500 درهم.'
  const [first, second, ...more] = offeredAmounts(text, 'ar', 'MA')
  expect([first?.written, second?.written, more]).toEqual(['45 000 درهم', '500 درهم', []])
  if (!first) return
  const filled = withWords(text, first)
  expect(filled).toBe('صُرف مبلغ 45 000 درهم (خمسة وأربعون ألف درهم) عن {{letterDate}} ومبلغ 500 درهم.')
  expect(offeredAmounts(filled, 'ar', 'MA').map(({ written }) => written)).toEqual(['500 درهم'])
  expect(offeredAmounts('45 000 DH', 'fr', 'MA')[0]?.words).toBe('quarante-cinq mille dirhams')
})
