import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ClosureInput } from '../../contract/calendar'
import type { DeadlineInput } from '../../contract/deadlines'
import type { Entry } from '../../contract/register'
import { sql } from '../../db/core/sql'
import { keepStanding } from '../../main/deadlines/standing'
import { addUser, closeDesks, entryInput, logIn, officeDesk, type TestDesk } from '../fixtures/office'

const folder = mkdtempSync(join(tmpdir(), 'diwan-deadlines-'))
const file = join(folder, 'x.ics')
let desk: TestDesk
let [plain, secret]: [Entry, Entry] = [] as unknown as [Entry, Entry]
beforeAll(async () => {
  desk = await officeDesk({}, { chooseSave: async () => file })
  await addUser(desk, 'nadia', ['clerk'])
  await addUser(desk, 'said', ['headOfRegistry'])
  await addUser(desk, 'hind', ['headOfOffice', 'clerk'], 'secret')
  await logIn(desk, 'hind')
  secret = await desk.api.register.register(await entryInput(desk, { level: 'secret', subject: 'سر' }))
  await logIn(desk, 'nadia')
  plain = await desk.api.register.register(await entryInput(desk, { subject: 'طلب، عاجل; مهم' }))
})
afterAll(closeDesks)

const said = (change: Partial<DeadlineInput> = {}): DeadlineInput => ({
  ...{ kind: 'complaint', label: '', startedOn: '2026-11-20', byDay: null, own: null },
  ...change,
})
const closure = (change: Partial<ClosureInput> = {}): ClosureInput => ({
  ...{ kind: 'added', firstDay: '2026-11-24', lastDay: '2026-11-24', feast: null, replaces: null, days: null },
  ...{ opensAt: null, closesAt: null, nameAr: 'عطلة استثنائية', nameOther: '', act: 'مرسوم رقم 2.26.1' },
  ...change,
})
const start = (entry: Entry, change: Partial<DeadlineInput> = {}) =>
  desk.api.deadlines.start({ entryId: entry.id, ...said(change) })
const at = async (day: string, hour = 9): Promise<void> => {
  desk.clock.at = Date.parse(`${day}T00:00:00Z`) + hour * 3_600_000
  desk.app.session.desk.believed = null
  await keepStanding(desk.app.session.desk)
}
const counts = async () => (await desk.api.deadlines.counts({})).byPlace
const told = async () => {
  const { byPlace } = await desk.api.deadlines.news({})
  return Object.fromEntries(Object.entries(byPlace).filter(([, n]) => n > 0))
}

describe('the deadline of an entry (W4, W5)', () => {
  it('begins with its registration, in the same transaction, or not at all', async () => {
    const input = await entryInput(desk)
    const before = (await desk.api.register.preview({ registerId: input.registerId })).numberText
    await expect(desk.api.register.register({ ...input, deadline: said({ kind: 'ghost' }) })).rejects.toMatchObject({
      code: 'invalid-input',
      params: { field: 'kind' },
    })
    expect((await desk.api.register.preview({ registerId: input.registerId })).numberText).toBe(before)
    const entry = await desk.api.register.register({ ...input, deadline: said() })
    expect(await desk.api.deadlines.ofEntry({ entryId: entry.id })).toMatchObject([
      { kind: 'complaint', due: '2027-01-19', place: 'running', rule: { amount: 60 }, ended: null },
    ])
    await desk.api.deadlines.end({
      ...{ id: (await desk.api.deadlines.ofEntry({ entryId: entry.id }))[0]?.id ?? '', ending: 'mistaken' },
      ...{ on: '2026-11-20', note: '', replyId: null },
    })
  })
  it('said again it is the same one; what its kind does not say is refused', async () => {
    const [one] = await start(plain)
    expect((await start(plain)).map(({ id }) => id)).toEqual([one?.id])
    for (const [change, field] of [
      [{ startedOn: '2026-11-21' }, 'startedOn'],
      [{ kind: 'answer' }, 'byDay'],
      [{ kind: 'answer', byDay: '2026-11-19' }, 'byDay'],
      [{ kind: 'thirdParty', byDay: '2026-11-30' }, 'label'],
      [{ byDay: '2026-11-30' }, 'kind'],
      [{ kind: 'own', label: 'x' }, 'own'],
    ] as const)
      await expect(start(plain, change)).rejects.toMatchObject({ code: 'invalid-input', params: { field } })
  })
  it('stands still for a recorded reason only, and missing pieces are asked for once (W6)', async () => {
    const id = (await desk.api.deadlines.ofEntry({ entryId: plain.id }))[0]?.id ?? ''
    const pause = { id, from: '2026-11-20', reason: 'pieces', said: 'نسخة من البطاقة' } as const
    await expect(desk.api.deadlines.pause({ ...pause, said: '' })).rejects.toMatchObject({ code: 'invalid-input' })
    await expect(desk.api.deadlines.pause({ ...pause, from: '2026-11-21' })).rejects.toMatchObject({
      code: 'invalid-input',
    })
    expect((await desk.api.deadlines.pause(pause))[0]).toMatchObject({ due: null, place: 'paused' })
    expect(await counts()).toMatchObject({ paused: 1, running: 0 })
    await at('2026-11-30')
    const [resumed] = await desk.api.deadlines.resume({ id, until: '2026-11-30' })
    expect(resumed).toMatchObject({ due: '2027-01-28', pauses: [{ reason: 'pieces', until: '2026-11-30' }] })
    await expect(desk.api.deadlines.pause({ ...pause, from: '2026-11-30' })).rejects.toMatchObject({ code: 'stale' })
    await at('2026-11-20')
  })
  it('a clerk does not make it longer, the head does: once, by what its type allows', async () => {
    const id = (await start(plain, { kind: 'act' })).find(({ kind }) => kind === 'act')?.id ?? ''
    await expect(desk.api.deadlines.extend({ id, amount: 10, reason: 'x' })).rejects.toMatchObject({
      code: 'forbidden',
    })
    await logIn(desk, 'hind')
    await expect(desk.api.deadlines.extend({ id, amount: 31, reason: 'x' })).rejects.toMatchObject({
      code: 'invalid-input',
    })
    const found = await desk.api.deadlines.extend({ id, amount: 30, reason: 'تعقيد الملف' })
    expect(found.find((one) => one.id === id)).toMatchObject({ due: '2027-02-18', extension: { amount: 30 } })
    await expect(desk.api.deadlines.extend({ id, amount: 5, reason: 'x' })).rejects.toMatchObject({ code: 'stale' })
    await desk.api.deadlines.end({ id, ending: 'noAction', on: '2026-11-20', note: '', replyId: null })
  })
  it('is ended by an entry that answers this one, and by no other (C4)', async () => {
    await logIn(desk, 'nadia')
    const begun = await start(plain, { kind: 'answer', byDay: '2026-12-11' })
    const id = begun.find(({ kind }) => kind === 'answer')?.id ?? ''
    const outgoing = (await desk.api.register.registers({})).find(({ kind }) => kind === 'outgoing')?.id ?? ''
    const reply = await desk.api.register.register(
      await entryInput(desk, { registerId: outgoing, replyToId: plain.id, subject: 'جواب' }),
    )
    const end = { id, ending: 'answered', on: '2026-11-20', note: '' } as const
    await expect(desk.api.deadlines.end({ ...end, replyId: secret.id })).rejects.toMatchObject({
      code: 'invalid-input',
    })
    expect(
      (await desk.api.deadlines.list({ tab: 'running' })).rows.map((r) => [r.id === id, r.answered]),
    ).toContainEqual([true, true])
    const found = await desk.api.deadlines.end({ ...end, replyId: reply.id })
    expect(found.find((one) => one.id === id)).toMatchObject({
      place: null,
      ended: { how: 'answered', replyId: reply.id },
    })
    await expect(desk.api.deadlines.end({ ...end, replyId: null })).rejects.toMatchObject({ code: 'stale' })
  })
})

describe('the calendar of an office (W4)', () => {
  it('closes what an act ordered, and every deadline is counted again by it', async () => {
    const own = { amount: 5, unit: 'workingDay', firstCounts: false, lastCounts: true, moves: true } as const
    const due = async () =>
      (await desk.api.deadlines.ofEntry({ entryId: plain.id })).find(({ kind }) => kind === 'own')?.due
    await start(plain, { kind: 'own', label: 'لجنة', own })
    expect(await due()).toBe('2026-11-27')
    await expect(desk.api.calendar.save(closure())).rejects.toMatchObject({ code: 'forbidden' })
    await logIn(desk, 'hind')
    for (const [change, field] of [
      [{ lastDay: '2026-11-23' }, 'lastDay'],
      [{ lastDay: '2028-11-23' }, 'lastDay'],
      [{ kind: 'feast' }, 'feast'],
      [{ kind: 'weekend' }, 'days'],
      [{ kind: 'moved', replaces: '2026-11-25' }, 'replaces'],
      [{ kind: 'hours', opensAt: '09:00', closesAt: '08:00' }, 'closesAt'],
      [{ act: '' }, 'act'],
    ] as const)
      await expect(desk.api.calendar.save(closure(change))).rejects.toMatchObject({
        code: 'invalid-input',
        ...(field !== 'act' && { params: { field } }),
      })
    const { id } = await desk.api.calendar.save(closure())
    expect(await due()).toBe('2026-11-30')
    const rows = async (tab: 'running' | 'reminder') =>
      (await desk.api.deadlines.list({ tab })).rows.map(({ due }) => due)
    expect(await rows('running')).toContain('2026-11-30')
    expect((await desk.api.calendar.remove({ id, reason: 'ألغي المرسوم' })).removed).toMatchObject({
      reason: 'ألغي المرسوم',
    })
    expect(await rows('reminder')).toEqual(['2026-11-27'])
    expect((await desk.api.calendar.save(closure({ act: 'مرسوم آخر' }))).removed).toBeNull()
    expect((await desk.api.calendar.closures({})).map(({ act }) => act)).toEqual(['مرسوم آخر'])
    expect((await desk.api.calendar.print({ year: 2026 })).url).toMatch(/^diwan:\/\/print\//)
  })
})

describe('who is told (W4, A2)', () => {
  it('each alarm once, over a sleep, a restart and a clock that is set back; never what is hidden', async () => {
    await logIn(desk, 'hind')
    await start(secret, { kind: 'answer', byDay: '2026-12-01', label: 'سري للغاية' })
    await told()
    await logIn(desk, 'nadia')
    await told()
    // Slept over the reminder and both alarms of five working days that end on 30 November.
    await at('2026-12-01')
    expect(await counts()).toMatchObject({ escalated: 1, alarm2: 0 })
    expect(await told()).toEqual({ escalated: 1 })
    expect(await told()).toEqual({})
    await at('2026-11-21')
    await at('2026-12-01')
    expect(await told()).toEqual({})
    await logIn(desk, 'hind')
    expect(await told()).toEqual({ escalated: 1, alarm2: 1 })
    expect(await told()).toEqual({})
    expect((await desk.api.deadlines.list({ tab: 'alarm2' })).rows).toMatchObject([{ entryId: secret.id }])
    await logIn(desk, 'nadia')
    expect((await desk.api.deadlines.list({ tab: 'alarm2' })).rows).toEqual([])
    expect(await counts()).toMatchObject({ alarm2: 0 })
    expect(await desk.api.deadlines.ofEntry({ entryId: secret.id })).toEqual([])
    await expect(start(secret)).rejects.toMatchObject({ code: 'not-found' })
  })
  it('by a clock nobody may believe nothing is told, and it is told when it is right again (N4)', async () => {
    await start(plain, { kind: 'answer', byDay: '2027-03-01' })
    await told()
    const { desk: open } = desk.app.session
    open.believed = { at: Date.parse('2026-12-01T09:00:00Z'), jumpMs: 0 }
    desk.clock.at = Date.parse('2027-03-01T09:00:00Z')
    await keepStanding(open)
    expect(await told()).toEqual({})
    // What waits for a clock to be believed is looked at by every reading, and tells the window nothing each time.
    const heard = desk.events.length
    await counts()
    await counts()
    expect(desk.events.length).toBe(heard)
    await at('2027-03-01')
    expect(await told()).toMatchObject({ alarm2: 1 })
  })
  it('a kill between the change and the look at it leaves nothing out', async () => {
    await at('2026-12-01')
    const { db } = desk.app.session.desk
    await db.write(async (tx) => {
      await sql(tx).run('DELETE FROM clockStand')
      await sql(tx).run("INSERT OR REPLACE INTO meta (key, value) VALUES ('deadlines.calendar', 'another')")
    })
    expect(await counts()).toMatchObject({ escalated: 1 })
  })
  it('a wait for a third party runs beside the deadline, which goes on', async () => {
    const before = await counts()
    await start(plain, { kind: 'thirdParty', label: 'الولاية', byDay: '2026-12-20', startedOn: '2026-12-01' })
    expect(await counts()).toEqual({ ...before, thirdParty: 1 })
  })
  it('what of a cancelled entry ran is due no more', async () => {
    const entry = await desk.api.register.register({ ...(await entryInput(desk)), deadline: said() })
    const before = await counts()
    await logIn(desk, 'said')
    await desk.api.register.cancel({ id: entry.id, reason: 'خطأ' })
    await logIn(desk, 'nadia')
    expect((await counts()).running).toBe(before.running - 1)
    await expect(start(entry, { kind: 'act' })).rejects.toMatchObject({ code: 'already-cancelled' })
  })
})

describe('iCalendar (A2, A3)', () => {
  const lines = () => readFileSync(file, 'utf8').replaceAll('\r\n ', '').split('\r\n')
  it('holds what its reader sees and chose; subjects of ordinary entries alone, where they are asked for', async () => {
    await logIn(desk, 'nadia')
    const mine = await desk.api.deadlines.export({ tabs: ['escalated', 'running', 'paused'], subjects: true })
    expect(mine?.deadlines).toBeGreaterThan(1)
    expect(lines().filter((line) => line === 'BEGIN:VEVENT')).toHaveLength(mine?.deadlines ?? 0)
    expect(lines().join('\n')).toContain('DESCRIPTION:طلب، عاجل\\; مهم')
    expect(lines().join('\n')).not.toContain(secret.numberText)
    await logIn(desk, 'hind')
    await desk.api.deadlines.export({ tabs: ['alarm2'], subjects: true })
    const text = lines().join('\n')
    expect(text).toContain(secret.numberText)
    expect(text).not.toContain('سري للغاية')
    expect(text).not.toMatch(/DESCRIPTION:سر/)
    expect(text).toContain('hind')
  })
})
