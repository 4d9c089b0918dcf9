import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { v7 } from 'uuid'
import { wallIdOf } from '../../domain/walls/id'
import { addUser, closeDesks, logIn } from '../fixtures/office'
import { says, stampOf } from './forging'
import { blankCard, bothSync, firstPc, Ministry, named, secondPc, type Pc } from './stories'

let ministry: Ministry
beforeAll(async () => {
  ministry = await Ministry.open()
})
afterAll(() => ministry.close())
afterEach(closeDesks)

async function card(pc: Pc, full: string): Promise<string> {
  const id = v7()
  await pc.api.community.save({ ...blankCard, id, kind: 'person', nameAr: named(full) })
  return id
}
const reasons = async (pc: Pc, n: number): Promise<string[]> =>
  (await pc.outcomes()).slice(-n).map((o) => String(o.reason ?? o.state))

it('P4: a wall raised on one PC hides the card on another, and on one that joins later; a glass broken there is told here', async () => {
  const rabat = await firstPc(ministry)
  const salma = await addUser(rabat.desk, 'salma', ['socialWorker'])
  await addUser(rabat.desk, 'hind', ['headOfOffice'])
  const lille = await secondPc(ministry, rabat, 'karim', 'RB2', ['clerk', 'officer'])
  const amina = await card(lille, 'أمينة بنعلي')
  await bothSync(rabat, lille)
  await logIn(rabat.desk, 'salma')
  await rabat.api.walls.raise({ contactId: amina, keeperId: salma, team: [salma], reason: 'حماية' })
  await bothSync(rabat, lille)
  await expect(lille.api.community.get({ id: amina })).rejects.toMatchObject({ code: 'not-found' })
  expect(await lille.api.community.find({ text: '', kind: null, limit: 20 })).toEqual([])
  await logIn(rabat.desk, 'admin')
  // Whoever joins has the wall before any card.
  const agadir = await secondPc(ministry, rabat, 'nadia', 'RB3', ['clerk'])
  await agadir.syncs()
  expect(await agadir.api.community.find({ text: '', kind: null, limit: 20 })).toEqual([])

  const { cards } = await lille.api.walls.breakGlass({ asked: 'أمينة بنعلي', reason: 'استعجال', minutes: 30 })
  expect(cards).toHaveLength(1)
  // What is written in that time is taken by the server, too.
  await lille.api.community.consent({
    ...{ id: v7(), contactId: amina, purpose: 'contact', sharedWith: '', givenOn: '2026-11-02', document: '' },
  })
  await bothSync(rabat, lille)
  expect(await reasons(lille, 2)).toEqual(['sent', 'sent'])
  await logIn(rabat.desk, 'hind')
  const [told] = await rabat.api.walls.broken({ waiting: true })
  expect(told).toMatchObject({ by: { en: 'karim' }, reason: 'استعجال', card: null })
  await rabat.api.walls.takeNote({ id: told?.id ?? '' })
  await bothSync(rabat, lille)
  expect((await rabat.outcomes()).filter(({ state }) => state === 'parked')).toEqual([])
})

it('P4: the server asks again who raises a wall, who is let in and who broke the glass, whatever a PC says', async () => {
  const rabat = await firstPc(ministry)
  const salma = await addUser(rabat.desk, 'salma', ['socialWorker'])
  const lille = await secondPc(ministry, rabat, 'karim', 'RB2', ['clerk', 'officer'])
  const [amina, other] = [await card(lille, 'أمينة بنعلي'), await card(lille, 'يوسف الرامي')]
  await bothSync(rabat, lille)
  await logIn(rabat.desk, 'salma')
  await rabat.api.walls.raise({ contactId: amina, keeperId: salma, team: [salma], reason: 'حماية' })
  await bothSync(rabat, lille)
  const karim = stampOf(lille).userId ?? ''
  const { deviceId } = stampOf(lille)
  const wall = { keeperId: karim, team: [karim], standing: true, reason: '', changedAt: 1, changedById: karim }
  const open = {
    wallId: wallIdOf(amina),
    at: 1,
    until: 2,
    reason: 'x',
    byId: karim,
    deviceId,
    notedAt: null,
    notedById: null,
  }
  const glass = (change: object) => ({ entity: 'glass', id: v7(), kind: 'create', fields: { ...open, ...change } })
  const forged = [
    // Nobody who may not keep one raises one, lets themselves in, or takes one down.
    {
      entity: 'wall',
      id: wallIdOf(other),
      kind: 'create',
      fields: { contactId: other, ...wall, raisedAt: 1, proof: null },
    },
    { entity: 'wall', id: wallIdOf(amina), kind: 'patch', fields: { team: [salma, karim], changedById: karim } },
    { entity: 'wall', id: wallIdOf(amina), kind: 'patch', fields: { standing: false, changedById: karim } },
    // A card behind a wall is written by who is let in, and so is what is said of it.
    { entity: 'contact', id: amina, kind: 'patch', fields: { city: 'Lyon' } },
    {
      ...{ entity: 'cardChange', id: v7(), kind: 'create' },
      fields: { contactId: amina, at: 1, byId: karim, changes: [] },
    },
    // A glass is broken in one's own name, for a time, of a wall there is, and with a reason; nobody notes their own.
    glass({ byId: salma }),
    glass({ until: 1 + 3 * 3_600_000 }),
    glass({ reason: ' ' }),
    glass({ wallId: v7() }),
    glass({ notedAt: 2, notedById: karim }),
  ]
  for (const step of forged) await says(lille, [step as never])
  await lille.syncs()
  expect(await reasons(lille, forged.length)).toEqual([
    ...['forbidden', 'forbidden', 'forbidden', 'forbidden', 'forbidden'],
    ...['forbidden', 'forbidden', 'forbidden', 'invalid', 'forbidden'],
  ])
  await bothSync(rabat, lille)
  expect(await rabat.api.walls.around({ contactId: amina })).toMatchObject({ standing: true, team: [{ id: salma }] })
  expect(await rabat.api.walls.broken({ waiting: false })).toEqual([])
})
