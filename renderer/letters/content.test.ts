import { describe, expect, it } from 'vitest'
import type { Letter } from '../../contract/letters'
import { fieldValue, moved, untranslated } from './content'

const replyTo: NonNullable<Letter['replyTo']> = {
  id: '01900000-0000-7000-8000-000000000001',
  numberText: 'و/2026/00407',
  cancelled: false,
  subject: null,
  letterDate: '2026-11-12',
  reference: 'AML/2026/57',
  arrivalAt: Date.parse('2026-11-17T09:05:00Z'),
}
const office = {
  country: 'MA',
  zone: { name: 'Africa/Casablanca', periods: [] },
  now: Date.parse('2026-11-20T10:00:00Z'),
} as const

describe('fields of a letter', () => {
  it('are written in the language of their column', () => {
    expect(fieldValue('letterDate', { replyTo }, 'ar', office)).toBe('12 نونبر 2026')
    expect(fieldValue('letterDate', { replyTo }, 'fr', office)).toBe('12 novembre 2026')
    expect(fieldValue('today', { replyTo }, 'ar', office)).toBe('20 نونبر 2026')
    expect(fieldValue('letterDate', { replyTo }, 'ar', { ...office, country: 'EG' })).toBe('١٢ نوفمبر ٢٠٢٦')
  })

  it('keep a reference and a number as they were given', () => {
    expect(fieldValue('number', { replyTo }, 'fr', office)).toBe('و/2026/00407')
    expect(fieldValue('reference', { replyTo }, 'ar', office)).toBe('AML/2026/57')
  })

  it('say when the answered letter has none', () => {
    expect(fieldValue('letterDate', { replyTo: { ...replyTo, letterDate: null } }, 'ar', office)).toBeNull()
    expect(fieldValue('number', { replyTo: null }, 'ar', office)).toBeNull()
  })
})

describe('paragraphs', () => {
  it('move within the letter and stop at its ends', () => {
    expect(moved(['a', 'b', 'c'], 0, 1)).toEqual(['b', 'a', 'c'])
    expect(moved(['a', 'b', 'c'], 0, -1)).toEqual(['a', 'b', 'c'])
    expect(moved(['a', 'b', 'c'], 2, 5)).toEqual(['a', 'b', 'c'])
  })

  it('that stand in one language only are counted', () => {
    const paragraphs = [
      { role: 'opening' as const, ar: 'سلام', other: '' },
      { role: 'closing' as const, ar: 'والسلام', other: 'Veuillez' },
      { role: 'free' as const, ar: '', other: '' },
    ]
    expect(untranslated({ paragraphs })).toBe(1)
  })
})
