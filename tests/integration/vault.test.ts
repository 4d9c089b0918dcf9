import { mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { sql } from '../../db/core/sql'
import {
  addUser,
  closeDesks,
  entryInput,
  logIn,
  newOffice,
  officeDesk,
  PASSWORD,
  same,
  startDesk,
} from '../fixtures/office'

afterEach(closeDesks)

describe('the vault', () => {
  it('begins empty, opens with the first office, and refuses a second one', async () => {
    const desk = startDesk()
    expect((await desk.api.session.state({})).phase).toBe('empty')
    const { recoverySecret } = await desk.api.session.createOffice(newOffice())
    expect(recoverySecret).toMatch(/^([0-9A-Z]{4}-){13}[0-9A-Z]{4}$/)
    expect(await desk.api.session.state({})).toMatchObject({
      phase: 'open',
      me: { login: 'admin', roles: ['administrator', 'headOfRegistry'] },
    })
    await expect(desk.api.session.createOffice(newOffice())).rejects.toMatchObject({ code: 'office-exists' })
  })

  it('a wrong password and damage are two different sentences', async () => {
    let desk = await officeDesk()
    desk = await desk.restart()
    await expect(desk.api.session.logIn({ login: 'admin', password: 'wrong wrong' })).rejects.toMatchObject({
      code: 'wrong-password',
    })
    await expect(desk.api.session.logIn({ login: 'nobody', password: PASSWORD })).rejects.toMatchObject({
      code: 'wrong-password',
    })
    const file = join(desk.folder, 'diwan.db')
    const bytes = readFileSync(file)
    bytes.fill(1, 0, 8192)
    writeFileSync(file, bytes)
    await expect(logIn(desk, 'admin')).rejects.toMatchObject({ code: 'database-damaged' })
    writeFileSync(join(desk.folder, 'vault.json'), '{"half":')
    await expect(logIn(desk, 'admin')).rejects.toMatchObject({ code: 'vault-damaged' })
  })

  it('wrong passwords wait longer each time, also after starting again, and a clock set back does not lock for ever', async () => {
    let desk = await officeDesk()
    desk = await desk.restart()
    const wrong = () => desk.api.session.logIn({ login: 'admin', password: 'nope nope' }).catch((e: unknown) => e)
    const waits: unknown[] = []
    for (let i = 0; i < 3; i++) waits.push(await wrong())
    expect(waits).toMatchObject([
      { params: { waitSeconds: 0 } },
      { params: { waitSeconds: 0 } },
      { params: { waitSeconds: 5 } },
    ])
    desk = await desk.restart()
    await expect(logIn(desk, 'admin')).rejects.toMatchObject({ code: 'wait-before-retry', params: { waitSeconds: 5 } })
    desk.clock.tick(5000)
    expect(await wrong()).toMatchObject({ code: 'wrong-password', params: { waitSeconds: 10 } })
    desk.clock.tick(-3600_000)
    await expect(logIn(desk, 'admin')).rejects.toMatchObject({ code: 'wait-before-retry', params: { waitSeconds: 10 } })
    desk.clock.tick(10_000)
    await logIn(desk, 'admin')
    expect((await desk.api.session.state({})).phase).toBe('open')
  })

  it('locking drops the person and leaves the vault open for the background; logging out closes it', async () => {
    const desk = await officeDesk()
    await desk.api.session.lock({})
    expect(await desk.api.session.state({})).toMatchObject({ phase: 'locked', login: 'admin', me: null })
    await expect(desk.api.register.registers({})).rejects.toMatchObject({ code: 'signed-out' })
    expect(desk.app.session.backgroundDesk).not.toBeNull()
    await logIn(desk, 'admin')
    await desk.api.session.logOut({})
    expect(desk.app.session.backgroundDesk).toBeNull()
    expect((await desk.api.session.state({})).phase).toBe('closed')
  })

  it('a changed password opens, the old one no longer; too short a one is refused', async () => {
    let desk = await officeDesk()
    await expect(desk.api.session.changePassword({ current: PASSWORD, next: 'short' })).rejects.toMatchObject({
      code: 'password-too-short',
    })
    await expect(
      desk.api.session.changePassword({ current: 'not this one', next: 'كلمة أخرى طويلة' }),
    ).rejects.toMatchObject({ code: 'wrong-password' })
    await desk.api.session.changePassword({ current: PASSWORD, next: 'كلمة أخرى طويلة' })
    desk = await desk.restart()
    await expect(logIn(desk, 'admin')).rejects.toMatchObject({ code: 'wrong-password' })
    expect((await desk.api.session.logIn({ login: 'admin', password: 'كلمة أخرى طويلة' })).phase).toBe('open')
  })

  it('the printed secret opens it when everybody has forgotten, however it was typed', async () => {
    let desk = startDesk()
    const { recoverySecret } = await desk.api.session.createOffice(newOffice())
    desk = await desk.restart()
    const typed = recoverySecret.toLowerCase().replaceAll('-', ' ')
    await expect(
      desk.api.session.recover({
        secret: recoverySecret.replace(/^./, (c) => (c === 'A' ? 'B' : 'A')),
        login: 'admin',
        password: 'new password',
      }),
    ).rejects.toMatchObject({ code: 'recovery-secret-wrong' })
    expect((await desk.api.session.recover({ secret: typed, login: 'admin', password: 'new password' })).phase).toBe(
      'open',
    )
    desk = await desk.restart()
    expect((await desk.api.session.logIn({ login: 'admin', password: 'new password' })).phase).toBe('open')
  })

  it('keeps nothing readable on the disk: no password, no name, no subject', async () => {
    const desk = await officeDesk()
    await desk.api.register.register(await entryInput(desk, { subject: 'السر الكبير' }))
    await desk.close()
    for (const name of readdirSync(desk.folder, { recursive: true }) as string[]) {
      const bytes = name.match(/\.(db|db-wal|json|log)$/) ? readFileSync(join(desk.folder, name)) : Buffer.alloc(0)
      for (const secret of ['السر الكبير', PASSWORD])
        expect(bytes.includes(secret), `${name} holds ${secret}`).toBe(false)
    }
  })
})

describe('people', () => {
  it('an administrator adds a person, who logs in and may do what their role says', async () => {
    const desk = await officeDesk()
    await addUser(desk, 'nadia', ['clerk'])
    await expect(addUser(desk, 'nadia', ['clerk'])).rejects.toMatchObject({ code: 'login-taken' })
    await logIn(desk, 'nadia')
    await expect(desk.api.users.list({})).rejects.toMatchObject({ code: 'forbidden' })
    expect((await desk.api.register.register(await entryInput(desk))).number.seq).toBe(1)
  })

  it('a deactivated person’s slot is gone, and the last administrator cannot be', async () => {
    const desk = await officeDesk()
    const id = await addUser(desk, 'nadia', ['clerk'])
    const [admin, nadia] = await desk.api.users.list({})
    if (!admin || !nadia) return expect.fail()
    await desk.api.users.update({ ...nadia, active: false })
    await expect(logIn(desk, 'nadia')).rejects.toMatchObject({ code: 'wrong-password' })
    await expect(desk.api.users.setPassword({ id, password: 'whatever long' })).rejects.toMatchObject({
      code: 'forbidden',
    })
    await expect(desk.api.users.update({ ...admin, roles: ['clerk'] })).rejects.toMatchObject({
      code: 'last-administrator',
    })
  })

  it('language, digits and density are each person’s own', async () => {
    const desk = await officeDesk()
    await addUser(desk, 'nadia', ['clerk'])
    await desk.api.session.setPreferences({ language: 'fr', digits: 'latn', density: 'dense' })
    await logIn(desk, 'nadia')
    await desk.api.session.setPreferences({ language: 'es', digits: 'arab', density: 'standard' })
    await logIn(desk, 'admin')
    expect((await desk.api.session.state({})).me?.preferences).toEqual({
      language: 'fr',
      digits: 'latn',
      density: 'dense',
    })
  })
})

describe('backup and guided restore (R3)', () => {
  it('restoring never rolls back issued numbers: the book waits until somebody says the last one', async () => {
    const target: { folder: string | null } = { folder: null }
    const desk = await officeDesk({}, { chooseFolder: async () => target.folder })
    await desk.api.register.register(await entryInput(desk))
    target.folder = mkdtempSync(join(tmpdir(), 'diwan-backups-'))
    const made = await desk.api.backup.make({})
    expect(made).toMatchObject({ entries: 1 })
    for (let i = 0; i < 3; i++) await desk.api.register.register(await entryInput(desk))
    target.folder = made?.folder ?? ''
    expect(await desk.api.backup.choose({})).toMatchObject({ entries: 1, officeNames: same('مكتب الضبط') })
    await expect(
      desk.api.backup.restore({ folder: target.folder, login: 'admin', password: 'wrong wrong' }),
    ).rejects.toMatchObject({ code: 'wrong-password' })
    await logIn(desk, 'admin')
    expect((await desk.api.backup.restore({ folder: target.folder, login: 'admin', password: PASSWORD })).phase).toBe(
      'open',
    )
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

  it('on a new PC, whose journal knows nothing, every restored book waits for the paper’s last number', async () => {
    const target: { folder: string | null } = { folder: null }
    const desk = await officeDesk({}, { chooseFolder: async () => target.folder })
    await desk.api.register.register(await entryInput(desk))
    target.folder = mkdtempSync(join(tmpdir(), 'diwan-backups-'))
    const made = await desk.api.backup.make({})
    const fresh = startDesk({ clock: desk.clock })
    await fresh.api.backup.restore({ folder: made?.folder ?? '', login: 'admin', password: PASSWORD })
    const input = await entryInput(fresh)
    await expect(fresh.api.register.register(input)).rejects.toMatchObject({ code: 'book-suspended' })
    const [register] = await fresh.api.register.registers({})
    expect(await fresh.api.register.resume({ bookId: register?.books[0]?.id ?? '', lastSeq: 3 })).toMatchObject({
      lastSeq: 3,
      state: 'open',
    })
    expect((await fresh.api.register.register(input)).number.seq).toBe(4)
  })

  it('a damaged backup and one of another office are refused, and nothing here changes', async () => {
    const target: { folder: string | null } = { folder: null }
    const desk = await officeDesk({}, { chooseFolder: async () => target.folder })
    target.folder = mkdtempSync(join(tmpdir(), 'diwan-backups-'))
    const made = await desk.api.backup.make({})
    const other = await officeDesk()
    await expect(
      other.api.backup.restore({ folder: made?.folder ?? '', login: 'admin', password: PASSWORD }),
    ).rejects.toMatchObject({ code: 'backup-other-office' })
    const file = join(made?.folder ?? '', 'diwan.db')
    const bytes = readFileSync(file)
    bytes[5000] = (bytes[5000] ?? 0) ^ 1
    writeFileSync(file, bytes)
    await expect(
      desk.api.backup.restore({ folder: made?.folder ?? '', login: 'admin', password: PASSWORD }),
    ).rejects.toMatchObject({ code: 'backup-invalid' })
    await logIn(desk, 'admin')
    expect(await sql(desk.app.session.desk.db.read).one('SELECT count(*) AS n FROM office')).toEqual({ n: 1 })
  })
})
