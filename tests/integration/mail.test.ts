import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Entry } from '../../contract/register'
import type { Sheet } from '../../contract/mail'
import { sql } from '../../db/core/sql'
import { addUser, closeDesks, entryInput, logIn, officeDesk, type TestDesk } from '../fixtures/office'
import { textOf } from '../fixtures/paper'
import { blankCard, named } from '../sync/stories'

let desk: TestDesk
let outgoing: string
let sender: string
beforeAll(async () => {
  desk = await officeDesk()
  await addUser(desk, 'nadia', ['clerk'])
  await addUser(desk, 'karim', ['officer'])
  await addUser(desk, 'said', ['headOfRegistry'], 'secret')
  await logIn(desk, 'nadia')
  outgoing = (await desk.api.register.registers({})).find(({ kind }) => kind === 'outgoing')?.id ?? ''
  sender = newId()
  await desk.api.community.save({ ...blankCard, id: sender, nameLatin: named('Association de Lyon') })
})
afterAll(closeDesks)

const newId = (): string => desk.app.session.desk.newId()
const registers = async (change: Parameters<typeof entryInput>[1] = {}): Promise<Entry> =>
  desk.api.register.register(await entryInput(desk, { channel: 'post', correspondentId: sender, ...change }))
const counts = (envelopes: number, more: Partial<Record<'handedOn' | 'returned' | 'together', number>> = {}) => ({
  ...{ envelopes, handedOn: 0, returned: 0, together: 0, openers: ['Nadia', 'Amina'], notes: '', ...more },
})

describe('the sheet mail is opened on (D1)', () => {
  let sheet: Sheet

  it('knows what was registered of the mail here today, and what is left over', async () => {
    await registers({ subject: 'قبل الفتح' })
    sheet = await desk.api.mail.open({ id: newId() })
    expect(sheet).toMatchObject({ registered: 1, envelopes: 0, difference: -1, heldHere: true })
    // One at a time: opened again it is the same.
    expect((await desk.api.mail.open({ id: newId() })).id).toBe(sheet.id)
    await registers({ subject: 'أول' })
    // What somebody brought is in no envelope, and what was cancelled had none of its own.
    await registers({ subject: 'باليد', channel: 'hand' })
    const twice = await registers({ subject: 'مكرر' })
    await logIn(desk, 'said')
    await desk.api.register.cancel({ id: twice.id, reason: 'مكرر' })
    await registers({ subject: 'سري', level: 'secret' })
    await logIn(desk, 'nadia')
    sheet = await desk.api.mail.save({ id: sheet.id, ...counts(6, { handedOn: 1, returned: 1 }) })
    expect(sheet).toMatchObject({ registered: 3, difference: 1, openers: ['Nadia', 'Amina'] })
  })

  it('is closed when nothing is left over, or when it says why, and not over a number nobody saw', async () => {
    const { id, registered } = sheet
    await expect(desk.api.mail.close({ id, registered })).rejects.toMatchObject({ code: 'mail-differs' })
    await registers({ subject: 'الأخير' })
    await expect(desk.api.mail.close({ id, registered })).rejects.toMatchObject({ code: 'stale' })
    desk.clock.tick(60_000)
    sheet = await desk.api.mail.close({ id, registered: registered + 1 })
    expect(sheet).toMatchObject({ registered: 4, difference: 0, closedByNames: { ar: 'nadia' } })
    const more = counts(7, { handedOn: 1, returned: 1 })
    await expect(desk.api.mail.save({ id, ...more })).rejects.toMatchObject({ code: 'stale' })
  })

  it('once closed says what it said; a correction stands after it, with its reason', async () => {
    desk.clock.tick(60_000)
    await registers({ subject: 'بعد الإقفال' })
    const { envelopes, handedOn, returned, together } = counts(7, { handedOn: 2, returned: 1 })
    const counted = { envelopes, handedOn, returned, together }
    const corrected = await desk.api.mail.correct({ id: sheet.id, reason: 'ظرف شخصي لم يعد', ...counted })
    expect(corrected).toMatchObject({ registered: 4, envelopes: 7, difference: 0, corrected: 1 })
    const text = await textOf(desk, (await desk.api.mail.print({ id: sheet.id })).url)
    for (const part of ['Feuille d’ouverture', 'Nadia', 'Amina', 'Rectifiée : 1', 'Aucun écart', 'Rectification'])
      expect(text).toContain(part)
    // What came after it is of the next one.
    const next = await desk.api.mail.open({ id: newId() })
    expect(next).toMatchObject({ registered: 1 })
    expect((await desk.api.mail.sheets({})).rows.map(({ id }) => id)).toEqual([next.id, sheet.id])
    const { openers: _o, notes: _n, ...one } = counts(3)
    await desk.api.mail.save({ ...one, id: next.id, openers: [], notes: 'ظرفان فارغان' })
    await desk.api.mail.close({ id: next.id, registered: 1 })
  })

  it('is of whoever registers', async () => {
    await logIn(desk, 'karim')
    await expect(desk.api.mail.open({ id: newId() })).rejects.toMatchObject({ code: 'forbidden' })
    await logIn(desk, 'nadia')
  })
})

describe('an enclosure that did not come (D1)', () => {
  it('is noted on the sheet and in the entry, told to the sender under an outgoing number, and one day there', async () => {
    const sheet = await desk.api.mail.open({ id: newId() })
    const entry = await registers({ subject: 'طلب', enclosureCount: 2 })
    const entryId = entry.id
    for (const what of ['نسخة من النظام الأساسي', 'Liste des membres'])
      await desk.api.mail.noteMissing({ id: newId(), entryId, what })
    expect((await desk.api.mail.sheet({ id: sheet.id })).missing).toHaveLength(2)
    const id = newId()
    const [told] = await desk.api.mail.tellMissing({ id, entryId, registerId: outgoing })
    expect(told).toMatchObject({ noticeNumber: 'ص/2026/00001' })
    await desk.api.mail.tellMissing({ id, entryId, registerId: outgoing })
    await expect(desk.api.mail.tellMissing({ id: newId(), entryId, registerId: outgoing })).rejects.toMatchObject({
      code: 'stale',
    })
    // It is no answer, and the number after it is the next (N3).
    expect(await desk.api.register.get({ id: entryId })).toMatchObject({ status: 'registered' })
    const text = await textOf(desk, (await desk.api.mail.notice({ noticeId: told?.noticeId ?? '' })).url)
    for (const part of ['Liste des membres', 'Avis à l’expéditeur', entry.numberText.slice(-5)])
      expect(text).toContain(part)
    expect((await desk.api.mail.missing({})).rows).toHaveLength(2)
    await desk.api.mail.supplied({ id: told?.id ?? '' })
    await expect(desk.api.mail.supplied({ id: told?.id ?? '' })).rejects.toMatchObject({ code: 'stale' })
    expect((await desk.api.mail.missing({})).rows).toHaveLength(1)
  })
})

describe('a letter that was not for us (D8)', () => {
  it('goes to the right administration; its sender is told once, under an outgoing number that answers it', async () => {
    const entry = await registers({ subject: 'رخصة بناء' })
    const id = newId()
    const going = {
      ...{ id, entryId: entry.id, to: 'Commune de Berkane', at: desk.clock.now(), channel: 'post' as const, note: '' },
      notice: { registerId: outgoing },
    }
    const done = await desk.api.mail.forward(going)
    expect(done).toMatchObject({ to: 'Commune de Berkane', noticeNumber: 'ص/2026/00002', byNames: { ar: 'nadia' } })
    expect((await desk.api.mail.forward(going)).noticeId).toBe(done.noticeId)
    expect(await desk.api.register.get({ id: entry.id })).toMatchObject({
      status: 'answered',
      answeredBy: [{ numberText: 'ص/2026/00002' }],
    })
    expect((await desk.api.mail.forwarded({})).rows).toMatchObject([{ numberText: entry.numberText }])
    const text = await textOf(desk, (await desk.api.mail.notice({ noticeId: done.noticeId ?? '' })).url)
    for (const part of ['Commune de Berkane', 'Association de Lyon', 'competen'.slice(0, 3)])
      expect(text).toContain(part)
  })

  it('needs a sender to tell, a letter that came, and an hour that was', async () => {
    const anonymous = await registers({ subject: 'بلا اسم', correspondentId: null, reference: null })
    const going = {
      ...{ entryId: anonymous.id, to: 'x', at: desk.clock.now(), channel: 'post' as const, note: '' },
      notice: { registerId: outgoing },
    }
    const says = (change: object) => desk.api.mail.forward({ id: newId(), ...going, ...change })
    await expect(says({})).rejects.toMatchObject({ code: 'invalid-input' })
    expect(await says({ notice: null })).toMatchObject({ noticeId: null })
    await expect(says({ notice: null, at: desk.clock.now() + 60_000 })).rejects.toMatchObject({ code: 'invalid-input' })
    await expect(says({ notice: { registerId: anonymous.registerId } })).rejects.toMatchObject({
      code: 'invalid-input',
    })
  })

  it('is as hidden as the letter itself (A2)', async () => {
    await logIn(desk, 'said')
    const secret = await registers({ subject: 'سري جدا', level: 'secret' })
    const going = {
      to: 'x',
      at: desk.clock.now(),
      channel: 'post' as const,
      note: '',
      notice: { registerId: outgoing },
    }
    const { db } = desk.app.session.desk
    const listed = async () =>
      (await sql(db.read).all('SELECT position FROM securityLog WHERE kind = ?', ['listed'])).length
    const before = await listed()
    const { noticeId } = await desk.api.mail.forward({ id: newId(), entryId: secret.id, ...going })
    // Its subject came with it (A3).
    expect(await listed()).toBe(before + 1)
    await desk.api.mail.noteMissing({ id: newId(), entryId: secret.id, what: 'x' })
    const seen = async () => [
      (await desk.api.mail.forwarded({})).rows.filter(({ entryId }) => entryId === secret.id).length,
      (await desk.api.mail.missing({})).rows.filter(({ entryId }) => entryId === secret.id).length,
    ]
    expect(await seen()).toEqual([1, 1])
    await logIn(desk, 'nadia')
    expect(await seen()).toEqual([0, 0])
    for (const call of [
      () => desk.api.mail.notice({ noticeId: noticeId ?? '' }),
      () => desk.api.mail.missingOf({ entryId: secret.id }),
      () => desk.api.mail.forwardedOf({ entryId: secret.id }),
    ])
      await expect(call()).rejects.toMatchObject({ code: 'not-found' })
  })
})
