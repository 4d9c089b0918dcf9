import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Rollout } from '../../contract/updates'
import { isOffered, placeInLine } from './rollout'

const all: Rollout = { state: 'running', percent: 100, first: [], last: [], startsAt: 0, forced: false }
const pc = { id: '01890000-0000-7000-8000-000000000001', office: 'a' }
const device = fc.record({ id: fc.uuid(), office: fc.constantFrom('a', 'b', 'c') })

describe('who is told of a release', () => {
  it('a larger share only adds PCs', () => {
    fc.assert(
      fc.property(device, fc.nat(100), fc.nat(100), (who, one, other) => {
        const [less, more] = one < other ? [one, other] : [other, one]
        const offered = (percent: number) => isOffered({ ...all, percent, last: ['c'] }, '1.1.0', who, 1)
        expect(offered(less) && !offered(more)).toBe(false)
      }),
    )
  })

  it('a share of 300 PCs is about that share, and another release begins with others', () => {
    const ids = Array.from({ length: 300 }, (_, i) => `01890000-0000-7000-8000-${String(i).padStart(12, '0')}`)
    const tenth = (version: string) => ids.filter((id) => placeInLine(version, id) < 10)
    expect(tenth('1.1.0').length).toBeGreaterThan(15)
    expect(tenth('1.1.0').length).toBeLessThan(45)
    expect(tenth('1.2.0')).not.toEqual(tenth('1.1.0'))
  })

  it('paused, withdrawn and too early: nobody', () => {
    expect(isOffered(all, '1.1.0', pc, 1)).toBe(true)
    expect(isOffered({ ...all, state: 'paused' }, '1.1.0', pc, 1)).toBe(false)
    expect(isOffered({ ...all, state: 'withdrawn' }, '1.1.0', pc, 1)).toBe(false)
    expect(isOffered({ ...all, startsAt: 2 }, '1.1.0', pc, 1)).toBe(false)
  })

  it('offices that go first need no share, those that go last need all of it', () => {
    expect(isOffered({ ...all, percent: 0, first: ['a'] }, '1.1.0', pc, 1)).toBe(true)
    expect(isOffered({ ...all, percent: 99, last: ['a'] }, '1.1.0', pc, 1)).toBe(false)
    expect(isOffered({ ...all, last: ['a'] }, '1.1.0', pc, 1)).toBe(true)
  })
})
