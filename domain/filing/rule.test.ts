import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lastDue, shortens, yearsAfter, type Rule } from './rule'

const rule = fc.record({
  active: fc.nat(50),
  intermediate: fc.nat(50),
  event: fc.constantFrom('registration', 'matter'),
  fate: fc.constantFrom('keep', 'transfer', 'sample', 'destroy'),
})
const day = fc
  .date({ min: new Date('1990-01-01'), max: new Date('2120-12-31'), noInvalidDate: true })
  .map((at) => at.toISOString().slice(0, 10))

describe('R1: the class decides how long', () => {
  it.each<[string, Partial<Rule>, boolean]>([
    ['the same', {}, false],
    ['a year more', { active: 3 }, false],
    ['a year less', { active: 1 }, true],
    ['from the desk to the store, no less in all', { active: 0, intermediate: 5 }, false],
    ['counted from the first letter instead of the last', { event: 'registration' }, true],
    ['destroyed instead of a sample kept', { fate: 'destroy' }, true],
    ['kept for ever', { fate: 'keep' }, false],
    ['a fate of a newer version', { fate: 'digitise' }, false],
  ])('%s', (_what, change, shorter) => {
    const stands = { active: 2, intermediate: 3, event: 'matter', fate: 'sample' }
    expect(shortens(stands, { ...stands, ...change })).toBe(shorter)
  })

  it('nothing shortens there and back: of two rules that differ one is shorter, or neither', () => {
    fc.assert(
      fc.property(rule, rule, rule, (a, b, c) => {
        expect(shortens(a, a)).toBe(false)
        if (!shortens(a, b) && !shortens(b, c)) expect(shortens(a, c)).toBe(false)
      }),
    )
  })

  it('what is due on a day began on its last day or before, and nothing later is, leap days too', () => {
    fc.assert(
      fc.property(day, day, fc.nat(100), (began, today, years) => {
        expect(began <= lastDue(today, years)).toBe(yearsAfter(began, years) <= today)
      }),
    )
    expect(yearsAfter('2024-02-29', 1)).toBe('2025-03-01')
    expect(lastDue('2025-02-28', 1)).toBe('2024-02-28')
  })
})
