import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Entry } from '../../contract/register'
import { addUser, closeDesks, entryInput, logIn, officeDesk, type TestDesk } from '../fixtures/office'

let desk: TestDesk
let entry: Entry
let secret: Entry
let units: string[]
beforeAll(async () => {
  desk = await officeDesk()
  await addUser(desk, 'nadia', ['clerk'])
  await addUser(desk, 'said', ['headOfRegistry'], 'secret')
  await addUser(desk, 'karim', ['officer'])
  units = (await desk.api.office.get({})).units.map(({ id }) => id)
  await logIn(desk, 'said')
  secret = await desk.api.register.register(await entryInput(desk, { subject: 'ملف سري', level: 'secret' }))
  await logIn(desk, 'nadia')
  entry = await desk.api.register.register(await entryInput(desk, { subject: 'طلب معلومات' }))
})
afterAll(closeDesks)

const MINUTE = 60_000
const newId = (): string => desk.app.session.desk.newId()
const hold = (of: Entry, holder: string, change: object = {}) =>
  desk.api.papers.hold({
    ...{ id: newId(), entryId: of.id, unitId: null, holder, since: desk.clock.now(), note: '', ...change },
  })
const out = async (unitId: string | null = null) =>
  (await desk.api.papers.list({ unitId })).rows.map(({ numberText, holder }) => [numberText, holder])

describe('where the paper is (D6)', () => {
  it('is with one at a time; whoever had it stays in its history; back at the desk nobody has it', async () => {
    const id = newId()
    await hold(entry, 'Hassan', { id })
    expect(await hold(entry, 'Hassan', { id })).toHaveLength(1)
    desk.clock.tick(5 * MINUTE)
    const rows = await hold(entry, '', { unitId: units[1] ?? '', note: 'للرأي' })
    expect(rows).toMatchObject([
      { unitId: units[1], endedAt: null, note: 'للرأي' },
      { holder: 'Hassan', endedAt: desk.clock.now() },
    ])
    expect(await out()).toEqual([[entry.numberText, '']])
    expect(await out(units[1])).toHaveLength(1)
    expect(await out(units[0])).toEqual([])
    desk.clock.tick(MINUTE)
    const back = await desk.api.papers.back({ entryId: entry.id })
    expect(back.every(({ endedAt }) => endedAt !== null)).toBe(true)
    expect(await out()).toEqual([])
  })

  it('is handed on by who registers, to somebody, not tomorrow, and not before it was there', async () => {
    await hold(entry, 'Karima')
    for (const wrong of [
      { since: desk.clock.now() + MINUTE },
      { since: entry.registeredAt - 2 * MINUTE },
      { since: desk.clock.now() - MINUTE },
    ])
      await expect(hold(entry, 'x', wrong), JSON.stringify(wrong)).rejects.toMatchObject({ code: 'invalid-input' })
    await expect(hold(entry, '')).rejects.toMatchObject({ code: 'invalid-input' })
    await logIn(desk, 'karim')
    await expect(hold(entry, 'x')).rejects.toMatchObject({ code: 'forbidden' })
    expect(await out()).toEqual([[entry.numberText, 'Karima']])
    await logIn(desk, 'nadia')
  })

  it('a circulation sheet is counted before it is printed: what comes after the first is a duplicate', async () => {
    const printed: string[] = []
    const { desk: open } = desk.app.session
    const form = open.pdf.form.bind(open.pdf)
    open.pdf.form = (model, signal) => {
      printed.push(JSON.stringify(model))
      return form(model, signal)
    }
    for (let n = 0; n < 2; n++)
      expect((await desk.api.papers.sheet({ entryId: entry.id })).url).toContain('diwan://print/')
    expect(printed.map((model) => model.includes('نسخة مكررة'))).toEqual([false, true])
    expect(printed[0]).toContain('طلب معلومات')
    await logIn(desk, 'said')
    await desk.api.papers.sheet({ entryId: secret.id })
    // It lies open on desks (A1).
    expect(printed[2]).not.toContain('ملف سري')
    expect(await desk.api.papers.ofEntry({ entryId: secret.id })).toEqual([])
    open.pdf.form = form
  })

  it('of a hidden entry nothing is told (A2)', async () => {
    await hold(secret, 'Zohra')
    expect(await out()).toContainEqual([secret.numberText, 'Zohra'])
    await logIn(desk, 'nadia')
    expect(await out()).toEqual([[entry.numberText, 'Karima']])
    const calls = [
      () => desk.api.papers.ofEntry({ entryId: secret.id }),
      () => desk.api.papers.back({ entryId: secret.id }),
      () => desk.api.papers.sheet({ entryId: secret.id }),
      () => hold(secret, 'x'),
    ]
    for (const call of calls) await expect(call()).rejects.toMatchObject({ code: 'not-found' })
  })
})
