import { afterEach, describe, expect, it } from 'vitest'
import { addUser, closeDesks, entryInput, logIn, officeDesk, same, type TestDesk } from '../fixtures/office'

afterEach(closeDesks)

const unit = async (desk: TestDesk, id: string) => {
  const found = (await desk.api.office.get({})).units.find((one) => one.id === id)
  if (!found) throw new Error('no such unit')
  return found
}
async function add(desk: TestDesk, name: string, parentId: string | null = null): Promise<string> {
  const all = await desk.api.units.add({ names: same(name), parentId, since: '2020-01-01' })
  return all.find((one) => one.names.ar === name)?.id ?? ''
}

describe('the organisation tree', () => {
  it('a unit renamed from a day on: older entries keep the name it had, and the list says the same as the card', async () => {
    const desk = await officeDesk()
    const input = await entryInput(desk)
    const entry = await desk.api.register.register(input)
    const before = await unit(desk, input.unitId)
    await desk.api.units.change({
      id: before.id,
      names: same('مديرية الشؤون القنصلية'),
      parentId: null,
      from: '2026-12-01',
      basedOn: { names: before.names, parentId: null },
    })
    expect((await desk.api.register.get({ id: entry.id })).unitNames).toEqual(before.names)
    const filter = { registerId: input.registerId, year: 2026, tab: 'all', text: '' } as const
    const page = await desk.api.register.rows({ ...filter, offset: 0, limit: 5 })
    expect(page).toMatchObject([{ unitNames: before.names }])
    desk.clock.at = Date.UTC(2026, 11, 2, 9)
    const later = await desk.api.register.register({ ...(await entryInput(desk)), confirmDate: '2026-12-02' })
    expect((await desk.api.register.get({ id: later.id })).unitNames.ar).toBe('مديرية الشؤون القنصلية')
    expect((await unit(desk, before.id)).was).toMatchObject([{ names: before.names, until: '2026-12-01' }])
    // A slip of the pen is mended without a past.
    await desk.api.units.change({
      id: before.id,
      names: same('مديرية الشؤون القنصلية والاجتماعية'),
      parentId: null,
      from: null,
      basedOn: { names: same('مديرية الشؤون القنصلية'), parentId: null },
    })
    expect((await unit(desk, before.id)).was).toHaveLength(1)
  })

  it('merged: it ends, says what it became, what stood under it follows, and it can be taken back', async () => {
    const desk = await officeDesk()
    const [a, b] = [await add(desk, 'قسم الدراسات'), await add(desk, 'قسم التعاون')]
    const child = await add(desk, 'مصلحة الأرشيف', a)
    const merged = await add(desk, 'قسم الدراسات والتعاون')
    for (const id of [a, b]) await desk.api.units.end({ id, until: '2026-11-01', became: [merged] })
    expect(await unit(desk, a)).toMatchObject({ until: '2026-11-01', became: [merged] })
    expect(await unit(desk, child)).toMatchObject({ parentId: merged, was: [{ parentId: a, until: '2026-11-01' }] })
    await desk.api.units.end({ id: a, until: null, became: [] })
    expect(await unit(desk, a)).toMatchObject({ until: null, became: [] })
  })

  it('what cannot be is refused, and nothing changes: under itself, below its own, a past that goes back, a successor that ended', async () => {
    const desk = await officeDesk()
    const top = await add(desk, 'مديرية')
    const under = await add(desk, 'قسم', top)
    const stands = await unit(desk, top)
    const move = (parentId: string) =>
      desk.api.units.change({
        ...stands,
        from: '2026-11-01',
        parentId,
        basedOn: { names: stands.names, parentId: null },
      })
    for (const parentId of [top, under, desk.app.session.desk.newId()])
      await expect(move(parentId)).rejects.toMatchObject({ code: 'invalid-input', params: { field: 'parentId' } })
    await expect(desk.api.units.end({ id: under, until: '2019-01-01', became: [] })).rejects.toMatchObject({
      params: { field: 'until' },
    })
    await expect(desk.api.units.end({ id: under, until: '2026-11-01', became: [under] })).rejects.toMatchObject({
      params: { field: 'became' },
    })
    expect(await unit(desk, top)).toEqual(stands)
  })

  it('only who manages the office changes it', async () => {
    const desk = await officeDesk()
    await addUser(desk, 'nadia', ['clerk'])
    await logIn(desk, 'nadia')
    await expect(add(desk, 'قسم')).rejects.toMatchObject({ code: 'forbidden' })
  })
})
