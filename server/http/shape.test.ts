import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkShape, MOST } from './shape'

const shape = (text: string): void => checkShape(Buffer.from(text))

describe('a body before it is parsed', () => {
  it('what desks say passes, whatever stands in its texts', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        shape(JSON.stringify({ operations: [{ fields: { subject: text, [text]: text } }] }))
      }),
    )
    shape(JSON.stringify({ subject: '['.repeat(1000) + '\\"{:,' + '9'.repeat(60) }))
  })
  it.each([
    ['depth', '['.repeat(MOST.depth + 1)],
    ['depth of objects', '{"a":'.repeat(MOST.depth + 1)],
    ['fields of one object', `{${Array.from({ length: MOST.fields + 1 }, (_, i) => `"f${i}":0`).join(',')}}`],
    ['values', `[${'0,'.repeat(MOST.values + 1)}0]`],
    ['digits of a number', `{"size":${'9'.repeat(MOST.digits + 1)}}`],
  ])('too much is refused: %s', (_what, body) => {
    expect(() => shape(body)).toThrow('bad-request')
  })
})
