import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Fields, isOperation, Outcome, Plain, RowVersion } from './wire'

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

it('an operation, a row or an answer that lacks something or says it otherwise is none', () => {
  const id = '0190a000-0000-7000-8000-000000000001'
  const hash = 'a'.repeat(64)
  const operation = {
    d: 1,
    change: id,
    entity: 'contact',
    id,
    kind: 'create',
    fields: {},
    before: {},
    time: 1,
    user: id,
    hash,
  }
  const version = { seq: 1, device: id, d: 1 }
  const row = { entity: 'contact', id, seq: 1, state: 'own', fields: {}, versions: { '': version } }
  const outcome = { d: 1, result: 'parked', seq: 1, reason: 'invalid' }
  const is = {
    operation: isOperation,
    row: (value: unknown) => RowVersion.safeParse(value).success,
    outcome: (value: unknown) => Outcome.safeParse(value).success,
  }
  const good = { operation, row, outcome }
  for (const name of ['operation', 'row', 'outcome'] as const) {
    const whole: Record<string, unknown> = good[name]
    expect(is[name]({ ...whole, more: 1 })).toBe(true)
    for (const member of Object.keys(whole)) {
      const { [member]: _left, ...rest } = whole
      expect(is[name](rest), `${name} without ${member}`).toBe(false)
      for (const odd of [undefined, [], 1.5, -1.5, { a: 1.5 }])
        expect(is[name]({ ...whole, [member]: odd }), `${name}.${member}`).toBe(false)
    }
    for (const odd of [null, 1, 'x', [whole], undefined]) expect(is[name](odd)).toBe(false)
  }
  expect(isOperation({ ...operation, user: null })).toBe(true)
  for (const odd of [{ d: 0 }, { entity: 'x'.repeat(41) }, { kind: 'x'.repeat(21) }, { id: 'x' }, { hash: 'x' }])
    expect(isOperation({ ...operation, ...odd })).toBe(false)
  for (const odd of [{ seq: 1, device: id }, { ...version, device: 'x' }, { ...version, d: 0.5 }, null])
    expect(is.row({ ...row, versions: { '': odd } })).toBe(false)
  expect(is.row({ ...row, versions: JSON.parse('{"__proto__":{}}') as unknown })).toBe(false)
})
