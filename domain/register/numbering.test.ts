import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isPattern, nextSeq, printNumber } from './numbering'

const pattern = '{reg}/{year}[/{desk}]/{seq:5}'
const open = { register: 'و', year: 2026, state: 'open', opening: 1, lastSeq: 0 } as const

describe('a number is register + year + sequence (N1)', () => {
  it('always shows the year, and the desk only of a second book (N7)', () => {
    expect(printNumber(pattern, { register: 'و', year: 2026, desk: null, seq: 417 })).toBe('و/2026/00417')
    expect(printNumber(pattern, { register: 'و', year: 2026, desk: 'RB2', seq: 417 })).toBe('و/2026/RB2/00417')
  })
  it('does not lose digits past the width of the pattern', () =>
    expect(printNumber(pattern, { register: 'ص', year: 2026, desk: null, seq: 1234567 })).toBe('ص/2026/1234567'))
  it('starts at 1 or at the opening number, and goes up by one', () => {
    expect(nextSeq(open)).toBe(1)
    expect(nextSeq({ ...open, opening: 412 })).toBe(412)
    expect(nextSeq({ ...open, opening: 412, lastSeq: 412 })).toBe(413)
  })
  it('leaves no gap and no duplicate (N3)', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9999 }), fc.integer({ min: 1, max: 200 }), (opening, n) => {
        let lastSeq = 0
        const given: number[] = []
        for (let i = 0; i < n; i++) given.push((lastSeq = nextSeq({ ...open, opening, lastSeq })))
        expect(given).toEqual(Array.from({ length: n }, (_, i) => opening + i))
      }),
    )
  })
  it('gives none from a closed or suspended book (I4, R3)', () => {
    expect(() => nextSeq({ ...open, state: 'closed' })).toThrow('book-closed')
    expect(() => nextSeq({ ...open, state: 'suspended' })).toThrow('book-suspended')
  })
})

describe('a pattern gives every letter a number of its own (N1, N3, N7)', () => {
  it.each(['{reg}/{year}[/{desk}]/{seq:5}', '{seq}/{reg}/{year}[-{desk}]', 'رقم {reg}.{seq:4}.{year}.{desk}'])(
    '%s',
    (one) => expect(isPattern(one)).toBe(true),
  )
  it.each([
    ['no year', '{reg}[/{desk}]/{seq}'],
    ['no desk', '{reg}/{year}/{seq}'],
    ['the sequence twice', '{reg}/{year}[/{desk}]/{seq}/{seq}'],
    ['a year that falls out with the desk', '{reg}[/{desk}/{year}]/{seq}'],
    ['year and sequence run together', '{reg}/{year}{seq}[/{desk}]'],
    ['also across a bracket', '{reg}/{year}[{desk}]/{seq}'],
    ['an unknown part', '{reg}/{year}[/{desk}]/{seq}/{day}'],
    ['a bracket left open', '{reg}/{year}[/{desk}/{seq}'],
  ])('%s is none', (_why, one) => expect(isPattern(one)).toBe(false))
})
