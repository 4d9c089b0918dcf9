import { mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import type { SecurityLine } from '../../contract/security'
import { sql } from '../../db/core/sql'
import { closeDesks, entryInput, logIn, officeDesk, PASSWORD, type TestDesk } from '../fixtures/office'

/** A3: recorded first, or not given. What nobody may be kept from is counted, and said when there is room again. */
afterEach(closeDesks)

const run = (desk: TestDesk, statement: string): Promise<void> =>
  desk.app.session.desk.db.write((tx) => sql(tx).run(statement))
/** Nothing fits into the log any more; everything else does. */
const fill = (desk: TestDesk): Promise<void> =>
  run(
    desk,
    `CREATE TRIGGER full BEFORE INSERT ON securityLog BEGIN SELECT RAISE(ABORT, 'SQLITE_FULL: database or disk is full'); END`,
  )
const makeRoom = (desk: TestDesk): Promise<void> => run(desk, 'DROP TRIGGER full')
const lines = async (desk: TestDesk): Promise<SecurityLine[]> =>
  (await desk.api.security.lines({ personId: null, group: null, from: null, to: null, before: null, limit: 200 })).lines
const unrecorded = async (desk: TestDesk): Promise<(number | null)[]> =>
  (await lines(desk)).filter((line) => line.kind === 'unrecorded').map((line) => line.lost)
const full = { code: 'disk-full' }
const WRONG = 'كلمة ليست هي الصحيحة'

describe('what cannot be recorded', () => {
  it('is not given: a restricted entry, its print, a backup, a password, the printed secret', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'diwan-stick-'))
    const desk = await officeDesk({}, { chooseFolder: async () => folder })
    const kept = await desk.api.register.register(await entryInput(desk, { level: 'restricted' }))
    await fill(desk)
    await expect(desk.api.register.get({ id: kept.id })).rejects.toMatchObject(full)
    await expect(desk.api.register.print({ id: kept.id })).rejects.toMatchObject(full)
    await expect(desk.api.session.recoverySecret({})).rejects.toMatchObject(full)
    const change = desk.api.session.changePassword({ current: PASSWORD, next: `${PASSWORD} أخرى` })
    await expect(change).rejects.toMatchObject(full)
    await expect(desk.api.backup.make({})).rejects.toMatchObject(full)
    expect(readdirSync(folder)).toEqual([])
    await makeRoom(desk)
    await desk.api.session.logOut({})
    await logIn(desk, 'admin')
    expect(await desk.api.register.get({ id: kept.id })).toMatchObject({ id: kept.id })
    rmSync(folder, { recursive: true })
  })

  it('keeps nobody from coming and going, and how many lines are missing is said with the next', async () => {
    const desk = await officeDesk()
    await fill(desk)
    await desk.api.session.lock({})
    await logIn(desk, 'admin')
    await makeRoom(desk)
    await desk.api.session.lock({})
    await logIn(desk, 'admin')
    expect(await unrecorded(desk)).toEqual([2])
    expect(await desk.api.security.verify({})).toMatchObject({ result: 'whole' })
  })

  it('is counted where it was refused before anybody opened the vault, and wrong stays wrong', async () => {
    const desk = await officeDesk()
    await desk.api.session.logOut({})
    const file = join(desk.folder, 'happened.log')
    symlinkSync('/dev/full', file)
    for (let i = 0; i < 2; i++)
      await expect(desk.api.session.logIn({ login: 'admin', password: WRONG })).rejects.toMatchObject({
        code: 'wrong-password',
      })
    rmSync(file)
    await logIn(desk, 'admin')
    expect(await unrecorded(desk)).toEqual([2])
  })

  it('is counted, too, beyond what is kept of a million tries', async () => {
    const desk = await officeDesk()
    await desk.api.session.logOut({})
    const one = JSON.stringify({ at: 1, kind: 'logInRefused', userId: null, detail: { reason: 'wrong' } })
    writeFileSync(join(desk.folder, 'happened.log'), `${one}\n${' '.repeat(300_000)}`)
    for (let i = 0; i < 2; i++) await desk.api.session.logIn({ login: 'admin', password: WRONG }).catch(() => undefined)
    const again = await desk.restart()
    await logIn(again, 'admin')
    expect(await unrecorded(again)).toEqual([2])
    expect((await lines(again)).filter((line) => line.kind === 'logInRefused')).toHaveLength(1)
  })

  it('stops a restore: the office stays as it is', async () => {
    const stick = mkdtempSync(join(tmpdir(), 'diwan-stick-'))
    let folder = stick
    const desk = await officeDesk({}, { chooseFolder: async () => folder })
    folder = (await desk.api.backup.make({}))?.folder ?? ''
    const entry = await desk.api.register.register(await entryInput(desk))
    const chosen = await desk.api.backup.choose({})
    const restore = { token: chosen?.token ?? '', by: { login: 'admin', password: PASSWORD }, incomplete: false }
    const file = join(desk.folder, 'happened.log')
    symlinkSync('/dev/full', file)
    await expect(desk.api.backup.restore(restore)).rejects.toMatchObject(full)
    rmSync(file)
    expect(await desk.api.register.get({ id: entry.id })).toMatchObject({ id: entry.id })
    await desk.api.backup.restore(restore)
    expect((await lines(desk)).filter((line) => line.kind === 'restored')).toHaveLength(1)
    rmSync(stick, { recursive: true })
  })
})
