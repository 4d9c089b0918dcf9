import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sql } from '../../db/core/sql'
import { asAdmin, folder, officeWithDialog, restore, type Deputy } from '../fixtures/backups'
import { addUser, closeDesks, entryInput, logIn, testClock } from '../fixtures/office'

afterEach(closeDesks)

const DAY = 86_400_000
let clock = testClock()
beforeEach(() => void (clock = testClock()))
const office = (): Promise<Deputy> => officeWithDialog({}, { clock })
/** What the schedule calls each day (main/jobs/duties.ts). */
const due = async (desk: Deputy): Promise<void> => desk.app.session.desk.makeDailyBackup?.()
const copiesIn = (at: string): string[] =>
  readdirSync(at)
    .filter((name) => name.startsWith('diwan-daily-'))
    .sort()

async function plannedIn(desk: Deputy): Promise<string> {
  const at = folder()
  desk.chooses.folder = at
  expect(await desk.api.backup.planDaily({ wanted: true })).toEqual({ folder: at, failed: null })
  // The first is made at once; asked for again, it is that one.
  await due(desk)
  expect(copiesIn(at)).toHaveLength(1)
  return at
}

describe('a copy each day by itself', () => {
  it('is made where an administrator wants it, once a day, restores, and is in the security log without a name', async () => {
    const desk = await office()
    await due(desk)
    expect(await desk.api.backup.last({})).toEqual({ at: null })
    await desk.api.register.register(await entryInput(desk, {}))
    const at = await plannedIn(desk)
    await due(desk)
    expect(copiesIn(at)).toHaveLength(1)
    expect((await desk.api.backup.last({})).at).not.toBeNull()
    const { lines } = await desk.api.security.lines({
      personId: null,
      group: 'copies',
      from: null,
      to: null,
      before: null,
      limit: 9,
    })
    expect(lines.map(({ person }) => person === null)).toEqual([true, false])
    await restore(desk, join(at, copiesIn(at)[0] ?? ''), asAdmin)
    const { read } = desk.app.session.desk.db
    expect(await sql(read).one('SELECT count(*) AS entries FROM entry')).toEqual({ entries: 1 })
  })

  it('is made at the next opening when it was slept through or cut, and not before its hour when it is there', async () => {
    const desk = await office()
    const at = await plannedIn(desk)
    const noon = 12.5 * 3_600_000
    // To eight in the morning of the next day, long before its hour.
    clock.tick(DAY - (clock.now() % DAY) + 8 * 3_600_000)
    await due(desk)
    expect(copiesIn(at)).toHaveLength(1)
    clock.tick(noon - 7 * 3_600_000)
    await due(desk)
    expect(copiesIn(at)).toHaveLength(2)
    // The next noon was slept through.
    clock.tick(DAY + 20 * 3_600_000)
    await due(desk)
    expect(copiesIn(at)).toHaveLength(3)
  })

  it('the older ones go; what another PC or a person put there stays', async () => {
    const desk = await office()
    const at = await plannedIn(desk)
    const theirs = ['diwan-daily-ffffffff-2020-01-01', 'diwan-2026-01-01-120000', 'photos']
    for (const name of theirs) mkdirSync(join(at, name))
    writeFileSync(join(at, theirs[0] ?? '', 'manifest.json'), '{}')
    for (let day = 0; day < 6; day++) {
      await due(desk)
      clock.tick(DAY)
    }
    const kept = copiesIn(at).filter((name) => !theirs.includes(name))
    expect(kept.length).toBeLessThan(6)
    expect(kept.length).toBeGreaterThanOrEqual(3)
    expect(theirs.every((name) => existsSync(join(at, name)))).toBe(true)
  }, 60_000)

  it('a disk that is not plugged in: said, nothing written in its place, and mended by the next good one', async () => {
    const desk = await office()
    // After its hour: the next copy is due a day later.
    clock.tick(4 * 3_600_000)
    const at = await plannedIn(desk)
    clock.tick(DAY)
    renameSync(at, `${at}-away`)
    mkdirSync(at)
    await expect(due(desk)).rejects.toMatchObject({ code: 'medium-gone' })
    expect(readdirSync(at)).toEqual([])
    expect((await desk.api.backup.daily({})).failed?.error.code).toBe('medium-gone')
    rmSync(at, { recursive: true })
    await expect(due(desk)).rejects.toMatchObject({ code: 'medium-gone' })
    expect(existsSync(at)).toBe(false)
    renameSync(`${at}-away`, at)
    await due(desk)
    expect(copiesIn(at)).toHaveLength(2)
    expect((await desk.api.backup.daily({})).failed).toBeNull()
  })

  it('an administrator alone says where to, and that there are no more', async () => {
    const desk = await office()
    const at = await plannedIn(desk)
    await addUser(desk, 'amina', ['clerk'])
    await logIn(desk, 'amina')
    await expect(desk.api.backup.planDaily({ wanted: false })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(desk.api.backup.daily({})).rejects.toMatchObject({ code: 'forbidden' })
    await logIn(desk, 'admin')
    expect((await desk.api.backup.planDaily({ wanted: false })).folder).toBeNull()
    clock.tick(DAY)
    await due(desk)
    expect(copiesIn(at)).toHaveLength(1)
  })
})
