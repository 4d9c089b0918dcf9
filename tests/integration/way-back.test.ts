import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { rename } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import type { MigrationInterface, QueryRunner } from 'typeorm'
import { migrations } from '../../db/migrations'
import { schemaVersion } from '../../db/migrations/version'
import { sql } from '../../db/core/sql'
import { medium } from '../../main/backup/medium'
import { whileLocked } from '../../main/session/folder-lock'
import { Vault } from '../../main/session/vault'
import { copiesIn, proveCopy } from '../../main/way-back/copies'
import { exchange } from '../../main/way-back/exchange'
import { Going, type GoingParts } from '../../main/way-back/going'
import { Opening } from '../../main/way-back/opening'
import { readOpened, writeOpened } from '../../main/way-back/opened'
import { weigh } from '../../main/way-back/weighing'
import { asAdmin, folder as newFolder, registerWithScans } from '../fixtures/backups'
import {
  addUser,
  closeDesks,
  entryInput,
  logIn,
  newOffice,
  PASSWORD,
  startDesk,
  type TestDesk,
} from '../fixtures/office'
import { oneSchemaOlder, version } from '../fixtures/versions'

afterEach(async () => {
  await closeDesks()
  migrations.splice(schemaVersion)
})

type Options = Parameters<typeof version>[2]
const desk = (folder: string, name: string, more: Options = {}): TestDesk =>
  startDesk({ folder, program: version(folder, name, more) })
/** An office that 1.0.0 left one schema ago, with entries 1 and 2 and a scan. */
async function left(): Promise<string> {
  const folder = newFolder()
  const one = desk(folder, '1.0.0')
  await one.api.session.createOffice(newOffice())
  await one.api.register.register(await entryInput(one))
  await registerWithScans(Object.assign(one, { chooses: { folder: null }, secret: '' }), 1)
  await one.close()
  await oneSchemaOlder(one)
  return folder
}
const next = async (one: TestDesk): Promise<number> =>
  (await one.api.register.register(await entryInput(one))).number.seq
const scansIn = (folder: string): number =>
  readdirSync(join(folder, 'files')).flatMap((place) => readdirSync(join(folder, 'files', place))).length
const copies = (folder: string): string[] =>
  existsSync(join(folder, 'before-update')) ? readdirSync(join(folder, 'before-update')) : []

/** A migration that writes, and one after it that fails: each is a transaction of its own. */
const half = [
  class Half9001 implements MigrationInterface {
    name = 'Half1700000009001'
    up = async (q: QueryRunner): Promise<void> => void (await q.query('CREATE TABLE half (id TEXT)'))
    down = (): Promise<void> => Promise.resolve()
  },
  class Broken9002 implements MigrationInterface {
    name = 'Broken1700000009002'
    up = (): Promise<void> => Promise.reject(new Error('this migration fails'))
    down = (): Promise<void> => Promise.resolve()
  },
]
const fails = (): void => void migrations.push(...half)
const works = (): void => void migrations.splice(schemaVersion)
const quiet = async <T>(work: () => Promise<T>): Promise<T> => {
  const said = console.error
  console.error = () => undefined
  try {
    return await work()
  } finally {
    console.error = said
  }
}

/** What the start after two crashes has (main/shell/careful.ts). */
function going(folder: string, name: string, starts: Partial<GoingParts['starts']> = {}): Going {
  const opening = (): Opening =>
    new Opening(folder, {
      ...{ version: name, now: Date.now, starts: null, fails: false },
      ...{ copying: () => undefined, report: () => undefined },
    })
  return new Going({
    ...{ folder, updates: join(folder, 'updates'), asksAdministrator: false, now: Date.now },
    program: { version: name, keys: [], kind: 'deb', arch: 'x64' },
    why: () => 'crashed',
    starts: { back: null, goBack: () => undefined, tryAgain: () => undefined, ...starts },
    locked: (work) => whileLocked(folder, work),
    weigh: (by) => weigh(new Vault(folder, Date.now, opening()), by, Date.now()),
    leave: () => Promise.resolve(),
    install: () => Promise.resolve(false),
    restart: () => undefined,
  })
}

describe('before a new version opens an office', () => {
  it('it is copied, whole, with progress, once; and the copy before it goes when the version has opened twice', async () => {
    const folder = await left()
    const first = desk(folder, '1.1.0')
    await logIn(first, 'admin')
    const done = first.events.flatMap((e) => (e.name === 'copying' ? [(e.payload as { done: number }).done] : []))
    expect([done[0], done.at(-1), done.length > 3]).toEqual([0, 1, true])
    const [copy] = copiesIn(folder)
    expect(copy?.of).toMatchObject({ version: '1.0.0', schema: schemaVersion - 1 })
    if (copy) await proveCopy(copy)
    expect(existsSync(join(folder, 'before-migration'))).toBe(false)
    await first.close()
    const again = desk(folder, '1.1.0')
    await logIn(again, 'admin')
    expect(again.events.some((e) => e.name === 'copying')).toBe(false)
    await again.close()
    const later = desk(folder, '1.2.0')
    await logIn(later, 'admin')
    expect(copies(folder).map((name) => name.split('-')[0])).toEqual(['1.0.0', '1.1.0'])
    await later.close()
    await logIn(desk(folder, '1.2.0'), 'admin')
    expect(copies(folder).map((name) => name.split('-')[0])).toEqual(['1.1.0'])
  })

  it('a full disk is said in words, and nothing was opened or left behind', async () => {
    const folder = await left()
    const before = readFileSync(join(folder, 'diwan.db'))
    const noRoom = desk(folder, '1.1.0', { copy: { free: async () => 1000 } })
    await expect(logIn(noRoom, 'admin')).rejects.toMatchObject({ code: 'update-no-room' })
    await noRoom.close()
    const create = async (path: string) => {
      const handle = await medium.create(path)
      const full = Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' })
      return Object.assign(handle, { writeFile: () => Promise.reject(full) })
    }
    const runsOut = desk(folder, '1.1.0', { copy: { on: { ...medium, create } } })
    await expect(logIn(runsOut, 'admin')).rejects.toMatchObject({ code: 'update-no-room' })
    await runsOut.close()
    expect(copies(folder)).toEqual([])
    expect(readFileSync(join(folder, 'diwan.db')).equals(before)).toBe(true)
    expect(readOpened(folder)?.version).toBe('1.0.0')
    const one = desk(folder, '1.0.0')
    await logIn(one, 'admin')
    expect(await next(one)).toBe(3)
  })

  it('a kill at any step of the copying leaves what was: no half copy is taken for one', async () => {
    const folder = await left()
    const stopped: string[] = []
    const snapshot = (): void => {
      const at = mkdtempSync(join(tmpdir(), 'diwan-kill-'))
      cpSync(folder, at, { recursive: true })
      stopped.push(at)
    }
    const on = {
      create: (path: string) => (snapshot(), medium.create(path)),
      rename: (from: string, to: string) => (snapshot(), medium.rename(from, to)),
    }
    const first = desk(folder, '1.1.0', { copy: { on } })
    await logIn(first, 'admin')
    await first.close()
    expect(stopped.length).toBeGreaterThan(3)
    for (const at of stopped) {
      expect(copiesIn(at)).toEqual([])
      const one = desk(at, '1.1.0')
      await logIn(one, 'admin')
      expect(copiesIn(at)).toHaveLength(1)
      expect(copies(at)).toHaveLength(1)
      expect(await next(one)).toBe(3)
      await one.close()
      rmSync(at, { recursive: true })
    }
  })

  it('another key for the database takes the copy with it: who left opens nothing of yesterday', async () => {
    const folder = await left()
    const one = desk(folder, '1.1.0')
    await logIn(one, 'admin')
    const id = await addUser(one, 'nadia', ['clerk'])
    expect(copies(folder)).toHaveLength(1)
    const [nadia] = (await one.api.users.list({})).filter((user) => user.id === id)
    if (!nadia) throw new Error('no such person')
    const { names, roles, clearance, unitId } = nadia
    await one.api.users.update({
      id,
      names,
      roles: roles as ['clerk'],
      clearance: clearance as 'ordinary',
      unitId,
      active: false,
    })
    expect(copies(folder)).toEqual([])
  })
})

describe('a version that cannot open the office', () => {
  it('says so, gives the data back as they were, and the next number is the next', async () => {
    const folder = await left()
    fails()
    const broken = desk(folder, '1.1.0')
    await quiet(() => expect(logIn(broken, 'admin')).rejects.toMatchObject({ code: 'update-unopened' }))
    // Tried again it fails again, and the copy stays the one of 1.0.0, not of what the first try left.
    await quiet(() => expect(logIn(broken, 'admin')).rejects.toMatchObject({ code: 'update-unopened' }))
    expect(copies(folder)).toHaveLength(1)
    expect(await broken.api.wayBack.offer({})).toMatchObject({
      to: '1.0.0',
      why: 'unopened',
      data: 'copy',
      ready: false,
    })
    expect(await broken.api.wayBack.go({ by: null })).toEqual({ program: 'byHand' })
    await broken.close()
    works()
    const one = desk(folder, '1.0.0')
    await logIn(one, 'admin')
    const { db } = one.app.session.desk
    expect(await sql(db.read).all("SELECT name FROM sqlite_master WHERE name = 'half'")).toEqual([])
    expect(await next(one)).toBe(3)
    // What is here is no copy any more, and what was here stays beside.
    expect(copies(folder)).toEqual([])
    expect(readdirSync(folder).filter((name) => name.startsWith('replaced-'))).toHaveLength(1)
    const { lines } = await one.api.security.lines({
      ...{ personId: null, group: 'copies', from: null, to: null, before: null, limit: 10 },
    })
    expect(lines[0]).toMatchObject({ kind: 'restored', reason: 'wayBack' })
  })

  it('offers nothing while all is well, and nothing by itself', async () => {
    const folder = await left()
    const one = desk(folder, '1.1.0')
    expect(await one.api.wayBack.offer({})).toBeNull()
    await logIn(one, 'admin')
    for (const by of [null, asAdmin])
      await expect(one.api.wayBack.go({ by, losing: true })).rejects.toMatchObject({ code: 'not-found' })
    await expect(one.api.wayBack.tryAgain({})).rejects.toMatchObject({ code: 'not-found' })
  })

  it('a kill between any two moves of the way back leaves the one office or the other, and it is gone on with', async () => {
    const folder = await left()
    fails()
    const broken = desk(folder, '1.1.0')
    await quiet(() => expect(logIn(broken, 'admin')).rejects.toMatchObject({ code: 'update-unopened' }))
    await broken.close()
    works()
    const [copy] = copiesIn(folder)
    if (!copy) throw new Error('no copy')
    const failed = readFileSync(join(folder, 'diwan.db'))
    const stopped: string[] = []
    const moved = async (from: string, to: string): Promise<void> => {
      for (const step of [() => Promise.resolve(), () => rename(from, to)]) {
        await step()
        const at = mkdtempSync(join(tmpdir(), 'diwan-kill-'))
        cpSync(folder, at, { recursive: true })
        stopped.push(at)
      }
    }
    const how = { aside: 'replaced-kill', loses: false, userId: null, now: 1 }
    await whileLocked(folder, () => exchange(folder, copy, { ...how, retry: { rename: moved } }))
    expect(stopped.length).toBeGreaterThan(8)
    for (const at of stopped) {
      expect(await going(at, '1.1.0').offer()).toMatchObject({ to: '1.0.0' })
      // Asked again, as the start after the kill does.
      const again = copiesIn(at)[0]
      if (again) await whileLocked(at, () => exchange(at, again, how))
      const one = desk(at, '1.0.0')
      await logIn(one, 'admin')
      expect(await next(one)).toBe(3)
      // Aside lies what failed, and not, a second time, what came back.
      expect(readFileSync(join(at, 'replaced-kill/diwan.db')).equals(failed)).toBe(true)
      await one.close()
      rmSync(at, { recursive: true })
    }
  })

  it('a copy that was damaged on the disk is not put back', async () => {
    const folder = await left()
    fails()
    const broken = desk(folder, '1.1.0')
    await quiet(() => expect(logIn(broken, 'admin')).rejects.toMatchObject({ code: 'update-unopened' }))
    const file = join(copiesIn(folder)[0]?.folder ?? '', 'diwan.db')
    const bytes = readFileSync(file)
    bytes[5000] = (bytes[5000] ?? 0) ^ 1
    writeFileSync(file, bytes)
    await expect(broken.api.wayBack.go({ by: null })).rejects.toMatchObject({ code: 'copy-damaged' })
    expect(readdirSync(folder).some((name) => name.startsWith('replaced-'))).toBe(false)
  })
})

describe('a version that worked for days and then crashes at start', () => {
  async function worked(): Promise<string> {
    const folder = await left()
    const one = desk(folder, '1.1.0')
    await logIn(one, 'admin')
    await addUser(one, 'nadia', ['clerk'])
    expect([await next(one), await next(one)]).toEqual([3, 4])
    await registerWithScans(Object.assign(one, { chooses: { folder: null }, secret: '' }), 1)
    await one.close()
    return folder
  }

  it('says how much was written since, to an administrator only, and gives no number twice', async () => {
    const folder = await worked()
    const back = going(folder, '1.1.0')
    expect(await back.offer()).toMatchObject({ to: '1.0.0', data: 'loses', file: 'diwan_1.0.0_amd64.deb', kept: false })
    await expect(back.go({ by: null, losing: true })).rejects.toMatchObject({ code: 'forbidden' })
    const nadia = { login: 'nadia', password: PASSWORD }
    await expect(back.go({ by: nadia, losing: true })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(back.go({ by: { login: 'admin', password: 'wrong' }, losing: true })).rejects.toMatchObject({
      code: 'wrong-password',
    })
    const said = await back
      .go({ by: asAdmin, losing: false })
      .catch((error: { code: string; params: { operations: number } }) => error)
    expect(said).toMatchObject({ code: 'way-back-loses', params: { operations: expect.any(Number) } })
    expect((said as { params: { operations: number } }).params.operations).toBeGreaterThanOrEqual(4)
    expect(readOpened(folder)?.version).toBe('1.1.0')
    await back.go({ by: asAdmin, losing: true })

    const one = desk(folder, '1.0.0')
    await logIn(one, 'admin')
    const input = await entryInput(one)
    await expect(one.api.register.register(input)).rejects.toMatchObject({ code: 'book-suspended' })
    const [register] = await one.api.register.registers({})
    await one.api.register.resume({ bookId: register?.books[0]?.id ?? '', lastSeq: 2 })
    expect((await one.api.register.register(input)).number.seq).toBe(6)
    await one.close()
  })

  it('keeps what was written since beside, with its scans; only a program that reads it takes it back', async () => {
    const folder = await worked()
    await going(folder, '1.1.0').go({ by: asAdmin, losing: true })
    // Without its journal this PC knows less still: a book waits for its last number all the same.
    rmSync(join(folder, 'numbers.log'))
    const older = desk(folder, '1.0.0')
    await logIn(older, 'admin')
    await expect(next(older)).rejects.toMatchObject({ code: 'book-suspended' })
    expect(scansIn(folder)).toBe(1)
    const aside = join(folder, readdirSync(folder).find((name) => name.startsWith('replaced-')) ?? '')
    const opened = readOpened(aside)
    if (!opened) throw new Error('not beside')
    await writeOpened(aside, { ...opened, schema: schemaVersion + 1 })
    await expect(older.api.backup.undo({})).rejects.toMatchObject({ code: 'database-from-the-future' })
    expect(older.app.session.phase).toBe('open')
    await writeOpened(aside, opened)
    await older.api.backup.undo({})
    await older.close()
    const newer = desk(folder, '1.1.0')
    await logIn(newer, 'admin')
    const registerId = (await newer.api.register.registers({}))[0]?.id ?? ''
    const rows = await newer.api.register.rows({
      registerId,
      year: 2026,
      tab: 'all',
      text: '',
      offset: 0,
      limit: 50,
    })
    expect(JSON.stringify(rows)).toContain('"seq":5')
    expect(scansIn(folder)).toBe(2)
  })

  it('of the same schema gives only the program back: every entry stays', async () => {
    const folder = newFolder()
    const one = desk(folder, '1.0.0')
    await one.api.session.createOffice(newOffice())
    await one.close()
    const two = desk(folder, '1.1.0')
    await logIn(two, 'admin')
    expect(await next(two)).toBe(1)
    await two.close()
    const back = going(folder, '1.1.0')
    expect(await back.offer()).toMatchObject({ to: '1.0.0', data: 'stays' })
    await back.go({ by: null, losing: false })
    const again = desk(folder, '1.0.0')
    await logIn(again, 'admin')
    expect(await next(again)).toBe(2)
  })
})
