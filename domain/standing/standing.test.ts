import { describe, expect, it } from 'vitest'
import { covers, delegationFor, inForce, mayTypeFormula } from './delegation'
import { askedThrough, endedByHandover, sourcesOf, successorOf, type Holder } from './standing'

const DAY = '2026-11-20'
const away = (userId: string, standInId: string, since: string, until: string, endedAt: number | null = null) => ({
  ...{ userId, standInId, since, until, endedAt },
})
const over = (fromId: string, toId: string, at: number) => ({ fromId, toId, at })
const whose = (userId: string, rows: Partial<Parameters<typeof sourcesOf>[1]>, day = DAY, at = 1000): string[] =>
  sourcesOf(userId, { absences: [], handovers: [], ...rows }, day, at).map((s) => `${s.userId}:${s.after}-${s.before}`)
const MAX = Number.MAX_SAFE_INTEGER

describe('W3: who is away is stood in for', () => {
  const absences = [away('head', 'deputy', '2026-11-18', '2026-11-20')]
  it('from the first day to the last, both counted, and not after', () => {
    for (const [day, isIn] of [
      ['2026-11-17', false],
      ['2026-11-18', true],
      ['2026-11-20', true],
      ['2026-11-21', false],
    ] as const)
      expect(whose('deputy', { absences }, day).some((s) => s.startsWith('head'))).toBe(isIn)
  })
  it('until somebody says that they are back', () => {
    const back = [away('head', 'deputy', '2026-11-18', '2026-11-20', 500)]
    expect(whose('deputy', { absences: back }, DAY, 499)).toHaveLength(2)
    expect(whose('deputy', { absences: back }, DAY, 500)).toHaveLength(1)
  })
})

describe('W7: a handover moves all pending work at once', () => {
  it('what was there goes, what comes later stays with whoever it comes to', () => {
    const handovers = [over('old', 'new', 100)]
    expect(whose('new', { handovers })).toEqual([`new:-1-${MAX}`, 'old:-1-100'])
    expect(whose('old', { handovers })).toEqual([`old:100-${MAX}`])
  })
  it('goes on with the next handover, and what was between two of them went with the second', () => {
    const handovers = [over('a', 'b', 100), over('b', 'c', 200), over('a', 'd', 300)]
    expect(whose('c', { handovers })).toEqual([`c:-1-${MAX}`, 'b:-1-200', 'a:-1-100'])
    expect(whose('b', { handovers })).toEqual([`b:200-${MAX}`])
    expect(whose('d', { handovers })).toEqual([`d:-1-${MAX}`, 'a:100-300'])
  })
  it('there and back in the same moment ends', () => {
    expect(whose('a', { handovers: [over('a', 'b', 100), over('b', 'a', 100)] }).length).toBeLessThan(4)
  })
  it('a usual path asks the successor; a signature does not go over, it ends', () => {
    const handovers = [over('a', 'b', 100), over('b', 'c', 200)]
    expect([successorOf('a', handovers, 0), successorOf('a', handovers, 150)]).toEqual(['c', 'a'])
    const d = { toId: 'a', recordedAt: 50, endedAt: null }
    expect(endedByHandover(d, handovers).endedAt).toBe(100)
    expect(endedByHandover({ ...d, recordedAt: 101 }, handovers).endedAt).toBeNull()
  })
})

it('a step is answered by whom it names, by whoever holds its role now, and through them by who stands in', () => {
  const holder = (id: string, unitId: string, roles: string[], active = true): [string, Holder] => [
    id,
    { id, unitId, roles, active },
  ]
  const holders = new Map([holder('head', 'u', ['headOfOffice']), holder('deputy', 'v', ['officer'])])
  const sources = sourcesOf('deputy', { absences: [away('head', 'deputy', DAY, DAY)], handovers: [] }, DAY, 1000)
  const by = (kind: string, id: string, role = '') =>
    askedThrough({ kind, id, role }, 10, sources, holders, 'deputy')?.userId ?? null
  expect(by('person', 'head')).toBe('head')
  expect(by('person', 'deputy')).toBe('deputy')
  expect(by('unit', 'u', 'headOfOffice')).toBe('head')
  expect(by('unit', 'v', 'officer')).toBe('deputy')
  expect(by('unit', 'v', 'headOfOffice')).toBeNull()
  expect(by('person', 'another')).toBeNull()
})

describe('W3: a delegation has dates and a scope, and ends by itself', () => {
  const names = { ar: 'x', fr: 'x', en: 'x', es: 'x' }
  const d = {
    ...{ id: 'd', kind: 'byDelegation', toId: 'me', fromTitle: names, fromWoman: false, toTitle: names, recordedAt: 1 },
    ...{
      since: '2026-11-01',
      until: '2026-11-30',
      kinds: ['letter'],
      unitIds: ['u'],
      level: 'restricted',
      endedAt: null,
    },
  }
  const letter = { kind: 'letter', level: 'ordinary', unitId: 'u' }
  it.each([
    ['2026-10-31', false],
    ['2026-11-01', true],
    ['2026-11-30', true],
    ['2026-12-01', false],
  ])('on %s', (day, isIn) => {
    expect(inForce(d, day, 5)).toBe(isIn)
    expect(delegationFor([d], 'me', letter, day, 5) !== undefined).toBe(isIn)
  })
  it('nor after somebody ended it, nor for another person, kind, unit or level', () => {
    expect(inForce({ ...d, endedAt: 5 }, '2026-11-02', 5)).toBe(false)
    expect(delegationFor([d], 'you', letter, '2026-11-02', 5)).toBeUndefined()
    for (const other of [{ kind: 'note' }, { unitId: 'v' }, { unitId: null }, { level: 'secret' }, { level: 'newer' }])
      expect(covers(d, { ...letter, ...other })).toBe(false)
    expect(covers({ ...d, kinds: null, unitIds: null }, { ...letter, kind: 'note', unitId: null })).toBe(true)
  })
  it('whoever was ever given a signature types no formula of it beside', () => {
    expect(mayTypeFormula([d], 'me', 'byDelegation')).toBe(false)
    expect(mayTypeFormula([d], 'me', 'own')).toBe(true)
    expect(mayTypeFormula([d], 'you', 'byDelegation')).toBe(true)
  })
})
