import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { v7 } from 'uuid'
import { closeDesks } from '../fixtures/office'
import { says, stampOf } from './forging'
import { bothSync, firstPc, Ministry, secondPc, type Pc } from './stories'

let ministry: Ministry
beforeAll(async () => {
  ministry = await Ministry.open()
})
afterAll(() => ministry.close())
afterEach(closeDesks)

async function card(pc: Pc, full: string): Promise<string> {
  const id = v7()
  const name = { full, given: '', father: '', family: '', maiden: '' }
  const facts = { description: '', phone: '', email: '', address: '', city: '', countryCode: '', notes: '' }
  await pc.api.community.save({ id, kind: 'person', nameAr: name, nameLatin: { ...name, full: '' }, ...facts })
  return id
}
const facts = { capacity: null, title: '', basis: '', since: null, until: null, note: '' }

it('two desks that say the same without a line say one thing; to itself, or removed in another’s name, nothing is', async () => {
  const rabat = await firstPc(ministry)
  const lille = await secondPc(ministry, rabat, 'hind', 'RB2', ['clerk'])
  const [one, other] = [await card(rabat, 'فاطمة العلوي'), await card(rabat, 'عمر العلوي')]
  await bothSync(rabat, lille)
  const spouse = { kind: 'spouse', end: 'from', ...facts, basis: 'عقد الزواج' } as const
  await rabat.api.community.relate({ id: one, otherId: other, ...spouse })
  await lille.api.community.relate({ id: other, otherId: one, ...spouse })
  await bothSync(rabat, lille)
  await bothSync(rabat, lille)
  for (const pc of [rabat, lille]) expect((await pc.api.community.relations({ id: one })).rows).toHaveLength(1)
  expect((await rabat.outcomes()).concat(await lille.outcomes()).filter(({ state }) => state === 'parked')).toEqual([])

  const admin = rabat.desk.app.session.actor.userId
  const { at } = stampOf(lille)
  const row = { kind: 'sibling', fromId: one, toId: other, ...facts, removedAt: null, removedById: null }
  for (const fields of [{ ...row, toId: one }, { ...row, removedAt: at, removedById: admin }, row])
    await says(lille, [{ entity: 'relation', id: v7(), kind: 'create', fields }])
  await lille.syncs()
  expect((await lille.outcomes()).slice(-3).map((o) => o.reason ?? o.state)).toEqual(['forbidden', 'forbidden', 'sent'])
})

it('two desks that bring in the same figure have one; under another id, or by who may not, nobody has it (R4)', async () => {
  const rabat = await firstPc(ministry)
  const lille = await secondPc(ministry, rabat, 'hind', 'RB2', ['headOfOffice'])
  const figure = { countryCode: 'FR', year: 2019, source: 'UN', total: 7, male: null, female: null, note: '' }
  const me = (await rabat.api.users.list({})).find(({ login }) => login === 'admin')
  if (me) await rabat.api.users.update({ ...me, roles: [...me.roles, 'headOfOffice'] })
  for (const pc of [rabat, lille]) await pc.api.diaspora.save({ measure: 'born', ...figure })
  await bothSync(rabat, lille)
  await bothSync(rabat, lille)
  for (const pc of [rabat, lille])
    expect(await pc.api.diaspora.ofCountry({ countryCode: 'FR' })).toMatchObject([{ total: 7 }])
  const fields = { measure: 'born', ...figure, removedAt: null, removedById: null }
  await says(lille, [{ entity: 'figure', id: v7(), kind: 'create', fields }])
  await lille.syncs()
  expect((await lille.outcomes()).at(-1)).toMatchObject({ reason: 'forbidden' })
})

it('two people who correct different parts of a card both keep theirs; consent and corrections are each one’s own (P1, P4)', async () => {
  const rabat = await firstPc(ministry)
  const lille = await secondPc(ministry, rabat, 'hind', 'RB2', ['clerk'])
  const id = await card(rabat, 'فاطمة العلوي')
  await bothSync(rabat, lille)
  const inputOf = async (pc: Pc) => {
    const { entries: _n, createdAt: _at, pending: _p, ...input } = await pc.api.community.get({ id })
    return input
  }
  const [here, there] = [await inputOf(rabat), await inputOf(lille)]
  await rabat.api.community.save({ ...here, birthDate: '1974', basedOn: here })
  await lille.api.community.save({ ...there, phones: [{ kind: 'mobile', number: '0661234567' }], basedOn: there })
  const consent = { contactId: id, purpose: 'contact', sharedWith: '', givenOn: '2026-01-05', document: '' } as const
  const consentId = v7()
  await lille.api.community.consent({ id: consentId, ...consent })
  await bothSync(rabat, lille)
  await bothSync(rabat, lille)
  for (const pc of [rabat, lille]) {
    expect(await pc.api.community.get({ id })).toMatchObject({
      ...{ birthDate: '1974', phones: [{ kind: 'mobile', number: '+212661234567' }], phone: '+212 6 61 23 45 67' },
    })
    const { items } = await pc.api.community.timeline({ id, kinds: ['change', 'consent'], limit: 9 })
    expect(items.map(({ what }) => what).sort()).toEqual(['change', 'change', 'consent'])
  }
  const admin = rabat.desk.app.session.actor.userId
  const { at } = stampOf(lille)
  const change = { contactId: id, at, byId: admin, changes: [] }
  const given = { ...consent, recordedAt: at, recordedById: admin }
  const none = { withdrawnOn: null, withdrawal: null, withdrawnAt: null, withdrawnById: null }
  await says(lille, [{ entity: 'cardChange', id: v7(), kind: 'create', fields: change }])
  await says(lille, [{ entity: 'consent', id: v7(), kind: 'create', fields: { ...given, ...none } }])
  await lille.syncs()
  expect((await lille.outcomes()).slice(-2).map((o) => o.reason ?? o.state)).toEqual(['forbidden', 'forbidden'])
})
