import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Entry } from '../../contract/register'
import { addUser, closeDesks, entryInput, logIn, officeDesk, type TestDesk } from '../fixtures/office'

let desk: TestDesk
let head: Entry
beforeAll(async () => {
  desk = await officeDesk()
  await addUser(desk, 'nadia', ['clerk'])
  await addUser(desk, 'said', ['headOfRegistry'], 'secret')
  await addUser(desk, 'karim', ['officer'])
  await logIn(desk, 'nadia')
  const route = 'السيد القنصل العام'
  head = await desk.api.register.register(
    await entryInput(desk, { subject: 'طلب فتح قسم للعربية', reference: 'R-1', otherNumber: '7', route, notes: 'ن' }),
  )
})
afterAll(closeDesks)

const newId = (): string => desk.app.session.desk.newId()
const lines = (...names: string[]) => names.map((name) => ({ id: newId(), name }))
const batch = async (entryId = head.id) => (await desk.api.petitions.ofEntry({ entryId })).rows

describe('identical petitions (D9)', () => {
  it('each is an entry with its own number and sender; what is common is the first’s, what is one’s own is not', async () => {
    const asked = lines('محمد العلوي', 'Fatima Zahra Idrissi')
    expect(await desk.api.petitions.preview({ names: asked.map(({ name }) => name) })).toEqual(
      asked.map(({ name }) => ({ name, known: false })),
    )
    expect(await desk.api.petitions.register({ headId: head.id, lines: asked })).toMatchObject({
      changed: 2,
      failed: [],
    })
    // Pressed again: no second number (N2).
    expect(await desk.api.petitions.register({ headId: head.id, lines: asked })).toMatchObject({ changed: 0, same: 2 })
    // Nor a card, by whatever name it is pressed.
    const renamed = asked.map(({ id }) => ({ id, name: 'Nobody Else' }))
    expect(await desk.api.petitions.register({ headId: head.id, lines: renamed })).toMatchObject({ same: 2 })
    expect(await desk.api.petitions.preview({ names: ['Nobody Else'] })).toMatchObject([{ known: false }])
    const rows = await batch()
    expect(rows.map(({ numberText }) => numberText)).toEqual(['و/2026/00001', 'و/2026/00002', 'و/2026/00003'])
    expect(rows.map(({ from }) => from)).toEqual(['', 'محمد العلوي', 'Fatima Zahra Idrissi'])
    const one = await desk.api.register.get({ id: asked[0]?.id ?? '' })
    expect(one).toMatchObject({
      ...{ subject: head.subject, letterDate: head.letterDate, route: head.route, notes: head.notes },
      ...{ reference: null, otherNumber: null, correspondent: { nameAr: 'محمد العلوي' } },
    })
    // Found from every one of them, and every number is in its chain (I5).
    expect(await batch(asked[1]?.id)).toHaveLength(3)
    const verdicts = await desk.api.register.verify({ registerId: head.registerId, year: 2026 })
    expect(verdicts).not.toEqual([])
    expect(verdicts.every(({ result }) => result === 'whole')).toBe(true)
  })

  it('a name that has a card keeps it, however it is written; begun from any of them, they belong to the first', async () => {
    const member = (await batch())[1]?.id ?? ''
    const asked = lines('محمّد العلوى')
    expect(await desk.api.petitions.preview({ names: ['محمّد العلوى'] })).toEqual([{ name: 'محمّد العلوى', known: true }])
    await desk.api.petitions.register({ headId: member, lines: asked })
    expect(await batch()).toHaveLength(4)
    const [first, again] = await Promise.all([member, asked[0]?.id ?? ''].map((id) => desk.api.register.get({ id })))
    expect(again?.correspondent?.id).toBe(first?.correspondent?.id)
  })

  it('what answers one is said at all; one that is cancelled keeps its place and looks it (I1)', async () => {
    const [, second, third] = await batch()
    const outgoing = (await desk.api.register.registers({})).find(({ kind }) => kind === 'outgoing')?.id ?? ''
    const answer = await desk.api.register.register(
      await entryInput(desk, { registerId: outgoing, replyToId: second?.id ?? '' }),
    )
    expect((await desk.api.petitions.ofEntry({ entryId: head.id })).answeredBy).toMatchObject([{ id: answer.id }])
    await logIn(desk, 'said')
    await desk.api.register.cancel({ id: third?.id ?? '', reason: 'سُجّلت خطأ' })
    await logIn(desk, 'nadia')
    expect((await batch()).map(({ cancelled }) => cancelled)).toEqual([false, false, true, false])
  })

  it('C4: one answer, to the first, answers all of the batch and is counted so; cancelled, none; to one of them, that one', async () => {
    const ids = (await batch()).filter(({ cancelled }) => !cancelled).map(({ id }) => id)
    const outgoing = (await desk.api.register.registers({})).find(({ kind }) => kind === 'outgoing')?.id ?? ''
    const filter = { registerId: head.registerId, year: 2026, tab: 'unanswered' as const, text: '' }
    const waiting = async (): Promise<number> => (await desk.api.register.outline(filter)).total
    const statuses = async () => Promise.all(ids.map(async (id) => (await desk.api.register.get({ id })).status))
    const before = await waiting()
    // The second was answered alone, above.
    expect((await statuses()).filter((status) => status === 'answered')).toHaveLength(1)
    expect((await desk.api.petitions.ofEntry({ entryId: head.id })).all).toBe(false)
    const answer = await desk.api.register.register(
      await entryInput(desk, { registerId: outgoing, replyToId: head.id }),
    )
    expect(new Set(await statuses())).toEqual(new Set(['answered']))
    expect(await waiting()).toBe(before - (ids.length - 1))
    const rows = await desk.api.register.rows({ ...filter, offset: 0, limit: 50 })
    expect(rows.filter((row) => ids.includes(row.id))).toEqual([])
    expect(await desk.api.petitions.ofEntry({ entryId: ids[1] ?? '' })).toMatchObject({ all: true })
    expect((await desk.api.register.get({ id: ids.at(-1) ?? '' })).answeredBy).toMatchObject([{ id: answer.id }])
    // One that is added later is answered by it too.
    const [late] = lines('Late Comer')
    await desk.api.petitions.register({ headId: head.id, lines: late ? [late] : [] })
    expect((await desk.api.register.get({ id: late?.id ?? '' })).status).toBe('answered')
    expect(await waiting()).toBe(before - (ids.length - 1))
    await logIn(desk, 'said')
    await desk.api.register.cancel({ id: answer.id, reason: 'خطأ' })
    await logIn(desk, 'nadia')
    expect((await statuses()).filter((status) => status === 'answered')).toHaveLength(1)
    expect(await waiting()).toBe(before + 1)
  })

  it('nothing is repeated of what left, was cancelled or is hidden, and by nobody who does not register (A2)', async () => {
    const outgoing = (await desk.api.register.registers({})).find(({ kind }) => kind === 'outgoing')?.id ?? ''
    const left = await desk.api.register.register(await entryInput(desk, { registerId: outgoing }))
    const refused = (headId: string) => desk.api.petitions.register({ headId, lines: lines('x') })
    await expect(refused(left.id)).rejects.toMatchObject({ code: 'invalid-input' })
    await logIn(desk, 'said')
    const secret = await desk.api.register.register(await entryInput(desk, { level: 'secret' }))
    await desk.api.register.correct({ id: head.id, field: 'level', value: 'secret', reason: 'x' })
    await logIn(desk, 'karim')
    await expect(refused(head.id)).rejects.toMatchObject({ code: 'forbidden' })
    // The first was raised since: of it nothing is told, and the others still know each other.
    const { answeredBy: _a, ...seen } = await desk.api.petitions.ofEntry({ entryId: (await found())[0] ?? '' })
    expect(seen.headId).toBeNull()
    expect(seen.rows.map(({ id }) => id)).not.toContain(head.id)
    await logIn(desk, 'nadia')
    await expect(refused(secret.id)).rejects.toMatchObject({ code: 'not-found' })
  })
})

const found = async (): Promise<string[]> =>
  (await desk.api.search.everywhere({ text: 'Idrissi', limit: 10 })).hits
    .filter(({ kind }) => kind === 'entry')
    .map(({ id }) => id)
