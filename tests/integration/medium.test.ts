import { mkdirSync, readFileSync, readdirSync } from 'node:fs'
import { open, rename, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { connect } from '../../db/core/connect'
import { makeBackup } from '../../main/backup/backup'
import { medium, type Medium } from '../../main/backup/medium'
import { swapIn } from '../../main/session/swap'
import { closeDesks, entryInput, logIn } from '../fixtures/office'
import {
  asAdmin,
  backUp,
  deskWithDialog,
  folder,
  officeWithDialog,
  registerWithScans,
  restore,
} from '../fixtures/backups'

afterEach(closeDesks)
const failing = (code: string): never => {
  throw Object.assign(new Error(code), { code })
}
/** A medium whose n-th write says so. */
function breakingAt(write: number, code: string): Medium {
  let writes = 0
  return {
    ...medium,
    create: async (path) => {
      const handle = await open(path, 'wx')
      const whole = handle.writeFile.bind(handle)
      handle.writeFile = (async (data: Parameters<FileHandle['writeFile']>[0]) =>
        ++writes >= write ? failing(code) : whole(data)) as FileHandle['writeFile']
      return handle
    },
  }
}

describe('a backup on a medium that fails', () => {
  it.each([
    ['full', 'ENOSPC', 'medium-full'],
    ['of a kind that takes no file so large (FAT32)', 'EFBIG', 'medium-file-too-large'],
    ['pulled out midway', 'EIO', 'medium-gone'],
    ['locked', 'EROFS', 'medium-read-only'],
  ])('%s is said in words, and no half folder is left', async (_what, code, said) => {
    const desk = await officeWithDialog()
    await registerWithScans(desk, 2)
    for (const write of [1, 2, 4]) {
      const parent = folder()
      const failed = makeBackup(desk.app.session.desk, parent, 'diwan-x', breakingAt(write, code))
      await expect(failed).rejects.toMatchObject({ code: said })
      expect(readdirSync(parent)).toEqual([])
    }
    expect(readdirSync(desk.folder).filter((name) => name.startsWith('backup.'))).toEqual([])
  })

  it('what a kill left of an earlier one goes, and a second one in the same second has its own name', async () => {
    const desk = await officeWithDialog()
    const parent = folder()
    const mark = `.${desk.app.session.desk.device.id.slice(-8)}.part`
    mkdirSync(join(parent, `diwan-old${mark}`))
    mkdirSync(join(parent, 'diwan-of-another-pc.12345678.part'))
    const { desk: d } = desk.app.session
    const two = [await makeBackup(d, parent, 'diwan-x'), await makeBackup(d, parent, 'diwan-x')]
    expect(new Set(two.map((b) => b.folder)).size).toBe(2)
    expect(readdirSync(parent).filter((name) => name.endsWith('.part'))).toEqual(['diwan-of-another-pc.12345678.part'])
  })

  it('a reader in the way keeps nothing out of it', async () => {
    const desk = await officeWithDialog()
    const { keys } = (desk.app.session.vault as unknown as { current: { keys: { data: Buffer } } }).current
    const reader = await connect({ file: join(desk.folder, 'diwan.db'), key: keys.data, backupsDir: '' }, 'reader')
    await reader.query('BEGIN')
    await reader.query('SELECT count(*) FROM entry')
    for (let i = 0; i < 3; i++) await desk.api.register.register(await entryInput(desk))
    const made = await backUp(desk)
    await reader.destroy()
    expect(made.entries).toBe(3)
    const fresh = deskWithDialog({ clock: desk.clock })
    await restore(fresh, made.folder, asAdmin)
    expect((await fresh.api.register.registers({}))[0]?.books[0]?.lastSeq).toBe(3)
  })
})

describe('a virus scanner that holds a file during the exchange', () => {
  it('for a moment, is waited for; for ever, leaves everything as it was', async () => {
    const desk = await officeWithDialog()
    const made = await backUp(desk)
    await registerWithScans(desk, 1)
    await restore(desk, made.folder, asAdmin)
    await desk.api.session.logOut({})
    const [aside = ''] = readdirSync(desk.folder).filter((name) => name.startsWith('replaced-'))
    const before = readFileSync(join(desk.folder, 'diwan.db'))
    const parts = 6
    for (let held = 1; held <= parts; held++) {
      await expect(
        swapIn(desk.folder, aside, 'replaced-y', { rename: scanner(held, Infinity), waits: [1, 1] }),
      ).rejects.toMatchObject({ code: 'file-held' })
      expect(readFileSync(join(desk.folder, 'diwan.db')).equals(before), `held at ${held}`).toBe(true)
      expect(readdirSync(desk.folder).filter((name) => /swap|replaced-y/.test(name))).toEqual([])
    }
    await swapIn(desk.folder, aside, 'replaced-y', { rename: scanner(2, 2), waits: [1, 1] })
    expect(readFileSync(join(desk.folder, 'diwan.db')).equals(before)).toBe(false)
    await logIn(desk, 'admin')
  })
})

/** Holds the n-th file that is moved, so many times. */
function scanner(nth: number, times: number): (from: string, to: string) => Promise<void> {
  let moved = 0
  let held: string | null = null
  let left = times
  return async (from, to) => {
    if (held === null && ++moved === nth) held = from
    if (held === from && left-- > 0) failing(nth % 2 ? 'EBUSY' : 'EPERM')
    await rename(from, to)
  }
}
