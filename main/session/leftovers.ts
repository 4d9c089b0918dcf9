import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { renameWithRetries, syncFolder } from '../../db/core/durable'
import { COPIES, removeCopies } from '../way-back/copies'
import { OPENED } from '../way-back/opened'

/** Stands while an office is being founded or joined and its vault's file is not there yet. */
export const foundingFile = (folder: string): string => join(folder, 'founding')

/** After a founding: it stood to its end, or what it left, which nobody can open, goes. */
export async function clearFounding(folder: string): Promise<void> {
  if (!existsSync(join(folder, 'vault.json')))
    for (const left of ['diwan.db', 'diwan.db-wal', 'diwan.db-shm']) await rm(join(folder, left), { force: true })
  await rm(foundingFile(folder), { force: true })
  syncFolder(folder)
}

/** A journal of numbers, scans, a copy of an office that was here before are nobody's to delete, and none of this one: they go aside. */
export async function keepEarlier(folder: string): Promise<void> {
  const earlier = ['numbers.log', 'destroyed.log', 'files', OPENED, COPIES].filter((name) =>
    existsSync(join(folder, name)),
  )
  if (earlier.length === 0) return
  const aside = await freeFolder(folder, 'earlier')
  for (const name of earlier) await renameWithRetries(join(folder, name), join(aside, name))
  syncFolder(aside)
  syncFolder(folder)
}

async function freeFolder(folder: string, name: string): Promise<string> {
  for (let n = 1; ; n++) {
    const free = join(folder, `${name}-${n}`)
    if (existsSync(free)) continue
    await mkdir(free, { mode: 0o700 })
    return free
  }
}

/** A folder inside the vault's own, where what comes is proved before anything here is closed. */
export const ARRIVING = 'arriving'

/** A restore that was proved and never exchanged, a backup that was never finished: cut by a kill. */
export async function removeDrafts(folder: string): Promise<void> {
  for (const name of await readdir(folder))
    if (name === ARRIVING || name.startsWith('backup.draft'))
      await rm(join(folder, name), { recursive: true, force: true })
}

/** Copies that an older key opens: what a restore set aside, what was copied before a migration or an update. */
export async function removeOldKeys(folder: string): Promise<void> {
  await removeReplaced(folder)
  await rm(join(folder, 'before-migration'), { recursive: true, force: true })
  await removeCopies(folder)
}

const REPLACED = /^replaced-/
/** Where what is here goes when something else takes its place; by its name it is found again, the newest first. */
export const asideName = (now: number): string =>
  `replaced-${new Date(now).toISOString().replace(/[:.]/g, '-')}-${randomUUID().slice(0, 4)}`

export async function removeReplaced(folder: string, except?: string): Promise<void> {
  for (const name of await readdir(folder))
    if (REPLACED.test(name) && name !== except) await rm(join(folder, name), { recursive: true, force: true })
}

/** The office that the last restore set aside, the newest first. */
export async function replacedFolders(folder: string): Promise<string[]> {
  return (await readdir(folder))
    .filter((name) => REPLACED.test(name))
    .sort()
    .reverse()
}
