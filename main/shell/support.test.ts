import { describe, expect, it } from 'vitest'
import { assertRealOffice, isSandboxed, type Machine } from './support'

const good: Machine = { electron: '45.4.1', sandboxed: true, development: false, env: {}, away: null }

describe('a real office', () => {
  it('is held by a supported engine behind its sandbox', () => expect(() => assertRealOffice(good)).not.toThrow())

  it('is refused by an engine without security fixes, and without the sandbox', () => {
    expect(() => assertRealOffice({ ...good, electron: '25.1.1' })).toThrow('electron-unsupported')
    expect(() => assertRealOffice({ ...good, electron: '' })).toThrow('electron-unsupported')
    expect(() => assertRealOffice({ ...good, sandboxed: false })).toThrow('sandbox-missing')
  })

  it('is allowed from a checkout whose script says that it tests, never from an installed program', () => {
    const testing = { ...good, electron: '25.1.1', sandboxed: false, env: { DIWAN_DEVELOPMENT: '1' } }
    expect(() => assertRealOffice({ ...testing, development: true })).not.toThrow()
    expect(() => assertRealOffice({ ...testing, development: false })).toThrow('electron-unsupported')
  })

  it('is never held on a network or where it roams, not even for a test', () => {
    const testing = { ...good, development: true, env: { DIWAN_DEVELOPMENT: '1' } }
    expect(() => assertRealOffice({ ...testing, away: 'network' })).toThrow('folder-away')
    expect(() => assertRealOffice({ ...good, away: 'roaming' })).toThrow('folder-away')
  })

  it('every switch and variable that drops the sandbox is known', () => {
    expect(isSandboxed(() => false, {})).toBe(true)
    expect(isSandboxed((name) => name === 'no-sandbox', {})).toBe(false)
    expect(isSandboxed(() => false, { ELECTRON_DISABLE_SANDBOX: '1' })).toBe(false)
  })
})
