import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ContactInput } from '../../contract/community'
import { sql } from '../../db/core/sql'
import { keepIndex } from '../../main/community/indexing'
import { addUser, closeDesks, entryInput, logIn, officeDesk, type TestDesk } from '../fixtures/office'

let desk: TestDesk
const ids = new Map<string, string>()
beforeAll(async () => {
  desk = await officeDesk()
  await addUser(desk, 'nadia', ['clerk'])
  await logIn(desk, 'nadia')
  for (const full of ['محمد بنعلي', 'عبد الرحمن ولد محمد', 'فاطمة الزهراء العلوي', 'سمير الخطيب']) await card(full, '')
  for (const full of ['Youssef Aït Lahcen', 'Khadija El Mansouri', 'Jamal Bouzid']) await card('', full)
  await card('جمعية مهاجري ليون', '', { kind: 'entity' })
})
afterAll(closeDesks)

const name = (full: string) => ({ full, given: '', father: '', family: '', maiden: '' })
async function card(ar: string, latin: string, change: Partial<ContactInput> = {}): Promise<string> {
  const id = desk.app.session.desk.newId()
  ids.set(ar || latin, id)
  const facts = { description: '', phone: '', email: '', address: '', city: '', countryCode: '', notes: '' }
  await desk.api.community.save({ id, kind: 'person', nameAr: name(ar), nameLatin: name(latin), ...facts, ...change })
  return id
}
const relation = { capacity: null, title: '', basis: '', since: null, until: null, note: '' }
const found = async (text: string, kind: 'person' | 'entity' | null = null): Promise<string[]> =>
  (await desk.api.community.find({ text, kind, limit: 8 })).map((hit) => hit.nameAr || hit.nameLatin)

describe('a person is found by any spelling (P2)', () => {
  it.each([
    ['Mohammed Ben Ali', 'محمد بنعلي'],
    ['benali mohamed', 'محمد بنعلي'],
    ['M. Benali', 'محمد بنعلي'],
    ['Abderrahmane Ould Mohamed', 'عبد الرحمن ولد محمد'],
    ['Abdul Rahman Uld Muhammad', 'عبد الرحمن ولد محمد'],
    ['Fatima-Zahra Alaoui', 'فاطمة الزهراء العلوي'],
    ['Sameer Al Khateeb', 'سمير الخطيب'],
    ['يوسف ايت لحسن', 'Youssef Aït Lahcen'],
    ['خديجة المنصوري', 'Khadija El Mansouri'],
    ['Yamal Buzid', 'Jamal Bouzid'],
  ])('%s', async (asked, who) => {
    expect((await found(asked))[0]).toBe(who)
  })

  it('what is written so comes first, what only sounds so after it, and nobody else', async () => {
    await card('', 'Mohamed Benali')
    const all = await found('Mohamed Benali')
    expect(all).toEqual(['Mohamed Benali', 'محمد بنعلي'])
    expect(await found('Mohamed Benali', 'entity')).toEqual([])
    expect(await found('Hubert Grandjean')).toEqual([])
  })

  it('who bears the number that is typed comes before those it begins and those only called so, in either kind of digits', async () => {
    for (let n = 1; n <= 30; n++) await card(`محمد الإدريسي ${n}00`, '')
    for (const text of ['محمد الإدريسي 300', 'محمد الادريسي ٣٠٠'])
      expect((await desk.api.community.find({ text, kind: null, limit: 5 }))[0]?.nameAr).toBe('محمد الإدريسي 300')
  })

  it('by the name somebody was born with, and no more by one that was mended', async () => {
    const id = await card('', 'Nawal Cherkaoui', {
      nameLatin: { ...name('Nawal Cherkaoui'), given: 'Nawal', maiden: 'Bensouda' },
    })
    expect(await found('نوال بنسودة')).toEqual(['Nawal Cherkaoui'])
    const { createdAt: _c, entries: _e, pending: _p, ...input } = await desk.api.community.get({ id })
    await desk.api.community.save({ ...input, nameLatin: name('Hasna Tazi') })
    expect(await found('نوال بنسودة')).toEqual([])
    expect(await found('حسناء التازي')).toEqual(['Hasna Tazi'])
  })

  it('where everything is searched, with what came from them', async () => {
    const { hits } = await desk.api.search.everywhere({ text: 'خديجة المنصوري', limit: 10 })
    expect(hits.map(({ title }) => title)).toEqual(['Khadija El Mansouri'])
  })

  it('cards that were there before the index are taken in, piece by piece', async () => {
    const { desk: open } = desk.app.session
    await open.db.write(async (tx) => {
      for (const table of ['nameWord', 'nameBearers', 'nameCard']) await sql(tx).run(`DELETE FROM ${table}`)
      await sql(tx).run(`DELETE FROM meta WHERE key = 'names.version'`)
    })
    desk = await desk.restart()
    await logIn(desk, 'nadia')
    await keepIndex(desk.app.session.desk)
    expect((await found('Mohammed Ben Ali')).sort()).toEqual(['Mohamed Benali', 'محمد بنعلي'].sort())
  })
})

describe('cards that are one person (P3)', () => {
  const cards: string[] = []
  beforeAll(async () => {
    for (const [ar, latin] of [
      ['رشيد بوعزة', ''],
      ['', 'Rachid Bouazza'],
      ['رشيد بو عزة', ''],
    ] as const)
      cards.push(await card(ar, latin, { phone: '0661 22 33 44', city: 'Lyon' }))
  })
  const of = (at: number): string => cards[at] ?? ''
  const judge = (kept: number, other: number, verdict: 'same' | 'different' = 'same') =>
    desk.api.community.judge({ keptId: of(kept), otherId: of(other), verdict, reason: '' })

  it('are proposed while one is typed, with what speaks for it', async () => {
    const typed = {
      ...{
        id: desk.app.session.desk.newId(),
        kind: 'person' as const,
        nameAr: name(''),
        nameLatin: name('Rashid Bouaza'),
      },
    }
    const said = await desk.api.community.alike({
      ...typed,
      phone: '+212661223344',
      email: '',
      address: '',
      city: 'Lyon',
    })
    expect(said.map(({ hit }) => hit.id).sort()).toEqual([...cards].sort())
    expect(said[0]?.reasons.map(({ reason }) => reason)).toEqual(expect.arrayContaining(['phone-same', 'place-city']))
  })

  it('are proposed among all cards, until somebody says whether they are', async () => {
    const pairs = async () =>
      (await desk.api.community.proposals({})).rows.map(({ one, other }) => [one.id, other.id].sort().join(' '))
    const [first, second] = [[of(0), of(1)].sort().join(' '), [of(1), of(2)].sort().join(' ')]
    expect(await pairs()).toEqual(expect.arrayContaining([first, second]))
    await judge(0, 1, 'different')
    expect(await pairs()).not.toContain(first)
    const { said } = await desk.api.community.sameness({ id: of(0) })
    expect(said).toMatchObject([{ verdict: 'different', other: { id: of(1) }, by: { ar: 'nadia' } }])
    await desk.api.community.unjudge({ id: said[0]?.id ?? '' })
    expect(await pairs()).toContain(first)
  })

  it('are found as one, each keeps its own, and are two again when it is taken back', async () => {
    const entries = await Promise.all(
      [0, 1].map(async (at) => {
        const entry = await entryInput(desk, { correspondentId: of(at), subject: `طلب ${at}` })
        await desk.api.register.register(entry)
        return entry.id
      }),
    )
    await desk.api.community.relate({
      id: of(1),
      end: 'from',
      otherId: ids.get('سمير الخطيب') ?? '',
      kind: 'sibling',
      ...relation,
    })
    expect(await judge(1, 0)).toEqual({ leadId: of(1) })
    for (const at of [0, 1]) {
      const { items } = await desk.api.community.timeline({ id: of(at), kinds: ['entry'], limit: 10 })
      expect(items.map(({ id }) => id).sort()).toEqual([...entries].sort())
      const { rows } = await desk.api.community.relations({ id: of(at) })
      expect(rows.map(({ other }) => other.nameAr)).toEqual(['سمير الخطيب'])
      expect(await desk.api.community.sameness({ id: of(at) })).toMatchObject({ leadId: of(1), disputed: false })
    }
    const hits = await desk.api.community.find({ text: 'رشيد بوعزة', kind: null, limit: 8 })
    expect(hits.map(({ id }) => id).sort()).toEqual([of(1), of(2)].sort())
    expect((await desk.api.community.get({ id: of(0) })).nameAr.full).toBe('رشيد بوعزة')

    const { said } = await desk.api.community.sameness({ id: of(0) })
    await desk.api.community.unjudge({ id: said[0]?.id ?? '' })
    expect((await desk.api.community.timeline({ id: of(0), kinds: ['entry'], limit: 10 })).items).toHaveLength(1)
    expect(await desk.api.community.sameness({ id: of(0) })).toMatchObject({ leadId: of(0), said: [] })
  })

  it('a person and an entity never are, nor a card with itself', async () => {
    const entity = ids.get('جمعية مهاجري ليون') ?? ''
    const said = { verdict: 'same' as const, reason: '', keptId: of(0) }
    await expect(desk.api.community.judge({ ...said, otherId: entity })).rejects.toMatchObject({
      code: 'relation-unfit',
    })
    await expect(desk.api.community.judge({ ...said, otherId: of(0) })).rejects.toMatchObject({ code: 'not-found' })
  })
})
