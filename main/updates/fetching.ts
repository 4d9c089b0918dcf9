import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { copyFile, mkdir, open, readdir, rm, stat, statfs } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { PackageFile } from '../../contract/updates'
import { renameWithRetries } from '../../db/core/durable'
import { NotInstalled } from './refusal'

/** Gives bytes of a package from a place on, so many at most where that is said: from the server, or from a stick. */
export type Pieces = (file: PackageFile, from: number, most?: number) => Promise<Buffer>
export type Fetching = {
  folder: string
  pieces: Pieces
  progress: (done: number) => void
  signal?: AbortSignal | undefined
  /** Bytes nobody uses on the disk of a folder. */
  free?: typeof freeOn
}

/** Brings a whole package to a place, telling how far it is. */
export type Bring = (to: string, w: Pick<Fetching, 'progress' | 'signal'>) => Promise<void>

/** What must stay free beside a package that is fetched and one that is unpacked: registering goes on meanwhile. */
const SPARE_BYTES = 300_000_000

const partOf = (folder: string, file: PackageFile): string => join(folder, `${file.sha512.slice(0, 40)}.part`)

/** Bytes that came before: a cut line goes on where it stopped. */
export const fetchedBytes = async (folder: string, file: PackageFile): Promise<number> =>
  (await stat(partOf(folder, file)).catch(() => null))?.size ?? 0

/**
 * Brings a package to `destination`, whole and with the hash its makers signed, or not at all. What came of it stays for the next
 * try; what is wrong goes. @throws NotInstalled hash · noSpace; whatever the pieces throw
 */
export async function fetchPackage(file: PackageFile, destination: string, o: Fetching): Promise<void> {
  await mkdir(o.folder, { recursive: true, mode: 0o700 })
  const part = partOf(o.folder, file)
  await forgetOthers(o.folder, part)
  const needed = 2 * file.size - (await fetchedBytes(o.folder, file)) + SPARE_BYTES
  if ((await (o.free ?? freeOn)(o.folder)) < needed) throw new NotInstalled('noSpace')
  const out = await open(part, 'a', 0o600)
  try {
    let done = (await out.stat()).size
    // Longer than what was signed: not what we fetched.
    if (done > file.size) await out.truncate((done = 0))
    o.progress(done)
    while (done < file.size) {
      o.signal?.throwIfAborted()
      const bytes = await o.pieces(file, done)
      if (bytes.length === 0 || done + bytes.length > file.size) throw new NotInstalled('hash')
      // All of them, or an error: a disk that becomes full takes some.
      await out.appendFile(bytes)
      done += bytes.length
      o.progress(done)
    }
    await out.sync()
  } catch (error) {
    throw isFull(error) ? new NotInstalled('noSpace') : error
  } finally {
    await out.close()
  }
  if ((await sha512Of(part)) !== file.sha512) {
    await rm(part, { force: true })
    throw new NotInstalled('hash')
  }
  await mkdir(dirname(destination), { recursive: true })
  await move(part, destination)
}

export async function sha512Of(path: string): Promise<string> {
  const hash = createHash('sha512')
  for await (const bytes of createReadStream(path)) hash.update(bytes as Buffer)
  return hash.digest('hex')
}

/** One release is on its way at a time. */
async function forgetOthers(folder: string, part: string): Promise<void> {
  for (const name of await readdir(folder))
    if (name.endsWith('.part') && name !== basename(part)) await rm(join(folder, name), { force: true })
}

async function freeOn(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize
}

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '')
export const isFull = (error: unknown): boolean => ['ENOSPC', 'EDQUOT'].includes(codeOf(error))

async function move(from: string, to: string): Promise<void> {
  await renameWithRetries(from, to).catch(async (error: unknown) => {
    if (codeOf(error) !== 'EXDEV') throw error
    await copyFile(from, to)
    await rm(from, { force: true })
  })
}
