import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Entry } from '../../contract/register'
import { addUser, closeDesks, entryInput, logIn, officeDesk, type TestDesk } from '../fixtures/office'

let desk: TestDesk
let internal: string
let entry: Entry
let secret: Entry
beforeAll(async () => {
  desk = await officeDesk({ registers: (['incoming', 'internal'] as const).map((kind) => ({ kind, opening: 1 })) })
  await addUser(desk, 'nadia', ['clerk'])
  await addUser(desk, 'said', ['headOfRegistry'], 'secret')
  await addUser(desk, 'karim', ['officer'])
  internal = (await desk.api.register.registers({})).find(({ kind }) => kind === 'internal')?.id ?? ''
  await logIn(desk, 'said')
  secret = await desk.api.register.register(await entryInput(desk, { subject: 'ملف سري', level: 'secret' }))
  await logIn(desk, 'nadia')
  entry = await desk.api.register.register(await entryInput(desk, { subject: 'طلب معلومات' }))
})
afterAll(closeDesks)

const newId = (): string => desk.app.session.desk.newId()
const send = (id: string, ...of: Entry[]) =>
  desk.api.slips.send({
    ...{ id, registerId: internal, unitId: null, to: 'عمالة بركان', action: 'action', note: '' },
    pieces: [
      ...of.map((e) => ({ entryId: e.id, what: e.subject ?? '', count: 2 })),
      { entryId: null, what: 'CD', count: 1 },
    ],
  })
const lines = async (tab: 'open' | 'all') =>
  (await desk.api.slips.list({ tab })).rows.map(({ numberText }) => numberText)

describe('a transmission slip (C6)', () => {
  it('takes its number as an entry of an internal register, once (N2, N3)', async () => {
    const id = newId()
    const slip = await send(id, entry)
    expect(slip).toMatchObject({ numberText: 'د/2026/00001', to: 'عمالة بركان', action: 'action', discharge: null })
    expect(slip.pieces).toMatchObject([
      { numberText: entry.numberText, what: 'طلب معلومات', count: 2 },
      { numberText: null, what: 'CD', count: 1 },
    ])
    expect((await send(id, entry)).entryId).toBe(slip.entryId)
    expect(await desk.api.register.get({ id: slip.entryId })).toMatchObject({
      enclosureCount: 3,
      subject: 'ورقة إرسال إلى عمالة بركان',
    })
    expect((await send(newId(), entry)).numberText).toBe('د/2026/00002')
    expect(await lines('all')).toEqual(['د/2026/00002', 'د/2026/00001'])
  })

  it('is chased until somebody has discharged it, oldest first; a discharge is said once, and not before it left', async () => {
    const [first] = (await desk.api.slips.list({ tab: 'open' })).rows
    if (!first) throw new Error('no slip')
    expect(first.numberText).toBe('د/2026/00001')
    expect(await desk.api.slips.count({})).toEqual({ open: 2 })
    const said = { id: first.id, by: 'Hassan Tazi', note: 'كاملة' }
    await expect(desk.api.slips.discharge({ ...said, at: first.sentAt - 3_600_000 })).rejects.toMatchObject({
      code: 'invalid-input',
    })
    await expect(desk.api.slips.discharge({ ...said, at: first.sentAt + 86_400_000 })).rejects.toMatchObject({
      code: 'invalid-input',
    })
    const now = desk.clock.now()
    expect(await desk.api.slips.discharge({ ...said, at: now })).toMatchObject({
      discharge: { by: 'Hassan Tazi', at: now, note: 'كاملة' },
    })
    await expect(desk.api.slips.discharge({ ...said, by: 'another', at: now })).rejects.toMatchObject({ code: 'stale' })
    expect(await lines('open')).toEqual(['د/2026/00002'])
  })

  it('is sent by who registers, to somebody, in an internal register, of what is there and not cancelled', async () => {
    const slip = { id: newId(), registerId: internal, unitId: null, to: 'x', action: 'filing' as const, note: '' }
    const pieces = [{ entryId: null, what: 'x', count: 1 }]
    await expect(desk.api.slips.send({ ...slip, pieces, to: '' })).rejects.toMatchObject({ code: 'invalid-input' })
    await expect(desk.api.slips.send({ ...slip, pieces: [] })).rejects.toMatchObject({ code: 'invalid-input' })
    await expect(desk.api.slips.send({ ...slip, pieces, registerId: entry.registerId })).rejects.toMatchObject({
      code: 'invalid-input',
    })
    const gone = await desk.api.register.register(await entryInput(desk, { subject: 'خطأ', reference: null }))
    await logIn(desk, 'said')
    await desk.api.register.cancel({ id: gone.id, reason: 'خطأ' })
    await logIn(desk, 'nadia')
    await expect(send(newId(), gone)).rejects.toMatchObject({ code: 'already-cancelled' })
    await logIn(desk, 'karim')
    await expect(send(newId(), entry)).rejects.toMatchObject({ code: 'forbidden' })
    await logIn(desk, 'nadia')
  })

  it('is as confidential as what it names: no trace of it for others in list, count or paper (A1, A2)', async () => {
    await expect(send(newId(), secret)).rejects.toMatchObject({ code: 'not-found' })
    await logIn(desk, 'said')
    const id = newId()
    expect(await send(id, secret, entry)).toMatchObject({ numberText: 'د/2026/00003' })
    expect(await lines('open')).toContain('د/2026/00003')
    await logIn(desk, 'nadia')
    expect(await lines('open')).toEqual(['د/2026/00002'])
    expect(await desk.api.slips.count({})).toEqual({ open: 1 })
    for (const call of [
      () => desk.api.slips.get({ id }),
      () => desk.api.slips.print({ id }),
      () => desk.api.slips.discharge({ id, by: 'x', at: desk.clock.now(), note: '' }),
    ])
      await expect(call()).rejects.toMatchObject({ code: 'not-found' })
  })

  it('raised since, a piece is a line without a name', async () => {
    const [open] = (await desk.api.slips.list({ tab: 'open' })).rows
    await logIn(desk, 'said')
    await desk.api.register.correct({ id: entry.id, field: 'level', value: 'secret', reason: 'x' })
    await logIn(desk, 'karim')
    const seen = await desk.api.slips.get({ id: open?.id ?? '' })
    expect(seen.pieces[0]).toEqual({ entryId: null, numberText: null, cancelled: false, what: null, count: 2 })
    expect((await desk.api.slips.print({ id: open?.id ?? '' })).url).toContain('diwan://print/')
  })
})
