import { describe, expect, it } from 'vitest'
import { keyName } from './useKeys'

const press = (key: string, code: string, with_: Partial<KeyboardEvent> = {}) =>
  keyName({ key, code, ctrlKey: false, metaKey: false, altKey: false, ...with_ })

describe('names of keys', () => {
  it('are the same on an Arabic keyboard', () => {
    expect(press('ى', 'KeyN', { altKey: true })).toBe('Alt+n')
    expect(press('n', 'KeyN', { ctrlKey: true })).toBe('Ctrl+n')
  })
  it('keep function keys and characters', () => {
    expect(press('F2', 'F2')).toBe('F2')
    expect(press('/', 'Slash')).toBe('/')
    expect(press('Enter', 'Enter', { ctrlKey: true })).toBe('Ctrl+Enter')
  })
})
