import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Fields, Plain, RowVersion } from './wire'

const fits = (value: unknown): boolean => Plain.safeParse(value).success

it('is JSON without floats, however deep, and comes out as it went in', () => {
  const leaf = fc.oneof(fc.string(), fc.maxSafeInteger(), fc.boolean(), fc.constant(null))
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      leaf,
      fc.array(tie('tree'), { maxLength: 4 }),
      fc.dictionary(
        fc.string().filter((name) => name !== '__proto__'),
        tie('tree'),
        { maxKeys: 4, noNullPrototype: true },
      ),
    ),
  }))
  fc.assert(
    fc.property(tree, (value) => {
      expect(Plain.parse(value)).toEqual(value)
    }),
  )
})

it.each([
  [1.5],
  [Number.NaN],
  [2 ** 53],
  [undefined],
  [10n],
  [() => 1],
  [Symbol('x')],
  [[1, [2, 0.5]]],
  [{ a: { b: [undefined] } }],
  [JSON.parse('{"a":{"__proto__":{"x":1}}}')],
  [JSON.parse('{"__proto__":1}')],
])('%s is not', (value) => {
  expect(fits(value)).toBe(false)
  expect(Fields.safeParse({ name: value }).success).toBe(false)
})

it('a row whose field is a float is none', () => {
  const id = '0190a000-0000-7000-8000-000000000001'
  const row = { entity: 'contact', id, seq: 1, state: 'present', versions: {} }
  expect(RowVersion.safeParse({ ...row, fields: { city: 'Rabat', n: 1, names: { full: '' } } }).success).toBe(true)
  expect(RowVersion.safeParse({ ...row, fields: { names: { full: 1.5 } } }).success).toBe(false)
})
