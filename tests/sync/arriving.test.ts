import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { v7 } from 'uuid'
import type { Fields } from '../../contract/wire'
import type { Valuable } from '../../contract/valuables'
import { fromRow } from '../../db/outbox/rows'
import { noticeIdOf } from '../../domain/mail/notice'
import { factsHash, movementId, movementText } from '../../domain/valuables/movement'
import { secondPerson } from '../../main/session/second-person'
import { addUser, closeDesks, logIn, PASSWORD } from '../fixtures/office'
import { says, stampOf } from './forging'
import { bothSync, firstPc, Ministry, secondPc, type Pc } from './stories'

let ministry: Ministry
beforeAll(async () => {
  ministry = await Ministry.open()
})
afterAll(() => ministry.close())
afterEach(closeDesks)

const passport = { kind: 'passport' as const, number: 'GL417', pieces: 1, amount: null, currency: null, owner: 'خديجة' }
const reasons = async (pc: Pc, last: number): Promise<(string | null)[]> =>
  (await pc.outcomes()).slice(-last).map(({ state, reason }) => (state === 'parked' ? reason : state))

/** Rabat has the office; nadia and zineb work at Lille. */
async function twoDesks(): Promise<{ rabat: Pc; lille: Pc }> {
  const rabat = await firstPc(ministry)
  await addUser(rabat.desk, 'amina', ['clerk'], 'secret')
  await addUser(rabat.desk, 'rachid', ['headOfRegistry'], 'secret')
  const lille = await secondPc(ministry, rabat)
  await addUser(lille.desk, 'zineb', ['clerk'])
  await addUser(lille.desk, 'nadia', ['clerk'])
  await bothSync(rabat, lille)
  await logIn(rabat.desk, 'rachid')
  await logIn(lille.desk, 'nadia')
  return { rabat, lille }
}
const by = (login: string) => ({ login, password: PASSWORD, who: 'x', note: '' })
async function receives(pc: Pc, second: string): Promise<Valuable> {
  const entry = await pc.registers()
  const things = [{ ...passport, id: v7() }]
  const [thing] = await pc.api.valuables.receive({ entryId: entry.id, things, ...by(second) })
  if (!thing) throw new Error('nothing')
  return thing
}

describe('valuables in an office of several PCs (D3)', () => {
  it('two desks without a line move one thing: the first counts, the second hears of it', async () => {
    const { rabat, lille } = await twoDesks()
    const { id, at } = await receives(rabat, 'amina')
    await bothSync(rabat, lille)
    expect((await lille.api.valuables.get({ id })).movements).toMatchObject([{ word: 'holds' }])
    await rabat.api.valuables.move({ of: [{ id, at }], kind: 'handedOn', ...by('amina') })
    await lille.api.valuables.move({ of: [{ id, at }], kind: 'returned', ...by('zineb') })
    await bothSync(rabat, lille)
    expect(await reasons(lille, 1)).toEqual(['wrong-state'])
    for (const pc of [rabat, lille]) {
      const { where, movements } = await pc.api.valuables.get({ id })
      expect({ where, words: movements.map(({ word }) => word) }).toEqual({
        where: 'handedOn',
        words: ['holds', 'holds'],
      })
    }
    // It goes on from there, at either desk.
    const { at: now } = await lille.api.valuables.get({ id })
    await lille.api.valuables.move({ of: [{ id, at: now }], kind: 'cameBack', ...by('zineb') })
    await bothSync(rabat, lille)
    expect(await rabat.api.valuables.get({ id })).toMatchObject({ where: 'inSafe' })
  })

  it('the server takes no thing without its movement, no movement of one person, of borrowed words, or to where a thing cannot go', async () => {
    const { rabat, lille } = await twoDesks()
    const { id, entryId } = await receives(lille, 'zineb')
    await bothSync(rabat, lille)
    const stands = fromRow('valuable', (await lille.row('valuable', id)) ?? {})
    const first = fromRow('valuableMove', (await lille.row('valuableMove', movementId(id, 1))) ?? {})
    await says(lille, [{ entity: 'valuable', id: v7(), kind: 'create', fields: stands }])

    const { session } = lille.desk.app
    const zineb = await secondPerson(session, 'zineb', PASSWORD)
    const me = session.desk.signer
    if (!zineb || !me) throw new Error('no keys')
    const previous = String(first['firstSignature'])
    const forged = async (change: Fields, second: Pick<typeof me, 'userId' | 'keyId' | 'sign'>): Promise<void> => {
      const said: Fields = {
        ...{ valuableId: id, entryId, place: 2, kind: 'handedOn', leaves: 'handedOn', who: 'x', note: '' },
        ...{ at: stampOf(lille).at, deviceId: session.desk.device.id, firstId: me.userId, secondId: second.userId },
        ...change,
      }
      const text = movementText(said, factsHash(stands), previous)
      const words = { firstKey: me.keyId, firstSignature: me.sign(text), secondKey: second.keyId }
      const fields = { ...said, ...words, secondSignature: second.sign(text), ...change }
      await says(lille, [{ entity: 'valuableMove', id: movementId(id, Number(said['place'])), kind: 'create', fields }])
    }
    await forged({}, me)
    await forged({}, { ...zineb, sign: me.sign })
    await forged({ secondSignature: String(first['secondSignature']) }, zineb)
    await forged({ kind: 'cameBack', leaves: 'inSafe' }, zineb)
    await forged({ leaves: 'inSafe' }, zineb)
    await forged({ place: 3 }, zineb)
    await lille.syncs()
    expect(await reasons(lille, 7)).toEqual([
      ...['incomplete', 'forbidden', 'unproven', 'unproven', 'wrong-state', 'wrong-state', 'wrong-state'],
    ])
    // The same, honestly said, is taken.
    await forged({}, zineb)
    await lille.syncs()
    expect(await reasons(lille, 1)).toEqual(['sent'])
  })
})

describe('the morning’s mail in an office of several PCs (D1, D8)', () => {
  it('each desk counts what it registered itself, and the server keeps a closed sheet as it was', async () => {
    const { rabat, lille } = await twoDesks()
    await rabat.registers()
    const sheet = await lille.api.mail.open({ id: v7() })
    await lille.registers()
    await bothSync(rabat, lille)
    const counted = { envelopes: 1, handedOn: 0, returned: 0, together: 0 }
    await lille.api.mail.save({ id: sheet.id, ...counted, openers: [], notes: '' })
    await lille.api.mail.close({ id: sheet.id, registered: 1 })
    await bothSync(rabat, lille)
    expect((await rabat.api.mail.sheets({})).rows).toMatchObject([{ id: sheet.id, registered: 1, heldHere: false }])
    const patch = (fields: Fields): Promise<unknown> =>
      says(lille, [{ entity: 'mailSheet', id: sheet.id, kind: 'patch', fields }])
    await patch({ envelopes: 9 })
    await patch({ closedAt: null })
    const correction = { ...counted, envelopes: 2, at: 1, byId: stampOf(rabat).userId, reason: 'x' }
    await patch({ corrections: [correction] })
    const { deviceId, userId } = stampOf(lille)
    const made = fromRow('mailSheet', (await lille.row('mailSheet', sheet.id)) ?? {})
    const left = { ...made, registered: 5, closedById: userId, notes: '', corrections: null }
    await says(lille, [{ entity: 'mailSheet', id: v7(), kind: 'create', fields: { ...left, deviceId } }])
    await lille.syncs()
    expect(await reasons(lille, 4)).toEqual(['wrong-state', 'wrong-state', 'forbidden', 'forbidden'])
  })

  it('a notice is of the letter it is about, under the id that follows, by whoever sends it', async () => {
    const { rabat, lille } = await twoDesks()
    const entry = await lille.registers()
    await bothSync(rabat, lille)
    const { at, userId, deviceId } = stampOf(lille)
    const id = v7()
    const fields = {
      ...{ entryId: entry.id, noticeId: noticeIdOf(id), addressee: 'x', channel: 'post', note: '' },
      ...{ forwardedAt: at, forwardedById: userId, deviceId },
    }
    await says(lille, [{ entity: 'forwarding', id, kind: 'create', fields }])
    await says(lille, [{ entity: 'forwarding', id: v7(), kind: 'create', fields: { ...fields, noticeId: entry.id } }])
    await says(lille, [
      { entity: 'forwarding', id: v7(), kind: 'create', fields: { ...fields, noticeId: null, entryId: v7() } },
    ])
    await lille.syncs()
    expect(await reasons(lille, 3)).toEqual(['invalid', 'invalid', 'invalid'])
  })
})
