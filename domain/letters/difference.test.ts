import fc from 'fast-check'
import { expect, test } from 'vitest'
import { changedBy, difference, type Json } from './difference'

const json = fc.jsonValue({ maxDepth: 4 }).map((value) => JSON.parse(JSON.stringify(value)) as Json)

test('what was changed comes back whole, whatever it was', () => {
  fc.assert(
    fc.property(json, json, (before, after) => {
      const made = difference(before, after)
      expect(changedBy(before, JSON.parse(JSON.stringify(made)) as typeof made)).toEqual(after)
    }),
    { numRuns: 400 },
  )
})

test('the same is no difference, in whatever order its names stand', () => {
  fc.assert(fc.property(json, (one) => void expect(difference(one, structuredClone(one))).toBeNull()))
  expect(difference({ a: 1, b: 'x' }, { b: 'x', a: 1 })).toBeNull()
})

test('a word typed into a letter of two pages is a word, not two pages', () => {
  const paragraphs = Array.from({ length: 12 }, (_, n) => ({
    role: 'free',
    ar: `نص ${n} `.repeat(60),
    other: `texte ${n} `.repeat(50),
  }))
  const changed = structuredClone(paragraphs)
  changed[7] = { ...(changed[7] as (typeof changed)[0]), ar: (changed[7]?.ar ?? '').replace('نص 7', 'نص سابع') }
  const made = difference({ paragraphs, level: 'ordinary' }, { paragraphs: changed, level: 'ordinary' })
  expect(JSON.stringify(made).length).toBeLessThan(80)
  expect(changedBy({ paragraphs, level: 'ordinary' }, made)).toEqual({ paragraphs: changed, level: 'ordinary' })
})
