import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { v7 } from 'uuid'
import type { ClosureInput } from '../../contract/calendar'
import { clockId } from '../../domain/calendar/ids'
import { closeDesks } from '../fixtures/office'
import { says, stampOf } from './forging'
import { bothSync, firstPc, Ministry, secondPc } from './stories'

let ministry: Ministry
beforeAll(async () => {
  ministry = await Ministry.open()
})
afterAll(() => ministry.close())
afterEach(closeDesks)

const complaint = { kind: 'complaint', label: '', startedOn: '2026-11-20', byDay: null, own: null }

it('two desks that begin the same deadline or enter the same closure have one; what nobody may say stands nowhere (W4, W6)', async () => {
  const rabat = await firstPc(ministry)
  const me = (await rabat.api.users.list({})).find(({ login }) => login === 'admin')
  if (me) await rabat.api.users.update({ ...me, roles: [...me.roles, 'clerk', 'headOfOffice'] })
  const lille = await secondPc(ministry, rabat, 'hind', 'RB2', ['clerk'])
  const entry = await rabat.registers()
  const begun = await rabat.registers({ subject: 'شكاية' })
  await bothSync(rabat, lille)
  for (const pc of [rabat, lille]) await pc.api.deadlines.start({ entryId: entry.id, ...complaint })
  const feast: ClosureInput = {
    ...({ kind: 'feast', feast: 'fitr', firstDay: '2027-01-19', lastDay: '2027-01-20' } as const),
    ...{ replaces: null, days: null, opensAt: null, closesAt: null, nameAr: '', nameOther: '', act: 'مرسوم' },
  }
  await rabat.api.calendar.save(feast)
  await bothSync(rabat, lille)
  await bothSync(rabat, lille)
  // The closure came by the line, and the deadline of the other desk is counted by it.
  for (const pc of [rabat, lille])
    expect(await pc.api.deadlines.ofEntry({ entryId: entry.id })).toMatchObject([{ due: '2027-01-21' }])
  expect((await rabat.outcomes()).concat(await lille.outcomes()).filter(({ state }) => state === 'parked')).toEqual([])

  const of = async (pc: typeof rabat) => (await pc.rows()).filter((row) => /^(clock|closure) /.test(row))
  expect(await of(lille)).toEqual(await of(rabat))

  // One resumes what the other paused; both end it, and the second is told.
  const id = (await lille.api.deadlines.ofEntry({ entryId: entry.id }))[0]?.id ?? ''
  await lille.api.deadlines.pause({ id, from: '2026-11-20', reason: 'pieces', said: 'ناقص' })
  await bothSync(lille, rabat)
  await rabat.api.deadlines.resume({ id, until: '2026-11-20' })
  await bothSync(rabat, lille)
  expect((await lille.api.deadlines.ofEntry({ entryId: entry.id }))[0]?.pauses).toMatchObject([{ until: '2026-11-20' }])

  const { userId, at, deviceId } = stampOf(lille)
  const rule = {
    ...{ amount: 600, unit: 'day', firstCounts: false, lastCounts: true, moves: true },
    ...{ reminder: -1, alarm1: -1, alarm2: -1, escalation: 1 },
  }
  const row = {
    ...{ entryId: begun.id, kind: 'own', label: 'x', rule, silence: 'none', startedOn: '2026-11-20', byDay: null },
    ...{ startedAt: at, startedById: userId, deviceId, pauses: null, extension: null },
    ...{ ending: null, endedOn: null, endedAt: null, endedById: null, endNote: null, replyId: null },
  }
  const own = (change: Partial<typeof row>) => clockId(lille.desk.app.session.desk.office.id, { ...row, ...change })
  const ghost = v7()
  const bad = [
    { id: v7(), fields: row },
    { id: own({ entryId: ghost }), fields: { ...row, entryId: ghost } },
    { id: own({}), fields: { ...row, startedById: me?.id ?? '' } },
  ]
  for (const { id, fields } of bad) await says(lille, [{ entity: 'clock', id, kind: 'create', fields }])
  // A clerk makes nothing longer, and ends nothing by a letter that answers another.
  const extension = { amount: 30, reason: 'x', byId: userId, at }
  await says(lille, [{ entity: 'clock', id, kind: 'patch', fields: { extension }, before: { extension: null } }])
  const end = {
    ending: 'answered',
    endedOn: '2026-11-20',
    endedAt: at,
    endedById: userId,
    endNote: '',
    replyId: begun.id,
  }
  await says(lille, [{ entity: 'clock', id, kind: 'patch', fields: end }])
  await says(lille, [
    { entity: 'closure', id: v7(), kind: 'create', fields: { ...feast, recordedAt: at, recordedById: userId } },
  ])
  await lille.syncs()
  const outcomes = (await lille.outcomes()).slice(-6).map((o) => o.reason ?? o.state)
  expect(outcomes.every((one) => one !== 'sent')).toBe(true)
  expect(outcomes.slice(3)).toEqual(['forbidden', 'invalid', 'forbidden'])
})
