import { describe, expect, it } from 'vitest'
import { isSamePhone, keptPhone, shownPhone } from './phone'

describe('a telephone number (P1)', () => {
  it('is kept in one form however it is typed, in the digits of any script', () => {
    for (const typed of ['0661234567', '06 61-23-45-67', '+212 661 234 567', '00212661234567', '٠٦٦١٢٣٤٥٦٧'])
      expect(keptPhone(typed, ['MA'])).toBe('+212661234567')
    expect(keptPhone('+212661234567', ['FR'])).toBe('+212661234567')
  })
  it('is one of the country somebody lives in, else of the office’s', () => {
    expect(keptPhone('06 12 34 56 78', ['FR', 'MA'])).toBe('+33612345678')
    expect(keptPhone('01 23 45 67 89', ['', 'FR'])).toBe('+33123456789')
    expect(keptPhone('070 123 456', ['MA', 'LB'])).toBe('+96170123456')
  })
  it('that is none stays as it was typed; what is kept is kept again as it is', () => {
    expect(keptPhone('1414', ['MA'])).toBe('1414')
    expect(keptPhone('poste 12', ['MA'])).toBe('poste 12')
    const withExtension = keptPhone('0537761234 ext. 12', ['MA'])
    expect(withExtension).toBe('+212537761234;ext=12')
    expect(keptPhone(withExtension, ['FR'])).toBe(withExtension)
  })
  it('is shown in the national form at home, in the international one elsewhere', () => {
    expect(shownPhone('+212661234567', 'MA')).toBe('06 61 23 45 67')
    expect(shownPhone('+212661234567', 'FR')).toMatch(/^\+212 /)
    expect(shownPhone('1414', 'MA')).toBe('1414')
  })
  it('is the same in either form', () => {
    expect(isSamePhone('+212 6 61 23 45 67', '+212661234567')).toBe(true)
    expect(isSamePhone('0661234567', '+212661234567')).toBe(true)
    expect(isSamePhone('0661234568', '+212661234567')).toBe(false)
  })
})
