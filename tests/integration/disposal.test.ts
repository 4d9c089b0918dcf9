import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { EntryInput } from '../../contract/register'
import { addUser, closeDesks, entryInput, logIn, officeDesk, same, type TestDesk } from '../fixtures/office'

let desk: TestDesk
let outgoing = ''
/** Years in all, by code. */
const classes: Record<string, string> = {}
beforeAll(async () => {
  desk = await officeDesk()
  await addUser(desk, 'said', ['headOfRegistry'], 'secret')
  await addUser(desk, 'hind', ['headOfOffice'], 'secret')
  await addUser(desk, 'amal', ['headOfOffice'])
  await addUser(desk, 'nadia', ['clerk'])
  outgoing = (await desk.api.register.registers({})).find(({ kind }) => kind === 'outgoing')?.id ?? ''
  await logIn(desk, 'said')
  const one = { parentId: null, basis: '', since: null, active: 1, intermediate: 0, event: 'registration' as const }
  for (const [code, change] of [
    ['D', { fate: 'destroy' }],
    ['S', { fate: 'sample' }],
    ['K', { fate: 'keep' }],
    ['T', { fate: 'transfer' }],
    ['M', { fate: 'destroy', event: 'matter' }],
    ['L', { fate: 'destroy', intermediate: 9 }],
  ] as const) {
    classes[code] = newId()
    await desk.api.filing.add({ ...one, ...change, id: classes[code] ?? '', code, names: same(`صنف ${code}`) })
  }
  await desk.api.filing.add({
    ...{ ...one, fate: 'destroy', id: (classes['D1'] = newId()), code: 'D1', names: same('تحت') },
    parentId: classes['D'] ?? '',
  })
})
afterAll(closeDesks)

const newId = (): string => desk.app.session.desk.newId()
const register = async (code: string, change: Partial<EntryInput & { confirmDate: string }> = {}) =>
  (await desk.api.register.register({ ...(await entryInput(desk, change)), classId: classes[code] ?? null, ...change }))
    .id
const due = async (fate: 'destroy' | 'transfer' = 'destroy', code: string | null = null) => {
  const by = new Date(desk.clock.at).toISOString().slice(0, 10)
  const found = await desk.api.disposal.due({ fate, by, classId: code === null ? null : (classes[code] ?? '') })
  return { ...found, ids: found.entries.map(({ id }) => id) }
}
const prepare = (entryIds: string[], by: string, fate: 'destroy' | 'transfer' = 'destroy') =>
  desk.api.disposal.prepare({ id: newId(), fate, name: 'جدول 1', by, entryIds })
const decide = (id: string, decision: 'approved' | 'refused' | 'withdrawn') =>
  desk.api.disposal.decide({ id, decision, note: '' })

describe('what is due (R1)', () => {
  const e: Record<string, string> = {}
  it('is what its class says, to the day, and nothing else', async () => {
    for (const code of ['D', 'D1', 'S', 'K', 'T', 'L']) e[code] = await register(code)
    e['none'] = await register('', { classId: null })
    e['secret'] = await register('D', { level: 'secret' })
    e['matter'] = await register('M')
    desk.clock.at = Date.UTC(2027, 5, 1, 9)
    e['answer'] = await register('M', { registerId: outgoing, replyToId: e['matter'], confirmDate: '2027-06-01' })
    desk.clock.at = Date.UTC(2027, 10, 19, 9)
    expect((await due()).ids).toEqual([])
    desk.clock.at = Date.UTC(2027, 10, 20, 9)
    expect((await due()).ids.sort()).toEqual([e['D'], e['D1'], e['S'], e['secret']].sort())
    expect((await due('transfer')).ids).toEqual([e['T']])
    expect((await due('destroy', 'D')).ids.sort()).toEqual([e['D'], e['D1'], e['secret']].sort())
    await expect(desk.api.disposal.due({ fate: 'destroy', by: '2027-11-21', classId: null })).rejects.toMatchObject({
      params: { field: 'by' },
    })
  })

  it('a matter ends with its last letter: the first is due with the answer, not before', async () => {
    desk.clock.at = Date.UTC(2028, 4, 31, 9)
    expect((await due('destroy', 'M')).ids).toEqual([])
    desk.clock.at = Date.UTC(2028, 5, 1, 9)
    expect((await due('destroy', 'M')).ids.sort()).toEqual([e['matter'], e['answer']].sort())
  })

  it('a hold on an entry, or on a class above it, stops it; lifted once, with a reason, it is due again', async () => {
    const [entryHold, classHold] = [newId(), newId()]
    await desk.api.disposal.hold({ id: entryHold, entryId: e['S'] ?? '', classId: null, reason: 'دعوى' })
    await desk.api.disposal.hold({ id: classHold, entryId: null, classId: classes['D'] ?? '', reason: 'تفتيش' })
    const found = await due()
    expect(found.ids.sort()).toEqual([e['matter'], e['answer']].sort())
    expect(found.heldClasses).toBe(2)
    expect((await desk.api.disposal.ofEntry({ id: e['D1'] ?? '' })).holds).toMatchObject([{ reason: 'تفتيش' }])
    await expect(prepare([e['D1'] ?? ''], '2028-06-01')).rejects.toMatchObject({
      code: 'not-due',
      params: { count: 1 },
    })
    for (const id of [entryHold, classHold]) await desk.api.disposal.lift({ id, reason: 'انتهت' })
    await expect(desk.api.disposal.lift({ id: entryHold, reason: 'x' })).rejects.toMatchObject({ code: 'stale' })
    expect((await due()).ids).toHaveLength(6)
  })

  it('nobody lists what is not due: not yet, never, or unseen', async () => {
    for (const code of ['L', 'K', 'T', 'none'])
      await expect(prepare([e['D'] ?? '', e[code] ?? ''], '2028-06-01')).rejects.toMatchObject({
        ...{ code: 'not-due', params: { count: 1 } },
      })
    await logIn(desk, 'hind')
    await expect(prepare([e['D'] ?? ''], '2028-06-01')).rejects.toMatchObject({ code: 'forbidden' })
    await logIn(desk, 'nadia')
    await expect(desk.api.disposal.list({})).rejects.toMatchObject({ code: 'forbidden' })
    await logIn(desk, 'said')
  })
})

describe('a disposal list (R2, A4)', () => {
  it('is approved by another than its maker, whatever the policy says of drafts, and what it names is in no second one', async () => {
    const [a, b] = [await register('D', { confirmDate: '2028-06-01' }), await register('D')]
    desk.clock.at = Date.UTC(2029, 6, 1, 9)
    const list = await prepare([a, b], '2029-07-01')
    expect(list).toMatchObject({ entries: 2, decision: null, done: null, fate: 'destroy' })
    await expect(prepare([a], '2029-07-01')).rejects.toMatchObject({ code: 'not-due' })
    await expect(decide(list.id, 'approved')).rejects.toMatchObject({ code: 'own-disposal-list' })
    await expect(desk.api.disposal.done({ id: list.id, on: '2029-07-01', note: 'x' })).rejects.toMatchObject({
      code: 'stale',
    })
    await logIn(desk, 'hind')
    await expect(decide(list.id, 'withdrawn')).rejects.toMatchObject({ code: 'forbidden' })
    expect(await decide(list.id, 'approved')).toMatchObject({ decision: { what: 'approved' } })
    await expect(decide(list.id, 'refused')).rejects.toMatchObject({ code: 'stale' })
    await logIn(desk, 'said')
    // Held since: it is not carried out.
    const hold = newId()
    await desk.api.disposal.hold({ id: hold, entryId: b, classId: null, reason: 'دعوى' })
    await expect(desk.api.disposal.done({ id: list.id, on: '2029-07-01', note: 'محضر 3' })).rejects.toMatchObject({
      ...{ code: 'disposal-held', params: { count: 1 } },
    })
    await desk.api.disposal.lift({ id: hold, reason: 'انتهت' })
    await desk.api.disposal.done({ id: list.id, on: '2029-07-01', note: 'محضر 3' })
    expect((await desk.api.disposal.ofEntry({ id: a })).lists).toMatchObject([
      { name: 'جدول 1', done: { on: '2029-07-01', note: 'محضر 3' } },
    ])
    // R2: the register's own data remain.
    expect(await desk.api.register.get({ id: a })).toMatchObject({ subject: 'طلب تعيين أستاذين للغة العربية' })
  })

  it('refused or withdrawn it names nothing any more; sent twice it is there once', async () => {
    const [a] = (await due()).ids
    const id = newId()
    const asked = { id, fate: 'destroy' as const, name: 'جدول 2', by: '2029-07-01', entryIds: [a ?? ''] }
    const first = await desk.api.disposal.prepare(asked)
    expect(await desk.api.disposal.prepare(asked)).toEqual(first)
    expect((await due()).ids).not.toContain(a)
    expect(await decide(id, 'withdrawn')).toMatchObject({ decision: { what: 'withdrawn' } })
    expect((await due()).ids).toContain(a)
    expect((await desk.api.disposal.ofEntry({ id: a ?? '' })).lists).toEqual([])
  })

  it('is as confidential as what it names: no trace of it for others, and a line that was raised since says only that it is there (A2)', async () => {
    const found = await desk.api.disposal.due({ fate: 'destroy', by: '2029-07-01', classId: null })
    const secret: string[] = []
    for (const { id } of found.entries) if ((await desk.api.register.get({ id })).level === 'secret') secret.push(id)
    const open = found.entries.map(({ id }) => id).find((id) => !secret.includes(id)) ?? ''
    const hidden = await prepare(secret, '2029-07-01')
    const seen = await prepare([open], '2029-07-01')
    await logIn(desk, 'amal')
    expect((await desk.api.disposal.list({})).map(({ id }) => id)).not.toContain(hidden.id)
    await expect(desk.api.disposal.get({ id: hidden.id })).rejects.toMatchObject({ code: 'not-found' })
    await expect(decide(hidden.id, 'approved')).rejects.toMatchObject({ code: 'not-found' })
    expect((await desk.api.disposal.get({ id: seen.id })).lines).toMatchObject([{ hidden: false, id: open }])
    await logIn(desk, 'said')
    await desk.api.register.correct({ id: open, field: 'level', value: 'secret', reason: 'x' })
    await logIn(desk, 'amal')
    expect((await desk.api.disposal.get({ id: seen.id })).lines).toEqual([{ hidden: true }])
    await expect(decide(seen.id, 'approved')).rejects.toMatchObject({ code: 'not-due' })
    await logIn(desk, 'said')
  })

  it('is printed in register form, and says who took guarded entries along (A3)', async () => {
    const [list] = await desk.api.disposal.list({})
    const { url } = await desk.api.disposal.print({ id: list?.id ?? '' })
    expect(url).toMatch(/^diwan:\/\/print\//)
  })
})
