import { describe, expect, it } from 'vitest'
import { assertRealOffice, isSandboxed, type Machine } from './support'

const good: Machine = { electron: '45.4.1', sandboxed: true, packaged: true, env: {} }

describe('a real office', () => {
  it('is held by a supported engine behind its sandbox', () => expect(() => assertRealOffice(good)).not.toThrow())

  it('is refused by an engine without security fixes, and without the sandbox', () => {
    expect(() => assertRealOffice({ ...good, electron: '25.1.1' })).toThrow('electron-unsupported')
    expect(() => assertRealOffice({ ...good, electron: '' })).toThrow('electron-unsupported')
    expect(() => assertRealOffice({ ...good, sandboxed: false })).toThrow('sandbox-missing')
  })

  it('is allowed from a checkout whose script says that it tests, never from an installed program', () => {
    const testing = { ...good, electron: '25.1.1', sandboxed: false, env: { DIWAN_DEVELOPMENT: '1' } }
    expect(() => assertRealOffice({ ...testing, packaged: false })).not.toThrow()
    expect(() => assertRealOffice({ ...testing, packaged: true })).toThrow('electron-unsupported')
  })

  it('every switch and variable that drops the sandbox is known', () => {
    expect(isSandboxed(() => false, {})).toBe(true)
    expect(isSandboxed((name) => name === 'no-sandbox', {})).toBe(false)
    expect(isSandboxed(() => false, { ELECTRON_DISABLE_SANDBOX: '1' })).toBe(false)
  })
})
