import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Fields } from '../../contract/wire'
import { treeOf } from '../../domain/units/tree'
import { closeDesks, same } from '../fixtures/office'
import { says } from './forging'
import { bothSync, firstPc, Ministry, secondPc, type Pc } from './stories'

let ministry: Ministry
beforeAll(async () => {
  ministry = await Ministry.open()
})
afterAll(() => ministry.close())
afterEach(closeDesks)

const units = async (pc: Pc) => (await pc.api.office.get({})).units
const add = async (pc: Pc, name: string): Promise<string> =>
  (await pc.api.units.add({ names: same(name), parentId: null, since: null })).find((u) => u.names.ar === name)?.id ??
  ''
async function move(pc: Pc, id: string, parentId: string): Promise<void> {
  const unit = (await units(pc)).find((one) => one.id === id)
  if (!unit) throw new Error('no such unit')
  const { names } = unit
  await pc.api.units.change({ id, names, parentId, from: null, basedOn: { names, parentId: unit.parentId } })
}

describe('the organisation tree on two PCs', () => {
  it('two PCs put two units under each other without a line: both show the same tree, each unit once', async () => {
    const rabat = await firstPc(ministry)
    const lille = await secondPc(ministry, rabat)
    const [a, b] = [await add(rabat, 'قسم أ'), await add(rabat, 'قسم ب')]
    await bothSync(rabat, lille)
    await move(rabat, a, b)
    await move(lille, b, a)
    await bothSync(rabat, lille)
    const trees = [treeOf(await units(rabat)), treeOf(await units(lille))]
    expect(trees[0]).toEqual(trees[1])
    expect(trees[0]?.filter((line) => [a, b].includes(line.unit.id))).toHaveLength(2)
  })

  it('renamed on two PCs: one stands, the other is kept beside it and somebody decides', async () => {
    const rabat = await firstPc(ministry)
    const lille = await secondPc(ministry, rabat)
    const id = await add(rabat, 'قسم')
    await bothSync(rabat, lille)
    for (const [pc, name] of [
      [rabat, 'قسم الرباط'],
      [lille, 'قسم ليل'],
    ] as const)
      await pc.api.units.change({
        id,
        names: same(name),
        parentId: null,
        from: '2026-11-01',
        basedOn: { names: same('قسم'), parentId: null },
      })
    await bothSync(rabat, lille)
    for (const pc of [rabat, lille]) {
      expect((await units(pc)).find((u) => u.id === id)?.names.ar).toBe('قسم الرباط')
      expect(await pc.api.sync.conflicts({})).toMatchObject([{ entity: 'unit', rowId: id, group: 'names' }])
    }
  })

  it('values no unit has are parked by the server', async () => {
    const rabat = await firstPc(ministry)
    const id = await add(rabat, 'قسم')
    await rabat.syncs()
    const wrong: Fields[] = [{ until: 'غدا' }, { parentId: 'x' }, { became: ['x'] }, { was: [{ names: 1 }] }]
    for (const fields of wrong) await says(rabat, [{ entity: 'unit', id, kind: 'patch', fields }])
    await rabat.syncs()
    expect((await rabat.outcomes()).slice(-4).map((o) => o.reason)).toEqual(Array(4).fill('invalid'))
  })
})
