import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PDFDocument } from '@cantoo/pdf-lib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Entry } from '../../contract/register'
import { stagedBy } from '../../db/documents/files'
import { answer } from '../../main/documents/protocol'
import { SEPARATOR, barText } from '../../domain/labels/code'
import { labelCode } from '../../main/labels/one-label'
import { RESTS_MS } from '../../main/intake/tray'
import { addUser, closeDesks, entryInput, logIn, officeDesk, type TestDesk } from '../fixtures/office'
import { pages, pdf } from '../fixtures/scans'

let desk: TestDesk
let folder: string
let first: Entry
let second: Entry
let secret: Entry
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'diwan-scanner-'))
  desk = await officeDesk({}, { chooseFolder: async () => folder })
  await addUser(desk, 'nadia', ['clerk'])
  await addUser(desk, 'said', ['headOfRegistry'], 'secret')
  await addUser(desk, 'karim', ['officer'])
  await logIn(desk, 'said')
  secret = await desk.api.register.register(await entryInput(desk, { subject: 'ملف سري', level: 'secret' }))
  await logIn(desk, 'nadia')
  first = await desk.api.register.register(await entryInput(desk, { subject: 'الأولى' }))
  second = await desk.api.register.register(await entryInput(desk, { subject: 'الثانية' }))
})
afterAll(async () => {
  await closeDesks()
  rmSync(folder, { recursive: true, force: true })
})

const put = (name: string, count: number): string => {
  const path = join(folder, name)
  writeFileSync(path, pdf(pages(count)))
  return path
}
/** Looked at twice, with a rest between: then the scanner is done. */
async function rested() {
  await desk.api.intake.tray({})
  desk.clock.tick(RESTS_MS)
  return desk.api.intake.tray({})
}
const names = async (): Promise<string[]> => (await desk.api.intake.tray({})).scans.map(({ name }) => name)
const bytesOf = async (url: string): Promise<Buffer> =>
  Buffer.from(await (await answer({ url, headers: { get: () => null } }, desk.app.ctx)).arrayBuffer())
const code = (entry: Entry) => labelCode(desk.app.session.desk, entry)
async function barOf({ numberText, number: { seq } }: Entry): Promise<string> {
  const [book] = (await desk.api.register.registers({})).find(({ kind }) => kind === 'incoming')?.books ?? []
  return barText({ numberText, seq, bookId: book?.id ?? '' })
}

describe('the folder of a scanner', () => {
  it('is nowhere until somebody shows it, and only who registers sees it', async () => {
    expect(await desk.api.intake.tray({})).toEqual({ folder: null, state: 'none', scans: [], more: false })
    expect(await desk.api.intake.choose({})).toMatchObject({ folder, state: 'here', scans: [] })
    await logIn(desk, 'karim')
    await expect(desk.api.intake.tray({})).rejects.toMatchObject({ code: 'forbidden' })
    await logIn(desk, 'nadia')
  })

  it('shows what is being written, and gives it only when it has rested; what is no scan is not shown', async () => {
    const path = put('a.pdf', 1)
    for (const other of ['.hidden.pdf', '~a.pdf', 'a.pdf.part', 'notes.txt']) writeFileSync(join(folder, other), 'x')
    mkdirSync(join(folder, 'folder.pdf'))
    expect((await desk.api.intake.tray({})).scans).toMatchObject([{ name: 'a.pdf', writing: true }])
    await expect(desk.api.intake.take({ name: 'a.pdf' })).rejects.toMatchObject({ code: 'file-gone' })
    desk.clock.tick(RESTS_MS - 1)
    writeFileSync(path, pdf(pages(2)))
    expect((await desk.api.intake.tray({})).scans).toMatchObject([{ writing: true }])
    expect((await rested()).scans).toMatchObject([{ name: 'a.pdf', writing: false }])
    for (const name of ['../a.pdf', 'notes.txt', 'folder.pdf', path])
      await expect(desk.api.intake.take({ name })).rejects.toMatchObject({ code: 'file-gone' })
    expect((await desk.api.intake.take({ name: 'a.pdf' })).file).toMatchObject({ name: 'a.pdf' })
    expect(existsSync(path)).toBe(true)
    rmSync(path)
  })

  it('is away when it does not answer, and asked once at a time: a share that hangs holds nobody', async () => {
    const { TrayFolder } = await import('../../main/intake/tray')
    let asked = 0
    const hangs = new TrayFolder(
      '/share',
      () => 0,
      () => (asked++, new Promise(() => undefined)),
      20,
    )
    expect(await Promise.all([hangs.tray(), hangs.tray()])).toMatchObject([{ state: 'away' }, { state: 'away' }])
    expect(await hangs.tray()).toMatchObject({ state: 'away' })
    expect(asked).toBe(1)
  })
})

describe('a batch of scans', () => {
  it('is parted by what its codes say: ours and visible lead to their entry, everything else to nobody (A2)', async () => {
    const stolen = code(first).replace('00002', '00003')
    const texts = [
      [SEPARATOR],
      [code(first)],
      ['EAN 123', stolen],
      [code(secret)],
      [await barOf(second)],
      [code(first), code(second)],
    ]
    const read = await desk.api.intake.recognise({ pages: texts.map((some, page) => ({ page, texts: some })) })
    expect(read.map(({ separator, entry }) => [separator, entry?.numberText ?? null])).toEqual([
      [true, null],
      [false, first.numberText],
      [false, null],
      [false, null],
      [false, second.numberText],
      [false, null],
    ])
    await logIn(desk, 'said')
    const [seen] = await desk.api.intake.recognise({ pages: [{ page: 0, texts: [code(secret)] }] })
    expect(seen?.entry?.numberText).toBe(secret.numberText)
    await logIn(desk, 'nadia')
  })
  it('is filed part by part, leaves the folder when all of it is kept, and is filed once however often it is ordered (I3)', async () => {
    const { db } = desk.app.session.desk
    const waiting = async (): Promise<number> => (await stagedBy(db.read, desk.app.session.actor.userId)).count
    const before = await waiting()
    const path = put('batch.pdf', 5)
    await rested()
    const { file } = await desk.api.intake.take({ name: 'batch.pdf' })
    const parts = [
      { entryId: first.id, pages: [0, 1] },
      { entryId: second.id, pages: [3, 4] },
    ]
    const order = { fileId: file.id, name: 'batch.pdf', parts, whole: false }
    const done = await desk.api.intake.file(order)
    expect(done).toMatchObject({
      removed: false,
      parts: [
        { failed: null, same: false },
        { failed: null, same: false },
      ],
    })
    expect(existsSync(path)).toBe(true)
    const [scan] = (await desk.api.register.get({ id: second.id })).files
    const kept = await PDFDocument.load(await bytesOf(scan?.url ?? ''))
    expect(kept.getPageCount()).toBe(2)
    const again = await desk.api.intake.take({ name: 'batch.pdf' })
    const twice = await desk.api.intake.file({ ...order, fileId: again.file.id, whole: true })
    expect(twice).toMatchObject({ removed: true, parts: [{ same: true }, { same: true }] })
    expect((await desk.api.register.get({ id: first.id })).files).toHaveLength(1)
    expect(await waiting()).toBe(before)
    expect(existsSync(path)).toBe(false)
    expect(await names()).toEqual([])
  })

  it('of one letter goes as it came, byte for byte; the same bytes are known when they come again, and leave on request', async () => {
    const path = put('one.pdf', 3)
    const sha256 = createHash('sha256').update(readFileSync(path)).digest('hex')
    await rested()
    const { file } = await desk.api.intake.take({ name: 'one.pdf' })
    const parts = [{ entryId: second.id, pages: null }]
    expect(await desk.api.intake.file({ fileId: file.id, name: 'one.pdf', parts, whole: true })).toMatchObject({
      removed: true,
    })
    expect((await desk.api.register.get({ id: second.id })).files.map((f) => f.sha256)).toContain(sha256)
    put('one.pdf', 3)
    await rested()
    const again = await desk.api.intake.take({ name: 'one.pdf' })
    expect(again.filedIn.map(({ id }) => id)).toEqual([second.id])
    expect(await desk.api.intake.clear({ name: 'one.pdf' })).toEqual({ removed: true })
    put('other.pdf', 4)
    await rested()
    expect(await desk.api.intake.clear({ name: 'other.pdf' })).toEqual({ removed: false })
    expect(existsSync(join(folder, 'other.pdf'))).toBe(true)
  })

  it('stays in the folder when something else lies there under its name by now, or when a part was refused (A2, I1)', async () => {
    const path = put('late.pdf', 2)
    await rested()
    const { file } = await desk.api.intake.take({ name: 'late.pdf' })
    const stamp = new Date()
    writeFileSync(path, pdf(pages(6)))
    utimesSync(path, stamp, stamp)
    const order = { fileId: file.id, name: 'late.pdf', parts: [{ entryId: first.id, pages: null }], whole: true }
    expect(await desk.api.intake.file(order)).toMatchObject({ removed: false })
    expect(existsSync(path)).toBe(true)
    await rested()
    const next = await desk.api.intake.take({ name: 'late.pdf' })
    const refused = await desk.api.intake.file({
      ...{ fileId: next.file.id, name: 'late.pdf', whole: true },
      parts: [
        { entryId: secret.id, pages: [0] },
        { entryId: first.id, pages: [1] },
        { entryId: first.id, pages: [99] },
      ],
    })
    expect(refused).toMatchObject({
      removed: false,
      parts: [
        { numberText: '', failed: { code: 'not-found' } },
        { failed: null },
        { failed: { code: 'file-unreadable' } },
      ],
    })
    expect(existsSync(path)).toBe(true)
  })
})

describe('labels (D2)', () => {
  it('are made of what may be seen and stands, and say of the rest that it has none (A2, I1)', async () => {
    await logIn(desk, 'said')
    await desk.api.register.cancel({ id: second.id, reason: 'خطأ' })
    await logIn(desk, 'nadia')
    const ids = [first.id, second.id, secret.id]
    const made = await desk.api.labels.print({ which: { ids }, format: 'sheet24', start: 23 })
    expect(made).toMatchObject({
      made: 1,
      failed: [
        { numberText: second.numberText, code: 'already-cancelled' },
        { numberText: '', code: 'not-found' },
      ],
    })
    expect((await bytesOf(made.url ?? '')).subarray(0, 5).toString()).toBe('%PDF-')
    expect(await desk.api.labels.print({ which: { ids: [secret.id] }, format: 'zebra', start: 0 })).toEqual({
      ...{ url: null, made: 0 },
      failed: [{ numberText: '', code: 'not-found' }],
    })
  })

  it('bear a code that verifies offline, and of which a changed letter tells (I5)', async () => {
    const payload = code(first)
    await logIn(desk, 'said')
    expect(await desk.api.letters.verify({ payload })).toMatchObject({ verdict: 'genuine', paper: 'label' })
    expect(await desk.api.letters.verify({ payload: payload.replace('|0|', '|1|') })).toMatchObject({
      verdict: 'misread',
    })
  })
})
