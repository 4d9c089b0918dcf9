import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkDigit, judged, nextPostNumber, postNumberKey } from './number'

const serial = fc.integer({ min: 0, max: 99_999_998 }).map((n) => String(n).padStart(8, '0'))
const s10 = (of: string): string => `RR${of}${checkDigit(of)}MA`

describe('numbers of registered post (D5)', () => {
  it('the worked example of the standard checks, and so do the two digits that are said otherwise', () => {
    expect(judged('RR473124829GB')).toBe('s10')
    expect(checkDigit('47312482')).toBe(9)
    // A rest of one would be ten, a rest of none eleven: they are written 0 and 5.
    expect([...'0123456789'].map((d) => checkDigit(`0000000${d}`))).toContain(0)
    expect(checkDigit('00000000')).toBe(5)
  })

  it('one digit typed wrong in the check is found; what has another form is taken as it is', () => {
    fc.assert(
      fc.property(serial, fc.integer({ min: 1, max: 9 }), (of, by) => {
        const wrong = (checkDigit(of) + by) % 10
        expect(judged(`RR${of}${wrong}MA`)).toBe('wrong')
        expect(judged(s10(of))).toBe('s10')
      }),
    )
    for (const plain of ['', '12345', 'LR-0041', 'رقم ١٢', 'RR4731248GB']) expect(judged(plain)).toBe('plain')
  })

  it('the next on the roll checks too, and is one more', () => {
    fc.assert(
      fc.property(serial, (of) => {
        const next = nextPostNumber(s10(of)) ?? ''
        expect(judged(next)).toBe('s10')
        expect(Number(next.slice(2, 10))).toBe(Number(of) + 1)
      }),
    )
    expect(nextPostNumber('LR-00099')).toBe('LR00100')
    expect(nextPostNumber('٠٤١ أ')).toBe('042أ')
    // Nothing is foreseen after the last, after one that is wrong, or where there is no number.
    for (const none of ['RR999999995MA', 'RR473124820GB', '999', 'abc', ''])
      expect(nextPostNumber(none), none).toBeNull()
  })

  it('a scanner, a hand and an Arabic keyboard write the same number', () => {
    expect(postNumberKey(' rr 4731 2482 9 gb ')).toBe('RR473124829GB')
    expect(postNumberKey('RR٤٧٣١٢٤٨٢٩GB')).toBe('RR473124829GB')
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), (any) => postNumberKey(postNumberKey(any)) === postNumberKey(any)),
    )
  })
})
