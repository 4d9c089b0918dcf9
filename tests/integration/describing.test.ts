import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Description } from '../../contract/describing'
import { sql } from '../../db/core/sql'
import { addUser, closeDesks, entryInput, logIn, officeDesk, pdfFile, type TestDesk } from '../fixtures/office'

let desk: TestDesk
let incoming: string
let unitId: string
beforeAll(async () => {
  desk = await officeDesk({ registers: (['incoming', 'outgoing'] as const).map((kind) => ({ kind, opening: 1 })) })
  await addUser(desk, 'nadia', ['clerk'])
  await addUser(desk, 'said', ['headOfRegistry'], 'secret')
  await addUser(desk, 'karim', ['officer'])
  incoming = (await desk.api.register.registers({})).find(({ kind }) => kind === 'incoming')?.id ?? ''
  unitId = (await desk.api.office.get({})).units[1]?.id ?? ''
  await logIn(desk, 'nadia')
})
afterAll(closeDesks)

const newId = (): string => desk.app.session.desk.newId()
const number = (ids: string[], change: Record<string, unknown> = {}) =>
  desk.api.describing.number({
    ...{ ids, registerId: incoming, arrivalAt: desk.clock.now() - 60_000, channel: 'post', unitId },
    ...change,
  })
async function description(id: string, change: Partial<Description> = {}): Promise<Description> {
  const { registerId: _register, secondCopyOfId: _copy, ...said } = await entryInput(desk, { id })
  return { ...said, ...change }
}
const waiting = async (): Promise<string[]> =>
  (await desk.api.describing.list({})).rows.map(({ numberText }) => numberText)

describe('number first, details after (D2)', () => {
  it('gives a pile its numbers at once, one after the other, and once (N2, N3)', async () => {
    const ids = [newId(), newId(), newId()]
    const { entries } = await number(ids)
    expect(entries.map(({ numberText }) => numberText)).toEqual(['و/2026/00001', 'و/2026/00002', 'و/2026/00003'])
    expect(await number(ids)).toEqual({ entries })
    expect(await waiting()).toEqual(entries.map(({ numberText }) => numberText))
    expect(await desk.api.describing.count({})).toEqual({ open: 3 })
    const [first] = await desk.api.register.rows({
      ...{ registerId: incoming, year: 2026, tab: 'all', text: '', offset: 0, limit: 1 },
      criteria: { undescribed: true },
    })
    expect(first).toMatchObject({ numberText: 'و/2026/00003', subject: null, level: 'ordinary' })
  })

  it('refuses a pile that has not come, of an outgoing register, or of nobody, and numbers nothing (C1, C2)', async () => {
    const outgoing = (await desk.api.register.registers({})).find(({ kind }) => kind === 'outgoing')?.id
    for (const change of [{ arrivalAt: desk.clock.now() + 1 }, { registerId: outgoing }, { unitId: newId() }])
      await expect(number([newId()], change)).rejects.toMatchObject({ code: 'invalid-input' })
    expect(await desk.api.describing.count({})).toEqual({ open: 3 })
  })

  it('says what is missing wherever it would pass for something else: no correction, no receipt (C5, I2)', async () => {
    const { rows } = await desk.api.describing.list({})
    const id = rows[0]?.id ?? ''
    const refused = { code: 'describe-first', params: { number: 'و/2026/00001' } }
    await expect(desk.api.register.correct({ id, field: 'subject', value: 'x', reason: 'y' })).rejects.toMatchObject(
      refused,
    )
    await expect(
      desk.api.receipts.issue({ id: newId(), entryId: id, depositor: 'x', deadline: null }),
    ).rejects.toMatchObject(refused)
  })

  it('is described by one act that says all of it, with its scan, once; it leaves the list (C2, I5)', async () => {
    const id = (await desk.api.describing.list({})).rows[0]?.id ?? ''
    await expect(desk.api.describing.describe(await description(id, { subject: null }))).rejects.toMatchObject({
      code: 'subject-missing',
    })
    const scan = await desk.api.documents.stage({ path: pdfFile(desk.folder), keepProtected: false })
    desk.clock.tick(60_000)
    const said = await description(id, { reference: 'AML/57', fileIds: [scan.id], enclosureCount: 1 })
    const entry = await desk.api.describing.describe(said)
    expect(entry).toMatchObject({ subject: said.subject, reference: 'AML/57', numberText: 'و/2026/00001' })
    expect(entry.files.map(({ sha256 }) => sha256)).toEqual([scan.sha256])
    expect(entry.acts.map(({ kind }) => kind)).toEqual(['registration', 'description'])
    expect(entry.registeredAt).toBeLessThan(desk.clock.now())
    await expect(desk.api.describing.describe(said)).rejects.toMatchObject({ code: 'stale' })
    expect(await waiting()).toEqual(['و/2026/00002', 'و/2026/00003'])
    // It is corrected like any other from then on, and found by what was said of it.
    await desk.api.register.correct({ id, field: 'reference', value: 'AML/58', reason: 'خطأ' })
    const { hits } = await desk.api.search.everywhere({ text: 'AML/58', limit: 5 })
    expect(hits.map((hit) => hit.id)).toContain(id)
  })

  it('may turn out to be a sealed envelope: raised, it waits for nobody here (A1)', async () => {
    const id = (await desk.api.describing.list({})).rows[0]?.id ?? ''
    await desk.api.register.correct({ id, field: 'level', value: 'confidential', reason: 'ظرف مختوم' })
    expect(await waiting()).toEqual(['و/2026/00003'])
  })

  it('is not described by whoever may not, is cancelled like any other, and the chain of the book stays whole (A4, I1, I5)', async () => {
    const id = (await desk.api.describing.list({})).rows[0]?.id ?? ''
    await logIn(desk, 'karim')
    await expect(desk.api.describing.describe(await description(id))).rejects.toMatchObject({ code: 'forbidden' })
    await expect(desk.api.describing.list({})).rejects.toMatchObject({ code: 'forbidden' })
    await logIn(desk, 'said')
    await desk.api.register.cancel({ id, reason: 'ظرف فارغ' })
    await expect(desk.api.describing.describe(await description(id))).rejects.toMatchObject({
      code: 'already-cancelled',
    })
    expect(await waiting()).toEqual([])
    const [verdict] = await desk.api.register.verify({ registerId: incoming, year: 2026 })
    expect(verdict).toMatchObject({ result: 'whole' })
  })

  it('keeps what is restricted out of the list and the count of who may not see it (A2)', async () => {
    const { entries } = await number([newId(), newId()])
    const [raised, open] = entries
    await desk.app.session.desk.db.write((tx) =>
      sql(tx).run(`UPDATE entry SET level = 'restricted', registeredById = 'x' WHERE id = ?`, [raised?.id ?? '']),
    )
    await logIn(desk, 'nadia')
    expect(await waiting()).toEqual([open?.numberText])
    expect(await desk.api.describing.count({})).toEqual({ open: 1 })
  })
})
