import { cpSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Register } from '../../contract/books'
import { sql } from '../../db/core/sql'
import { renewIdentity } from '../../main/sync/renewal'
import type { Wire } from '../../main/sync/wire'
import { addUser, closeDesks, logIn, startDesk } from '../fixtures/office'
import { asAdmin, backUp, restore } from '../fixtures/backups'
import { says, stampOf } from './forging'
import { bothSync, byHand, codeFor, joins, Ministry, ownPc, Pc, secondPc, type Own } from './stories'

let ministry: Ministry
beforeAll(async () => {
  ministry = await Ministry.open()
})
afterAll(() => ministry.close())
afterEach(async () => {
  ministry.line.mend()
  await closeDesks()
})

async function pc(): Promise<Own> {
  const made = await ownPc(ministry)
  await made.syncs()
  return made
}
const incoming = async (of: Pc): Promise<Register> => {
  const found = (await of.api.register.registers({})).find((r) => r.kind === 'incoming')
  if (!found) throw new Error('no register')
  return found
}
const bookOf = async (of: Pc) => (await incoming(of)).books.find((b) => b.heldHere)
const goesOn = (of: Pc) => of.api.sync.renew({ goesOn: true, deskCode: null, deviceName: null })
async function resumes(of: Pc, lastSeq: number): Promise<void> {
  const book = await bookOf(of)
  await of.api.register.resume({ bookId: book?.id ?? '', lastSeq })
}
const verdicts = async (of: Pc): Promise<string[]> => {
  const { id: registerId } = await incoming(of)
  return (await of.api.register.verify({ registerId, year: 2026 })).map((v) => v.result)
}
const numbers = async (of: Pc): Promise<number[]> =>
  (
    await sql(of.db.read).all<{ seq: number }>(
      `SELECT seq FROM act WHERE seq > 0 AND bookId = (SELECT bookId FROM entry LIMIT 1) ORDER BY seq`,
    )
  ).map((r) => r.seq)

/** The folder as somebody copies it with the system's own program. */
async function copied(of: Pc): Promise<Pc> {
  const folder = mkdtempSync(join(tmpdir(), 'diwan-copy-'))
  cpSync(of.desk.folder, folder, { recursive: true, filter: (p) => !p.endsWith('lock.db') && !p.endsWith('-shm') })
  const twin = startDesk({ folder, clock: of.desk.clock, line: byHand })
  await logIn(twin, 'admin')
  return new Pc(twin, 'twin')
}

describe('a restored PC goes on (R3, N7)', () => {
  it('it hears its own lost work, gets a new identity by one step, its books by a recorded act, and sends what it had not sent', async () => {
    const rabat = await pc()
    const lille = await secondPc(ministry, rabat)
    await rabat.registers({ subject: 'قبل النسخة' })
    const { folder } = await backUp(rabat.desk)
    const lost = await rabat.registers({ subject: 'بعد النسخة' })
    await rabat.syncs()
    await restore(rabat.desk, folder, asAdmin)
    const unsent = await rabat.writes({ phone: '0537 11' })

    // Before the server was heard nobody says a last number, and nothing is changed in the book.
    await expect(rabat.registers()).rejects.toMatchObject({ code: 'book-suspended' })
    await expect(resumes(rabat, 2)).rejects.toMatchObject({ code: 'server-unheard' })
    expect(await rabat.syncs()).toMatchObject({ reason: 'clone-detected' })
    expect(await rabat.api.register.get({ id: lost.id })).toMatchObject({ numberText: lost.numberText })
    await expect(resumes(rabat, 2)).rejects.toMatchObject({ code: 'clone-detected' })

    const before = rabat.desk.app.session.actor.deviceId
    expect(await goesOn(rabat)).toMatchObject({ phase: 'idle', reason: null, waiting: 0, parked: 0 })
    expect(rabat.desk.app.session.actor.deviceId).not.toBe(before)
    await expect(rabat.registers()).rejects.toMatchObject({ code: 'book-suspended' })
    await resumes(rabat, 2)
    expect((await rabat.registers()).numberText).toMatch(/00003$/)
    expect(await rabat.syncs()).toMatchObject({ phase: 'idle', waiting: 0, parked: 0 })
    await bothSync(rabat, lille)
    expect(await lille.card(unsent)).toMatchObject({ phone: '0537 11' })
    for (const each of [rabat, lille]) {
      expect(await numbers(each)).toEqual([1, 2, 3])
      expect(new Set(await verdicts(each))).toEqual(new Set(['whole']))
    }
    expect(
      await sql(lille.db.read).all(`SELECT kind, deviceId FROM act WHERE kind = 'handover' AND deviceId <> ?`, [
        before,
      ]),
    ).not.toEqual([])
    // The log of the PC goes on under its oldest name.
    expect(await rabat.api.security.verify({})).toMatchObject({ result: 'whole' })
    // And the vault opens again under the new one.
    const { deviceId } = rabat.desk.app.session.actor
    const again = await rabat.desk.restart()
    await logIn(again, 'admin')
    expect(again.app.session.actor.deviceId).toBe(deviceId)
  })

  it('numbers the server never saw are void by an act, and a correction of before is kept', async () => {
    const rabat = await pc()
    const entry = await rabat.registers()
    const { folder } = await backUp(rabat.desk)
    await rabat.registers()
    await rabat.syncs()
    await rabat.registers()
    await restore(rabat.desk, folder, asAdmin)
    await rabat.syncs()
    await expect(
      rabat.api.register.correct({ id: entry.id, field: 'notes', value: 'صفحة', reason: 'سهو' }),
    ).rejects.toMatchObject({ code: 'book-suspended' })
    await goesOn(rabat)
    await resumes(rabat, 3)
    expect((await rabat.registers()).numberText).toMatch(/00004$/)
    await rabat.api.register.correct({ id: entry.id, field: 'notes', value: 'صفحة', reason: 'سهو' })
    expect(await rabat.syncs()).toMatchObject({ waiting: 0, parked: 0 })
    expect(await numbers(rabat)).toEqual([1, 2, 3, 4])
    expect(await verdicts(rabat)).toEqual(['whole'])
  })

  it('what was on its way when it was backed up is not done twice, and a second restore goes on again', async () => {
    const rabat = await pc()
    const card = await rabat.writes({ phone: '1' })
    const { folder } = await backUp(rabat.desk)
    await rabat.syncs()
    await rabat.writes({ id: card, phone: '2' })
    await rabat.syncs()
    for (const phone of ['3', '4']) {
      await restore(rabat.desk, folder, asAdmin)
      await rabat.syncs()
      await goesOn(rabat)
      expect(await rabat.card(card)).toMatchObject({ phone: phone === '3' ? '2' : '3' })
      await rabat.writes({ id: card, phone })
      expect(await rabat.syncs()).toMatchObject({ phase: 'idle', waiting: 0, conflicts: 0, parked: 0 })
    }
    await resumes(rabat, 0)
    expect((await rabat.registers()).numberText).toMatch(/00001$/)
    expect(await rabat.syncs()).toMatchObject({ waiting: 0, parked: 0 })
  })

  it('where the server has nothing newer, it goes on as it was', async () => {
    const rabat = await pc()
    await rabat.registers()
    await rabat.syncs()
    const { folder } = await backUp(rabat.desk)
    await rabat.registers()
    await restore(rabat.desk, folder, asAdmin)
    await expect(resumes(rabat, 2)).rejects.toMatchObject({ code: 'server-unheard' })
    expect(await rabat.syncs()).toMatchObject({ phase: 'idle', reason: null })
    await expect(goesOn(rabat)).rejects.toMatchObject({ code: 'forbidden' })
    await resumes(rabat, 2)
    expect((await rabat.registers()).numberText).toMatch(/00003$/)
    expect(await rabat.syncs()).toMatchObject({ waiting: 0, parked: 0 })
  })

  it('a step that was cut is the same step when it is tried again: nobody is asked twice, nothing is doubled', async () => {
    const rabat = await pc()
    const { folder } = await backUp(rabat.desk)
    await rabat.writes({ phone: '1' })
    await rabat.syncs()
    await restore(rabat.desk, folder, asAdmin)
    await rabat.syncs()
    const { desk, actor } = rabat.desk.app.session
    const asked: unknown[] = []
    const lostReply = {
      succeed: async (request: unknown) => {
        asked.push(request)
        await wire.succeed(request as never)
        throw new Error('the line was cut after the server said yes')
      },
    }
    const { wire } = rabat.desk.app.line as unknown as { wire: Wire }
    const choice = { goesOn: true, deskCode: null, deviceName: null }
    await expect(renewIdentity(desk, actor, lostReply as never, choice)).rejects.toThrow('cut')
    expect(await goesOn(rabat)).toMatchObject({ phase: 'idle', reason: null })
    expect(desk.device.id).toBe((asked[0] as { device: { id: string } }).device.id)
  })

  it('a clerk does not decide it, a change after the backup of the password does not either', async () => {
    const rabat = await pc()
    await addUser(rabat.desk, 'nadia', ['clerk'])
    const { folder } = await backUp(rabat.desk)
    await rabat.writes({ phone: '1' })
    await rabat.syncs()
    await restore(rabat.desk, folder, asAdmin)
    await rabat.syncs()
    await logIn(rabat.desk, 'nadia')
    await expect(goesOn(rabat)).rejects.toMatchObject({ code: 'forbidden' })
    await logIn(rabat.desk, 'admin')
    expect(await goesOn(rabat)).toMatchObject({ reason: null })
  })
})

describe('a copied folder (N7)', () => {
  it('whichever is the copy: both stop, one goes on, the other becomes a desk of its own', async () => {
    const rabat = await pc()
    await rabat.registers()
    await rabat.syncs()
    const twin = await copied(rabat)
    const mine = await rabat.registers({ subject: 'من الأصل' })
    await rabat.syncs()
    const theirs = await twin.registers({ subject: 'من النسخة' })
    expect(theirs.numberText).toBe(mine.numberText)
    expect(await twin.syncs()).toMatchObject({ reason: 'clone-detected' })
    expect(await rabat.syncs()).toMatchObject({ reason: 'clone-detected' })
    for (const each of [rabat, twin]) {
      await expect(each.registers()).rejects.toMatchObject({ code: 'book-suspended' })
      await expect(resumes(each, 2)).rejects.toMatchObject({ code: 'clone-detected' })
    }
    expect(await goesOn(rabat)).toMatchObject({ reason: null, parked: 0 })
    await resumes(rabat, 2)
    expect((await rabat.registers()).numberText).toMatch(/00003$/)
    await rabat.syncs()

    expect(await twin.syncs()).toMatchObject({ reason: 'superseded' })
    await expect(twin.api.sync.renew({ goesOn: false, deskCode: null, deviceName: 'نسخة' })).rejects.toMatchObject({
      code: 'invalid-input',
    })
    await twin.api.sync.renew({ goesOn: false, deskCode: 'RB7', deviceName: 'نسخة' })
    expect((await twin.registers()).numberText).toMatch(/RB7\/00001$/)
    await bothSync(rabat, twin)
    // The number is one entry's; the other entry is kept on its PC, shown, and in nobody's register.
    expect((await twin.api.sync.parked({})).map((p) => p.reason)).toContain('stale-pen')
    expect(await rabat.api.register.get({ id: mine.id })).toMatchObject({ subject: 'من الأصل' })
    expect(new Set(await verdicts(rabat))).toEqual(new Set(['whole']))
  })

  it('a copy that only listens stops both as well; when the other goes on, it needs no new name', async () => {
    const rabat = await pc()
    await rabat.syncs()
    const twin = await copied(rabat)
    await rabat.registers()
    await rabat.syncs()
    expect(await twin.syncs()).toMatchObject({ reason: 'clone-detected' })
    expect(await rabat.syncs()).toMatchObject({ reason: 'clone-detected' })
    await twin.api.sync.renew({ goesOn: false, deskCode: 'RB8', deviceName: 'نسخة' })
    expect(await rabat.syncs()).toMatchObject({ phase: 'idle', reason: null })
    await resumes(rabat, 1)
    expect((await rabat.registers()).numberText).toMatch(/00002$/)
    await bothSync(rabat, twin)
    expect(new Set(await verdicts(twin))).toEqual(new Set(['whole']))
  })

  it('chosen wrongly, the other can still be chosen: the last word counts', async () => {
    const rabat = await pc()
    await rabat.registers()
    await rabat.syncs()
    const twin = await copied(rabat)
    await rabat.registers()
    await rabat.syncs()
    await twin.syncs()
    await goesOn(twin)
    expect(await rabat.syncs()).toMatchObject({ reason: 'superseded' })
    await goesOn(rabat)
    await resumes(rabat, 2)
    expect((await rabat.registers()).numberText).toMatch(/00003$/)
    expect(await rabat.syncs()).toMatchObject({ reason: null, parked: 0 })
    expect(await twin.syncs()).toMatchObject({ reason: 'superseded' })
    expect(new Set(await verdicts(rabat))).toEqual(new Set(['whole']))
  })
})

describe('who forges a new identity', () => {
  it('is refused without an administrator’s signature, with a clerk’s, or with one of another PC’s row', async () => {
    const rabat = await pc()
    const nadia = await addUser(rabat.desk, 'nadia', ['clerk'])
    await rabat.syncs()
    const lille = await joins(await codeFor(rabat, nadia), 'RB5')
    await bothSync(rabat, lille)
    const { wire } = lille.desk.app.line as unknown as { wire: Wire }
    const { proofFor } = await import('../../db/outbox/proving')
    const { Proof } = await import('../../contract/proof')
    const { newSigningKey } = await import('../../domain/trust/keys')
    const ask = async (signs: Pc, change: object = {}) => {
      const id = lille.desk.app.session.desk.newId()
      const { publicKey } = newSigningKey()
      const fields = { name: 'x', deskCode: 'RB5', publicKey, createdAt: 1 }
      const proof = Proof.parse(await signs.db.write((tx) => proofFor(tx, 'device', id, fields, stampOf(signs))))
      const device = { id, name: 'x', deskCode: 'RB5', publicKey, ...change }
      return wire.succeed({ device, createdAt: 1, proof, takesBooks: true, base: { d: 0, hash: 'a'.repeat(64) } })
    }
    await expect(ask(lille)).rejects.toMatchObject({ code: 'unproven' })
    await expect(ask(rabat, { publicKey: newSigningKey().publicKey })).rejects.toMatchObject({ code: 'unproven' })
    await expect(ask(rabat, { deskCode: 'RB6' })).rejects.toMatchObject({ code: 'unproven' })
    expect(await ask(rabat)).toMatchObject({ pens: [lille.desk.app.session.desk.device.id] })
  })

  it('a book taken without its recorded act is parked', async () => {
    const rabat = await pc()
    const lille = await secondPc(ministry, rabat)
    await bothSync(rabat, lille)
    const book = await sql(lille.db.read).one<{ id: string }>('SELECT id FROM book WHERE desk IS NULL LIMIT 1')
    const { patchRow } = await import('../../db/outbox/changes')
    const { deviceId } = lille.desk.app.session.actor
    await lille.db.write((tx) => patchRow(tx, 'book', book?.id ?? '', { holderId: deviceId, epoch: 2 }, stampOf(lille)))
    await lille.syncs()
    expect((await lille.outcomes()).at(-1)).toMatchObject({ state: 'parked', reason: 'incomplete' })
    await says(lille, [{ entity: 'book', id: book?.id ?? '', kind: 'patch', fields: { epoch: 2 } }])
    await lille.syncs()
    expect((await lille.outcomes()).at(-1)).toMatchObject({ state: 'parked' })
  })
})
