import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Envelope } from '../../contract/tenders'
import { addUser, closeDesks, entryInput, logIn, officeDesk, pdfFile, type TestDesk } from '../fixtures/office'
import { textOf } from '../fixtures/paper'

const HOUR = 3_600_000
let desk: TestDesk
let tenderId: string
let closesAt: number
const newId = (): string => desk.app.session.desk.newId()
beforeAll(async () => {
  desk = await officeDesk()
  await addUser(desk, 'nadia', ['clerk'])
  await addUser(desk, 'amina', ['clerk'])
  await addUser(desk, 'said', ['headOfRegistry', 'clerk'], 'secret')
  await logIn(desk, 'nadia')
  // The closing minute is one of the hour's, whatever second the clock shows.
  closesAt = Math.floor(desk.clock.now() / 60_000) * 60_000 + HOUR
  const { unitId } = await entryInput(desk)
  tenderId = newId()
  const said = { reference: '12/2026', title: 'صيانة المبنى', unitId, closesAt }
  await desk.api.tenders.create({ id: tenderId, ...said })
})
afterAll(closeDesks)

async function receives(depositor: string, change: Partial<Parameters<typeof desk.api.tenders.receive>[0]> = {}) {
  const registerId = (await desk.api.register.registers({})).find(({ kind }) => kind === 'incoming')?.id ?? ''
  return desk.api.tenders.receive({
    ...{ id: newId(), tenderId, registerId, channel: 'hand', postNumber: '', depositor },
    ...{ condition: 'intact', outside: 'لا يفتح إلا في الجلسة', ...change },
  })
}
const corrects = (entryId: string, field: 'subject' | 'notes' | 'level' | 'channel', value: string) =>
  desk.api.register.correct({ id: entryId, field, value, reason: 'x' })
const attaches = async ({ entryId }: Envelope): Promise<unknown> => {
  const file = await desk.api.documents.stage({ path: pdfFile(desk.folder), keepProtected: false })
  return desk.api.register.rescan({ id: entryId, replacesFileId: null, fileId: file.id })
}

describe('tender envelopes (D4)', () => {
  let first: Envelope
  let late: Envelope
  let withdrawn: Envelope

  it('takes number and minute by the office’s clock, and pressing twice takes one number (N2)', async () => {
    const id = newId()
    first = await receives('SOBAT', { id })
    expect(await receives('SOBAT', { id })).toEqual(first)
    expect(first).toMatchObject({ late: false, sealed: true, back: null, receivedAt: desk.clock.now() })
    const entry = await desk.api.register.get({ id })
    expect(entry).toMatchObject({ subject: null, level: 'confidential', registeredAt: first.receivedAt, files: [] })
  })

  it('the receipt says date, hour and minute, tender, closing hour, state of the envelope and depositor (C5)', async () => {
    const { url, receipt } = await desk.api.receipts.issue({
      ...{ id: newId(), entryId: first.entryId, depositor: 'SOBAT', deadline: null },
    })
    expect(receipt.depositor).toBe('SOBAT')
    const text = await textOf(desk, url)
    for (const said of ['Appel d’offres 12/2026', 'Fermé, intact', '20 novembre 2026 à 10:40', '11:40'])
      expect(text).toContain(said)
    expect(text).not.toContain('1 / 2')
  })

  it('nothing inside is described or attached before the session; what stands outside is corrected', async () => {
    await logIn(desk, 'said')
    const sealed = { code: 'envelope-sealed' }
    await expect(corrects(first.entryId, 'subject', 'عرض بمليون')).rejects.toMatchObject(sealed)
    await expect(corrects(first.entryId, 'notes', 'مليون')).rejects.toMatchObject(sealed)
    await expect(corrects(first.entryId, 'level', 'ordinary')).rejects.toMatchObject(sealed)
    await expect(attaches(first)).rejects.toMatchObject(sealed)
    const missing = { id: newId(), entryId: first.entryId, what: 'الكفالة' }
    await expect(desk.api.mail.noteMissing(missing)).rejects.toMatchObject(sealed)
    await corrects(first.entryId, 'channel', 'courier')
    const session = { id: tenderId, at: desk.clock.now(), committee: ['x'], minutes: '' }
    await expect(desk.api.tenders.recordOpening(session)).rejects.toMatchObject({ code: 'tender-hour' })
  })

  it('the closing minute is in time, the next is late; an hour that has passed is not put off', async () => {
    await logIn(desk, 'nadia')
    desk.clock.tick(1_000)
    withdrawn = await receives('مكتب الدراسات')
    const later = { id: tenderId, closesAt: closesAt + HOUR, reason: 'ملحق رقم 1' }
    await desk.api.tenders.postpone(later)
    closesAt += HOUR
    desk.clock.tick(closesAt - desk.clock.now() + 59_000)
    expect(await receives('في الدقيقة الأخيرة', { condition: 'damaged' })).toMatchObject({ late: false })
    desk.clock.tick(1_000)
    late = await receives('بعد الأجل')
    expect(late).toMatchObject({ late: true })
    await expect(desk.api.tenders.postpone({ ...later, closesAt: closesAt + HOUR })).rejects.toMatchObject({
      code: 'tender-hour',
    })
  })

  it('an envelope that is withdrawn is given back shut, once, and stays in the list', async () => {
    const said = { id: withdrawn.id, to: 'ممثل المكتب', reason: 'سحب العرض' }
    expect(await desk.api.tenders.giveBack(said)).toMatchObject({ back: { to: 'ممثل المكتب' }, sealed: true })
    await expect(desk.api.tenders.giveBack(said)).rejects.toMatchObject({ code: 'stale' })
    expect(await desk.api.tenders.get({ id: tenderId })).toMatchObject({
      ...{ envelopes: 3, late: 1, postponed: [{ reason: 'ملحق رقم 1', from: closesAt - HOUR }] },
      list: [{ late: false }, { back: { reason: 'سحب العرض' } }, { condition: 'damaged' }, { late: true }],
    })
  })

  it('list and session are for whoever sees every envelope (A2); the list marks late ones and is signed for (D5)', async () => {
    const session = { id: tenderId, at: desk.clock.now(), committee: ['سعيد', 'نادية'], minutes: 'فُتح ظرفان' }
    await expect(desk.api.tenders.print({ id: tenderId })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(desk.api.tenders.handOver({ id: tenderId, to: 'x' })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(desk.api.tenders.recordOpening(session)).rejects.toMatchObject({ code: 'forbidden' })
    await logIn(desk, 'said')
    const { url } = await desk.api.tenders.print({ id: tenderId })
    const text = await textOf(desk, url)
    for (const said of ['12/2026', 'SOBAT', '12:41']) expect(text).toContain(said)
    for (const _twice of [1, 2])
      expect(await desk.api.tenders.handOver({ id: tenderId, to: 'لجنة' })).toEqual({ lines: 2 })
    expect(await desk.api.deliveries.ofEntry({ entryId: first.entryId })).toMatchObject([{ to: 'لجنة', pieces: 1 }])
    expect(await desk.api.deliveries.ofEntry({ entryId: late.entryId })).toEqual([])
    const opened = await desk.api.tenders.recordOpening(session)
    expect(opened.opening).toMatchObject({ committee: ['سعيد', 'نادية'], minutes: 'فُتح ظرفان' })
    await expect(desk.api.tenders.recordOpening(session)).rejects.toMatchObject({ code: 'stale' })
  })

  it('after the session what was opened is described and scanned; the late and the withdrawn stay shut for ever', async () => {
    await corrects(first.entryId, 'subject', 'عرض شركة البناء')
    await attaches(first)
    expect(await desk.api.register.get({ id: first.entryId })).toMatchObject({ files: [{ version: 1 }] })
    for (const shut of [late, withdrawn])
      await expect(attaches(shut)).rejects.toMatchObject({ code: 'envelope-sealed' })
    await expect(desk.api.tenders.giveBack({ id: first.id, to: 'x', reason: 'x' })).rejects.toMatchObject({
      code: 'stale',
    })
  })

  it('whoever is not cleared sees the tender and only what they received themselves (A2)', async () => {
    await logIn(desk, 'amina')
    expect(await desk.api.tenders.get({ id: tenderId })).toMatchObject({
      envelopes: 0,
      late: 0,
      list: [],
      whole: false,
    })
    expect(await desk.api.tenders.ofEntry({ entryId: late.entryId })).toBeNull()
    const back = { id: late.id, to: 'x', reason: 'x' }
    await expect(desk.api.tenders.giveBack(back)).rejects.toMatchObject({ code: 'not-found' })
  })
})
