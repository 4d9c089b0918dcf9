import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { FilingClass, FilingShape } from '../../contract/filing'
import type { EntryInput } from '../../contract/register'
import { signedLetter } from '../fixtures/signed-letter'
import { addUser, closeDesks, entryInput, logIn, officeDesk, same, type TestDesk } from '../fixtures/office'

let desk: TestDesk
beforeAll(async () => {
  desk = await officeDesk()
  await addUser(desk, 'nadia', ['clerk'])
  await addUser(desk, 'said', ['headOfRegistry'], 'secret')
  await logIn(desk, 'said')
  await desk.api.filing.takeProposed({})
})
afterAll(closeDesks)

const newId = (): string => desk.app.session.desk.newId()
const plan = (): Promise<FilingClass[]> => desk.api.filing.plan({})
async function classOf(code: string): Promise<FilingClass> {
  const one = (await plan()).find((each) => each.code === code)
  if (!one) throw new Error(`no class ${code}`)
  return one
}
const shapeOf = ({ id: _id, since: _since, until: _until, ...shape }: FilingClass): FilingShape => shape
const shape = (code: string, change: Partial<FilingShape> = {}): FilingShape => ({
  ...{ code, names: same(`صنف ${code}`), parentId: null, active: 2, intermediate: 3 },
  ...{ event: 'registration', fate: 'destroy', basis: '', ...change },
})
const add = async (code: string, change: Partial<FilingShape> = {}): Promise<FilingClass> => {
  await desk.api.filing.add({ ...shape(code, change), id: newId(), since: null })
  return classOf(code)
}
const register = async (change: Partial<EntryInput>) => desk.api.register.register(await entryInput(desk, change))

describe('the filing plan (R1)', () => {
  it('the proposed one is taken once, as a tree in the order of its codes; what the office has of it stays', async () => {
    const before = await plan()
    expect(before.length).toBeGreaterThan(25)
    await desk.api.filing.takeProposed({})
    expect(await plan()).toEqual(before)
    const codes = before.map(({ code }) => code)
    expect(codes).toEqual([...codes].sort())
    expect((await classOf('51')).parentId).toBe((await classOf('50')).id)
  })

  it('only the head of registry changes it; a clerk reads it', async () => {
    await logIn(desk, 'nadia')
    await expect(add('99')).rejects.toMatchObject({ code: 'forbidden' })
    expect((await plan()).length).toBeGreaterThan(25)
    await logIn(desk, 'said')
  })

  it('nothing shortens: fewer years, an earlier start or a lighter fate are refused; more years are not', async () => {
    const one = await add('71', { event: 'matter', fate: 'sample' })
    const asked = (change: Partial<FilingShape>) =>
      desk.api.filing.change({ ...shapeOf(one), ...change, id: one.id, basedOn: shapeOf(one) })
    for (const less of [{ intermediate: 2 }, { event: 'registration' }, { fate: 'destroy' }] as const)
      await expect(asked(less)).rejects.toMatchObject({ code: 'retention-shortened' })
    expect(await classOf('71')).toEqual(one)
    await asked({ active: 9, names: same('أطول') })
    expect(await classOf('71')).toMatchObject({ active: 9, names: { ar: 'أطول' } })
  })

  it('one code is one class’s that is in force; it ends with what stands under it, and another may bear the code', async () => {
    const top = await add('72')
    const under = await add('72.1', { parentId: top.id })
    await expect(add('72')).rejects.toMatchObject({ code: 'class-code-taken' })
    await desk.api.filing.end({ id: top.id, until: '2026-11-20' })
    expect((await plan()).filter(({ id }) => [top.id, under.id].includes(id)).map(({ until }) => until)).toEqual([
      '2026-11-20',
      '2026-11-20',
    ])
    await desk.api.filing.add({ ...shape('72', { active: 1 }), id: newId(), since: '2026-11-20' })
    await expect(desk.api.filing.end({ id: top.id, until: null })).rejects.toMatchObject({ code: 'class-code-taken' })
    await expect(register({ classId: top.id })).rejects.toMatchObject({ code: 'invalid-input' })
  })

  it('under itself, below its own, or under what ended: refused', async () => {
    const top = await add('73')
    const under = await add('73.1', { parentId: top.id })
    const move = (one: FilingClass, parentId: string) =>
      desk.api.filing.change({ ...shapeOf(one), parentId, id: one.id, basedOn: shapeOf(one) })
    for (const parentId of [top.id, under.id, newId()])
      await expect(move(top, parentId)).rejects.toMatchObject({ params: { field: 'parentId' } })
  })
})

describe('the class of an entry (R1)', () => {
  it('is registered, and changed by a correction that says when it shortens; an unknown one is refused', async () => {
    const [long, short] = [await add('81', { active: 30 }), await add('82', { active: 1 })]
    const entry = await register({ classId: short.id })
    expect(entry.classId).toBe(short.id)
    const correct = (value: string) =>
      desk.api.register.correct({ id: entry.id, field: 'classId', value, reason: 'تصنيف' })
    await expect(correct(newId())).rejects.toMatchObject({ code: 'invalid-input', params: { field: 'classId' } })
    expect((await correct(long.id)).acts.at(-1)?.detail).toEqual({
      ...{ field: 'classId', before: short.id, after: long.id, reason: 'تصنيف' },
    })
    expect((await correct(short.id)).acts.at(-1)?.detail).toMatchObject({ after: short.id, shorter: true })
    const verdicts = await desk.api.register.verify({ registerId: entry.registerId, year: 2026 })
    expect(verdicts).toMatchObject([{ result: 'whole' }])
  })

  it('is proposed: that of the letter it answers, the last of its correspondent, of its unit; never of what is hidden (A2)', async () => {
    const [a, b, c] = [await add('83'), await add('84'), await add('85')]
    const contact = await desk.api.community.save({
      ...{ id: newId(), kind: 'entity', description: '', phone: '', email: '', address: '', city: '' },
      ...{ nameAr: { full: 'جمعية', given: '', father: '', family: '', maiden: '' }, countryCode: 'FR', notes: '' },
      ...{ nameLatin: { full: 'Association', given: '', father: '', family: '', maiden: '' } },
    })
    const units = (await desk.api.office.get({})).units
    const unitId = units[1]?.id ?? ''
    const open = await register({ correspondentId: contact.id, classId: a.id, unitId })
    const asked = {
      ...{ registerId: open.registerId, correspondentId: contact.id, unitId, replyToId: null },
    }
    expect(await desk.api.filing.propose(asked)).toEqual({ classId: a.id, by: 'correspondent' })
    const hidden = await register({ correspondentId: contact.id, classId: b.id, level: 'secret', unitId })
    expect(await desk.api.filing.propose(asked)).toEqual({ classId: b.id, by: 'correspondent' })
    await logIn(desk, 'nadia')
    expect(await desk.api.filing.propose(asked)).toEqual({ classId: a.id, by: 'correspondent' })
    expect(await desk.api.filing.propose({ ...asked, replyToId: hidden.id })).toMatchObject({ classId: a.id })
    expect(await desk.api.filing.propose({ ...asked, correspondentId: null })).toEqual({ classId: a.id, by: 'unit' })
    await logIn(desk, 'said')
    expect(await desk.api.filing.propose({ ...asked, replyToId: hidden.id })).toEqual({ classId: b.id, by: 'replyTo' })
    // What ended is proposed to nobody.
    await register({ correspondentId: contact.id, classId: c.id, unitId })
    await desk.api.filing.end({ id: c.id, until: '2026-11-20' })
    expect(await desk.api.filing.propose(asked)).toBeNull()
  })

  it('of many at once: the preview says how many would be kept less long, each outcome is its own; filtered by class and by none', async () => {
    const [long, short] = [
      await add('86', { active: 30 }),
      await add('87', { active: 1, parentId: (await classOf('86')).id }),
    ]
    const entries = [await register({ classId: long.id }), await register({}), await register({ classId: short.id })]
    const ids = entries.map(({ id }) => id)
    const asked = { field: 'classId' as const, value: short.id }
    expect(await desk.api.lists.preview({ ...asked, which: { ids } })).toMatchObject({ total: 3, same: 1, shorter: 1 })
    const registerId = entries[0]?.registerId ?? ''
    const found = async (criteria: object) =>
      (
        await desk.api.register.rows({
          ...{ registerId, year: 2026, tab: 'all', text: '', offset: 0, limit: 100, criteria },
        })
      ).map(({ id }) => id)
    expect(await found({ classed: 'without' })).toContain(ids[1])
    expect(await found({ classId: short.id })).toEqual([ids[2]])
    expect(await found({ classId: long.id })).toEqual([ids[2], ids[0]])
    const outcome = await desk.api.lists.change({ ...asked, ids: [...ids, newId()], reason: 'تصنيف' })
    expect(outcome).toMatchObject({ changed: 2, same: 1, failed: [{ at: 3, code: 'not-found' }] })
    expect(await found({ classId: short.id })).toEqual([...ids].reverse())
    expect(await found({ classed: 'without' })).not.toContain(ids[1])
  })
})

it('R1: a letter that is issued takes the class of what it answers', async () => {
  const other = await officeDesk()
  await addUser(other, 'nadia', ['clerk'])
  await addUser(other, 'karim', ['officer'])
  await addUser(other, 'said', ['headOfOffice'])
  await addUser(other, 'rachid', ['headOfRegistry'])
  const letterId = await signedLetter(other)
  await logIn(other, 'rachid')
  const classId = other.app.session.desk.newId()
  await other.api.filing.add({ ...shape('1'), id: classId, since: null })
  await logIn(other, 'nadia')
  const [incoming] = await other.api.register.registers({})
  const [row] = await other.api.register.rows({
    ...{ registerId: incoming?.id ?? '', year: 2026, tab: 'all', text: '', offset: 0, limit: 1 },
  })
  await other.api.register.correct({ id: row?.id ?? '', field: 'classId', value: classId, reason: 'تصنيف' })
  const unitId = (await other.api.office.get({})).units[0]?.id ?? ''
  const letter = await other.api.letters.issue({ id: letterId, unitId, channel: 'post' })
  expect(await other.api.register.get({ id: letter.issuedEntryId ?? '' })).toMatchObject({ classId })
})
