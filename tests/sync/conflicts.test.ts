import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Conflict } from '../../contract/sync'
import { createRow } from '../../db/outbox/changes'
import { addUser, closeDesks, logIn } from '../fixtures/office'
import { stampOf } from './forging'
import { bothSync, firstPc, Ministry, secondPc, type Pc } from './stories'

let ministry: Ministry
beforeAll(async () => {
  ministry = await Ministry.open()
})
afterAll(() => ministry.close())
afterEach(closeDesks)

async function contested(): Promise<{ rabat: Pc; lille: Pc; card: string; id: string }> {
  const rabat = await firstPc(ministry)
  const lille = await secondPc(ministry, rabat)
  await bothSync(rabat, lille)
  const card = await rabat.writes({ phone: '1' })
  await bothSync(rabat, lille)
  await rabat.writes({ id: card, phone: '2' })
  await lille.writes({ id: card, phone: '3' })
  await bothSync(rabat, lille)
  return { rabat, lille, card, id: (await one(rabat)).id }
}
async function one(pc: Pc): Promise<Conflict> {
  return (await pc.api.sync.conflicts({}))[0] ?? expect.fail('no conflict')
}

describe('a conflict is put off', () => {
  it('for one person on one PC, stays counted, and is taken up again', async () => {
    const { rabat, lille, id } = await contested()
    const until = rabat.desk.clock.now() + 3_600_000
    await rabat.api.sync.later({ id, until })
    expect(await one(rabat)).toMatchObject({ laterUntil: until, decidedAt: null })
    expect((await rabat.api.sync.status({})).conflicts).toBe(1)
    expect((await one(lille)).laterUntil).toBeNull()
    expect((await rabat.api.sync.status({})).waiting).toBe(0)
    await rabat.api.sync.later({ id, until: null })
    expect((await one(rabat)).laterUntil).toBeNull()
  })
})

describe('a decision is taken back', () => {
  it('by an ordinary edit that writes the other value again, on every PC; the conflict stays decided', async () => {
    const { rabat, lille, card, id } = await contested()
    expect((await one(rabat)).undo).toBeNull()
    await rabat.api.sync.decide({ id, keep: 'other' })
    expect((await one(rabat)).undo).toBe('may')
    await bothSync(rabat, lille)
    await rabat.api.sync.undecide({ id })
    expect(await one(rabat)).toMatchObject({ undo: 'undone', kept: 'other', undoneByNames: { ar: 'المدير' } })
    await rabat.api.sync.undecide({ id })
    expect(await rabat.syncs()).toMatchObject({ parked: 0, conflicts: 0 })
    await lille.syncs()
    for (const pc of [rabat, lille]) {
      expect((await pc.card(card)).phone).toBe('2')
      expect((await pc.api.sync.conflicts({})).length).toBe(1)
    }
    expect((await one(lille)).undo).toBe('undone')
    expect(await lille.rows()).toEqual(await rabat.rows())
  })

  it('not over what somebody has written since, and not by who may only decide', async () => {
    const { rabat, lille, card, id } = await contested()
    await addUser(rabat.desk, 'said', ['headOfOffice'], 'secret')
    await rabat.api.sync.decide({ id, keep: 'server' })
    await bothSync(rabat, lille)
    await logIn(rabat.desk, 'said')
    expect((await one(rabat)).undo).toBe('forbidden')
    await expect(rabat.api.sync.undecide({ id })).rejects.toThrow('forbidden')
    await lille.writes({ id: card, phone: '9' })
    await bothSync(rabat, lille)
    await logIn(rabat.desk, 'admin')
    expect((await one(rabat)).undo).toBe('changed')
    await expect(rabat.api.sync.undecide({ id })).rejects.toThrow('stale')
    expect((await rabat.card(card)).phone).toBe('9')
  })

  it('of an entry: a correction in its book’s chain with its reason (I2), and not after it was cancelled (I1)', async () => {
    const rabat = await firstPc(ministry)
    const entry = await rabat.registers({ notes: 'صفحة 2' })
    const side = (notes: string) => ({ fields: { notes }, userId: null, deviceId: stampOf(rabat).deviceId, at: 1 })
    const id = rabat.desk.app.session.desk.newId()
    await rabat.db.write((tx) =>
      createRow(
        tx,
        'conflict',
        id,
        {
          ...{ entity: 'entry', rowId: entry.id, group: 'notes', at: 1, decidedAt: 2, decidedById: null },
          ...{ server: side('صفحة 1'), other: side('صفحة 2'), keep: 'other' },
        },
        stampOf(rabat),
      ),
    )
    expect((await one(rabat)).undo).toBe('may')
    await rabat.api.sync.undecide({ id })
    const { notes, acts } = await rabat.api.register.get({ id: entry.id })
    expect(notes).toBe('صفحة 1')
    expect(acts.at(-1)).toMatchObject({ kind: 'correction', detail: { before: 'صفحة 2', after: 'صفحة 1' } })
    await rabat.api.register.correct({ id: entry.id, field: 'notes', value: 'صفحة 2', reason: 'سهو' })
    await addUser(rabat.desk, 'hassan', ['headOfRegistry'], 'secret')
    await logIn(rabat.desk, 'hassan')
    await rabat.api.register.cancel({ id: entry.id, reason: 'قيد مكرر' })
    expect((await one(rabat)).undo).toBe('cancelled')
    await expect(rabat.api.sync.undecide({ id })).rejects.toThrow('stale')
  })
})
