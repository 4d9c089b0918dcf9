import { describe, expect, it } from 'vitest'
import { registers } from '../../tests/fixtures/fake-bridge-data'
import { firstNumber, problemsOf, type RegisterDraft } from './newRegister'

const draft: RegisterDraft = {
  kind: 'incoming',
  code: 'ش',
  names: { ar: 'سجل الشكايات', fr: '', en: '', es: '' },
  pattern: '{reg}/{year}[/{desk}]/{seq:5}',
  opening: '٤١٨',
}

describe('a register that is opened', () => {
  it('shows the number its first entry will have (N1)', () => {
    expect(problemsOf(draft, registers)).toEqual({})
    expect(firstNumber(draft, 2026, null)).toBe('ش/2026/00418')
    expect(firstNumber(draft, 2026, 'RB2')).toBe('ش/2026/RB2/00418')
  })
  it.each([
    ['a code of another register, however it is typed (N3)', { code: ' و ' }, { code: 'errors.code-taken' }],
    ['a code with a space', { code: 'و 2' }, { code: 'settings.registers.codeBad' }],
    [
      'a pattern without the year (N1)',
      { pattern: '{reg}/{desk}/{seq}' },
      { pattern: 'settings.registers.patternBad' },
    ],
    ['no name in Arabic', { names: { ar: ' ', fr: 'x', en: '', es: '' } }, { names: 'shell.required' }],
    ['an opening of nothing', { opening: '0' }, { opening: 'session.create.openingBad' }],
  ])('does not have %s', (_what, change, problem) => {
    expect(problemsOf({ ...draft, ...change }, registers)).toEqual(problem)
  })
  it('promises no number that could not be given', () =>
    expect(firstNumber({ ...draft, pattern: '{seq}' }, 2026, null)).toBeNull())
})
