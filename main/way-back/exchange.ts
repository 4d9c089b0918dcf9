import { existsSync, readFileSync } from 'node:fs'
import { copyFile, link, mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { syncFile, syncFolder, type Retry } from '../../db/core/durable'
import { asAppError } from '../../db/core/errors'
import { sayBefore } from '../security/refusals'
import { finishCut } from '../session/cut-work'
import { ARRIVING } from '../session/leftovers'
import { RESTORED, swapIn } from '../session/swap'
import { COPIED, proveCopy, type Copy } from './copies'

export type Exchange = {
  /** Where what is here goes; the same one again after a kill. */
  aside: string
  /** Something was written since the copy: its numbers are asked for as after any restore (ADR 007, 020). */
  loses: boolean
  userId: string | null
  now: number
  retry?: Retry
}

/**
 * Puts a copy in the place of the office here, which goes aside whole. The vault's folder is locked. A kill leaves the one or the other;
 * asked again with the same `aside`, what was done is not done twice.
 * @throws copy-damaged · disk-full · file-held; all is as before then
 */
export async function exchange(folder: string, copy: Copy, o: Exchange): Promise<void> {
  await finishCut(folder)
  if (!existsSync(join(folder, o.aside, 'diwan.db'))) {
    await proveCopy(copy)
    await arrive(folder, copy, o)
    // A3: said before it is done; what cannot be said is not done.
    const unsay = sayBefore(folder, o.now, { kind: 'restored', userId: o.userId, detail: { reason: 'wayBack' } })
    try {
      await swapIn(folder, ARRIVING, o.aside, o.retry)
    } catch (error) {
      unsay()
      throw error
    }
  }
  // It is the office now, and no copy of it any more.
  await rm(copy.folder, { recursive: true, force: true })
}

async function arrive(folder: string, copy: Copy, { loses, now }: Exchange): Promise<void> {
  const arriving = join(folder, ARRIVING)
  await rm(arriving, { recursive: true, force: true })
  try {
    await mkdir(arriving, { mode: 0o700 })
    const source = (name: string): string =>
      name === 'vault.json' && loses && readsToday(folder, copy) ? join(folder, name) : join(copy.folder, name)
    for (const name of COPIED) if (copy.parts[name]) await copyFile(source(name), join(arriving, name))
    if (loses) await writeFile(join(arriving, RESTORED), String(now), { mode: 0o600 })
    for (const name of await readdir(arriving)) await syncFile(join(arriving, name))
    await linkScans(join(folder, 'files'), join(arriving, 'files'))
    syncFolder(arriving)
  } catch (error) {
    await rm(arriving, { recursive: true, force: true })
    throw asAppError(error)
  }
}

/**
 * Who changed their password since keeps it, as after a restore: today's slots open the copy too, since a copy under another key is
 * never kept. Not when a newer program writes the file in another form.
 */
function readsToday(folder: string, copy: Copy): boolean {
  try {
    return formOf(folder) === formOf(copy.folder)
  } catch {
    return false
  }
}

/** Read as any program of ours has written it; the module that opens it loads the passwords' engine, which may be what is broken. */
const formOf = (folder: string): number =>
  z.object({ version: z.int() }).parse(JSON.parse(readFileSync(join(folder, 'vault.json'), 'utf8'))).version

/**
 * Scans are never rewritten, so both offices have the same ones, each under a name of its own: what the older one sweeps away because
 * no row of it names it is still there for the newer.
 */
async function linkScans(from: string, to: string): Promise<void> {
  await mkdir(to, { mode: 0o700 })
  if (!existsSync(from)) return
  for (const place of await readdir(from, { withFileTypes: true })) {
    if (!place.isDirectory()) continue
    await mkdir(join(to, place.name), { mode: 0o700 })
    for (const name of await readdir(join(from, place.name))) {
      const [scan, second] = [join(from, place.name, name), join(to, place.name, name)]
      await link(scan, second).catch(() => copyFile(scan, second))
    }
    syncFolder(join(to, place.name))
  }
  syncFolder(to)
}
