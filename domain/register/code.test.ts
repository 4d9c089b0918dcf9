import { describe, expect, it } from 'vitest'
import { sameCode } from './code'

describe('two registers of one office never print one number (N3)', () => {
  it.each([
    ['rh', 'RH'],
    ['و٢', 'و2'],
    ['ق', 'ڧ'],
    ['ﺹ', 'ص'],
    [' ش ', 'ش'],
  ])('%s and %s are one code', (one, other) => expect(sameCode(one, other)).toBe(true))
  it.each([
    ['و', 'ص'],
    ['و1', 'و2'],
    ['ء', 'ـ'],
  ])('%s and %s are two', (one, other) => expect(sameCode(one, other)).toBe(false))
})
