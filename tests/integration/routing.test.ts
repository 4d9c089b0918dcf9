import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AssignmentAsked, Basket } from '../../contract/routing'
import { addUser, closeDesks, entryInput, logIn, officeDesk, same, type TestDesk } from '../fixtures/office'

/** One office for all of it: a registry, two units with an officer each, a head, and somebody nobody named. */
let desk: TestDesk
const ids: Record<string, string> = {}
let legal = ''
let culture = ''
let minister = ''
beforeAll(async () => {
  desk = await officeDesk()
  const units = (await desk.api.office.get({})).units
  legal = units[0]?.id ?? ''
  culture = units[1]?.id ?? ''
  minister = (await desk.api.units.add({ names: same('ديوان الوزير'), parentId: null, since: null })).at(-1)?.id ?? ''
  const people = [
    ['rachid', ['clerk'], null],
    ['nadia', ['officer'], legal],
    ['karim', ['officer'], culture],
    ['head', ['headOfOffice'], null],
  ] as const
  for (const [login, roles, unitId] of people) {
    ids[login] = await addUser(desk, login, [...roles], login === 'karim' ? 'ordinary' : 'secret')
    const one = (await desk.api.users.list({})).find((person) => person.login === login)
    if (one) await desk.api.users.update({ ...one, unitId })
  }
})
afterAll(closeDesks)

const unit = (id: string) => ({ kind: 'unit' as const, id })
const person = (login: string) => ({ kind: 'person' as const, id: ids[login] ?? '' })
const asked = (change: Partial<AssignmentAsked>): AssignmentAsked => ({
  ...{ purpose: 'action', to: [unit(legal)], copies: [], instruction: null, text: '', dueOn: null, inOrder: false },
  ...change,
})
const register = async (change = {}): Promise<string> => {
  await logIn(desk, 'rachid')
  return (await desk.api.register.register(await entryInput(desk, change))).id
}
const newId = (): string => desk.app.session.desk.newId()
const give = async (login: string, entryId: string, change: Partial<AssignmentAsked> = {}, reason = '') => {
  await logIn(desk, login)
  const { standing } = await desk.api.routing.ofEntry({ entryId })
  return desk.api.routing.assign({ ...asked(change), id: newId(), entryId, after: standing, reason })
}
const end = async (login: string, entryId: string, outcome: 'answered' | 'returned' | 'noFurtherAction', said = '') => {
  await logIn(desk, login)
  const { standing } = await desk.api.routing.ofEntry({ entryId })
  return desk.api.routing.end({ id: standing ?? '', outcome, said })
}
const basket = async (login: string, which: Basket): Promise<string[]> => {
  await logIn(desk, login)
  const { rows } = await desk.api.routing.basket({ basket: which })
  expect((await desk.api.routing.counts({})).counts[which], `${login} ${which}`).toBe(rows.length)
  return rows.map(({ entryId }) => entryId)
}

describe('an entry on its way through the office (W1)', () => {
  it('given, passed on, sent back with a reason, given again and answered: one answers at each time, and every act is told', async () => {
    const entry = await register()
    await give('rachid', entry, { text: 'للدراسة', dueOn: '2026-11-25', copies: [unit(culture)] })
    expect(await basket('nadia', 'toDo')).toEqual([entry])
    expect(await basket('karim', 'information')).toEqual([entry])
    expect(await basket('rachid', 'waiting')).toEqual([entry])
    // Its unit's officer passes it on; the clerk, who may assign, cannot take it from whoever has seen it.
    await logIn(desk, 'nadia')
    await desk.api.routing.open({ entryId: entry })
    await expect(give('rachid', entry, { to: [unit(culture)] })).rejects.toMatchObject({ code: 'assignment-opened' })
    await give('nadia', entry, { to: [unit(culture)] }, 'من اختصاصكم')
    expect(await basket('nadia', 'toDo')).toEqual([])
    expect(await basket('karim', 'toDo')).toEqual([entry])
    await expect(end('karim', entry, 'returned')).rejects.toMatchObject({ code: 'invalid-input' })
    await end('karim', entry, 'returned', 'ليس من اختصاصنا')
    expect(await basket('karim', 'toDo')).toEqual([])
    expect(await basket('nadia', 'toDo')).toEqual([entry])
    await give('nadia', entry, { to: [person('karim')] })
    const done = await end('karim', entry, 'answered', 'ص/2026/00001')
    expect(done.standing).toBeNull()
    const actions = done.assignments.filter(({ purpose }) => purpose === 'action')
    expect(actions.map(({ ended }) => ended?.outcome)).toEqual(['redirected', 'returned', 'redirected', 'answered'])
    expect(actions[0]).toMatchObject({
      text: 'للدراسة',
      given: { byNames: same('rachid'), device: expect.any(String) as string },
      opened: { byNames: same('nadia') },
      ended: { byNames: same('nadia'), said: 'من اختصاصكم' },
    })
    expect(await basket('rachid', 'waiting')).toEqual([])
  })

  it('pulled back while nobody has seen it; pressed twice, it is one act', async () => {
    const entry = await register()
    await give('rachid', entry)
    await logIn(desk, 'rachid')
    const { standing } = await desk.api.routing.ofEntry({ entryId: entry })
    const back = { id: standing ?? '', outcome: 'pulledBack' as const, said: '' }
    const first = await desk.api.routing.end(back)
    expect(await desk.api.routing.end(back)).toEqual(first)
    expect(await basket('nadia', 'toDo')).toEqual([])
    await give('rachid', entry)
    await logIn(desk, 'nadia')
    await desk.api.routing.open({ entryId: entry })
    await logIn(desk, 'rachid')
    const again = (await desk.api.routing.ofEntry({ entryId: entry })).standing ?? ''
    await expect(desk.api.routing.end({ ...back, id: again })).rejects.toMatchObject({ code: 'assignment-opened' })
  })

  it('opinions in order: the second is asked when the first was given', async () => {
    const entry = await register()
    await give('head', entry, {
      purpose: 'opinion',
      to: [unit(legal), unit(culture)],
      inOrder: true,
      text: 'ما رأيكم؟',
    })
    expect(await basket('nadia', 'opinions')).toEqual([entry])
    expect(await basket('karim', 'opinions')).toEqual([])
    await logIn(desk, 'karim')
    const [first, second] = (await desk.api.routing.ofEntry({ entryId: entry })).assignments
    expect(second).toMatchObject({ waitsTurn: true, mine: true })
    const given = { outcome: 'given' as const, said: 'موافق' }
    await expect(desk.api.routing.end({ id: second?.id ?? '', ...given })).rejects.toMatchObject({ code: 'forbidden' })
    await logIn(desk, 'nadia')
    await expect(desk.api.routing.end({ id: first?.id ?? '', outcome: 'given', said: '' })).rejects.toMatchObject({
      code: 'invalid-input',
    })
    await desk.api.routing.end({ id: first?.id ?? '', ...given })
    expect(await basket('karim', 'opinions')).toEqual([entry])
    await desk.api.routing.end({ id: second?.id ?? '', ...given })
    expect(await basket('head', 'waiting')).toEqual([])
  })

  it('only named people reach the minister’s unit, and its people; what is sent back reaches whoever gave it', async () => {
    await logIn(desk, 'admin')
    await desk.api.routing.restrict({ unitId: minister, only: [ids['head'] ?? ''] })
    const entry = await register()
    await expect(give('rachid', entry, { to: [unit(minister)] })).rejects.toMatchObject({ code: 'route-closed' })
    await expect(give('rachid', entry, { copies: [unit(minister)] })).rejects.toMatchObject({ code: 'route-closed' })
    await give('head', entry, { to: [unit(minister)] })
    await logIn(desk, 'admin')
    await desk.api.routing.restrict({ unitId: minister, only: null })
  })

  it('late is what its day has passed: their own for everybody, all of the office for its head', async () => {
    const entry = await register()
    await give('rachid', entry, { dueOn: '2026-11-19' })
    expect(await basket('nadia', 'late')).toContain(entry)
    expect(await basket('head', 'late')).toContain(entry)
    expect(await basket('karim', 'late')).toEqual([])
    await end('nadia', entry, 'noFurtherAction', 'لا محل له')
    expect(await basket('head', 'late')).not.toContain(entry)
  })

  it('somebody follows it until they leave it', async () => {
    const entry = await register()
    await logIn(desk, 'karim')
    await desk.api.routing.follow({ entryId: entry, follows: true })
    await desk.api.routing.follow({ entryId: entry, follows: true })
    expect(await basket('karim', 'followed')).toEqual([entry])
    await desk.api.routing.follow({ entryId: entry, follows: false })
    await desk.api.routing.follow({ entryId: entry, follows: true })
    await desk.api.routing.follow({ entryId: entry, follows: false })
    expect(await basket('karim', 'followed')).toEqual([])
  })

  it('what was cancelled waits for nobody (I1)', async () => {
    const entry = await register()
    await give('rachid', entry)
    await logIn(desk, 'admin')
    await addUser(desk, 'chief', ['headOfRegistry'], 'secret')
    await logIn(desk, 'chief')
    await desk.api.register.cancel({ id: entry, reason: 'خطأ' })
    expect(await basket('nadia', 'toDo')).not.toContain(entry)
    await expect(give('rachid', entry, { to: [unit(culture)] })).rejects.toMatchObject({ code: 'already-cancelled' })
  })
})

describe('who sees what (A1, A2)', () => {
  it('a person it was assigned to sees it while and after, in card, list, search and counts; one not cleared only by authority', async () => {
    const entry = await register({ subject: 'سر مكتوم', level: 'confidential' })
    const filter = { registerId: (await entryInput(desk)).registerId, year: 2026, tab: 'all', text: '' } as const
    const sees = async (): Promise<boolean[]> => {
      await logIn(desk, 'karim')
      const { hits } = await desk.api.search.everywhere({ text: 'مكتوم', limit: 5 })
      const rows = await desk.api.register.rows({ ...filter, offset: 0, limit: 200 })
      const { total } = await desk.api.register.outline({ ...filter, criteria: { level: 'confidential' } })
      const card = await desk.api.register.get({ id: entry }).then(
        () => true,
        () => false,
      )
      return [card, hits.length === 1, rows.some((row) => 'subject' in row && row.subject === 'سر مكتوم'), total === 1]
    }
    const not = [false, false, false, false]
    expect(await sees()).toEqual(not)
    // A unit's members see what they are cleared for, and nothing is counted for them that they do not see.
    await give('rachid', entry, { to: [unit(culture)] })
    expect(await sees()).toEqual(not)
    const before = await basket('karim', 'toDo')
    expect(before).not.toContain(entry)
    await expect(give('rachid', entry, { to: [person('karim')] })).rejects.toMatchObject({
      code: 'assignment-not-cleared',
    })
    await give('head', entry, { to: [person('karim')] })
    expect(await sees()).toEqual([true, true, true, true])
    expect(await basket('karim', 'toDo')).toContain(entry)
    await end('karim', entry, 'answered')
    expect(await sees()).toEqual([true, true, true, true])
  })

  it('pulled back unseen, it shows nothing any more; raised since, it leaves the baskets of who may not see it', async () => {
    const entry = await register({ subject: 'مرفوع' })
    await give('rachid', entry, { to: [unit(culture)], dueOn: '2026-11-01' })
    expect(await basket('karim', 'late')).toContain(entry)
    await logIn(desk, 'rachid')
    await desk.api.register.correct({ id: entry, field: 'level', value: 'secret', reason: 'سر' })
    expect(await basket('karim', 'late')).not.toContain(entry)
    expect(await basket('karim', 'toDo')).not.toContain(entry)
    await give('head', entry, { to: [person('karim')] })
    expect(await basket('karim', 'toDo')).toContain(entry)
    await logIn(desk, 'head')
    const { standing } = await desk.api.routing.ofEntry({ entryId: entry })
    await desk.api.routing.end({ id: standing ?? '', outcome: 'pulledBack', said: '' })
    await logIn(desk, 'karim')
    await expect(desk.api.register.get({ id: entry })).rejects.toMatchObject({ code: 'not-found' })
  })
})

describe('many at once (W1)', () => {
  it('each for itself: what will be, what stands so, and why the others do not; tried again, nothing is written twice', async () => {
    const [one, two, held, gone, mine] = [
      await register(),
      await register(),
      await register(),
      await register(),
      await register(),
    ]
    await give('rachid', held, { to: [unit(culture)] })
    await give('rachid', mine, { to: [unit(legal)] })
    await logIn(desk, 'chief')
    await desk.api.register.cancel({ id: gone, reason: 'خطأ' })
    await logIn(desk, 'rachid')
    const { copies: _none, inOrder: _neither, ...order } = asked({ to: [unit(legal)], text: 'دفعة' })
    const ask = { ...order, purpose: 'action' as const }
    const all = [one, two, held, gone, mine]
    const preview = await desk.api.routing.preview({ ...ask, which: { ids: all } })
    expect([...preview.ids].sort()).toEqual([one, two].sort())
    expect(preview.same).toBe(1)
    expect(preview.refused.map(({ code, count }) => [code, count]).sort()).toEqual([
      ['already-cancelled', 1],
      ['assignment-standing', 1],
    ])
    const outcome = await desk.api.routing.assignMany({ ...ask, ids: all })
    expect(outcome).toMatchObject({ changed: 2, same: 1, reached: 5 })
    expect(outcome.failed.map(({ at, code }) => [at, code])).toEqual([
      [2, 'assignment-standing'],
      [3, 'already-cancelled'],
    ])
    expect(await desk.api.routing.assignMany({ ...ask, ids: [one, two] })).toMatchObject({ changed: 0, same: 2 })
    expect(await basket('nadia', 'toDo')).toEqual(expect.arrayContaining([one, two, mine]))
    // Who holds them passes them on the same way.
    await logIn(desk, 'nadia')
    const passed = await desk.api.routing.assignMany({ ...ask, to: [unit(culture)], ids: [one, two] })
    expect(passed).toMatchObject({ changed: 2, failed: [] })
    await logIn(desk, 'karim')
    expect((await desk.api.routing.preview({ ...ask, which: { ids: [mine] } })).ids).toEqual([])
  })
})

it('an instruction is chosen from a list the office keeps, and stays as it was given', async () => {
  await logIn(desk, 'admin')
  const usual = await desk.api.routing.instructions({})
  expect(usual).toMatchObject({ own: false })
  expect(usual.list[0]?.ar).toBe('للدراسة واقتراح جواب')
  await desk.api.routing.setInstructions({ list: [same('للعرض')] })
  const entry = await register()
  await give('rachid', entry, { instruction: same('للعرض') })
  await logIn(desk, 'admin')
  await desk.api.routing.setInstructions({ list: [] })
  expect((await desk.api.routing.instructions({})).own).toBe(false)
  await logIn(desk, 'nadia')
  expect((await desk.api.routing.ofEntry({ entryId: entry })).assignments[0]?.instruction).toEqual(same('للعرض'))
})
