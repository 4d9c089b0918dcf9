import { describe, expect, it } from 'vitest'
import { digits } from './digits'

describe('digits as a reader wants them', () => {
  it.each([
    ['و/2026/00417', 'و/٢٠٢٦/٠٠٤١٧'],
    ['و/2026/RB2/00417', 'و/٢٠٢٦/RB2/٠٠٤١٧'],
    ['21/11/2026 09:06', '٢١/١١/٢٠٢٦ ٠٩:٠٦'],
    ['A4', 'A4'],
    ['P7M و2', 'P7M و٢'],
  ])('%s is %s: the code of a desk is a name', (text, arabic) => {
    expect(digits(text, 'arab')).toBe(arabic)
    expect(digits(arabic, 'latn')).toBe(text)
  })
})
