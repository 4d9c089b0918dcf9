import fc from 'fast-check'
import { expect, it } from 'vitest'
import { descriptor, entityNames } from '.'
import { fits } from './field'

const id = '0190a000-0000-7000-8000-000000000001'
const text = fc.oneof(
  fc.constantFrom(
    '',
    id,
    id.toUpperCase(),
    `${id}\n`,
    'a'.repeat(64),
    'ordinary',
    'mostUrgent',
    'MA',
    'ma',
    'AQ==',
    '2026-11-30',
  ),
  fc.constantFrom(
    'image/png',
    'س'.repeat(80),
    'س'.repeat(81),
    'x'.repeat(200),
    'x'.repeat(4001),
    '\ud800',
    'a\u0000',
    '🙂'.repeat(12),
    '🙂'.repeat(13),
    '\\u0000',
  ),
  fc.string({ unit: 'binary' }),
)
const one = fc.oneof(
  text,
  fc.constantFrom<unknown>(
    0,
    1,
    -1,
    1.5,
    2 ** 31 - 1,
    2 ** 31,
    2 ** 53,
    100_000,
    100_001,
    Number.NaN,
    null,
    undefined,
    true,
  ),
  fc.maxSafeInteger(),
)
const names = ['ar', 'fr', 'en', 'es', 'other', 'full', 'given', 'father', 'family', 'maiden', 'title', 'kind', 'more']
const members = fc.oneof(
  fc.record(Object.fromEntries(names.map((name) => [name, text]))),
  fc.record(Object.fromEntries(names.map((name) => [name, fc.constant('word')]))),
  fc.record(Object.fromEntries(names.map((name) => [name, fc.oneof(one, fc.array(text, { maxLength: 22 }))])), {
    requiredKeys: [],
  }),
)
const value = fc.oneof(
  one,
  members,
  fc.array(fc.oneof(text, members), { maxLength: 22 }),
  fc.array(fc.constant('word')),
)

it('what is asked of a value by hand is what its schema asks', () => {
  const schemas = entityNames.flatMap((entity) => Object.values(descriptor(entity).fields).map((field) => field.value))
  fc.assert(
    fc.property(value, (given) => {
      for (const schema of schemas) expect(fits(schema, given)).toBe(schema.safeParse(given).success)
    }),
    { numRuns: 150 },
  )
})
