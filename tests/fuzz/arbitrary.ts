import fc from 'fast-check'
import { z } from 'zod'

type Schema = {
  type?: string
  const?: unknown
  enum?: unknown[]
  anyOf?: Schema[]
  oneOf?: Schema[]
  allOf?: Schema[]
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  additionalProperties?: Schema | boolean
  pattern?: string
  format?: string
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
  minItems?: number
  maxItems?: number
}

const ID = '[0-9a-f]{8}-'
const TEXT = [
  '',
  ' ',
  'مكتب الضبط',
  '\u202e١٢٣',
  '\u0000',
  '\ud800',
  "' OR 1=1 --",
  '<img src=x>',
  '../../x',
  '٩٫٤٠',
  '=1+1',
]
/** What nobody's schema allows: a wrong type, a huge one, names that objects already have. */
const hostile = fc.oneof(
  fc.constantFrom<unknown>(null, undefined, Number.NaN, Infinity, -1, 2 ** 53, 1e300, '__proto__', 'x'.repeat(20_000)),
  fc.constantFrom<unknown>({ __proto__: null }, { constructor: 1 }, [], [[[[]]]], new Date(0), 10n, new Uint8Array(8)),
  fc.anything({ maxDepth: 2, withNullPrototype: true }),
)

/**
 * Inputs as a schema describes them, with now and then something it forbids. Ids are half of the time those of things that are
 * there, so that more than "not found" is met.
 * @param ids of rows that are there
 */
export function inputsOf(schema: z.ZodType, ids: readonly string[]): fc.Arbitrary<unknown> {
  const described = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', cycles: 'ref' }) as Schema
  const wrong = (inside: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
    fc.oneof({ weight: 24, arbitrary: inside }, { weight: 1, arbitrary: hostile })
  const known: fc.Arbitrary<string> = ids.length > 0 ? fc.constantFrom(...ids) : fc.uuid()

  function arbitrary(s: Schema): fc.Arbitrary<unknown> {
    if ('const' in s) return fc.constant(s.const)
    if (s.enum) return fc.constantFrom(...s.enum)
    const one = s.anyOf ?? s.oneOf
    if (one) return fc.oneof(...one.map(of))
    if (s.allOf) return arbitrary(Object.assign({}, ...s.allOf) as Schema)
    switch (s.type) {
      case 'string':
        return text(s)
      case 'integer':
      case 'number':
        return fc.integer({ min: Math.max(s.minimum ?? -5, -(2 ** 31)), max: Math.min(s.maximum ?? 5000, 2 ** 45) })
      case 'boolean':
        return fc.boolean()
      case 'null':
        return fc.constant(null)
      case 'array':
        return fc.array(of(s.items ?? {}), { minLength: s.minItems ?? 0, maxLength: Math.min(s.maxItems ?? 4, 4) })
      case 'object':
        return object(s)
      default:
        return fc.jsonValue({ maxDepth: 3 })
    }
  }
  function object({ properties = {}, required = [], additionalProperties }: Schema): fc.Arbitrary<unknown> {
    const fields = Object.fromEntries(Object.entries(properties).map(([name, s]) => [name, of(s)]))
    const whole = fc.record(fields, { requiredKeys: required.filter((name) => name in fields) as never[] })
    if (typeof additionalProperties !== 'object' || Object.keys(properties).length > 0) return whole
    return fc.dictionary(fc.string({ maxLength: 10 }), of(additionalProperties), { maxKeys: 4 })
  }
  function text({ pattern, format, minLength = 0, maxLength = 60 }: Schema): fc.Arbitrary<unknown> {
    if (pattern?.includes(ID)) return fc.oneof(known, fc.uuid())
    if (format === 'date') return fc.constantFrom('2026-11-20', '2026-02-30', '0001-01-01', '9999-12-31', '2027-01-01')
    if (pattern) return fc.stringMatching(new RegExp(pattern))
    const most = Math.min(maxLength, 80)
    return fc.oneof(
      fc.constantFrom(...TEXT),
      fc.string({ unit: 'grapheme', minLength: Math.min(minLength, most), maxLength: most }),
    )
  }
  const of = (s: Schema): fc.Arbitrary<unknown> => wrong(arbitrary(s))
  return of(described)
}
