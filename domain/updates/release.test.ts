import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Release, SignedRelease } from '../../contract/updates'
import { newSigningKey, signer } from '../trust/keys'
import { judgeRelease, signRelease, type Here } from './release'
import { compareVersions } from './version'

const makers = newSigningKey()
const next = newSigningKey()
const keyOf = (key: typeof makers) => ({ publicKey: key.publicKey, sign: signer(key.seed) })
const notes = { ar: 'إصلاحات', fr: 'Corrections', en: 'Fixes', es: 'Correcciones' }
const release: Release = {
  format: 1,
  version: '1.1.0',
  channel: 'general',
  madeAt: 1000,
  expiresAt: 2000,
  from: '1.0.0',
  notes,
  files: [{ kind: 'deb', arch: 'x64', name: 'diwan_1.1.0_amd64.deb', size: 10, sha512: 'a'.repeat(128) }],
}
const here: Here = {
  keys: [makers.publicKey],
  version: '1.0.0',
  channel: 'general',
  kind: 'deb',
  arch: 'x64',
  now: 1500,
  seen: null,
}
const signed = (change: Partial<Release> = {}, key = makers): SignedRelease =>
  signRelease({ ...release, ...change }, [keyOf(key)])
const judged = (what: SignedRelease, change: Partial<Here> = {}) => {
  const result = judgeRelease(what, { ...here, ...change })
  return result.ok ? 'good' : result.reason
}

describe('a release', () => {
  it('signed by its makers, newer, fresh, of this channel and for this PC is good', () =>
    expect(judged(signed())).toBe('good'))

  it('is refused with any of its bytes changed', () => {
    const { release: text, signatures } = signed()
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.integer({ min: 1, max: 127 }), (at, by) => {
        const other = String.fromCharCode(text.charCodeAt(at) ^ by)
        expect(judged({ release: text.slice(0, at) + other + text.slice(at + 1), signatures })).toBe('signature')
      }),
    )
  })

  it('is refused from a key nobody here knows, and from no key at all', () => {
    expect(judged(signed({}, next))).toBe('signature')
    expect(judged(signed(), { keys: [] })).toBe('signature')
  })

  it('is refused when a known key is only named beside another’s signature', () => {
    const forged = signed({}, next)
    const named = forged.signatures.map((s) => ({ ...s, key: makers.publicKey }))
    expect(judged({ ...forged, signatures: named })).toBe('signature')
  })

  it('signed by both while keys change is good to who knows either', () => {
    const both = signRelease(release, [keyOf(makers), keyOf(next)])
    expect(judged(both)).toBe('good')
    expect(judged(both, { keys: [next.publicKey] })).toBe('good')
  })

  it('signed by us but of a later format is unreadable', () =>
    expect(judged(signRelease({ ...release, format: 2 as 1 }, [keyOf(makers)]))).toBe('unreadable'))

  it.each([
    ['expired', {}, { now: 2000 }],
    ['channel', { channel: 'pilot' as const }, {}],
    ['older', { version: '1.0.0' }, {}],
    ['older', { version: '0.9.9' }, {}],
    ['older', {}, { seen: { version: '1.2.0', madeAt: 900 } }],
    ['older', {}, { seen: { version: '1.1.0', madeAt: 1001 } }],
    ['tooOld', { from: '1.0.1' }, {}],
    ['noPackage', {}, { kind: 'nsis' as const }],
    ['noPackage', {}, { kind: null }],
    ['noPackage', {}, { arch: 'arm64' as const }],
  ])('is refused: %s', (reason, change, where) => expect(judged(signed(change), where)).toBe(reason))

  it('for pilots is good to a pilot, and one that was seen is good again', () => {
    expect(judged(signed({ channel: 'pilot' }), { channel: 'pilot' })).toBe('good')
    expect(judged(signed(), { seen: { version: '1.1.0', madeAt: 1000 } })).toBe('good')
  })
})

describe('versions', () => {
  it('are compared as numbers', () => {
    expect(compareVersions('1.10.0', '1.9.9')).toBeGreaterThan(0)
    expect(compareVersions('2.0.0', '1.99.99')).toBeGreaterThan(0)
    expect(compareVersions('1.0.0', '1.0.0')).toBe(0)
  })
})
