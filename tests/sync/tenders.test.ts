import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { v7 } from 'uuid'
import type { Envelope } from '../../contract/tenders'
import type { Fields } from '../../contract/wire'
import { fromRow } from '../../db/outbox/rows'
import { envelopeIdOf } from '../../domain/tenders/tender'
import { addUser, closeDesks, entryInput, logIn } from '../fixtures/office'
import { says, stampOf } from './forging'
import { bothSync, firstPc, Ministry, secondPc, type Pc } from './stories'

const HOUR = 3_600_000
let ministry: Ministry
beforeAll(async () => {
  ministry = await Ministry.open()
})
afterAll(() => ministry.close())
afterEach(closeDesks)

const reasons = async (pc: Pc, last: number): Promise<(string | null)[]> =>
  (await pc.outcomes()).slice(-last).map(({ state, reason }) => (state === 'parked' ? reason : state))
async function receives(pc: Pc, tenderId: string): Promise<Envelope> {
  const registerId = (await pc.api.register.registers({})).find(({ kind }) => kind === 'incoming')?.id ?? ''
  return pc.api.tenders.receive({
    ...{ id: v7(), tenderId, registerId, channel: 'hand', postNumber: '', depositor: 'SOBAT' },
    ...{ condition: 'intact', outside: '' },
  })
}

it('no program of a desk opens, describes or antedates an envelope before the server’s own hour (D4)', async () => {
  const rabat = await firstPc(ministry)
  await addUser(rabat.desk, 'rachid', ['headOfRegistry', 'clerk'], 'secret')
  const lille = await secondPc(ministry, rabat)
  await addUser(lille.desk, 'nadia', ['headOfRegistry', 'clerk'], 'secret')
  await addUser(lille.desk, 'zineb', ['clerk'])
  await bothSync(rabat, lille)
  await logIn(rabat.desk, 'rachid')
  await logIn(lille.desk, 'nadia')
  const tenderId = v7()
  const now = Math.max(ministry.clock.now(), lille.desk.clock.now())
  const closesAt = now + HOUR
  const { unitId } = await entryInput(lille.desk)
  await rabat.api.tenders.create({ id: tenderId, reference: '12/2026', title: 'x', unitId, closesAt })
  await bothSync(rabat, lille)
  const mine = await receives(lille, tenderId)
  await bothSync(rabat, lille)
  expect((await rabat.api.tenders.get({ id: tenderId })).list).toMatchObject([{ id: mine.id, sealed: true }])

  const { userId, deviceId, at } = stampOf(lille)
  const patch = (entity: string, id: string, fields: Fields): Promise<string> =>
    says(lille, [{ entity, id, kind: 'patch', fields }])
  const opening = { openedAt: closesAt, committee: ['x'], minutes: '', recordedAt: closesAt, recordedById: userId }
  // A session in the future, one before the hour, one in another's name, an hour drawn nearer, one put off after it has passed.
  await patch('tender', tenderId, opening)
  await patch('tender', tenderId, { ...opening, openedAt: now, recordedAt: now })
  await patch('tender', tenderId, { ...opening, recordedById: stampOf(rabat).userId })
  const putOff = (to: number, when: number): Fields => ({
    closesAt: to,
    postponed: [{ from: closesAt, at: when, byId: userId, reason: 'x' }],
  })
  await patch('tender', tenderId, putOff(now, now))
  await patch('tender', tenderId, putOff(closesAt + HOUR, closesAt + 60_000))
  await lille.syncs()
  expect(await reasons(lille, 5)).toEqual(['wrong-state', 'wrong-state', 'forbidden', 'wrong-state', 'wrong-state'])

  // What is inside, told or attached; the moment it came.
  const file: Fields = {
    ...{ entryId: mine.entryId, name: 'x.pdf', mediaType: 'application/pdf', size: 5, sha256: 'a'.repeat(64) },
    ...{ version: 1, position: 0, replacedById: null, createdAt: at, createdById: userId },
  }
  const loose = v7()
  await says(lille, [{ entity: 'file', id: v7(), kind: 'create', fields: file }])
  await says(lille, [
    { entity: 'file', id: loose, kind: 'create', fields: { ...file, entryId: null } },
    { entity: 'file', id: loose, kind: 'patch', fields: { entryId: mine.entryId } },
  ])
  await patch('entry', mine.entryId, { subject: 'a million' })
  await patch('entry', mine.entryId, { arrivalAt: 5 })
  const missing = { entryId: mine.entryId, what: 'x', notedAt: at, notedById: userId, deviceId }
  await says(lille, [{ entity: 'missingPiece', id: v7(), kind: 'create', fields: missing }])
  await lille.syncs()
  expect(await reasons(lille, 6)).toEqual(Array.from({ length: 6 }, () => 'wrong-state'))

  // An envelope of an entry that was there, or of another moment; an envelope that was given back, once more.
  const row = fromRow('envelope', (await lille.row('envelope', mine.id)) ?? {})
  const letter = await lille.registers()
  await says(lille, [
    { entity: 'envelope', id: envelopeIdOf(letter.id), kind: 'create', fields: { ...row, entryId: letter.id } },
  ])
  await says(lille, [{ entity: 'envelope', id: v7(), kind: 'create', fields: row }])
  await patch('envelope', mine.id, { receivedAt: 5 })
  await lille.syncs()
  expect(await reasons(lille, 3)).toEqual(['invalid', 'invalid', 'fixed-field'])

  // The hour has come: told honestly it is taken, and after it what was shut is told.
  ministry.clock.tick(2 * HOUR)
  lille.desk.clock.tick(2 * HOUR)
  await logIn(lille.desk, 'zineb')
  await says(lille, [
    { entity: 'tender', id: tenderId, kind: 'patch', fields: { ...opening, recordedById: stampOf(lille).userId } },
  ])
  await lille.syncs()
  expect(await reasons(lille, 1)).toEqual(['forbidden'])
  await logIn(lille.desk, 'nadia')
  const session = { id: tenderId, at: closesAt + 60_000, committee: ['x'], minutes: '' }
  await lille.api.tenders.recordOpening(session)
  await lille.api.register.correct({ id: mine.entryId, field: 'subject', value: 'opened', reason: 'x' })
  await bothSync(rabat, lille)
  expect(await reasons(lille, 2)).toEqual(['sent', 'sent'])
  expect(await rabat.api.register.get({ id: mine.entryId })).toMatchObject({ subject: 'opened' })
})
