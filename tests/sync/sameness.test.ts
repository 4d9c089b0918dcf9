import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { v7 } from 'uuid'
import { pairOf, samenessText } from '../../domain/community/sameness'
import { idFrom } from '../../domain/hash'
import { closeDesks } from '../fixtures/office'
import { says, stampOf } from './forging'
import { bothSync, firstPc, Ministry, secondPc, type Pc } from './stories'

let ministry: Ministry
beforeAll(async () => {
  ministry = await Ministry.open()
})
afterAll(() => ministry.close())
afterEach(closeDesks)

async function card(pc: Pc, full: string, kind: 'person' | 'entity' = 'person'): Promise<string> {
  const id = v7()
  const name = { full, given: '', father: '', family: '', maiden: '' }
  const facts = { description: '', phone: '', email: '', address: '', city: '', countryCode: '', notes: '' }
  await pc.api.community.save({ id, kind, nameAr: name, nameLatin: { ...name, full: '' }, ...facts })
  return id
}
const same = (pc: Pc, keptId: string, otherId: string) =>
  pc.api.community.judge({ keptId, otherId, verdict: 'same', reason: '' })

it('P3: two offices that join cards otherwise without a line have all of them as one, the same on both, with nothing lost', async () => {
  const rabat = await firstPc(ministry)
  const lille = await secondPc(ministry, rabat, 'hind', 'RB2', ['clerk'])
  const [a, b, c] = [
    await card(rabat, 'رشيد بوعزة'),
    await card(rabat, 'رشيد بو عزة'),
    await card(rabat, 'الرشيد بوعزة'),
  ]
  await bothSync(rabat, lille)
  // A→B here and A→C there; and of B and C each keeps another.
  await same(rabat, b, a)
  await same(lille, c, a)
  await same(rabat, b, c)
  await same(lille, c, b)
  await bothSync(rabat, lille)
  await bothSync(rabat, lille)
  const of = async (pc: Pc) =>
    Promise.all(
      [a, b, c].map(async (id) => {
        const { leadId, cards, said } = await pc.api.community.sameness({ id })
        return { leadId, cards: cards.map((one) => one.id), said: said.map((one) => one.id).sort() }
      }),
    )
  const [here, there] = [await of(rabat), await of(lille)]
  expect(here).toEqual(there)
  for (const { leadId, cards } of here) {
    expect(leadId).toBe([a, b, c].sort()[0])
    expect([...cards].sort()).toEqual([a, b, c].sort())
  }
  // Taken back in Lille, whoever said it: A is its own again on both.
  for (const { id } of (await lille.api.community.sameness({ id: a })).said) await lille.api.community.unjudge({ id })
  await bothSync(rabat, lille)
  await bothSync(rabat, lille)
  for (const pc of [rabat, lille]) {
    expect(await pc.api.community.sameness({ id: a })).toMatchObject({ leadId: a, said: [] })
    expect((await pc.api.community.sameness({ id: c })).cards).toHaveLength(2)
  }
  expect((await rabat.outcomes()).concat(await lille.outcomes()).filter(({ state }) => state === 'parked')).toEqual([])

  const entity = await card(lille, 'جمعية', 'entity')
  const { userId, deviceId } = stampOf(lille)
  const said = (keptId: string, otherId: string, change: object = {}) => {
    const [oneId, other] = pairOf(keptId, otherId)
    const by = { byId: userId ?? '', deviceId }
    const fields = {
      oneId,
      otherId: other,
      verdict: 'same',
      keptId,
      reason: '',
      at: 1,
      ...by,
      removedAt: null,
      removedById: null,
      ...change,
    }
    return { id: idFrom(samenessText({ keptId, otherId, verdict: 'same', ...by })), fields }
  }
  const admin = rabat.desk.app.session.actor.userId
  for (const { id, fields } of [
    said(a, entity), // not of one kind
    said(a, v7()), // not there
    { ...said(a, b), id: v7() }, // under an id that does not follow from it
    said(a, b, { byId: admin }), // in another's name
    said(a, b),
  ])
    await says(lille, [{ entity: 'sameness', id, kind: 'create', fields }])
  await lille.syncs()
  expect((await lille.outcomes()).slice(-5).map((o) => o.reason ?? o.state)).toEqual([
    'invalid',
    'invalid',
    'invalid',
    'forbidden',
    'sent',
  ])
})
