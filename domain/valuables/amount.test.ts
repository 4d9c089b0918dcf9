import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Amount } from '../../contract/valuables'
import { balanceOf, readAmount, sumOf } from './amount'

describe('money as it is written (D3)', () => {
  it.each([
    ['1500', '1500'],
    ['1 500,50', '1500.50'],
    ['١٥٠٠٫٥٠', '1500.50'],
    ['1.500,5', '1500.5'],
    ['1,500.50', '1500.50'],
    ['1,234,567.8', '1234567.8'],
    ['007', '7'],
    // A thousand and a half, or one and a half?
    ['1.500', null],
    ['1,500', null],
    ['12-3', null],
    ['', null],
    ['dix', null],
  ])('%s → %s', (typed, amount) => expect(readAmount(typed)).toBe(amount))

  it('adds as whole numbers do: never a cent more or less', () => {
    expect(sumOf(['0.1', '0.2'])).toBe('0.30')
    expect(sumOf(['999999999999.999', '0.001'])).toBe('1000000000000')
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 99_999_999 })), (cents) => {
        const written = cents.map((n) => `${String(Math.floor(n / 100))}.${String(n % 100).padStart(2, '0')}`)
        for (const one of written) expect(Amount.safeParse(one).success).toBe(true)
        const sum = cents.reduce((a, b) => a + b, 0)
        expect(Number(sumOf(written))).toBeCloseTo(sum / 100, 5)
      }),
    )
  })

  it('is counted by kind and currency', () => {
    const dirham = { kind: 'cash' as const, currency: 'MAD', pieces: 1, amount: '1.5' }
    expect(balanceOf([dirham, dirham, { ...dirham, currency: 'EUR' }])).toMatchObject([
      { currency: 'MAD', things: 2, amount: '3' },
      { currency: 'EUR', things: 1, amount: '1.50' },
    ])
  })
})
