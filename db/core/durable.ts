import { closeSync, fsyncSync, openSync } from 'node:fs'
import { mkdir, open, readdir, rename } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { AppError } from '../../contract/errors'

/** A virus scanner looks into a file for a moment and lets it go; these are the waits until it is asked again, 5 s in all. */
const WAITS_MS = [20, 50, 100, 200, 400, 800, 1500, 2000]
const held = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && ['EBUSY', 'EPERM', 'EACCES'].includes(String(error.code))

export type Rename = (from: string, to: string) => Promise<void>
/** Tests put a virus scanner here. */
export type Retry = { rename?: Rename; waits?: readonly number[] }

/**
 * Renames, and tries again for seconds while another program holds the file.
 * @throws file-held { name } when it never lets go; nothing has changed then
 */
export async function renameWithRetries(from: string, to: string, o: Retry = {}): Promise<void> {
  const waits = o.waits ?? WAITS_MS
  for (let tried = 0; ; tried++) {
    try {
      return await (o.rename ?? rename)(from, to)
    } catch (error) {
      if (!held(error)) throw error
      const wait = waits[tried]
      if (wait === undefined) throw new AppError('file-held', { name: basename(to) })
      await pause(wait)
    }
  }
}

/** A rename is durable only when its folder is; Windows has no handle for a folder and needs none. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

export async function syncFile(path: string): Promise<void> {
  const handle = await open(path, 'r+')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Whole or not at all, and still there after a power cut: written beside, synced, renamed, the folder synced. */
export async function writeDurably(file: string, bytes: string | Buffer): Promise<void> {
  const next = `${file}.new`
  const handle = await open(next, 'w', 0o600)
  try {
    await handle.writeFile(bytes)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await renameWithRetries(next, file)
  syncFolder(dirname(file))
}

/** Makes a folder with its parents and syncs every one that was made, and the one they were made in. */
export async function makeFolder(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true, mode: 0o700 })
  if (first === undefined) return
  for (let at = resolve(folder); ; at = dirname(at)) {
    syncFolder(at)
    if (at === dirname(resolve(first)) || at === dirname(at)) return
  }
}

/** Everything below a folder, then the folder: what is said to be there is there after a power cut. */
export async function syncTree(folder: string): Promise<void> {
  for (const found of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, found.name)
    if (found.isDirectory()) await syncTree(path)
    else await syncFile(path)
  }
  syncFolder(folder)
}
