import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { v7 } from 'uuid'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { createRow } from '../../db/outbox/changes'
import { destructionIdOf } from '../../domain/disposal/destruction'
import { carryOut } from '../../main/disposal/destroying'
import { closeDesks, pdfFile, same } from '../fixtures/office'
import { says, stampOf } from './forging'
import { bothSync, firstPc, Ministry, secondPc, type Pc } from './stories'

/** Scans destroyed by an approved list, on two PCs and a server (R2, ADR 044). */
let ministry: Ministry
beforeAll(async () => {
  ministry = await Ministry.open()
})
afterAll(() => ministry.close())
afterEach(closeDesks)

const id = (pc: Pc): string => pc.desk.app.session.desk.newId()
const last = async (pc: Pc, n: number) => (await pc.outcomes()).slice(-n).map((o) => o.reason ?? o.state)
const filesOf = async (pc: Pc, entryId: string) => (await pc.api.register.get({ id: entryId })).files
const lying = (pc: Pc): number =>
  readdirSync(join(pc.desk.folder, 'files'), { recursive: true, withFileTypes: true }).filter((one) => one.isFile())
    .length
const atServer = (): Promise<{ complete: boolean; destroyed: boolean; chunks: number }[]> =>
  ministry.looks(({ pool }) =>
    pool.all('SELECT complete, destroyed, cardinality(chunks) AS chunks FROM file_blob ORDER BY sha256'),
  )

/** An entry with a scan on both PCs and at the server, and a list that names it, approved by another than its maker. */
async function story(
  filler: string,
): Promise<{ rabat: Pc; lille: Pc; entryId: string; listId: string; fileId: string }> {
  const rabat = await firstPc(ministry)
  const lille = await secondPc(ministry, rabat, 'hind', 'RB2', ['headOfRegistry'])
  const classId = id(lille)
  await lille.api.filing.add({
    ...{ id: classId, code: '1', names: same('صنف'), parentId: null, since: null, basis: '' },
    ...{ active: 0, intermediate: 0, event: 'registration', fate: 'destroy' },
  })
  const staged = await lille.api.documents.stage({ path: pdfFile(lille.desk.folder, 'a.pdf', filler.repeat(2_000)) })
  const entry = await lille.registers({ classId, fileIds: [staged.id] })
  await bothSync(rabat, lille)
  await rabat.api.documents.open({ id: staged.id })
  const listId = id(lille)
  const asked = { name: 'جدول 1', by: '2026-11-20', entryIds: [entry.id] }
  await lille.api.disposal.prepare({ ...asked, id: listId, fate: 'destroy' })
  await bothSync(rabat, lille)
  await rabat.api.disposal.decide({ id: listId, decision: 'approved', note: '' })
  await bothSync(rabat, lille)
  return { rabat, lille, entryId: entry.id, listId, fileId: staged.id }
}

it('R2: the bytes go here, at the server, and on a PC that was away; put in again elsewhere the content is expected anew', async () => {
  const { rabat, lille, entryId, listId, fileId } = await story('a')
  expect((await filesOf(rabat, entryId))[0]).toMatchObject({ present: true })
  const [before, there] = [lying(rabat), (await atServer()).filter(({ complete }) => complete).length]
  // Before the server has taken it, nothing goes anywhere: it may know of a hold.
  expect((await lille.api.disposal.destroy({ id: listId })).scans.destroyed).toMatchObject({ files: 1, left: 1 })
  expect((await filesOf(lille, entryId))[0]).toMatchObject({ present: true, destroyed: false })
  await lille.syncs()
  expect(await last(lille, 1)).toEqual(['sent'])
  await carryOut(lille.desk.app.session.desk)
  expect((await filesOf(lille, entryId))[0]).toMatchObject({ present: false, destroyed: true })
  expect(await atServer()).toContainEqual({ complete: false, destroyed: true, chunks: 0 })
  expect((await atServer()).filter(({ complete }) => complete)).toHaveLength(there - 1)
  // Rabat was away; it hears of it with its next round.
  await rabat.syncs()
  await carryOut(rabat.desk.app.session.desk)
  expect((await filesOf(rabat, entryId))[0]).toMatchObject({ destroyed: true, present: false })
  expect(lying(rabat)).toBe(before - 1)
  await expect(rabat.api.documents.open({ id: fileId })).rejects.toMatchObject({ code: 'file-destroyed' })
  expect((await rabat.api.disposal.get({ id: listId })).scans.destroyed).toMatchObject({ files: 1, left: 0 })
  // The same content in another entry is another scan.
  const again = await rabat.api.documents.stage({ path: pdfFile(rabat.desk.folder, 'b.pdf', 'a'.repeat(2_000)) })
  const other = await rabat.registers({ fileIds: [again.id] })
  await bothSync(rabat, lille)
  expect(await atServer()).not.toContainEqual(expect.objectContaining({ destroyed: true }))
  await lille.api.documents.open({ id: again.id })
  expect((await filesOf(lille, other.id))[0]).toMatchObject({ present: true, destroyed: false })
  expect((await filesOf(lille, entryId))[0]).toMatchObject({ present: false, destroyed: true })
})

it('R1: a hold placed elsewhere stops it at the server; one the server never heard of keeps the bytes where it was placed', async () => {
  const { rabat, lille, entryId, listId } = await story('h')
  await rabat.api.disposal.hold({ id: id(rabat), entryId, classId: null, reason: 'دعوى' })
  await rabat.syncs()
  await lille.api.disposal.destroy({ id: listId })
  await lille.syncs()
  expect(await last(lille, 1)).toEqual(['wrong-state'])
  expect((await atServer()).some(({ destroyed }) => destroyed)).toBe(false)
  for (const pc of [rabat, lille]) {
    await carryOut(pc.desk.app.session.desk)
    expect((await filesOf(pc, entryId))[0]).toMatchObject({ present: true, destroyed: false })
  }

  const second = await story('i')
  await second.lille.api.disposal.destroy({ id: second.listId })
  const hold = id(second.rabat)
  await second.rabat.api.disposal.hold({ id: hold, entryId: second.entryId, classId: null, reason: 'تفتيش' })
  await second.lille.syncs()
  await second.rabat.syncs()
  const { desk } = second.rabat.desk.app.session
  expect(await carryOut(desk)).toBe(0)
  expect((await filesOf(second.rabat, second.entryId))[0]).toMatchObject({ present: true })
  expect((await second.rabat.api.disposal.get({ id: second.listId })).scans.destroyed).toMatchObject({ left: 1 })
  await second.rabat.api.disposal.lift({ id: hold, reason: 'انتهى' })
  await carryOut(desk)
  expect((await filesOf(second.rabat, second.entryId))[0]).toMatchObject({ present: false, destroyed: true })
})

it('another program destroys nothing by a list that is not approved, of an entry it does not name, for another, or twice', async () => {
  const { rabat, lille, entryId, listId, fileId } = await story('f')
  const me = lille.desk.app.session.actor.userId
  const gone = async (): Promise<number> => (await atServer()).filter(({ destroyed }) => destroyed).length
  const before = await gone()
  const waiting = id(lille)
  const free = await lille.registers({ classId: (await lille.api.register.get({ id: entryId })).classId })
  await lille.api.disposal.prepare({ id: waiting, fate: 'destroy', name: 'x', by: '2026-11-20', entryIds: [free.id] })
  const staged = await lille.api.documents.stage({ path: pdfFile(lille.desk.folder, 'c.pdf', 'c'.repeat(999)) })
  await lille.registers({ fileIds: [staged.id] })
  await lille.syncs()
  const deviceId = lille.desk.app.session.desk.device.id
  const said = (disposalId: string, fileIds: string[], change: object = {}) => ({
    ...{ disposalId, fileIds, level: 'ordinary', at: 1, byId: me, deviceId },
    ...change,
  })
  const { db } = lille.desk.app.session.desk
  const signed = (rowId: string, fields: object) =>
    db.write((tx) => createRow(tx, 'destruction', rowId, fields as never, stampOf(lille)))
  await signed(destructionIdOf(waiting), said(waiting, [fileId]))
  await signed(v7(), said(listId, [fileId]))
  await signed(destructionIdOf(listId), said(listId, [fileId, staged.id]))
  await lille.syncs()
  expect(await last(lille, 3)).toEqual(['wrong-state', 'wrong-state', 'invalid'])
  const unsigned = { ...said(listId, [fileId]), proof: null }
  const create = (fields: object) =>
    ({ entity: 'destruction', id: destructionIdOf(listId), kind: 'create', fields }) as never
  await says(lille, [create(unsigned)])
  await says(lille, [create({ ...unsigned, byId: rabat.desk.app.session.actor.userId })])
  await lille.syncs()
  expect(await last(lille, 2)).toEqual(['unproven', 'forbidden'])
  expect(await gone()).toBe(before)
  await rabat.syncs()
  expect((await filesOf(rabat, entryId))[0]).toMatchObject({ present: true, destroyed: false })
  // A PC does not do what its own forged row says either.
  expect(await carryOut(lille.desk.app.session.desk)).toBe(0)
  expect((await filesOf(lille, entryId))[0]).toMatchObject({ present: true })
})
