import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sql } from '../../db/core/sql'
import type { FileRow } from '../../db/documents/files'
import { patchRow } from '../../db/outbox/changes'
import { DestroyedLog } from '../../main/disposal/destroyed-log'
import { carryOut } from '../../main/disposal/destroying'
import { openFile } from '../../main/documents/documents'
import { fetchFile } from '../../main/sync/files'
import { asAdmin, backUp, officeWithDialog, restore, type Deputy } from '../fixtures/backups'
import { addUser, closeDesks, entryInput, logIn, pdfFile, same } from '../fixtures/office'

/** Scans that an approved list destroys (R1, R2, I1, I3, ADR 044), on one PC; two PCs and a server are in tests/sync/destruction.test.ts. */
let desk: Deputy
let classId = ''
beforeAll(async () => {
  desk = await officeWithDialog()
  await addUser(desk, 'said', ['headOfRegistry'], 'secret')
  await addUser(desk, 'hind', ['headOfOffice'], 'secret')
  await logIn(desk, 'said')
  classId = newId()
  await desk.api.filing.add({
    ...{ id: classId, code: '1', names: same('صنف'), parentId: null, since: null, basis: '' },
    ...{ active: 0, intermediate: 0, event: 'registration', fate: 'destroy' },
  })
})
afterAll(closeDesks)

const newId = (): string => desk.app.session.desk.newId()
const here = () => desk.app.session.desk
const today = '2026-11-20'
const scan = async (filler: string) =>
  desk.api.documents.stage({ path: pdfFile(desk.folder, `${filler.slice(0, 6)}.pdf`, filler) })
async function entryWith(...fillers: string[]) {
  const fileIds: string[] = []
  for (const filler of fillers) fileIds.push((await scan(filler)).id)
  return desk.api.register.register(await entryInput(desk, { classId, fileIds, subject: 'طلب منتهي' }))
}
async function approved(entryIds: string[], name = 'جدول 1'): Promise<string> {
  const id = newId()
  await desk.api.disposal.prepare({ id, fate: 'destroy', name, by: today, entryIds })
  await logIn(desk, 'hind')
  await desk.api.disposal.decide({ id, decision: 'approved', note: '' })
  await logIn(desk, 'said')
  return id
}
/** How many scans lie in the folder. */
const lying = (): number => {
  const folder = join(desk.folder, 'files')
  if (!existsSync(folder)) return 0
  return readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile()).length
}
const filesOf = async (id: string) => (await desk.api.register.get({ id })).files

describe('scans of an approved list', () => {
  it('R2: go by a deliberate act and by nothing else; rows, hashes and the register stay, and the proof names the list', async () => {
    const before = lying()
    const entry = await entryWith('first'.repeat(50), 'second'.repeat(50))
    const kept = await entryWith('kept'.repeat(50))
    const files = await filesOf(entry.id)
    const list = newId()
    await desk.api.disposal.prepare({ id: list, fate: 'destroy', name: 'جدول 1', by: today, entryIds: [entry.id] })
    await expect(desk.api.disposal.destroy({ id: list })).rejects.toMatchObject({ code: 'stale' })
    await logIn(desk, 'hind')
    await desk.api.disposal.decide({ id: list, decision: 'approved', note: '' })
    await expect(desk.api.disposal.destroy({ id: list })).rejects.toMatchObject({ code: 'forbidden' })
    await logIn(desk, 'said')
    // Nothing goes by itself.
    await carryOut(here())
    expect(lying()).toBe(before + 3)
    expect((await desk.api.disposal.get({ id: list })).scans).toMatchObject({ files: 2, shared: 0, destroyed: null })
    const done = await desk.api.disposal.destroy({ id: list })
    expect(done.scans.destroyed).toMatchObject({ files: 2, left: 0, byNames: same('said') })
    expect(lying()).toBe(before + 1)
    const gone = await filesOf(entry.id)
    // I3: what is known of each stays.
    expect(gone.map(({ sha256, name, size }) => [sha256, name, size])).toEqual(
      files.map(({ sha256, name, size }) => [sha256, name, size]),
    )
    expect(gone.every(({ destroyed, present }) => destroyed && !present)).toBe(true)
    await expect(openFile(here(), desk.app.session.actor, files[0]?.id ?? '')).rejects.toMatchObject({
      code: 'file-destroyed',
    })
    expect((await filesOf(kept.id))[0]).toMatchObject({ destroyed: false, present: true })
    await openFile(here(), desk.app.session.actor, (await filesOf(kept.id))[0]?.id ?? '')
    // I1: the register says what it said.
    expect(await desk.api.register.get({ id: entry.id })).toMatchObject({ subject: 'طلب منتهي', status: 'registered' })
    const proof = await desk.api.closing.prove({ anchors: [] })
    expect(proof.books.find(({ destroyed }) => destroyed.length > 0)).toMatchObject({
      ...{ result: 'whole', destroyed: [{ name: 'جدول 1', entries: 1, files: 2 }] },
    })
    expect((await desk.api.disposal.certificate({ id: list })).url).toMatch(/^diwan:\/\/print\//)
    expect((await desk.api.closing.attestation({ id: proof.id })).url).toMatch(/^diwan:\/\/print\//)
    // Pressed twice it is there once.
    expect(await desk.api.disposal.destroy({ id: list })).toEqual(done)
  })

  it('R1: a hold stops it; a content that another entry has too stays there', async () => {
    const twice = 'twice'.repeat(60)
    const [one, other] = [await entryWith(twice, 'alone'.repeat(60)), await entryWith(twice)]
    const list = await approved([one.id], 'جدول 2')
    const hold = newId()
    await desk.api.disposal.hold({ id: hold, entryId: null, classId, reason: 'دعوى' })
    await expect(desk.api.disposal.destroy({ id: list })).rejects.toMatchObject({ code: 'disposal-held' })
    await desk.api.disposal.lift({ id: hold, reason: 'انتهت' })
    expect((await desk.api.disposal.get({ id: list })).scans).toMatchObject({ files: 2, shared: 1 })
    const before = lying()
    await desk.api.disposal.destroy({ id: list })
    expect(lying()).toBe(before - 1)
    const [shared] = await filesOf(other.id)
    expect(shared).toMatchObject({ present: true, destroyed: false })
    await openFile(here(), desk.app.session.actor, shared?.id ?? '', true)
    const [gone] = await filesOf(one.id)
    expect(gone).toMatchObject({ destroyed: true, present: false })
    await expect(openFile(here(), desk.app.session.actor, gone?.id ?? '')).rejects.toMatchObject({
      code: 'file-destroyed',
    })
    // Put in again by somebody, it is a scan of its own, and the destroyed one stays what it is.
    await scan(twice)
    expect((await filesOf(one.id))[0]).toMatchObject({ destroyed: true, present: false })
  })

  it('what is not proven is not carried out: a row another hand put here, a list nobody approved, an entry it does not name', async () => {
    const entry = await entryWith('forged'.repeat(60))
    const [file] = await filesOf(entry.id)
    const before = lying()
    const forged = async (disposalId: string): Promise<void> => {
      await here().db.write((tx) =>
        sql(tx).run(
          `INSERT INTO destruction (id, disposalId, fileIds, level, at, byId, deviceId, proof)
           SELECT ?, ?, ?, 'ordinary', 1, preparedById, deviceId, proof FROM disposal WHERE proof IS NOT NULL LIMIT 1`,
          [newId(), disposalId, JSON.stringify([file?.id])],
        ),
      )
    }
    const list = await approved([entry.id], 'جدول 3')
    await forged(list)
    await forged(newId())
    expect(await carryOut(here())).toBe(0)
    expect(lying()).toBe(before)
    expect((await filesOf(entry.id))[0]).toMatchObject({ destroyed: false, present: true })
    await openFile(here(), desk.app.session.actor, file?.id ?? '')
    // A scan of another entry than the list names, under a signature that is right.
    const stranger = await entryWith('stranger'.repeat(60))
    await desk.api.disposal.destroy({ id: list })
    const other = (await filesOf(stranger.id))[0]?.id ?? ''
    const [said] = await sql(here().db.read).all<{ id: string }>(
      'SELECT id FROM destruction WHERE disposalId = ? AND at > 1',
      [list],
    )
    await here().db.write((tx) =>
      sql(tx).run('INSERT INTO destroyedFile (fileId, destructionId) VALUES (?, ?)', [other, said?.id ?? '']),
    )
    expect(await carryOut(here())).toBe(0)
    expect((await filesOf(stranger.id))[0]).toMatchObject({ destroyed: false, present: true })
    await expect(
      here().db.write((tx) => patchRow(tx, 'destruction', said?.id ?? '', { fileIds: [] }, null as never)),
    ).rejects.toMatchObject({ code: 'field-fixed' })
  })

  it('a bringing under way meanwhile leaves nothing that can be read', async () => {
    const entry = await entryWith('fetched'.repeat(60))
    const [file] = await filesOf(entry.id)
    const list = await approved([entry.id], 'جدول 4')
    const row = await sql(here().db.read).one<FileRow>('SELECT * FROM file WHERE id = ?', [file?.id ?? ''])
    const bytes: Buffer[] = []
    for await (const part of here().files.read(file?.sha256 ?? '', row?.fileKey ?? '', file?.size ?? 0))
      bytes.push(part)
    await desk.api.disposal.destroy({ id: list })
    const source = { getChunk: () => Promise.resolve(Buffer.concat(bytes)) }
    await fetchFile(here(), source as never, { ...row, fileKey: null } as FileRow).catch(() => undefined)
    expect((await filesOf(entry.id))[0]).toMatchObject({ present: false })
    await expect(openFile(here(), desk.app.session.actor, file?.id ?? '')).rejects.toMatchObject({
      code: 'file-destroyed',
    })
  })

  it('a kill after the keys went and before the bytes did: the next opening sweeps them, and the log knows', async () => {
    const entry = await entryWith('killed'.repeat(60))
    const list = await approved([entry.id], 'جدول 5')
    const { files } = here()
    // Killed: neither log nor bytes were reached.
    const [remove, add] = [files.remove.bind(files), here().destroyed.add.bind(here().destroyed)]
    here().destroyed.add = () => Promise.reject(new Error('killed'))
    files.remove = () => Promise.reject(new Error('killed'))
    await expect(desk.api.disposal.destroy({ id: list })).rejects.toBeDefined()
    expect((await filesOf(entry.id))[0]).toMatchObject({ destroyed: true, present: false })
    const before = lying()
    Object.assign(files, { remove })
    here().destroyed.add = add
    Object.assign(desk, await desk.restart())
    await logIn(desk, 'said')
    expect(lying()).toBeLessThan(before)
    expect(here().destroyed.lines.map(({ fileId }) => fileId)).toContain((await filesOf(entry.id))[0]?.id)
  })

  it('R2, R3: a backup of before does not bring it back; a log under another seal says nothing', async () => {
    const entry = await entryWith('restored'.repeat(60))
    const list = await approved([entry.id], 'جدول 6')
    await logIn(desk, 'admin')
    const made = await backUp(desk)
    await logIn(desk, 'said')
    await desk.api.disposal.destroy({ id: list })
    const destroyed = (await filesOf(entry.id))[0]
    await logIn(desk, 'admin')
    await restore(desk, made.folder, asAdmin)
    await logIn(desk, 'said')
    const [after] = await filesOf(entry.id)
    expect(after).toMatchObject({ id: destroyed?.id, destroyed: true, present: false })
    await expect(openFile(here(), desk.app.session.actor, after?.id ?? '')).rejects.toMatchObject({
      code: 'file-destroyed',
    })
    // The restored copy does not know the act; somebody who may says it anew, and it is said once.
    expect((await desk.api.disposal.get({ id: list })).scans.destroyed).toBeNull()
    expect((await desk.api.disposal.destroy({ id: list })).scans.destroyed).toMatchObject({ files: 1, left: 0 })
    const other = DestroyedLog.open(join(desk.folder, 'destroyed.log'), Buffer.alloc(32, 1))
    expect(other.lines).toEqual([])
  })
})
