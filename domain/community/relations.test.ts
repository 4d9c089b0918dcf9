import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { capacities, relationNames } from '../../contract/relations'
import { disputedOn, isInForce, mayRelate, ordered, relationKinds, waysFrom } from './relations'

describe('what one card is to another (P1)', () => {
  it('is offered from both ends, once where both ends say the same, and only between cards it is for', () => {
    for (const kind of ['person', 'entity'] as const)
      for (const { kind: name, end, other } of waysFrom(kind))
        expect(mayRelate(name, ...((end === 'from' ? [kind, other] : [other, kind]) as [string, string]))).toBe(true)
    expect(waysFrom('person').filter(({ kind }) => kind === 'spouse')).toHaveLength(1)
    expect(waysFrom('person').filter(({ kind }) => kind === 'parent')).toHaveLength(2)
    expect(waysFrom('entity').map(({ kind, end }) => `${kind} ${end}`)).toContain('representative to')
    expect(mayRelate('spouse', 'person', 'entity')).toBe(false)
    expect(mayRelate('somethingNewer', 'person', 'person')).toBe(false)
  })

  it('said from either end is one relation; what has a direction keeps it', () => {
    fc.assert(
      fc.property(fc.constantFrom(...relationNames), fc.uuid(), fc.uuid(), (kind, a, b) => {
        const mutual = 'mutual' in relationKinds[kind]
        expect(ordered(kind, a, b)).toEqual(mutual ? ordered(kind, b, a) : [a, b])
      }),
    )
  })

  it('is in force from its first day to the day before it ended', () => {
    const dated = { since: '2026-03-01', until: '2026-09-01' }
    expect(['2026-02-28', '2026-03-01', '2026-08-31', '2026-09-01'].map((day) => isInForce(dated, day))).toEqual([
      ...[false, true, true, false],
    ])
    expect(isInForce({ since: null, until: null }, '1900-01-01')).toBe(true)
  })
})

describe('rival mandates', () => {
  const mandate = (id: string, fromId: string, change: object = {}) => ({
    ...{
      id,
      fromId,
      toId: 'union',
      kind: 'representative',
      capacity: 'president',
      since: null,
      until: null,
      ...change,
    },
  })
  it('are both disputed, on the days on which both are held', () => {
    const [old, next] = [mandate('1', 'anna', { until: '2026-06-01' }), mandate('2', 'badr', { since: '2026-05-01' })]
    expect([...disputedOn([old, next], '2026-05-15')]).toEqual(['1', '2'])
    expect(disputedOn([old, next], '2026-06-01').size).toBe(0)
  })
  it('are none of two terms of one person, of two entities, of what several hold, or of a membership', () => {
    for (const other of [
      mandate('2', 'anna'),
      mandate('2', 'badr', { toId: 'club' }),
      mandate('2', 'badr', { capacity: 'secretary' }),
      mandate('2', 'badr', { kind: 'member' }),
    ])
      expect(disputedOn([mandate('1', 'anna'), other], '2026-05-15').size).toBe(0)
    const shared = capacities.filter(
      (capacity) =>
        disputedOn([mandate('1', 'a', { capacity }), mandate('2', 'b', { capacity })], '2026-01-01').size === 0,
    )
    expect(shared).toEqual(['vicePresident', 'spokesperson', 'agent', 'other'])
  })
})
