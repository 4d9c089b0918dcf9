import { randomBytes } from 'node:crypto'
import { open, rename } from 'node:fs/promises'
import {
  mkdtempSync,
  openSync,
  closeSync,
  ftruncateSync,
  readdirSync,
  readFileSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { FileStore } from '../../main/documents/file-store'
import { insertStaged } from '../../db/documents/files'
import { STAGED_LIMIT } from '../../main/documents/documents'
import { answer } from '../../main/documents/protocol'
import { parseRange } from '../../main/documents/ranges'
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
    for (const name of readdirSync(join(desk.folder, 'files'), { recursive: true, withFileTypes: true })) {
      if (name.isFile()) expect(readFileSync(join(name.parentPath, name.name)).includes('secret words')).toBe(false)
    }
  })

  it.each([
    ['cut.pdf', '%PDF-1.7\n1 0 obj', 'file-unreadable'],
    ['cut.jpg', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]), 'file-unreadable'],
    ['cut.png', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0]), 'file-unreadable'],
    ['empty.pdf', '', 'file-empty'],
    ['letter.docx', 'PK\u0003\u0004', 'file-office'],
    ['renamed.pdf', '<html>', 'file-web-page'],
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
    await expect(stage(desk, join(folder, 'nothing.pdf'))).rejects.toMatchObject({ code: 'file-gone' })
    await expect(stage(desk, 'relative.pdf')).rejects.toMatchObject({ code: 'file-gone' })
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

describe('a scan put in again', () => {
  it('after it was removed is read again: bytes whose key no row knows are sealed anew', async () => {
    const desk = await officeDesk()
    const path = pdfFile(folder, 'again.pdf')
    const first = await stage(desk, path)
    await desk.api.documents.discard({ id: first.id })
    const second = await stage(desk, path)
    expect(Buffer.from(await (await fetchUrl(desk, second.url)).arrayBuffer()).equals(readFileSync(path))).toBe(true)
  })

  it('twice at the same moment is read by both', async () => {
    const desk = await officeDesk()
    const path = pdfFile(folder, 'twice.pdf', 'y'.repeat(700_000))
    const both = await Promise.all([stage(desk, path), stage(desk, path)])
    for (const one of both)
      expect(Buffer.from(await (await fetchUrl(desk, one.url)).arrayBuffer()).equals(readFileSync(path))).toBe(true)
  })

  it('over bytes the disk has changed makes every row that names it readable again', async () => {
    const desk = await officeDesk()
    const path = pdfFile(folder, 'damaged.pdf')
    const first = await stage(desk, path)
    damage(desk)
    await expect(desk.api.documents.open({ id: first.id })).rejects.toMatchObject({ code: 'file-damaged' })
    await stage(desk, path)
    await desk.api.documents.open({ id: first.id })
    expect((await fetchUrl(desk, first.url)).status).toBe(200)
  })

  it('while a virus scanner holds the name is tried again, and said in words when it does not let go', async () => {
    const desk = await officeDesk()
    const { session } = desk.app
    let held = 2
    const scanned = async (from: string, to: string): Promise<void> => {
      if (held-- > 0) throw Object.assign(new Error('held'), { code: held % 2 ? 'EBUSY' : 'EPERM' })
      await rename(from, to)
    }
    session.desk.files = new FileStore(join(desk.folder, 'files'), randomBytes(32), undefined, scanned)
    const staged = await stage(desk, pdfFile(folder, 'held.pdf'))
    await desk.api.documents.open({ id: staged.id })
    held = 1000
    await expect(stage(desk, pdfFile(folder, 'held.pdf', 'another'))).rejects.toMatchObject({
      code: 'file-held',
      params: { name: 'held.pdf' },
    })
    await desk.api.documents.open({ id: staged.id })
    expect(
      readdirSync(join(desk.folder, 'files'), { recursive: true }).some((name) => `${name}`.endsWith('.tmp')),
    ).toBe(false)
  })
})

describe('scans nobody registers', () => {
  it('are forgotten a day later, unless a draft names them', async () => {
    let desk = await officeDesk()
    const [lost, drafted] = [
      await stage(desk, pdfFile(folder, 'l.pdf', 'l')),
      await stage(desk, pdfFile(folder, 'd.pdf', 'd')),
    ]
    const [registerRow] = await desk.api.register.registers({})
    if (!registerRow) expect.fail('no register')
    const draft = { id: desk.app.session.desk.newId(), registerId: registerRow.id, body: { files: [drafted] } }
    await desk.api.register.saveDraft(draft)
    desk.clock.tick(25 * 3600_000)
    desk = await desk.restart()
    await logIn(desk, 'admin')
    await expect(desk.api.documents.open({ id: lost.id })).rejects.toMatchObject({ code: 'not-found' })
    await desk.api.documents.open({ id: drafted.id })
  })

  it('are no more than a person can need', async () => {
    const desk = await officeDesk()
    const { db, newId } = desk.app.session.desk
    const { userId } = desk.app.session.actor
    const row = { name: 'x', mediaType: 'application/pdf', size: 9, sha256: '0'.repeat(64), createdAt: 0 }
    await db.write(async (tx) => {
      for (let i = 0; i < STAGED_LIMIT.count; i++)
        await insertStaged(tx, { ...row, id: newId(), createdById: userId, fileKey: null, stagedById: userId })
    })
    await expect(stage(desk, pdfFile(folder))).rejects.toMatchObject({ code: 'scans-unused' })
  })
})

/** Every sealed file keeps its size and loses its bytes. */
function damage(desk: TestDesk): void {
  for (const name of readdirSync(join(desk.folder, 'files'), { recursive: true, withFileTypes: true })) {
    if (!name.isFile()) continue
    const path = join(name.parentPath, name.name)
    writeFileSync(path, randomBytes(readFileSync(path).length))
  }
}

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
    ['bytes=1-2-3', null],
    ['bytes=a-b', null],
    ['bytes=-0', 'unsatisfiable'],
    ['bytes=-500', [0, 99]],
    ['bytes=0-0', [0, 0]],
    ['bytes=99-99', [99, 99]],
    ['bytes=0-99999999999999999999999', [0, 99]],
    ['bytes=99999999999999999999999-', 'unsatisfiable'],
    ['bytes=0-1,5-6', 'unsatisfiable'],
    ['bytes=0-1, 5-6', 'unsatisfiable'],
  ])('range %s', (header, range) => expect(parseRange(header, 100)).toEqual(range))
  it.each(['bytes=0-', 'bytes=-5', 'bytes=0-0'])('of an empty file there is no part: %s', (header) =>
    expect(parseRange(header, 0)).toBe('unsatisfiable'),
  )
})

describe('a large scan, read piece by piece', () => {
  const PIECE = 256 * 1024
  const large = async (desk: TestDesk) => {
    const path = pdfFile(mkdtempSync(join(tmpdir(), 'diwan-large-')), 'large.pdf', 'x'.repeat(9_000_000))
    const file = await desk.api.documents.stage({ path, keepProtected: false })
    const row = await visible(desk, file.id)
    const sealed = join(desk.folder, 'files', desk.app.session.desk.files.placeOf(row.sha256))
    return { file, plain: readFileSync(path), sealed, url: `diwan://file/${file.id}` }
  }
  const visible = async (desk: TestDesk, id: string) => {
    const { visibleFile } = await import('../../main/documents/documents')
    return visibleFile(desk.app.session.desk, desk.app.session.actor, id)
  }
  /** One byte of one piece changed on the disk. */
  const damage = (sealed: string, piece: number): void => {
    const bytes = readFileSync(sealed)
    bytes.writeUInt8(bytes.readUInt8(piece * (PIECE + 16) + 7) ^ 1, piece * (PIECE + 16) + 7)
    writeFileSync(sealed, bytes)
  }

  it('each part is the bytes asked for, wherever it begins and ends', async () => {
    const desk = await officeDesk()
    const { url, plain } = await large(desk)
    for (const [from, to] of [
      [0, 0],
      [PIECE - 1, PIECE],
      [3 * PIECE, 4 * PIECE - 1],
      [plain.length - 5, plain.length - 1],
    ] as const) {
      const reply = await fetchUrl(desk, url, `bytes=${from}-${to}`)
      expect([reply.status, reply.headers.get('content-range'), reply.headers.get('content-length')]).toEqual([
        206,
        `bytes ${from}-${to}/${plain.length}`,
        String(to - from + 1),
      ])
      expect(Buffer.from(await reply.arrayBuffer()).equals(plain.subarray(from, to + 1))).toBe(true)
    }
    const beyond = await fetchUrl(desk, url, `bytes=${plain.length}-`)
    expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, `bytes */${plain.length}`])
  })

  it('nothing is unsealed beyond the pieces a part lies in: damage elsewhere is not met, damage there is', async () => {
    const desk = await officeDesk()
    const { url, plain, sealed } = await large(desk)
    damage(sealed, 7)
    const beside = await fetchUrl(desk, url, `bytes=${6 * PIECE}-${7 * PIECE - 1}`)
    expect(Buffer.from(await beside.arrayBuffer()).equals(plain.subarray(6 * PIECE, 7 * PIECE))).toBe(true)
    const inside = await fetchUrl(desk, url, `bytes=${7 * PIECE}-${7 * PIECE}`)
    await expect(inside.arrayBuffer()).rejects.toThrow()
  })

  it('it opens without being read from end to end; asked for through, its damage is said', async () => {
    const desk = await officeDesk()
    const { file, sealed } = await large(desk)
    damage(sealed, 7)
    await desk.api.documents.open({ id: file.id })
    await expect(desk.api.documents.open({ id: file.id, through: true })).rejects.toMatchObject({
      code: 'file-damaged',
    })
    damage(sealed, 0)
    await expect(desk.api.documents.open({ id: file.id })).rejects.toMatchObject({ code: 'file-damaged' })
  })

  it('the rights are asked for each part: who leaves in the middle, or may not see it, gets no more of it (A2)', async () => {
    const desk = await officeDesk()
    await addUser(desk, 'nadia', ['clerk'])
    await addUser(desk, 'said', ['clerk'])
    await logIn(desk, 'nadia')
    const { url } = await large(desk)
    expect((await fetchUrl(desk, url, 'bytes=0-9')).status).toBe(206)
    await desk.api.session.lock({})
    expect((await fetchUrl(desk, url, 'bytes=10-19')).status).toBe(401)
    await logIn(desk, 'said')
    expect((await fetchUrl(desk, url, 'bytes=10-19')).status).toBe(404)
    await logIn(desk, 'nadia')
    expect((await fetchUrl(desk, url, 'bytes=10-19')).status).toBe(206)
  })
})
