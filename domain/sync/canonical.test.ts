import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Plain } from '../../contract/wire'
import { canonical } from './canonical'

describe('canonical form (RFC 8785)', () => {
  it('sorts keys by UTF-16 units and leaves no white space', () => {
    expect(canonical({ b: 1, a: [true, null, 'é'], د: {} })).toBe('{"a":[true,null,"é"],"b":1,"د":{}}')
  })
  it.each([1.5, 2 ** 53, Number.NaN])('refuses %s: two stores would keep it differently', (n) =>
    expect(() => canonical(n)).toThrow(RangeError),
  )
  it('refuses U+0000 and lone surrogates', () => {
    expect(() => canonical('a\u0000b')).toThrow(RangeError)
    expect(() => canonical({ k: '\ud800' })).toThrow(RangeError)
  })
  it('looks into what is in order as strictly as into what is not', () => {
    for (const odd of ['\u0000', '\ud800', 1.5, 2 ** 53] as Plain[])
      for (const value of [
        { a: 1, b: [odd] },
        { b: [odd], a: 1 },
      ])
        expect(() => canonical(value)).toThrow(RangeError)
    expect(canonical({ a: '\\u0000 \u0001', b: '🙂' })).toBe(canonical({ b: '🙂', a: '\\u0000 \u0001' }))
    expect(canonical({ '10': 1, '9': 2, a: -0 })).toBe('{"10":1,"9":2,"a":0}')
    expect(canonical(JSON.parse('{"a":{"__proto__":1}}') as Plain)).toBe('{"a":{"__proto__":1}}')
    expect(canonical({ a: undefined } as unknown as Plain)).toBe('{"a":null}')
  })
  it('says the same of two equal values whatever the order of their keys', () => {
    const plain = fc.letrec<{ value: Plain }>((tie) => ({
      value: fc.oneof(
        { depthSize: 'small' },
        fc.string({ unit: 'grapheme' }).filter((s) => !s.includes('\u0000')),
        fc.maxSafeInteger(),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie('value'), { maxLength: 4 }),
        fc.dictionary(fc.string({ unit: 'grapheme-ascii' }), tie('value'), { maxKeys: 4 }),
      ),
    })).value
    fc.assert(
      fc.property(plain, (value) => {
        const text = canonical(value)
        expect(canonical(JSON.parse(text) as Plain)).toBe(text)
        if (value && typeof value === 'object' && !Array.isArray(value)) {
          expect(canonical(Object.fromEntries(Object.entries(value).reverse()))).toBe(text)
        }
      }),
    )
  })
})
