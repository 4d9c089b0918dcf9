import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Entry } from '../../contract/register'
import { nextPostNumber } from '../../domain/post/number'
import { addUser, closeDesks, entryInput, logIn, officeDesk, type TestDesk } from '../fixtures/office'

const DAY = '2026-11-20'
const FIRST = 'RR473124829MA'
const SECOND = nextPostNumber(FIRST) ?? ''
let desk: TestDesk
let outgoing: string
let incoming: Entry
let [one, two, secret]: [Entry, Entry, Entry] = [] as unknown as [Entry, Entry, Entry]
beforeAll(async () => {
  desk = await officeDesk()
  await addUser(desk, 'nadia', ['clerk'])
  await addUser(desk, 'said', ['headOfRegistry'], 'secret')
  await addUser(desk, 'karim', ['officer'])
  outgoing = (await desk.api.register.registers({})).find(({ kind }) => kind === 'outgoing')?.id ?? ''
  await logIn(desk, 'said')
  secret = await register({ level: 'secret' })
  await logIn(desk, 'nadia')
  incoming = await desk.api.register.register(await entryInput(desk))
  one = await register({ postNumber: FIRST.toLowerCase() })
  two = await register({})
  await register({ channel: 'post' })
})
afterAll(closeDesks)

const register = async (change: object): Promise<Entry> =>
  desk.api.register.register(await entryInput(desk, { registerId: outgoing, channel: 'registeredPost', ...change }))
const newId = (): string => desk.app.session.desk.newId()
const post = (listId: string, ...lines: [Entry, string][]) =>
  desk.api.postings.post({
    listId,
    day: DAY,
    lines: lines.map(([{ id }, postNumber]) => ({ entryId: id, postNumber })),
  })
const numbers = async (tab: 'away' | 'late' | 'day' | 'all') =>
  (await desk.api.postings.list({ tab, day: DAY })).rows.map(({ postNumber }) => postNumber)
const delivered = { outcome: 'delivered', day: '2026-11-24', by: 'Ahmed', reason: null, note: '' } as const
const DAYS = 86_400_000

describe('lists of registered post (D5)', () => {
  it('proposes what leaves registered, with the number typed at registration; one list is all or none, once', async () => {
    const proposed = await desk.api.postings.proposed({})
    expect(proposed).toMatchObject([
      { entryId: one.id, postNumber: FIRST },
      { entryId: two.id, postNumber: '' },
    ])
    const listId = newId()
    await expect(post(listId, [one, FIRST], [incoming, SECOND])).rejects.toMatchObject({ code: 'invalid-input' })
    await expect(post(listId, [one, FIRST], [one, SECOND])).rejects.toMatchObject({ code: 'invalid-input' })
    expect(await numbers('all')).toEqual([])
    const list = await post(listId, [one, ` rr 4731 2482 9 ma `], [two, SECOND])
    expect(list).toMatchObject([
      { postNumber: FIRST, place: 1, numberText: one.numberText, outcome: null },
      { postNumber: SECOND, place: 2 },
    ])
    expect(await post(listId, [one, FIRST], [two, SECOND])).toEqual(list)
    expect(await desk.api.postings.proposed({})).toEqual([])
    expect((await numbers('day')).sort()).toEqual([FIRST, SECOND].sort())
    expect((await desk.api.postings.print({ listId })).url).toContain('diwan://print/')
  })

  it('one label is one item: twice on a list, or again within a year, it is refused; struck, it is free', async () => {
    const next = await register({})
    await expect(post(newId(), [next, SECOND])).rejects.toMatchObject({ code: 'post-number-used' })
    const another = await register({})
    await expect(post(newId(), [next, 'LR-1'], [another, 'lr1'])).rejects.toMatchObject({ code: 'post-number-used' })
    const [item] = await post(newId(), [next, 'LR 99'])
    await desk.api.postings.strike({ id: item?.id ?? '', reason: 'أخطأ الملصق' })
    expect(await desk.api.postings.proposed({})).toMatchObject([{ entryId: next.id }, { entryId: another.id }])
    expect(await post(newId(), [next, 'LR99'])).toMatchObject([{ postNumber: 'LR99', outcome: null }])
    expect(await desk.api.postings.find({ number: 'lr-99' })).toHaveLength(2)
  })

  it('a card is found by its number, typed or scanned, says one thing once, and not before the item left', async () => {
    const [item] = await desk.api.postings.find({ number: 'rr473124829ma' })
    const id = item?.id ?? ''
    desk.clock.tick(5 * DAYS)
    await logIn(desk, 'nadia')
    for (const wrong of [{ day: '2026-11-19' }, { day: '2026-11-26' }, { reason: 'refused' as const }])
      await expect(desk.api.postings.settle({ id, ...delivered, ...wrong })).rejects.toMatchObject({
        code: 'invalid-input',
      })
    await expect(desk.api.postings.settle({ id, ...delivered, outcome: 'returned' })).rejects.toMatchObject({
      code: 'invalid-input',
    })
    expect(await desk.api.postings.settle({ id, ...delivered })).toMatchObject({
      outcome: { what: 'delivered', day: '2026-11-24', by: 'Ahmed', reason: null },
    })
    await expect(desk.api.postings.settle({ id, ...delivered, by: 'x' })).rejects.toMatchObject({ code: 'stale' })
    await expect(desk.api.postings.strike({ id, reason: 'x' })).rejects.toMatchObject({ code: 'stale' })
    expect(await numbers('away')).not.toContain(FIRST)
    expect(await desk.api.postings.ofEntry({ entryId: one.id })).toMatchObject([{ outcome: { what: 'delivered' } }])
  })

  it('what is not back in time is counted and listed; what came back says why', async () => {
    expect(await numbers('late')).toEqual([])
    desk.clock.tick(11 * DAYS)
    await logIn(desk, 'nadia')
    expect((await numbers('late')).sort()).toEqual(['LR99', SECOND].sort())
    expect(await desk.api.postings.count({})).toEqual({ late: 2 })
    const [item] = await desk.api.postings.find({ number: SECOND })
    const back = { ...delivered, outcome: 'returned', by: '', reason: 'unclaimed' } as const
    await desk.api.postings.settle({ id: item?.id ?? '', ...back })
    expect(await desk.api.postings.count({})).toEqual({ late: 1 })
  })

  it('is written by who registers; of a hidden entry nothing is told, and its number is nobody’s (A1, A2)', async () => {
    await expect(post(newId(), [secret, 'RR1'])).rejects.toMatchObject({ code: 'not-found' })
    await logIn(desk, 'said')
    const listId = newId()
    const [item] = await post(listId, [secret, 'RR1'])
    await logIn(desk, 'nadia')
    expect(await desk.api.postings.find({ number: 'RR1' })).toEqual([])
    expect(await numbers('all')).not.toContain('RR1')
    await expect(desk.api.postings.print({ listId })).rejects.toMatchObject({ code: 'not-found' })
    await expect(desk.api.postings.settle({ id: item?.id ?? '', ...delivered })).rejects.toMatchObject({
      code: 'not-found',
    })
    expect((await desk.api.postings.proposed({})).map(({ entryId }) => entryId)).not.toContain(secret.id)
    await logIn(desk, 'karim')
    await expect(desk.api.postings.settle({ id: item?.id ?? '', ...delivered })).rejects.toMatchObject({
      code: 'forbidden',
    })
  })
})
