import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { strToU8, unzipSync, zipSync } from 'fflate'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { sha256 } from '../../domain/hash'
import { verifyPackage } from '../../main/transfer/verify'
import { addUser, closeDesks, entryInput, logIn, officeDesk, pdfFile, same, type TestDesk } from '../fixtures/office'

let desk: TestDesk
const parent = mkdtempSync(join(tmpdir(), 'diwan-transfer-'))
let chosen: string | null = parent
let listId = ''
let bag = ''
beforeAll(async () => {
  desk = await officeDesk({}, { chooseFolder: async () => chosen })
  await addUser(desk, 'said', ['headOfRegistry'], 'secret')
  await addUser(desk, 'hind', ['headOfOffice'], 'secret')
  await logIn(desk, 'said')
  const classId = newId()
  await desk.api.filing.add({
    ...{ id: classId, code: 'T', names: same('إحالة'), parentId: null, since: null, basis: '' },
    ...{ active: 0, intermediate: 0, event: 'registration', fate: 'transfer' },
  })
  const scan = await desk.api.documents.stage({ path: pdfFile(desk.folder), keepProtected: false })
  const one = await register({ classId, fileIds: [scan.id], reference: 'م/1' })
  await register({ level: 'secret', subject: 'سر لا يخرج' })
  await desk.api.register.correct({ id: one, field: 'subject', value: 'طلب معدل', reason: 'سهو' })
  const better = await desk.api.documents.stage({
    ...{ path: pdfFile(desk.folder, 'better.pdf', 'better'), keepProtected: false },
  })
  await desk.api.register.rescan({ id: one, replacesFileId: scan.id, fileId: better.id })
  const two = await register({ classId, level: 'confidential', subject: 'ملف محفوظ' })
  const [book] = await desk.api.closing.books({})
  if (book) await desk.api.closing.closeDays({ bookId: book.id, through: book.today })
  const list = await desk.api.disposal.prepare({
    ...{ id: newId(), fate: 'transfer', name: 'جدول إحالة 1', by: '2026-11-20', entryIds: [one, two] },
  })
  listId = list.id
})
afterAll(async () => {
  await closeDesks()
  rmSync(parent, { recursive: true, force: true })
})

const newId = (): string => desk.app.session.desk.newId()
const register = async (change: Parameters<typeof entryInput>[1]): Promise<string> =>
  (await desk.api.register.register(await entryInput(desk, change))).id

it('only an approved list is packed; whoever changes their mind makes nothing', async () => {
  await expect(desk.api.disposal.pack({ id: listId })).rejects.toMatchObject({ code: 'stale' })
  await logIn(desk, 'hind')
  await desk.api.disposal.decide({ id: listId, decision: 'approved', note: '' })
  await expect(desk.api.disposal.pack({ id: listId })).rejects.toMatchObject({ code: 'forbidden' })
  await logIn(desk, 'said')
  chosen = null
  expect(await desk.api.disposal.pack({ id: listId })).toBeNull()
  chosen = parent
  expect(readdirSync(parent)).toEqual([])
})

it('is a bag with metadata, documents as they came, the sheet of the day and the chain, whole by itself; guarded entries are recorded (A3)', async () => {
  const made = await desk.api.disposal.pack({ id: listId })
  expect(made).toMatchObject({ entries: 2, files: 2 })
  bag = join(parent, made?.name ?? '')
  expect(readdirSync(parent)).toEqual([made?.name])
  expect(readFileSync(join(bag, 'bagit.txt'), 'utf8')).toBe('BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n')
  expect(readFileSync(join(bag, 'bag-info.txt'), 'utf8')).toMatch(/^Payload-Oxum: \d+\.\d+$/m)
  expect(await verifyPackage(bag)).toEqual([])
  const entries = readFileSync(join(bag, 'data/entries.json'), 'utf8')
  expect(entries).toContain('طلب معدل')
  expect(readdirSync(join(bag, 'data/documents/0001')).sort()).toEqual(['01.pdf', '02.pdf'])
  const [sheets = ''] = readdirSync(join(bag, 'data/sheets'))
  const [sheet = ''] = readdirSync(join(bag, 'data/sheets', sheets))
  expect(
    readFileSync(join(bag, 'data/sheets', sheets, sheet))
      .subarray(0, 5)
      .toString(),
  ).toBe('%PDF-')
  await logIn(desk, 'admin')
  const log = { personId: null, group: null, from: null, to: null, before: null, limit: 50 }
  const said = await desk.api.security.lines(log)
  expect(JSON.stringify(said)).toContain('export')
  await logIn(desk, 'said')
})

it('what is not packed leaves no word in it: of a hidden entry only the hash of its acts (A2)', () => {
  const [name = ''] = readdirSync(join(bag, 'data/chain'))
  const chain = readFileSync(join(bag, 'data/chain', name), 'utf8')
  expect(chain).toContain('ملف محفوظ')
  expect(chain).not.toContain('سر لا يخرج')
  expect(chain.split('\n').filter((line) => line.includes('"body":null'))).toHaveLength(1)
})

it('a second one stands beside the first; when a document is missing nothing is left', async () => {
  const made = await desk.api.disposal.pack({ id: listId })
  expect(made?.name).toMatch(/-2$/)
  rmSync(join(parent, made?.name ?? ''), { recursive: true })
  const before = readdirSync(parent)
  const kept = join(desk.folder, 'files')
  const moved = join(desk.folder, 'files-away')
  const { renameSync } = await import('node:fs')
  renameSync(kept, moved)
  mkdirSync(kept)
  await expect(desk.api.disposal.pack({ id: listId })).rejects.toMatchObject({ code: 'file-damaged' })
  rmSync(kept, { recursive: true })
  renameSync(moved, kept)
  expect(readdirSync(parent)).toEqual(before)
})

/** Writes a file of the bag anew, and its manifests with it: whoever does that has the rules of BagIt, not those of the register. */
function rewrite(path: string, change: (text: string) => string): () => void {
  const saved = new Map<string, string>()
  const put = (name: string, text: string): void => {
    saved.set(name, saved.get(name) ?? readFileSync(join(bag, name), 'utf8'))
    writeFileSync(join(bag, name), text)
  }
  const line = (name: string, of: string): void => {
    const hash = sha256(readFileSync(join(bag, of)))
    put(name, readFileSync(join(bag, name), 'utf8').replace(new RegExp(`^[0-9a-f]{64}  ${of}$`, 'm'), `${hash}  ${of}`))
  }
  put(path, change(readFileSync(join(bag, path), 'utf8')))
  line('manifest-sha256.txt', path)
  line('tagmanifest-sha256.txt', 'manifest-sha256.txt')
  return () => saved.forEach((text, name) => writeFileSync(join(bag, name), text))
}

it('every alteration is found: a document, a line of a manifest, a subject, an act, a chain that was cut', async () => {
  const document = join(bag, 'data/documents/0001/01.pdf')
  const stood = readFileSync(document)
  writeFileSync(document, Buffer.concat([stood, Buffer.from('x')]))
  expect(await verifyPackage(bag)).toEqual(['data/documents/0001/01.pdf: missing or altered'])
  writeFileSync(document, stood)
  writeFileSync(join(bag, 'data/more.txt'), 'x')
  expect(await verifyPackage(bag)).toEqual(['data/more.txt: not in the manifest'])
  rmSync(join(bag, 'data/more.txt'))
  const [name = ''] = readdirSync(join(bag, 'data/chain'))
  const chain = `data/chain/${name}`
  const cases: [string, (text: string) => string, RegExp][] = [
    ['data/entries.json', (text) => text.replace('طلب معدل', 'طلب آخر'), /subject differs from its acts/],
    [chain, (text) => text.replaceAll('طلب معدل', 'طلب آخر'), /does not fit at place/],
    [chain, (text) => `${text.trimEnd().split('\n').slice(0, -1).join('\n')}\n`, /ends elsewhere than it says/],
  ]
  for (const [path, change, said] of cases) {
    const back = rewrite(path, change)
    expect((await verifyPackage(bag)).join('\n')).toMatch(said)
    back()
  }
  expect(await verifyPackage(bag)).toEqual([])
})

it('is one file where that is asked for: a bag in a zip (RFC 8493), verified alike, of whichever program packed it', async () => {
  const made = await desk.api.disposal.pack({ id: listId, zipped: true })
  const zip = join(parent, made?.name ?? '')
  expect(made).toMatchObject({ entries: 2, files: 2, zipped: true, name: expect.stringMatching(/-2\.zip$/) })
  expect(readdirSync(parent).sort()).toEqual([basename(bag), basename(zip)])
  expect(await verifyPackage(zip)).toEqual([])
  // Another program opens it: one folder, named as the bag, and in it what stands in the folder.
  const parts = unzipSync(readFileSync(zip))
  const top = `${basename(zip, '.zip')}/`
  expect(Object.keys(parts).every((name) => name.startsWith(top))).toBe(true)
  expect(parts[`${top}bagit.txt`]).toEqual(new Uint8Array(readFileSync(join(bag, 'bagit.txt'))))
  const verified = async (change: Record<string, Uint8Array>): Promise<string[]> => {
    writeFileSync(zip, zipSync({ ...parts, ...change }))
    return verifyPackage(zip)
  }
  expect(await verified({})).toEqual([])
  expect(await verified({ [`${top}data/documents/0001/01.pdf`]: strToU8('x') })).toEqual([
    'data/documents/0001/01.pdf: missing or altered',
  ])
  expect(await verified({ [`${top}data/more.txt`]: strToU8('x') })).toEqual(['data/more.txt: not in the manifest'])
  await expect(verified({ '../outside.txt': strToU8('x') })).rejects.toThrow('no bag')
  // A byte of a document turned over where it lies.
  writeFileSync(zip, zipSync(parts, { level: 0 }))
  const bytes = readFileSync(zip)
  const at = bytes.indexOf('%PDF-') + 20
  bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at)
  writeFileSync(zip, bytes)
  expect((await verifyPackage(zip)).join()).toContain('missing or altered')
  // Under one name twice, two programs would read two.
  const [name = ''] = Object.keys(parts).filter((one) => one.endsWith('entries.json'))
  const twice = name.replace('entries.json', 'entries.jsom')
  const copied = Buffer.from(zipSync({ ...parts, [twice]: strToU8('{}') }, { level: 0 }))
  for (let from = copied.indexOf(twice); from >= 0; from = copied.indexOf(twice, from)) copied.write(name, from)
  writeFileSync(zip, copied)
  await expect(verifyPackage(zip)).rejects.toThrow('damaged')
})
