import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RelationFacts } from '../../contract/community'
import { addUser, closeDesks, logIn, officeDesk, type TestDesk } from '../fixtures/office'

let desk: TestDesk
let cards: { fatima: string; omar: string; union: string }
beforeAll(async () => {
  desk = await officeDesk()
  await addUser(desk, 'nadia', ['clerk'])
  await addUser(desk, 'hind', ['headOfOffice'])
  await logIn(desk, 'nadia')
  cards = {
    fatima: await card('فاطمة العلوي'),
    omar: await card('عمر العلوي'),
    union: await card('اتحاد الجمعيات', 'entity'),
  }
})
afterAll(closeDesks)

async function card(full: string, kind: 'person' | 'entity' = 'person'): Promise<string> {
  const id = desk.app.session.desk.newId()
  const name = { full, given: '', father: '', family: '', maiden: '' }
  const facts = { description: '', phone: '', email: '', address: '', city: '', countryCode: '', notes: '' }
  await desk.api.community.save({ id, kind, nameAr: name, nameLatin: { ...name, full: '' }, ...facts })
  return id
}
const facts = (change: Partial<RelationFacts> = {}): RelationFacts => ({
  ...{ capacity: null, title: '', basis: '', since: null, until: null, note: '', ...change },
})
const said = async (id: string) =>
  (await desk.api.community.relations({ id })).rows.map(({ kind, end, other, disputed, inForce }) => ({
    ...{ kind, end, other: other.nameAr, disputed, inForce },
  }))

describe('what cards are to each other (P1)', () => {
  it('is said once and read from both ends; said again, from either, it is the same', async () => {
    const { fatima, omar } = cards
    const { id } = await desk.api.community.relate({
      id: fatima,
      end: 'from',
      otherId: omar,
      kind: 'parent',
      ...facts(),
    })
    expect(await said(fatima)).toMatchObject([{ kind: 'parent', end: 'from', other: 'عمر العلوي', inForce: true }])
    expect(await said(omar)).toMatchObject([{ kind: 'parent', end: 'to', other: 'فاطمة العلوي' }])
    const again = await desk.api.community.relate({ id: omar, end: 'to', otherId: fatima, kind: 'parent', ...facts() })
    expect(again.id).toBe(id)
    const household = { kind: 'household', ...facts() } as const
    const [one, other] = [
      await desk.api.community.relate({ id: fatima, end: 'from', otherId: omar, ...household }),
      await desk.api.community.relate({ id: omar, end: 'from', otherId: fatima, ...household }),
    ]
    expect(one).toEqual(other)
    expect(await said(fatima)).toHaveLength(2)
  })

  it('removed it is on neither card, and comes back as it was, also by being said again', async () => {
    const { fatima, omar } = cards
    const [first] = (await desk.api.community.relations({ id: fatima })).rows.filter(({ kind }) => kind === 'parent')
    const id = first?.id ?? ''
    await desk.api.community.removeRelation({ id })
    expect([...(await said(fatima)), ...(await said(omar))].map(({ kind }) => kind)).toEqual(['household', 'household'])
    await expect(desk.api.community.changeRelation({ id, note: 'x', basedOn: {} })).rejects.toMatchObject({
      code: 'not-found',
    })
    await desk.api.community.restoreRelation({ id })
    expect(await said(omar)).toHaveLength(2)
    await desk.api.community.removeRelation({ id })
    await desk.api.community.relate({
      id: fatima,
      end: 'from',
      otherId: omar,
      kind: 'parent',
      ...facts({ note: 'رسم الولادة' }),
    })
    const back = (await desk.api.community.relations({ id: omar })).rows.find((row) => row.id === id)
    expect(back?.note).toBe('رسم الولادة')
  })

  it('two who hold the mandate of one are both shown as disputed, on the entity’s card and on their own, until one has ended', async () => {
    const { fatima, omar, union } = cards
    const president = { end: 'from', otherId: union, kind: 'representative' } as const
    await desk.api.community.relate({
      id: fatima,
      ...president,
      ...facts({ capacity: 'president', basis: 'محضر 2026/3' }),
    })
    expect((await said(union)).map(({ disputed }) => disputed)).toEqual([false])
    const rival = await desk.api.community.relate({
      id: omar,
      ...president,
      ...facts({ capacity: 'president', since: '2026-02-01' }),
    })
    expect((await said(union)).map(({ disputed }) => disputed)).toEqual([true, true])
    expect((await said(fatima)).filter(({ disputed }) => disputed)).toHaveLength(1)
    await desk.api.community.changeRelation({ id: rival.id, until: '2026-06-01', basedOn: { until: null } })
    expect((await said(union)).map(({ disputed, inForce }) => [disputed, inForce])).toEqual([
      [false, true],
      [false, false],
    ])
    await expect(
      desk.api.community.changeRelation({ id: rival.id, until: '2026-07-01', basedOn: { until: null } }),
    ).rejects.toMatchObject({ code: 'stale' })
  })

  it('what does not fit, ends before it begins, or is to oneself, is refused, and nothing is written', async () => {
    const { fatima, omar, union } = cards
    const before = await said(fatima)
    const relate = (change: object) =>
      desk.api.community.relate({ id: fatima, end: 'from', otherId: omar, kind: 'sibling', ...facts(), ...change })
    for (const [code, change] of [
      ['relation-unfit', { otherId: fatima }],
      ['relation-unfit', { otherId: union }],
      ['not-found', { otherId: desk.app.session.desk.newId() }],
      ['invalid-input', { since: '2026-02-02', until: '2026-02-02' }],
      ['invalid-input', { capacity: 'president' }],
      ['invalid-input', { otherId: union, kind: 'representative' }],
    ] as const)
      await expect(relate(change), JSON.stringify(change)).rejects.toMatchObject({ code })
    await logIn(desk, 'hind')
    await expect(relate({})).rejects.toMatchObject({ code: 'forbidden' })
    expect(await said(fatima)).toEqual(before)
    await logIn(desk, 'nadia')
  })
})
