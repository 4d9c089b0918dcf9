import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { Attempts } from '../../main/session/attempts'
import {
  addUser,
  closeDesks,
  logIn,
  newOffice,
  officeDesk,
  PASSWORD,
  startDesk,
  type TestDesk,
} from '../fixtures/office'
import { folder } from '../fixtures/backups'

afterEach(closeDesks)
const wrong = (desk: TestDesk, login = 'admin') =>
  desk.api.session.logIn({ login, password: 'nope nope nope' }).catch((e: unknown) => e)
const codes = (found: unknown[]): unknown[] => found.map((e) => (e as { code: string }).code)

describe('guesses at a password', () => {
  it('many at once count one by one: the fourth waits, however they were sent', async () => {
    const desk = await officeDesk()
    await desk.api.session.logOut({})
    const found = codes(await Promise.all(Array.from({ length: 12 }, () => wrong(desk))))
    expect(found.filter((code) => code === 'wrong-password')).toHaveLength(3)
    expect(found.filter((code) => code === 'wait-before-retry')).toHaveLength(9)
  })

  it('are counted before the password is tried: a kill in the middle has counted', async () => {
    const file = join(folder(), 'attempts.json')
    const attempts = new Attempts(
      file,
      () => 1000,
      () => false,
    )
    void attempts.guess('admin', () => new Promise<null>(() => undefined))
    await expect.poll(() => existsSync(file) && readFileSync(file, 'utf8')).toContain('"admin":{"wrong":1')
    const after = new Attempts(
      file,
      () => 1000,
      () => true,
    )
    for (let i = 0; i < 2; i++)
      await expect(after.guess('admin', async () => null)).rejects.toMatchObject({ code: 'wrong-password' })
    await expect(after.guess('admin', async () => 'right')).rejects.toMatchObject({ code: 'wait-before-retry' })
  })

  it('two programs on one folder share the count', async () => {
    const file = join(folder(), 'attempts.json')
    const two = [0, 1].map(
      () =>
        new Attempts(
          file,
          () => 1000,
          () => false,
        ),
    )
    const tries = Array.from({ length: 10 }, (_, n) =>
      two[n % 2]?.guess('admin', async () => null).catch((e: unknown) => e),
    )
    expect(codes(await Promise.all(tries)).filter((code) => code === 'wrong-password')).toHaveLength(3)
  })

  it('at one login do not make another wait, until they are many', async () => {
    const desk = await officeDesk()
    await addUser(desk, 'nadia', ['clerk'])
    await desk.api.session.logOut({})
    for (let i = 0; i < 4; i++) await wrong(desk)
    await logIn(desk, 'nadia')
    await desk.api.session.logOut({})
    // Names that are not here: the vault's own count closes the way round.
    for (let i = 0; i < 8; i++) await wrong(desk, `nobody${i}`)
    await expect(logIn(desk, 'nadia')).rejects.toMatchObject({ code: 'wait-before-retry' })
  })

  it('a right password forgives its own login only', async () => {
    const desk = await officeDesk()
    await addUser(desk, 'nadia', ['clerk'])
    await desk.api.session.logOut({})
    for (let i = 0; i < 3; i++) await wrong(desk)
    await logIn(desk, 'nadia')
    expect(await wrong(desk)).toMatchObject({ code: 'wait-before-retry' })
  })

  it('a count that was deleted or spoilt is no fresh start', async () => {
    let desk = await officeDesk()
    desk = await desk.restart()
    for (const spoil of [
      () => rmSync(join(desk.folder, 'attempts.json')),
      () => writeFileSync(join(desk.folder, 'attempts.json'), '{"va'),
    ]) {
      for (let i = 0; i < 3; i++) await wrong(desk)
      spoil()
      desk = await desk.restart()
      await expect(logIn(desk, 'admin')).rejects.toMatchObject({ code: 'wait-before-retry' })
      desk.clock.tick(60_000)
      await logIn(desk, 'admin')
      await desk.api.session.logOut({})
    }
  })

  it('while the program runs, deleting the file changes nothing', async () => {
    const desk = await officeDesk()
    await desk.api.session.logOut({})
    for (let i = 0; i < 3; i++) await wrong(desk)
    rmSync(join(desk.folder, 'attempts.json'))
    expect(await wrong(desk)).toMatchObject({ code: 'wait-before-retry', params: { waitSeconds: 5 } })
  })

  it('the lock screen, the printed secret and changing a password count in the same file', async () => {
    const desk = await officeDesk()
    const change = () =>
      desk.api.session.changePassword({ current: 'not this one', next: 'tapis girafe lune' }).catch((e: unknown) => e)
    expect(await change()).toMatchObject({ code: 'wrong-password' })
    await desk.api.session.lock({})
    expect(await wrong(desk)).toMatchObject({ code: 'wrong-password' })
    expect(await wrong(desk)).toMatchObject({ code: 'wrong-password', params: { waitSeconds: 5 } })
    const secret = () =>
      desk.api.session
        .recover({ secret: 'AAAA', login: 'admin', password: 'tapis girafe lune' })
        .catch((e: unknown) => e)
    for (let i = 0; i < 3; i++) expect(await secret()).toMatchObject({ code: 'recovery-secret-wrong' })
    expect(await secret()).toMatchObject({ code: 'wait-before-retry' })
  })
})

describe('a new password', () => {
  it('is refused by the same rule wherever it is set', async () => {
    const desk = startDesk()
    const refused = { code: 'password-common' }
    const bad = 'Motdepasse 2026'
    const administrator = { ...newOffice().administrator, password: bad }
    await expect(desk.api.session.createOffice(newOffice({ administrator }))).rejects.toMatchObject(refused)
    const { recoverySecret } = await desk.api.session.createOffice(newOffice())
    await expect(desk.api.session.changePassword({ current: PASSWORD, next: bad })).rejects.toMatchObject(refused)
    const person = { names: newOffice().names, roles: ['clerk' as const], clearance: 'ordinary' as const, unitId: null }
    await expect(desk.api.users.add({ ...person, login: 'nadia', password: bad })).rejects.toMatchObject(refused)
    const id = await addUser(desk, 'nadia', ['clerk'])
    await expect(desk.api.users.setPassword({ id, password: 'nadia nadia nadia' })).rejects.toMatchObject({
      code: expect.stringMatching(/password-(common|like-login)/),
    })
    await expect(desk.api.users.setPassword({ id, password: 'diwan-demo' })).rejects.toMatchObject({
      code: 'password-too-short',
    })
    await expect(
      desk.api.session.recover({ secret: recoverySecret, login: 'admin', password: bad }),
    ).rejects.toMatchObject(refused)
  })
})
