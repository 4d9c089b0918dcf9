import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { syncPhases } from '../../contract/sync'
import { backOffMs, lineEvents, machine, working } from './machine'

describe('the line’s states', () => {
  const cases = syncPhases.flatMap((phase) =>
    lineEvents.map((event) => ({ phase, event, next: machine[phase][event] })),
  )

  it.each(cases)('$phase, $event → $next', ({ next }) => {
    expect(syncPhases).toContain(next)
  })

  it('only an enrolment leaves the unenrolled state', () => {
    for (const event of lineEvents) expect(machine.unenrolled[event]).toBe(event === 'enrolled' ? 'idle' : 'unenrolled')
  })

  it('any round can end in waiting, offline or revoked, and begin again from there', () => {
    for (const phase of working) {
      expect([machine[phase].failed, machine[phase].unreachable, machine[phase].refused]).toEqual([
        'waiting',
        'offline',
        'revoked',
      ])
    }
    for (const phase of ['waiting', 'offline', 'revoked', 'idle'] as const) expect(machine[phase].try).toBe('pushing')
  })

  it('a round that goes well passes through sending, fetching and files and comes to rest', () => {
    const passed = (['try', 'pushed', 'pulled', 'filed'] as const).reduce<(typeof syncPhases)[number]>(
      (phase, event) => machine[phase][event],
      'idle',
    )
    expect(passed).toBe('idle')
    expect(machine.recovering.pushed).toBe('pulling')
  })

  it('no state is a trap: from everywhere an event leads on to rest or to a person', () => {
    for (const phase of syncPhases) expect(lineEvents.some((event) => machine[phase][event] !== phase)).toBe(true)
  })

  it('tries again after 5 s to 5 min, never all desks at once', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.double({ min: 0, max: 1, noNaN: true }), (failures, random) => {
        const wait = backOffMs(failures, random)
        expect(wait).toBeGreaterThanOrEqual(2_500)
        expect(wait).toBeLessThanOrEqual(300_000)
      }),
    )
    expect(backOffMs(3, 1)).toBe(20_000)
  })
})
