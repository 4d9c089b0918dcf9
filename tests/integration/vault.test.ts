import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { addUser, closeDesks, entryInput, logIn, newOffice, officeDesk, PASSWORD, startDesk } from '../fixtures/office'

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
    await expect(desk.api.users.setPassword({ id, password: 'tapis girafe lune' })).rejects.toMatchObject({
      code: 'forbidden',
    })
    await expect(desk.api.users.update({ ...admin, roles: ['clerk'] })).rejects.toMatchObject({
      code: 'last-administrator',
    })
  })

  it('language, digits, density and theme are each person’s own; the log-in screen is as the last one left it', async () => {
    const desk = await officeDesk()
    await addUser(desk, 'nadia', ['clerk'])
    await desk.api.session.setPreferences({
      language: 'fr',
      digits: 'latn',
      density: 'dense',
      theme: 'dark',
      tour: 'done',
    })
    await logIn(desk, 'nadia')
    await desk.api.session.setPreferences({
      language: 'es',
      digits: 'arab',
      density: 'standard',
      theme: 'light',
      tour: 'wanted',
    })
    await desk.api.session.logOut({})
    expect(await desk.api.session.state({})).toMatchObject({ language: 'es', theme: 'light' })
    await logIn(desk, 'admin')
    expect((await desk.api.session.state({})).me?.preferences).toEqual({
      language: 'fr',
      digits: 'latn',
      density: 'dense',
      theme: 'dark',
      tour: 'done',
    })
  })
})
