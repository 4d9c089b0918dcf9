import fs, {
  copyFileSync,
  cpSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { proveDatabase } from '../../db/core/copying'
import { sql } from '../../db/core/sql'
import { addUser, closeDesks, entryInput, logIn, PASSWORD, same, startDesk } from '../fixtures/office'
import { asAdmin, backUp, deskWithDialog, officeWithDialog, registerWithScans, restore } from '../fixtures/backups'

afterEach(closeDesks)

describe('a restore never rolls back issued numbers (R3)', () => {
  it('the book waits until somebody says the last one', async () => {
    const desk = await officeWithDialog()
    await desk.api.register.register(await entryInput(desk))
    const made = await backUp(desk)
    expect(made).toMatchObject({ entries: 1, officeNames: same('مكتب الضبط'), filesMissing: 0 })
    for (let i = 0; i < 3; i++) await desk.api.register.register(await entryInput(desk))
    expect((await restore(desk, made.folder, asAdmin)).phase).toBe('open')
    const input = await entryInput(desk)
    await expect(desk.api.register.register(input)).rejects.toMatchObject({ code: 'book-suspended' })
    const [register] = await desk.api.register.registers({})
    const book = register?.books[0]
    expect(book).toMatchObject({ lastSeq: 1, state: 'suspended' })
    // The paper says 2; the journal knows that 4 was given: the higher one counts.
    expect(await desk.api.register.resume({ bookId: book?.id ?? '', lastSeq: 2 })).toMatchObject({
      lastSeq: 4,
      state: 'open',
    })
    expect((await desk.api.register.register(input)).number.seq).toBe(5)
    expect(await desk.api.register.verify({ registerId: input.registerId, year: 2026 })).toMatchObject([
      { result: 'whole' },
    ])
    const filter = { registerId: input.registerId, year: 2026, tab: 'all', text: '' } as const
    expect((await desk.api.register.outline(filter)).continuity).toMatchObject([{ last: 5, whole: true }])
  })

  it('a book in which only a correction is missing waits as well', async () => {
    const desk = await officeWithDialog()
    const entry = await desk.api.register.register(await entryInput(desk))
    const made = await backUp(desk)
    await desk.api.register.correct({ id: entry.id, field: 'notes', value: 'صفحة 2', reason: 'سهو' })
    await restore(desk, made.folder, asAdmin)
    const input = await entryInput(desk)
    await expect(desk.api.register.register(input)).rejects.toMatchObject({ code: 'book-suspended' })
    const [register] = await desk.api.register.registers({})
    await desk.api.register.resume({ bookId: register?.books[0]?.id ?? '', lastSeq: 1 })
    expect((await desk.api.register.register(input)).number.seq).toBe(2)
    const again = await desk.restart()
    await logIn(again, 'admin')
    expect((await again.api.register.register(await entryInput(again))).number.seq).toBe(3)
  })

  it('a year that began after the backup is asked for as well: its book is not opened twice', async () => {
    const desk = await officeWithDialog()
    desk.clock.at = Date.UTC(2026, 11, 30, 10)
    await desk.api.register.register({ ...(await entryInput(desk)), confirmDate: '2026-12-30' })
    const made = await backUp(desk)
    desk.clock.at = Date.UTC(2027, 0, 4, 10)
    const input = await entryInput(desk)
    const confirmed = { confirmDate: '2027-01-04' }
    expect((await desk.api.register.register({ ...input, ...confirmed })).numberText).toMatch(/2027\/00001$/)
    await desk.api.register.register({ ...(await entryInput(desk)), ...confirmed })
    await restore(desk, made.folder, asAdmin)
    const again = { ...(await entryInput(desk)), ...confirmed }
    await expect(desk.api.register.register(again)).rejects.toMatchObject({ code: 'book-suspended' })
    const held = async (year: number) =>
      (await desk.api.register.registers({})).find((r) => r.id === input.registerId)?.books.find((b) => b.year === year)
    await desk.api.register.resume({ bookId: (await held(2026))?.id ?? '', lastSeq: 1 })
    await expect(desk.api.register.register(again)).rejects.toMatchObject({ code: 'book-suspended' })
    await desk.api.register.resume({ bookId: (await held(2027))?.id ?? '', lastSeq: 2 })
    expect((await desk.api.register.register(again)).numberText).toMatch(/2027\/00003$/)
    expect(await desk.api.register.verify({ registerId: input.registerId, year: 2027 })).toMatchObject([
      { result: 'whole' },
    ])
  })

  it('on a new PC, whose journal knows nothing, every restored book waits for the paper’s last number', async () => {
    const desk = await officeWithDialog()
    await desk.api.register.register(await entryInput(desk))
    const made = await backUp(desk)
    const fresh = deskWithDialog({ clock: desk.clock })
    await restore(fresh, made.folder, asAdmin)
    const input = await entryInput(fresh)
    await expect(fresh.api.register.register(input)).rejects.toMatchObject({ code: 'book-suspended' })
    const [register] = await fresh.api.register.registers({})
    expect(await fresh.api.register.resume({ bookId: register?.books[0]?.id ?? '', lastSeq: 3 })).toMatchObject({
      lastSeq: 3,
      state: 'open',
    })
    expect((await fresh.api.register.register(input)).number.seq).toBe(4)
  })
})

describe('a number whose journal line a kill took', () => {
  it.each(['an administrator’s password', 'the printed secret'])(
    'is in the journal before %s replaces the database that nobody opened since (R3)',
    async (who) => {
      const desk = await officeWithDialog()
      await desk.api.register.register(await entryInput(desk))
      const made = await backUp(desk)
      await desk.api.register.register(await entryInput(desk))
      await desk.api.session.logOut({})
      writeFileSync(join(desk.folder, 'numbers.log'), '')
      await restore(desk, made.folder, who === 'the printed secret' ? { secret: desk.secret } : asAdmin)
      await logIn(desk, 'admin')
      const book = (await desk.api.register.registers({}))[0]?.books[0]
      expect(await desk.api.register.resume({ bookId: book?.id ?? '', lastSeq: 1 })).toMatchObject({ lastSeq: 2 })
    },
  )
})

describe('who may restore', () => {
  it('nobody names a path: only the folder chosen in the dialog of this session, once', async () => {
    const desk = await officeWithDialog()
    const made = await backUp(desk)
    const give = (token: string) => desk.api.backup.restore({ token, by: asAdmin })
    await expect(give(made.folder)).rejects.toMatchObject({ code: 'not-found' })
    await expect(give('')).rejects.toMatchObject({ code: 'not-found' })
    desk.chooses.folder = made.folder
    const chosen = await desk.api.backup.choose({})
    await give(chosen?.token ?? '')
    await expect(give(chosen?.token ?? '')).rejects.toMatchObject({ code: 'not-found' })
  })

  it('a clerk cannot, logged in or not, with their own password; nothing here is closed by it', async () => {
    const desk = await officeWithDialog()
    await addUser(desk, 'nadia', ['clerk'])
    const made = await backUp(desk)
    await logIn(desk, 'nadia')
    await expect(restore(desk, made.folder, { login: 'nadia', password: PASSWORD })).rejects.toMatchObject({
      code: 'forbidden',
    })
    expect((await desk.api.session.state({})).phase).toBe('open')
    await desk.api.session.logOut({})
    await expect(restore(desk, made.folder, { login: 'nadia', password: PASSWORD })).rejects.toMatchObject({
      code: 'forbidden',
    })
  })

  it('an office of somebody’s own making, under this office’s name, is refused although its maker is its administrator', async () => {
    const desk = await officeWithDialog()
    await registerWithScans(desk, 0)
    const mine = await officeWithDialog({ administrator: { login: 'mallory', password: PASSWORD, names: same('x') } })
    const forged = await backUp(mine)
    for (const part of ['manifest.json', 'keys.json']) {
      const path = join(forged.folder, part)
      const text = readFileSync(path, 'utf8').replaceAll(
        mine.app.session.desk.office.id,
        desk.app.session.desk.office.id,
      )
      writeFileSync(path, text)
    }
    await desk.api.session.logOut({})
    const by = { login: 'mallory', password: PASSWORD }
    await expect(restore(desk, forged.folder, by)).rejects.toMatchObject({
      code: expect.stringMatching(/backup-(invalid|other-office)/),
    })
    await expect(restore(desk, forged.folder, { secret: mine.secret })).rejects.toBeTruthy()
    await logIn(desk, 'admin')
  })

  it('a vault of one backup does not go with the database of another', async () => {
    const desk = await officeWithDialog()
    const first = await backUp(desk)
    await registerWithScans(desk, 0)
    const second = await backUp(desk)
    for (const part of ['vault.sealed', 'keys.json']) copyFileSync(join(first.folder, part), join(second.folder, part))
    await expect(restore(desk, second.folder, asAdmin)).rejects.toMatchObject({ code: 'backup-invalid' })
    const manifest = JSON.parse(readFileSync(join(second.folder, 'manifest.json'), 'utf8')) as {
      parts: Record<string, unknown>
    }
    const other = JSON.parse(readFileSync(join(first.folder, 'manifest.json'), 'utf8')) as typeof manifest
    manifest.parts = { ...other.parts, 'diwan.db': manifest.parts['diwan.db'] }
    writeFileSync(join(second.folder, 'manifest.json'), JSON.stringify(manifest))
    await expect(restore(desk, second.folder, asAdmin)).rejects.toMatchObject({ code: 'backup-invalid' })
    expect((await desk.api.session.state({})).phase).toBe('open')
  })

  it('the printed secret restores where no password is known, and another office’s does not', async () => {
    const desk = await officeWithDialog()
    const made = await backUp(desk)
    const other = await officeWithDialog()
    const fresh = deskWithDialog({ clock: desk.clock })
    await expect(restore(fresh, made.folder, { secret: other.secret })).rejects.toMatchObject({
      code: 'recovery-secret-wrong',
    })
    expect((await restore(fresh, made.folder, { secret: desk.secret })).phase).toBe('closed')
    expect((await fresh.api.session.logIn({ login: 'admin', password: PASSWORD })).phase).toBe('open')
    await expect(restore(other, made.folder, asAdmin)).rejects.toMatchObject({ code: 'backup-other-office' })
  })

  it('guesses at a backup are counted with those at the vault', async () => {
    const desk = await officeWithDialog()
    const made = await backUp(desk)
    await desk.api.session.logOut({})
    const guess = () => restore(desk, made.folder, { login: 'admin', password: 'wrong wrong' })
    for (let i = 0; i < 3; i++) await expect(guess()).rejects.toMatchObject({ code: 'wrong-password' })
    await expect(logIn(desk, 'admin')).rejects.toMatchObject({ code: 'wait-before-retry' })
  })

  it('who changed their password since, restores with today’s and keeps it; who was removed since gets no slot back', async () => {
    const desk = await officeWithDialog()
    await addUser(desk, 'nadia', ['clerk'])
    const made = await backUp(desk)
    await desk.api.session.changePassword({ current: PASSWORD, next: 'كلمة أخرى طويلة' })
    const nadia = (await desk.api.users.list({})).find((u) => u.login === 'nadia')
    if (!nadia) return expect.fail()
    await desk.api.users.update({ ...nadia, active: false })
    const today = { login: 'admin', password: 'كلمة أخرى طويلة' }
    expect((await restore(desk, made.folder, today)).phase).toBe('open')
    await desk.api.session.logOut({})
    await expect(logIn(desk, 'nadia')).rejects.toMatchObject({ code: 'wrong-password' })
    expect((await desk.api.session.logIn(today)).phase).toBe('open')
  })
})

describe('what a backup holds', () => {
  it('neither a clerk’s password nor the key of this PC opens it', async () => {
    const desk = await officeWithDialog()
    await addUser(desk, 'nadia', ['clerk'])
    const made = await backUp(desk)
    const text = readdirSync(made.folder)
      .filter((name) => name !== 'diwan.db' && name !== 'files')
      .map((name) => readFileSync(join(made.folder, name), 'utf8'))
      .join()
    expect(text).not.toContain('nadia')
    const fresh = deskWithDialog({ clock: desk.clock })
    await expect(restore(fresh, made.folder, { login: 'nadia', password: PASSWORD })).rejects.toMatchObject({
      code: 'wrong-password',
    })
    const { keys } = (desk.app.session.vault as unknown as { current: { keys: { data: Buffer } } }).current
    await expect(proveDatabase({ file: join(made.folder, 'diwan.db'), key: keys.data })).rejects.toMatchObject({
      code: 'database-damaged',
    })
    expect(readdirSync(join(made.folder, '..'))).toHaveLength(1)
  })

  it('every scan a row names is in it; one that was deleted or cut is named before anything is replaced', async () => {
    const desk = await officeWithDialog()
    await registerWithScans(desk, 4)
    const made = await backUp(desk)
    expect(made).toMatchObject({ files: 4, filesMissing: 0 })
    const scans = (readdirSync(join(made.folder, 'files'), { recursive: true }) as string[])
      .map((name) => join(made.folder, 'files', name))
      .filter((path) => statSync(path).isFile())
    const [first = '', second = ''] = scans
    rmSync(first)
    truncateSync(second, 10)
    desk.chooses.folder = made.folder
    expect(await desk.api.backup.choose({})).toMatchObject({ files: 4, filesMissing: 2 })
    const before = readFileSync(join(desk.folder, 'vault.json'))
    const failed = await restore(desk, made.folder, asAdmin).catch((e: unknown) => e)
    expect(failed).toMatchObject({ code: 'backup-incomplete', params: { found: 2, of: 4 } })
    expect(String((failed as { params: { names: string } }).params.names)).toMatch(/00001 scan-\d\.pdf, .*scan-\d\.pdf/)
    expect(readFileSync(join(desk.folder, 'vault.json')).equals(before)).toBe(true)
    expect((await desk.api.session.state({})).phase).toBe('open')
    // Who knows it goes on without them; the rows no longer say that the bytes are here.
    await restore(desk, made.folder, asAdmin, true)
    const left = 'SELECT count(*) AS n FROM file WHERE fileKey IS NOT NULL'
    expect(await sql(desk.app.session.desk.db.read).one(left)).toEqual({ n: 2 })
  })

  it('a scan that is gone from the vault itself is named by the backup that could not take it', async () => {
    const desk = await officeWithDialog()
    await registerWithScans(desk, 2)
    const [folder = ''] = readdirSync(join(desk.folder, 'files'))
    rmSync(join(desk.folder, 'files', folder), { recursive: true })
    const made = await backUp(desk)
    expect(made.filesMissing).toBeGreaterThan(0)
    expect(made.missing[0]).toMatch(/00001 scan-\d\.pdf/)
  })

  it('a damaged backup is refused, and nothing here changes', async () => {
    const desk = await officeWithDialog()
    const made = await backUp(desk)
    const file = join(made.folder, 'diwan.db')
    const bytes = readFileSync(file)
    bytes[5000] = (bytes[5000] ?? 0) ^ 1
    writeFileSync(file, bytes)
    await expect(restore(desk, made.folder, asAdmin)).rejects.toMatchObject({ code: 'backup-invalid' })
    await logIn(desk, 'admin')
    expect(await sql(desk.app.session.desk.db.read).one('SELECT count(*) AS n FROM office')).toEqual({ n: 1 })
  })
})

describe('the exchange', () => {
  it('can be taken back: what was set aside comes in again', async () => {
    const desk = await officeWithDialog()
    const made = await backUp(desk)
    await registerWithScans(desk, 1)
    expect(await desk.api.backup.replaced({})).toEqual({ at: null })
    await restore(desk, made.folder, asAdmin)
    expect((await desk.api.backup.replaced({})).at).not.toBeNull()
    expect((await desk.api.backup.undo({})).phase).toBe('closed')
    await logIn(desk, 'admin')
    const [register] = await desk.api.register.registers({})
    expect(register?.books[0]).toMatchObject({ lastSeq: 1, state: 'open' })
  })

  it('a restore gives the database another key: the vault as it was before opens nothing any more', async () => {
    const desk = await officeWithDialog()
    const before = readFileSync(join(desk.folder, 'vault.json'))
    const made = await backUp(desk)
    await restore(desk, made.folder, asAdmin)
    await desk.api.session.logOut({})
    writeFileSync(join(desk.folder, 'vault.json'), before)
    await expect(logIn(desk, 'admin')).rejects.toMatchObject({ code: expect.stringMatching(/damaged/) })
  })

  it('a kill between any two moves shows no first run, and is finished at the next log-in', async () => {
    const desk = await officeWithDialog()
    await registerWithScans(desk, 1)
    const made = await backUp(desk)
    await registerWithScans(desk, 1)
    await restore(desk, made.folder, asAdmin)
    await desk.close()
    const [aside = ''] = readdirSync(desk.folder).filter((name) => name.startsWith('replaced-'))
    const parts = ['files', 'diwan.db', 'vault.json']
    for (let done = 0; done <= parts.length * 2; done++) {
      const copy = deskWithDialog({ clock: desk.clock })
      rmSync(copy.folder, { recursive: true })
      cpSync(desk.folder, copy.folder, { recursive: true })
      undoMoves(copy.folder, aside, parts, done)
      const again = startDesk({ folder: copy.folder, clock: desk.clock })
      expect((await again.api.session.state({})).phase, `after ${done} moves`).toBe('closed')
      await logIn(again, 'admin')
      expect((await again.api.register.registers({}))[0]?.books[0]).toMatchObject({ lastSeq: 1, state: 'suspended' })
      await again.close()
    }
  })
})

/** The folder as a kill leaves it after so many moves of the exchange that was done here. */
function undoMoves(folder: string, aside: string, parts: string[], done: number): void {
  const { renameSync, mkdirSync } = fs
  mkdirSync(join(folder, 'arriving'))
  const moves = [
    ...[...parts].reverse().map((part) => [join(folder, part), join(folder, aside, part)] as const),
    ...parts.map((part) => [join(folder, 'arriving', part), join(folder, part)] as const),
  ]
  for (const [from, to] of [...moves].reverse().slice(0, moves.length - done)) renameSync(to, from)
  const plan = { way: 'in', from: 'arriving', aside, coming: [...parts].reverse(), leaving: [...parts].reverse() }
  writeFileSync(join(folder, 'swap.json'), JSON.stringify(plan))
}
