import { describe, expect, it } from 'vitest'
import { checkMandatory, dateWarnings } from './entry'

const at = (date: string) => Date.parse(`${date}T10:00:00Z`)
const tz = { name: 'Africa/Casablanca', periods: [] }

describe('the three dates (C1)', () => {
  it.each([
    ['2026-11-12', '2026-11-17', '2026-11-17', []],
    ['2026-11-18', '2026-11-17', '2026-11-17', ['letter-after-arrival']],
    ['2026-11-12', '2026-11-19', '2026-11-17', ['arrival-after-registration']],
    ['2019-01-01', '2026-11-17', '2026-11-17', ['letter-very-old']],
    [null, '2026-11-17', '2026-11-17', []],
  ] as const)('letter %s, arrival %s, registration %s: %s', (letterDate, arrival, registered, warnings) =>
    expect(dateWarnings({ letterDate, arrivalAt: at(arrival) }, at(registered), tz)).toEqual(warnings),
  )
})

describe('mandatory content (C2)', () => {
  it('refuses an empty subject', () => {
    expect(() => checkMandatory({ subject: '', level: 'ordinary' })).toThrow('subject-missing')
    expect(() => checkMandatory({ subject: null, level: 'ordinary' })).toThrow('subject-missing')
  })
  it('lets a sealed envelope wait for its subject (A1)', () =>
    expect(() => checkMandatory({ subject: null, level: 'secret' })).not.toThrow())
})
