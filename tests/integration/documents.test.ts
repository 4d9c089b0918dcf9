import { randomBytes } from 'node:crypto'
import { open } from 'node:fs/promises'
import { mkdtempSync, openSync, closeSync, ftruncateSync, readFileSync, writeFileSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { FileStore } from '../../main/documents/file-store'
import { answer, parseRange } from '../../main/documents/protocol'
import { addUser, closeDesks, entryInput, logIn, officeDesk, pdfFile, type TestDesk } from '../fixtures/office'

afterEach(closeDesks)
const folder = mkdtempSync(join(tmpdir(), 'diwan-scans-'))
const file = (name: string, bytes: Buffer | string): string => {
  writeFileSync(join(folder, name), bytes)
  return join(folder, name)
}
const stage = (desk: TestDesk, path: string) => desk.api.documents.stage({ path })
const fetchUrl = (desk: TestDesk, url: string, range: string | null = null) =>
  answer({ url, headers: { get: () => range } }, desk.app.ctx)

describe('scans', () => {
  it('what was taken in comes back byte for byte, whole and in part, and lies encrypted on the disk', async () => {
    const desk = await officeDesk()
    const filler = 'secret words '.repeat(50_000)
    const path = pdfFile(folder, 'big.pdf', filler)
    const staged = await stage(desk, path)
    const whole = Buffer.from(await (await fetchUrl(desk, staged.url)).arrayBuffer())
    expect(whole.equals(readFileSync(path))).toBe(true)
    const part = await fetchUrl(desk, staged.url, 'bytes=262140-262160')
    expect(part.status).toBe(206)
    expect(Buffer.from(await part.arrayBuffer()).equals(whole.subarray(262140, 262161))).toBe(true)
    expect((await fetchUrl(desk, staged.url, 'bytes=99999999-')).status).toBe(416)
    const { readdirSync } = await import('node:fs')
    for (const name of readdirSync(join(desk.folder, 'files'), { recursive: true, withFileTypes: true })) {
      if (name.isFile()) expect(readFileSync(join(name.parentPath, name.name)).includes('secret words')).toBe(false)
    }
  })

  it.each([
    ['cut.pdf', '%PDF-1.7\n1 0 obj', 'file-unreadable'],
    ['cut.jpg', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]), 'file-unreadable'],
    ['cut.png', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0]), 'file-unreadable'],
    ['empty.pdf', '', 'file-unreadable'],
    ['letter.docx', 'PK\u0003\u0004', 'file-kind-unknown'],
    ['renamed.pdf', '<html>', 'file-kind-unknown'],
  ])('%s is refused in words, and nothing is kept', async (name, bytes, code) => {
    const desk = await officeDesk()
    await expect(stage(desk, file(name, bytes))).rejects.toMatchObject({ code, params: { name } })
    expect(await desk.app.session.desk.files.sweep([])).toBe(0)
  })

  it('a file of 300 MB is refused before it is read; a missing one too', async () => {
    const desk = await officeDesk()
    const path = join(folder, 'film.pdf')
    const handle = openSync(path, 'w')
    writeSync(handle, '%PDF-1.4')
    ftruncateSync(handle, 300_000_000)
    closeSync(handle)
    await expect(stage(desk, path)).rejects.toMatchObject({
      code: 'file-too-large',
      params: { name: 'film.pdf', sizeMb: 300, limitMb: 150 },
    })
    await expect(stage(desk, join(folder, 'nothing.pdf'))).rejects.toMatchObject({ code: 'file-missing' })
    await expect(stage(desk, 'relative.pdf')).rejects.toMatchObject({ code: 'file-missing' })
  })

  it('a full disk while writing is said in words and leaves no half file', async () => {
    const desk = await officeDesk()
    const real = desk.app.session.desk.files
    const full = new FileStore(join(desk.folder, 'files'), randomBytes(32), async (path) => {
      const handle = await open(path, 'wx')
      let writes = 0
      const write = handle.write.bind(handle)
      return Object.assign(handle, {
        write: (bytes: Buffer) => {
          if (++writes > 1) throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
          return write(bytes)
        },
      })
    })
    desk.app.session.desk.files = full
    await expect(stage(desk, pdfFile(folder, 'long.pdf', 'x'.repeat(600_000)))).rejects.toMatchObject({
      code: 'disk-full',
    })
    expect(await full.sweep([])).toBe(0)
    desk.app.session.desk.files = real
    expect((await stage(desk, pdfFile(folder, 'long.pdf', 'x'.repeat(600_000)))).size).toBeGreaterThan(600_000)
  })

  it('the same scan again is one sealed file and a warning (C3)', async () => {
    const desk = await officeDesk()
    const first = await stage(desk, pdfFile(folder, 'a.pdf'))
    const entry = await desk.api.register.register(await entryInput(desk, { fileIds: [first.id] }))
    const again = await stage(desk, pdfFile(folder, 'b.pdf'))
    const draft = await entryInput(desk, { fileIds: [again.id] })
    expect((await desk.api.register.check(draft)).duplicates).toMatchObject([
      { entry: { id: entry.id }, reason: 'file' },
    ])
    await desk.api.register.register({ ...draft, secondCopyOfId: entry.id })
    expect(
      (await desk.app.session.desk.files.bytes(first.sha256, await keyOf(desk, again.id), first.size)).length,
    ).toBe(first.size)
  })

  it('a scan follows the level of its entry, and a staged one is its clerk’s alone (A2)', async () => {
    const desk = await officeDesk()
    await addUser(desk, 'low', ['clerk'])
    const staged = await stage(desk, pdfFile(folder))
    await logIn(desk, 'low')
    expect((await fetchUrl(desk, staged.url)).status).toBe(404)
    await expect(desk.api.register.register(await entryInput(desk, { fileIds: [staged.id] }))).rejects.toMatchObject({
      code: 'file-missing',
    })
    await logIn(desk, 'admin')
    await desk.api.register.register(await entryInput(desk, { fileIds: [staged.id], level: 'secret' }))
    await logIn(desk, 'low')
    expect((await fetchUrl(desk, staged.url)).status).toBe(404)
    await desk.api.session.lock({})
    expect((await fetchUrl(desk, staged.url)).status).toBe(401)
  })
})

async function keyOf(desk: TestDesk, id: string): Promise<string> {
  const { visibleFile } = await import('../../main/documents/documents')
  return (await visibleFile(desk.app.session.desk, desk.app.session.actor, id)).fileKey
}

describe('addresses from the window', () => {
  it.each([
    'diwan://file/../../etc/passwd',
    'diwan://file/%2e%2e%2fvault.json',
    'diwan://print/nothing',
    'diwan://other/x',
    'diwan://file/',
  ])('%s is not found', async (url) => {
    const desk = await officeDesk()
    expect((await fetchUrl(desk, url)).status).toBe(404)
  })
  it.each([
    [null, null],
    ['bytes=0-9', [0, 9]],
    ['bytes=90-', [90, 99]],
    ['bytes=-10', [90, 99]],
    ['bytes=50-500', [50, 99]],
    ['bytes=100-', 'unsatisfiable'],
    ['bytes=9-5', 'unsatisfiable'],
    ['bytes=-', null],
    ['lines=1-2', null],
  ])('range %s', (header, range) => expect(parseRange(header, 100)).toEqual(range))
})
