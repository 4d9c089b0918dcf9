import { describe, expect, it } from 'vitest'
import type { OfferRequest, Release, Rollout } from '../../contract/updates'
import { offerOf, type Staged } from './offer'

const notes = { ar: 'إصلاحات', fr: 'Corrections', en: 'Fixes', es: 'Correcciones' }
const release: Release = {
  ...{ format: 1, version: '1.1.0', channel: 'general', madeAt: 1, expiresAt: 2000, from: '1.0.0', notes },
  files: [{ kind: 'deb', arch: 'x64', name: 'diwan.deb', size: 10, sha512: 'a'.repeat(128) }],
}
const everybody: Rollout = { state: 'running', percent: 100, first: [], last: [], startsAt: 0, forced: false }
const staged = (change: Partial<Release> = {}, rollout: Partial<Rollout> = {}): Staged => {
  const one = { ...release, ...change }
  return { release: one, signed: { release: one.version, signatures: [] }, rollout: { ...everybody, ...rollout } }
}
const asks: OfferRequest = { version: '1.0.0', kind: 'deb', arch: 'x64', channel: 'general' }
const pc = { id: '01890000-0000-7000-8000-000000000001', office: 'a' }
const offered = (all: Staged[], change: Partial<OfferRequest> = {}) => {
  const { release: signed, minimum } = offerOf(all, { ...asks, ...change }, pc, 1000)
  return [signed?.release ?? null, minimum]
}

describe('what a PC is offered', () => {
  it('is the newest that is newer than what it runs', () => {
    const all = [staged({ version: '1.9.0' }), staged({ version: '1.10.0' }), staged({ version: '0.9.0' })]
    expect(offered(all)).toEqual(['1.10.0', null])
    expect(offered(all, { version: '1.10.0' })).toEqual([null, null])
  })

  it.each<[string, Partial<Release>, Partial<OfferRequest>]>([
    ['of the pilots to a general PC', { channel: 'pilot' }, {}],
    ['expired', { expiresAt: 1000 }, {}],
    ['for later versions only', { from: '1.0.1' }, {}],
    ['without a package of its kind', {}, { kind: 'nsis' }],
    ['without a package of its machine', {}, { arch: 'arm64' }],
    ['for a program that was put there by hand', {}, { kind: null }],
  ])('is never one %s', (_what, change, asking) => {
    expect(offered([staged(change, { forced: true })], asking)).toEqual([null, null])
  })

  it('a pilot gets what is for pilots and what is for all', () => {
    const all = [staged({ version: '1.1.0' }), staged({ version: '1.2.0', channel: 'pilot' })]
    expect(offered(all, { channel: 'pilot' })).toEqual(['1.2.0', null])
    expect(offered(all)).toEqual(['1.1.0', null])
  })

  it('what is paused, withdrawn or not its turn is passed over for the one before', () => {
    for (const rollout of [{ state: 'paused' }, { state: 'withdrawn' }, { percent: 0 }, { startsAt: 1001 }] as const)
      expect(offered([staged(), staged({ version: '1.2.0' }, { ...rollout, forced: true })])).toEqual(['1.1.0', null])
  })

  it('the highest forced one is the minimum, also below the newest', () => {
    const all = [staged({}, { forced: true }), staged({ version: '1.2.0' })]
    expect(offered(all)).toEqual(['1.2.0', '1.1.0'])
    expect(offered(all, { version: '1.1.0' })).toEqual(['1.2.0', null])
  })

  it('who is too old for the forced one takes the step before, and is told where it ends', () => {
    const all = [staged(), staged({ version: '1.2.0', from: '1.1.0' }, { forced: true })]
    expect(offered(all)).toEqual(['1.1.0', '1.2.0'])
    // Where no step leads there, nobody is pressed.
    expect(offered(all.slice(1))).toEqual([null, null])
  })
})
