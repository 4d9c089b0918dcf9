import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { withoutMarks } from '../../domain/text/isolate'
import { isolate } from './isolate'
import { itemise } from './itemise'
import { visualOrder } from './reorder'

/** A one-line paragraph from left to right. */
function seen(text: string): string {
  const pieces = itemise([{ text, noWrap: false }], 'rtl')
  const drawn = visualOrder(pieces.map((piece) => piece.level)).flatMap((index) => {
    const { text: word = '', level = 0 } = pieces[index] ?? {}
    return level % 2 === 1 ? Array.from(word).reverse() : [word]
  })
  return withoutMarks(drawn.join(''))
}

describe('isolates', () => {
  test('without one, a telephone number is turned round after Arabic: that is why they are there', () => {
    expect(seen('الهاتف 537-76-12-34')).not.toContain('537-76-12-34')
  })

  test.each(['537-76-12-34', '+212 537-76-12-34', '2026-11-20', '1183-24', 'AML/2026/57', '1.250.000,00 MAD'])(
    '%s is seen as it was written, in an Arabic sentence',
    (value) => {
      expect(seen(`الهاتف ${isolate(value)} رهن إشارتكم`)).toContain(value)
    },
  )

  test('numbers keep their order whatever stands between them', () => {
    const number = fc.array(fc.nat({ max: 9999 }), { minLength: 1, maxLength: 5 })
    fc.assert(
      fc.property(number, fc.constantFrom('-', '/', '.', ' ', ', '), (parts, separator) => {
        const value = parts.join(separator)
        expect(seen(`قبل ${isolate(value)} بعد`)).toContain(value)
      }),
    )
  })

  test('a reference that begins with an Arabic letter reads from the right', () => {
    expect(isolate('و/2026/00407').startsWith('\u2068')).toBe(true)
    expect(seen(isolate('و/2026/00407'))).toBe('2026/00407/و')
  })

  test('a control character in a value cannot reach the text around it', () => {
    expect(isolate('a\u2069\u202eb')).toBe('\u2066ab\u2069')
  })
})
