import { describe, expect, it } from 'vitest'
import { keyName } from './keys'

/** As Chromium reports a key. */
const pressed = (init: KeyboardEventInit & { key: string; code: string }) => ({
  ...{ ctrlKey: false, metaKey: false, altKey: false, shiftKey: false },
  ...init,
  getModifierState: (name: string) => name === 'AltGraph' && init.modifierAltGraph === true,
})
const press = (init: KeyboardEventInit & { key: string; code: string }): string => keyName(pressed(init))
/** AltGr: Windows, an older Windows, Linux. */
const ways = [
  { ctrlKey: true, altKey: true, modifierAltGraph: true },
  { ctrlKey: true, altKey: true },
  { modifierAltGraph: true },
]

describe('shortcuts act on the keyboards of these offices', () => {
  it('Arabic 101: signs and letters by their place', () => {
    expect(press({ key: 'ظ', code: 'Slash' })).toBe('/')
    expect(press({ key: '؟', code: 'Slash', shiftKey: true })).toBe('?')
    expect(press({ key: 'ن', code: 'KeyK', ctrlKey: true })).toBe('Ctrl+k')
    expect(press({ key: 'م', code: 'KeyL', ctrlKey: true })).toBe('Ctrl+l')
    expect(press({ key: 'ى', code: 'KeyN', altKey: true })).toBe('Alt+n')
    expect(press({ key: 'ه', code: 'KeyI', ctrlKey: true })).toBe('Ctrl+i')
    expect(press({ key: 'Enter', code: 'NumpadEnter', ctrlKey: true })).toBe('Ctrl+Enter')
    expect(press({ key: 'F2', code: 'F2' })).toBe('F2')
  })
  it('AZERTY: signs as they are typed, letters as they are written on the keys', () => {
    expect(press({ key: '/', code: 'Period', shiftKey: true })).toBe('/')
    expect(press({ key: '?', code: 'KeyM', shiftKey: true })).toBe('?')
    expect(press({ key: '!', code: 'Slash' })).toBe('!')
    expect(press({ key: 'k', code: 'KeyK', ctrlKey: true })).toBe('Ctrl+k')
    expect(press({ key: 'a', code: 'KeyQ', ctrlKey: true })).toBe('Ctrl+a')
    expect(press({ key: 'Enter', code: 'Enter', ctrlKey: true })).toBe('Ctrl+Enter')
  })
  it('AltGr types its character and is no shortcut, however the system reports it', () => {
    for (const key of [
      { key: '€', code: 'KeyE' },
      { key: '@', code: 'Digit0' },
      { key: '~', code: 'KeyN' },
      { key: 'í', code: 'KeyI' },
      { key: 'ł', code: 'KeyL' },
      { key: '/', code: 'Slash' },
    ]) {
      for (const way of ways) expect(press({ ...key, ...way })).toBe('')
    }
  })
})
