import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { closeDesks, logIn, pdfFile } from '../fixtures/office'
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
})
