import { readdirSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createRow } from '../../db/outbox/changes'
import { closeDesks, logIn, pdfFile } from '../fixtures/office'
import { stampOf } from './forging'
import { bothSync, firstPc, Ministry, secondPc, type Pc } from './stories'

let ministry: Ministry
beforeAll(async () => {
  ministry = await Ministry.open()
})
afterAll(() => ministry.close())
afterEach(closeDesks)

async function twoPcs(): Promise<[Pc, Pc]> {
  const rabat = await firstPc(ministry)
  const lille = await secondPc(ministry, rabat)
  await bothSync(rabat, lille)
  return [rabat, lille]
}

describe('people and scans', () => {
  it('somebody deactivated elsewhere is logged out here, and does not come in again', async () => {
    const [rabat, lille] = await twoPcs()
    const person = (await rabat.api.users.list({})).find((u) => u.login === 'karim')
    if (!person) expect.fail('karim is not here')
    const { id, names, roles, clearance, unitId } = person
    await rabat.api.users.update({ id, names, roles, clearance, unitId, active: false })
    await rabat.syncs()
    await lille.syncs().catch(() => undefined)
    await expect.poll(async () => (await lille.api.session.state({})).phase).toBe('closed')
    // No key slot is left for them on this PC: not even the right password opens anything.
    expect(lille.desk.app.session.vault.hasSlot(id)).toBe(false)
    await expect(logIn(lille.desk, 'karim')).rejects.toMatchObject({ code: 'wrong-password' })
  })

  it('a scan travels after its entry, in chunks, and opens on the other PC', async () => {
    const [rabat, lille] = await twoPcs()
    const path = pdfFile(rabat.desk.folder, 'طلب.pdf', 'x'.repeat(2_500_000))
    const staged = await rabat.api.documents.stage({ path })
    const entry = await rabat.registers({ fileIds: [staged.id] })
    expect((await rabat.api.sync.status({})).files).toMatchObject({ waiting: 1 })
    expect((await rabat.syncs()).files).toEqual({ waiting: 0, bytesLeft: 0, bytesTotal: 0 })
    await lille.syncs()
    const [file] = (await lille.api.register.get({ id: entry.id })).files
    expect(file).toMatchObject({ sha256: staged.sha256, present: false })
    const { answer } = await import('../../main/documents/protocol')
    const response = await answer({ url: file?.url ?? '', headers: { get: () => null } }, lille.desk.app.ctx)
    const bytes = Buffer.from(await response.arrayBuffer())
    const { readFileSync } = await import('node:fs')
    expect(response.status).toBe(200)
    expect(bytes.equals(readFileSync(path))).toBe(true)
    expect((await lille.api.register.get({ id: entry.id })).files[0]?.present).toBe(true)
  })

  it('a scan on its way here goes on where the line broke, with its progress, and is said in words meanwhile', async () => {
    const [rabat, lille] = await twoPcs()
    const staged = await rabat.api.documents.stage({ path: pdfFile(rabat.desk.folder, 'a.pdf', 'z'.repeat(2_500_000)) })
    const entry = await rabat.registers({ fileIds: [staged.id] })
    await rabat.syncs()
    await lille.syncs()
    const id = (await lille.api.register.get({ id: entry.id })).files[0]?.id ?? ''
    let tries = 0
    for (let here = false; !here && tries < 8; tries++) {
      ministry.line.break({ kind: 'cut', afterBytes: 900_000 })
      here = await lille.api.documents.open({ id }).then(
        () => true,
        (error: unknown) => {
          expect(error).toMatchObject({ code: 'server-unreachable' })
          return false
        },
      )
    }
    ministry.line.mend()
    // Begun again each time, it would never have come.
    expect(tries).toBeLessThan(8)
    const told = lille.desk.events.filter((e) => e.feature === 'documents' && e.name === 'fetching')
    expect(told.at(-1)).toMatchObject({ payload: { id, done: 1 } })
    expect((await lille.api.register.get({ id: entry.id })).files[0]).toMatchObject({ present: true })
    // What the server gave does not wait to be sent to it.
    expect((await lille.api.sync.status({})).files).toMatchObject({ waiting: 0 })
  })

  it('one scan that is damaged here, or of a size no scan has, stops no other', async () => {
    const [rabat, lille] = await twoPcs()
    const { desk, actor } = rabat.desk.app.session
    const bad = await rabat.api.documents.stage({ path: pdfFile(rabat.desk.folder, 'bad.pdf', 'b') })
    for (const one of readdirSync(join(rabat.desk.folder, 'files'), { recursive: true, withFileTypes: true }))
      if (one.isFile()) truncateSync(join(one.parentPath, one.name), 40)
    const good = await rabat.api.documents.stage({ path: pdfFile(rabat.desk.folder, 'good.pdf', 'g'.repeat(9000)) })
    const entry = await rabat.registers({ fileIds: [bad.id, good.id] })
    const fields = { entryId: entry.id, name: 'huge', mediaType: 'text/html\n', sha256: 'e'.repeat(64), createdAt: 1 }
    const more = { size: 1e15, version: 1, position: 2, replacedById: null, createdById: actor.userId }
    const huge = desk.newId()
    await desk.db.write((tx) => createRow(tx, 'file', huge, { ...fields, ...more }, stampOf(rabat)))
    expect(await rabat.syncs()).toMatchObject({ phase: 'idle', files: { waiting: 1 } })
    await lille.syncs()
    const { files } = await lille.api.register.get({ id: entry.id })
    // The server takes no row that says what no file can be.
    expect(files.find((f) => f.id === huge)).toBeUndefined()
    expect((await rabat.outcomes()).at(-1)).toMatchObject({ state: 'parked', reason: 'invalid' })
    await lille.api.documents.open({ id: good.id })
    await expect(lille.api.documents.open({ id: bad.id })).rejects.toMatchObject({ code: 'file-missing' })
    await expect(lille.api.documents.open({ id: huge })).rejects.toMatchObject({ code: 'not-found' })
  })
})
