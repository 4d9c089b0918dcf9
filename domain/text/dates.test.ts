import { describe, expect, it } from 'vitest'
import { dateTime, hijriDate, isLegalDate, longDate, shortDate, weekdayDate } from './dates'
import { dateOf } from './zone'

const ma = { language: 'ar', digits: 'latn', country: 'MA' } as const
const eg = { language: 'ar', digits: 'arab', country: 'EG' } as const
const lb = { language: 'ar', digits: 'latn', country: 'LB' } as const
const fr = { language: 'fr', digits: 'latn', country: 'MA' } as const

describe('dates as a country writes them', () => {
  it('uses its own months and digits', () => {
    expect(longDate('2026-11-21', ma)).toBe('21 نونبر 2026')
    expect(longDate('2026-11-21', lb)).toBe('21 تشرين الثاني 2026')
    expect(shortDate('2026-11-21', eg)).toBe('٢١/١١/٢٠٢٦')
    expect(longDate('2026-11-01', fr)).toBe('1er novembre 2026')
    expect(longDate('2026-11-21', { ...ma, language: 'es' })).toBe('21 de noviembre de 2026')
    expect(weekdayDate('2026-11-20', ma)).toBe('الجمعة 20 نونبر 2026')
  })
  it('shows Hijri beside, without direction marks', () => {
    expect(hijriDate('2026-11-20', ma)).toBe('10 جمادى الآخرة 1448')
    expect(hijriDate('2026-11-20', fr)).not.toMatch(/[\u200e\u200f]/)
  })
  it('takes the day from the office’s time zone, not from the clock’s (N5)', () => {
    const cairo = { name: 'Africa/Cairo', periods: [] }
    const newYearInCairo = Date.UTC(2026, 11, 31, 22, 30)
    expect(dateOf(newYearInCairo, cairo)).toBe('2027-01-01')
    expect(dateOf(newYearInCairo, { name: 'America/Sao_Paulo', periods: [] })).toBe('2026-12-31')
    expect(dateTime(newYearInCairo, { ...eg, zone: cairo })).toBe('٠١/٠١/٢٠٢٧ ٠٠:٣٠')
  })
  it('knows which days exist', () => {
    expect(isLegalDate('2024-02-29')).toBe(true)
    expect(isLegalDate('2026-02-29')).toBe(false)
    expect(isLegalDate('2026-2-9')).toBe(false)
  })
})
