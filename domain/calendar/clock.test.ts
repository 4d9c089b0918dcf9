import { expect, it, describe } from 'vitest'
import { entities } from '../entities'
import type { Pusher } from '../entities/writing'
import type { Fields } from '../../contract/wire'
import { clockId, closureId } from './ids'
import { endFault, extendFault, pauseFault, resumeFault, type Pause, type Running } from './clock'

const ME = '01890000-0000-7000-8000-000000000001'
const OTHER = '01890000-0000-7000-8000-000000000002'
const OFFICE = '01890000-0000-7000-8000-000000000003'
const DEVICE = '01890000-0000-7000-8000-000000000004'
const pause = (change: Partial<Pause> = {}): Pause => ({
  ...{ from: '2026-11-25', until: null, reason: 'pieces', said: 'الوثائق ناقصة' },
  ...{ byId: ME, at: 5, resumedById: null, resumedAt: null },
  ...change,
})
const resumed = pause({ until: '2026-12-01', resumedById: ME, resumedAt: 6 })
const running = (change: Partial<Running> = {}): Running => ({
  ...{ kind: 'complaint', startedOn: '2026-11-20', pauses: [], extension: null, endedAt: null },
  ...change,
})

describe('what may become of a clock (W4, W6)', () => {
  it.each([
    [running(), { from: '2026-11-25', reason: 'pieces' }, null],
    [running(), { from: '2026-11-19', reason: 'pieces' }, 'day'],
    [running({ endedAt: 5 }), { from: '2026-11-25', reason: 'pieces' }, 'ended'],
    [running({ pauses: [pause()] }), { from: '2026-11-26', reason: 'court' }, 'paused'],
    [running({ pauses: [resumed] }), { from: '2026-11-30', reason: 'court' }, 'day'],
    [running({ pauses: [resumed] }), { from: '2026-12-02', reason: 'pieces' }, 'pieces-twice'],
    [running({ pauses: [resumed] }), { from: '2026-12-02', reason: 'force' }, null],
    [running({ kind: 'thirdParty' }), { from: '2026-12-02', reason: 'force' }, 'third-party'],
  ] as const)('a pause %#', (clock, said, fault) => expect(pauseFault(clock, said)).toBe(fault))
  it('is resumed where it is paused, not before', () => {
    expect(resumeFault(running(), '2026-12-01')).toBe('running')
    expect(resumeFault(running({ pauses: [pause()] }), '2026-11-24')).toBe('day')
    expect(resumeFault(running({ pauses: [pause()] }), '2026-11-25')).toBeNull()
  })
  it('is made longer once, and by no more than it was long', () => {
    const rule = { amount: 60 }
    expect(extendFault({ ...running(), rule }, 30)).toBeNull()
    expect(extendFault({ ...running(), rule }, 61)).toBe('amount')
    const extension = { amount: 30, reason: 'x', byId: ME, at: 1 }
    expect(extendFault({ ...running({ extension }), rule }, 30)).toBe('extended')
  })
  it('nobody answers a wait for a third party', () => {
    const on = '2026-12-01'
    expect(endFault(running({ kind: 'thirdParty' }), { on, ending: 'answered' })).toBe('ending')
    expect(endFault(running({ kind: 'thirdParty' }), { on, ending: 'received' })).toBeNull()
    expect(endFault(running(), { on, ending: 'received' })).toBe('ending')
    expect(endFault(running(), { on, ending: 'noAction' })).toBeNull()
  })
})

const who = (roles: NonNullable<Pusher['actor']>['roles']): Pusher => ({
  actor: { userId: ME, roles, clearance: 'ordinary', officeId: OFFICE, deviceId: DEVICE },
  ...{ device: DEVICE, was: [DEVICE], pens: [DEVICE], deskCode: null, ownApprovalAllowed: false },
})
const said = (fields: Fields, id = OTHER) => ({
  ...{ entity: 'clock', id, kind: 'patch' as const, fields, before: {}, user: ME },
})
const row: Fields = {
  ...{ entryId: OTHER, kind: 'complaint', label: '', silence: 'none', startedOn: '2026-11-20', byDay: null },
  rule: {
    ...{ amount: 60, unit: 'day', firstCounts: false, lastCounts: true, moves: true },
    ...{ reminder: -15, alarm1: -7, alarm2: -1, escalation: 1 },
  },
  ...{ startedAt: 1, startedById: ME, deviceId: DEVICE, pauses: null, extension: null },
}
const asked = (fields: Fields, stands: Fields = row, roles: Parameters<typeof who>[0] = ['clerk']) =>
  entities.clock.writes(said(fields), stands, who(roles), () => true)
const plain = (one: unknown): Fields[string] => one as Fields[string]

describe('the server asks the same of whoever says it (W4)', () => {
  it('one begins under the id that follows from it, in one’s own name and on one’s own PC', () => {
    const create = (fields: Fields, id = clockId(OFFICE, fields as Parameters<typeof clockId>[1])) =>
      entities.clock.writes({ ...said(fields, id), kind: 'create' }, null, who(['clerk']), () => true)
    expect(create(row)).toBeNull()
    expect(create(row, OTHER)).toBe('forbidden')
    expect(create({ ...row, startedById: OTHER })).toBe('forbidden')
    expect(create({ ...row, deviceId: OTHER })).toBe('forbidden')
    expect(create({ ...row, endedAt: 5 })).toBe('forbidden')
    expect(create({ ...row, pauses: plain([pause()]) })).toBe('forbidden')
  })
  it('a pause is added or resumed, never rewritten', () => {
    expect(asked({ pauses: plain([pause()]) })).toBeNull()
    expect(asked({ pauses: plain([pause({ byId: OTHER })]) })).toBe('forbidden')
    const stood = { ...row, pauses: plain([pause()]) }
    expect(asked({ pauses: plain([resumed]) }, stood)).toBeNull()
    expect(asked({ pauses: plain([{ ...resumed, from: '2026-11-21' }]) }, stood)).toBe('wrong-state')
    expect(asked({ pauses: plain([]) }, stood)).toBe('wrong-state')
    expect(asked({ pauses: plain([pause(), pause()]) }, row)).toBe('wrong-state')
    expect(
      asked({ pauses: plain([resumed, pause({ from: '2026-12-03' })]) }, { ...row, pauses: plain([resumed]) }),
    ).toBe('wrong-state')
  })
  it('who keeps deadlines does not make them longer (W6)', () => {
    const extension = plain({ amount: 30, reason: 'x', byId: ME, at: 1 })
    expect(asked({ extension })).toBe('forbidden')
    expect(asked({ extension }, row, ['headOfOffice'])).toBeNull()
    expect(asked({ extension }, { ...row, extension }, ['headOfOffice'])).toBe('wrong-state')
  })
  it('what has ended stays ended', () => {
    const end: Fields = {
      ending: 'noAction',
      endedOn: '2026-12-01',
      endedAt: 9,
      endedById: ME,
      endNote: '',
      replyId: null,
    }
    expect(asked(end)).toBeNull()
    expect(asked(end, row, ['administrator'])).toBe('forbidden')
    expect(asked({ ...end, endedById: OTHER })).toBe('forbidden')
    expect(asked({ ...end, endedAt: null })).toBe('wrong-state')
    expect(asked(end, { ...row, ...end })).toBe('wrong-state')
    expect(asked({ ending: 'answered' })).not.toBeNull()
    expect(asked({ startedById: OTHER })).toBe('forbidden')
    expect(asked({ pauses: plain([pause()]), replyId: OTHER })).toBe('wrong-state')
    expect(asked({ pauses: plain([pause()]) }, { ...row, ...end })).toBe('wrong-state')
  })
})

describe('who closes an office says by which act (W4)', () => {
  const fields: Fields = {
    ...{ kind: 'feast', firstDay: '2026-03-20', lastDay: '2026-03-21', feast: 'fitr', replaces: null, days: null },
    ...{ opensAt: null, closesAt: null, nameAr: '', nameOther: '', act: 'مرسوم', recordedAt: 5, recordedById: ME },
    ...{ removedAt: null, removedById: null, removedReason: null },
  }
  const create = (change: Fields, roles: Parameters<typeof who>[0] = ['headOfRegistry'], id?: string) => {
    const all = { ...fields, ...change }
    const own = id ?? closureId(OFFICE, all as Parameters<typeof closureId>[1])
    const op = { ...said(all, own), entity: 'closure', kind: 'create' as const }
    return entities.closure.writes(op, null, who(roles), () => true)
  }
  it('with it, and by who may', () => {
    expect(create({})).toBeNull()
    expect(create({}, ['administrator'])).toBeNull()
    expect(create({}, ['clerk'])).toBe('forbidden')
    expect(create({ act: ' ' })).toBe('forbidden')
    expect(create({}, ['headOfOffice'], OTHER)).toBe('forbidden')
    expect(create({ lastDay: '2062-03-21' })).toBe('forbidden')
    expect(create({ recordedById: OTHER })).toBe('forbidden')
  })
})
