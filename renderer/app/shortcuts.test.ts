import { describe, expect, it } from 'vitest'
import { isHelpKey, isLockKey, isSearchKey } from './shortcuts'

const key = (init: KeyboardEventInit): KeyboardEvent => new KeyboardEvent('keydown', init)

describe('shortcuts work on the keyboards of these offices', () => {
  it('search: the slash, by its sign (AZERTY) or its place (Arabic)', () => {
    expect(isSearchKey(key({ key: '/', code: 'Slash' }))).toBe(true)
    expect(isSearchKey(key({ key: '/', code: 'Period', shiftKey: true }))).toBe(true)
    expect(isSearchKey(key({ key: 'ظ', code: 'Slash' }))).toBe(true)
    expect(isSearchKey(key({ key: '!', code: 'Slash' }))).toBe(false)
    expect(isSearchKey(key({ key: '/', code: 'Slash', ctrlKey: true }))).toBe(false)
  })

  it('help: either question mark', () => {
    expect(isHelpKey(key({ key: '?' }))).toBe(true)
    expect(isHelpKey(key({ key: '؟' }))).toBe(true)
  })

  it('lock: Ctrl and the L key, whatever it types', () => {
    expect(isLockKey(key({ key: 'م', code: 'KeyL', ctrlKey: true }))).toBe(true)
    expect(isLockKey(key({ key: 'l', code: 'KeyL' }))).toBe(false)
  })
})
