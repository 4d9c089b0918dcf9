import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { v7 } from 'uuid'
import type { Fields } from '../../contract/wire'
import { closeDesks, same } from '../fixtures/office'
import { says } from './forging'
import { bothSync, firstPc, Ministry, secondPc, type Pc } from './stories'

let ministry: Ministry
beforeAll(async () => {
  ministry = await Ministry.open()
})
afterAll(() => ministry.close())
afterEach(closeDesks)

const meOn = (pc: Pc): string => pc.desk.app.session.actor.userId
const deviceOf = (pc: Pc): string => pc.desk.app.session.desk.device.id
const last = async (pc: Pc, n: number) => (await pc.outcomes()).slice(-n).map((o) => o.reason ?? o.state)
const id = (pc: Pc): string => pc.desk.app.session.desk.newId()

async function office(): Promise<{ rabat: Pc; lille: Pc; classId: string; entryId: string }> {
  const rabat = await firstPc(ministry)
  const lille = await secondPc(ministry, rabat, 'hind', 'RB2', ['headOfRegistry'])
  const classId = id(lille)
  await lille.api.filing.add({
    ...{ id: classId, code: '1', names: same('صنف'), parentId: null, since: null, basis: '' },
    ...{ active: 0, intermediate: 0, event: 'registration', fate: 'destroy' },
  })
  const entry = await lille.registers({ classId })
  await bothSync(rabat, lille)
  return { rabat, lille, classId, entryId: entry.id }
}

describe('filing and disposal on two PCs', () => {
  it('R2, A4: prepared on one PC, approved on another by somebody else; both say so, and the entry does', async () => {
    const { rabat, lille, entryId } = await office()
    const list = await lille.api.disposal.prepare({
      ...{ id: id(lille), fate: 'destroy', name: 'جدول 1', by: '2026-11-20', entryIds: [entryId] },
    })
    await bothSync(rabat, lille)
    await rabat.api.disposal.decide({ id: list.id, decision: 'approved', note: '' })
    await bothSync(rabat, lille)
    expect(await last(rabat, 1)).toEqual(['sent'])
    for (const pc of [rabat, lille])
      expect((await pc.api.disposal.ofEntry({ id: entryId })).lists).toMatchObject([{ decision: { what: 'approved' } }])
    await lille.api.disposal.done({ id: list.id, on: '2026-11-20', note: 'محضر 1' })
    await bothSync(rabat, lille)
    expect((await rabat.api.disposal.get({ id: list.id })).done).toMatchObject({ note: 'محضر 1' })
  })

  it('a hold placed elsewhere after the approval keeps the list from being carried out', async () => {
    const { rabat, lille, entryId } = await office()
    const list = await lille.api.disposal.prepare({
      ...{ id: id(lille), fate: 'destroy', name: 'جدول 2', by: '2026-11-20', entryIds: [entryId] },
    })
    await bothSync(rabat, lille)
    await rabat.api.disposal.decide({ id: list.id, decision: 'approved', note: '' })
    await rabat.api.disposal.hold({ id: id(rabat), entryId, classId: null, reason: 'دعوى' })
    await bothSync(rabat, lille)
    await expect(lille.api.disposal.done({ id: list.id, on: '2026-11-20', note: 'x' })).rejects.toMatchObject({
      code: 'disposal-held',
    })
  })

  it('another program approves no list of its own, makes none that is approved, carries out none that is not, and shortens nothing', async () => {
    const { rabat, lille, classId, entryId } = await office()
    const [me, listId] = [meOn(lille), id(lille)]
    const list: Fields = {
      ...{ fate: 'destroy', name: 'x', dueBy: '2026-11-20', entryIds: [entryId], level: 'ordinary' },
      ...{ preparedAt: 1, preparedById: me, deviceId: deviceOf(lille) },
      ...{ decision: null, decidedAt: null, decidedById: null, decisionNote: null, proof: null },
      ...{ doneAt: null, doneOn: null, doneById: null, doneNote: null },
    }
    const approved = { decision: 'approved', decidedAt: 2, decidedById: me, decisionNote: '' }
    const done = { doneAt: 3, doneOn: '2026-11-20', doneById: me, doneNote: 'x' }
    const create = (fields: Fields) => ({ entity: 'disposal', id: v7(), kind: 'create', fields }) as const
    await says(lille, [create({ ...list, ...approved })])
    await says(lille, [create({ ...list, preparedById: meOn(rabat) })])
    await says(lille, [{ entity: 'disposal', id: listId, kind: 'create', fields: list }])
    await says(lille, [{ entity: 'disposal', id: listId, kind: 'patch', fields: done }])
    await says(lille, [{ entity: 'disposal', id: listId, kind: 'patch', fields: approved }])
    const other = { ...approved, decidedById: meOn(rabat) }
    await says(lille, [{ entity: 'disposal', id: listId, kind: 'patch', fields: other }])
    await says(lille, [{ entity: 'filingClass', id: classId, kind: 'patch', fields: { fate: 'nothing', active: -1 } }])
    await lille.syncs()
    expect(await last(lille, 7)).toEqual([
      ...['forbidden', 'forbidden', 'sent', 'wrong-state', 'forbidden', 'forbidden', 'invalid'],
    ])
    await rabat.syncs()
    expect(await rabat.row('disposal', listId)).toMatchObject({ decision: null, doneAt: null })
  })

  it('R1: nothing shortens, also where another program says so; a clerk changes no class and places no hold', async () => {
    const rabat = await firstPc(ministry)
    const lille = await secondPc(ministry, rabat, 'nadia', 'RB2', ['clerk', 'headOfRegistry'])
    const classId = id(lille)
    const shape = {
      code: '1',
      names: same('صنف'),
      parentId: null,
      basis: '',
      event: 'matter',
      fate: 'transfer',
    } as const
    await lille.api.filing.add({ ...shape, id: classId, active: 5, intermediate: 5, since: null })
    const patch = (fields: Fields) => [{ entity: 'filingClass', id: classId, kind: 'patch', fields }] as const
    await says(lille, patch({ active: 4 }))
    await says(lille, patch({ event: 'registration' }))
    await says(lille, patch({ fate: 'destroy' }))
    await says(lille, patch({ fate: 'keep' }))
    await lille.syncs()
    expect(await last(lille, 4)).toEqual(['wrong-state', 'wrong-state', 'wrong-state', 'sent'])
    await rabat.api.users.update({
      ...((await rabat.api.users.list({})).find((u) => u.login === 'nadia') as never as object),
      roles: ['clerk'],
    } as never)
    await rabat.syncs()
    await says(lille, patch({ active: 9 }))
    const hold = {
      reason: 'x',
      entryId: null,
      classId,
      placedAt: 1,
      placedById: meOn(lille),
      deviceId: deviceOf(lille),
    }
    const lifted = { liftedAt: null, liftedById: null, liftReason: null }
    await says(lille, [{ entity: 'hold', id: v7(), kind: 'create', fields: { ...hold, ...lifted } }])
    await lille.syncs()
    expect(await last(lille, 2)).toEqual(['forbidden', 'forbidden'])
  })
})
