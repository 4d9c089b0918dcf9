import { constants } from 'node:fs'
import {
  lstat,
  mkdir,
  open,
  readdir,
  readFile,
  rename,
  rm,
  statfs,
  utimes,
  writeFile,
  type FileHandle,
} from 'node:fs/promises'
import { randomBytes } from 'node:crypto'
import { basename, dirname, join } from 'node:path'
import { z } from 'zod'
import { folderTroubles, type FolderTrouble } from '../../contract/updates'
import { outdatedIn } from '../../domain/updates/office-folder'

/** What is done in a folder that may be on another machine: each in a process of its own (folder-process.ts). */
export const FolderTask = z.discriminatedUnion('do', [
  /** A copy of a file of at most so many bytes. */
  z.object({ do: z.literal('take'), from: z.string(), to: z.string(), limit: z.int() }),
  /** A line of text and a package, as one file; older ones of its kind go. */
  z.object({ do: z.literal('put'), line: z.string(), file: z.string(), to: z.string() }),
  /** Says that `who` fetches it, and when others said so first, what they said. `instead`: what gives way. */
  z.object({ do: z.literal('claim'), path: z.string(), who: z.string(), instead: z.string().nullable() }),
])
export type FolderTask = z.infer<typeof FolderTask>
export const FolderSaid = z.union([
  z.object({ alive: z.literal(true) }),
  z.object({ done: z.string() }),
  z.object({ failed: z.enum(folderTroubles) }),
])
export type FolderSaid = z.infer<typeof FolderSaid>

export class InFolder extends Error {
  constructor(readonly trouble: FolderTrouble) {
    super(trouble)
  }
}

/** What stays free for whoever else uses the folder. */
const SPARE_BYTES = 300_000_000
const PIECE = 1024 * 1024

/** @returns `ours`, or what others said · `done` · `none` @throws whatever the file system says */
export async function inFolder(task: FolderTask, alive: () => void): Promise<string> {
  if (task.do === 'take') return take(task, alive)
  if (task.do === 'put') return put(task, alive)
  return claim(task)
}

async function take({ from, to, limit }: Extract<FolderTask, { do: 'take' }>, alive: () => void): Promise<string> {
  const source = await openPlain(from)
  if (!source) return 'none'
  const out = await open(to, 'w', 0o600)
  try {
    if ((await source.stat()).size > limit) throw new InFolder('other')
    await copy(source, out, limit, alive)
    return 'done'
  } finally {
    await source.close()
    await out.close()
  }
}

/** No link, pipe or device that somebody laid there. @returns null when there is nothing */
async function openPlain(path: string): Promise<FileHandle | null> {
  const found = await lstat(path).catch((error: unknown) => {
    if (codeOf(error) !== 'ENOENT') throw error
    return null
  })
  // A folder that is away has no files either; that it is away is worth knowing.
  if (!found) await readdir(dirname(path))
  if (!found) return null
  if (!found.isFile()) throw new InFolder('other')
  return open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0))
}

async function copy(source: FileHandle, out: FileHandle, limit: number, alive: () => void): Promise<void> {
  const bytes = Buffer.alloc(PIECE)
  for (let done = 0; ;) {
    const { bytesRead } = await source.read(bytes, 0, PIECE, done)
    if (bytesRead === 0) return
    done += bytesRead
    if (done > limit) throw new InFolder('other')
    await out.writeFile(bytes.subarray(0, bytesRead))
    alive()
  }
}

async function put({ line, file, to }: Extract<FolderTask, { do: 'put' }>, alive: () => void): Promise<string> {
  const folder = dirname(to)
  const source = await open(file, 'r')
  const temporary = `${to}.${randomBytes(4).toString('hex')}.tmp`
  try {
    const { size } = await source.stat()
    const { bavail, bsize } = await statfs(folder)
    if (bavail * bsize < size + SPARE_BYTES) throw new InFolder('full')
    const out = await open(temporary, 'wx', 0o644)
    try {
      await out.writeFile(`${line}\n`)
      await copy(source, out, size, alive)
      await out.sync()
    } finally {
      await out.close()
    }
    await rename(temporary, to)
    const names = await readdir(folder)
    const rests = names.filter((name) => name.startsWith(`${basename(to)}.`))
    for (const name of [...outdatedIn(names, basename(to)), ...rests]) await rm(join(folder, name), { force: true })
    return 'done'
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined)
    throw error
  } finally {
    await source.close()
  }
}

async function claim({ path, who, instead }: Extract<FolderTask, { do: 'claim' }>): Promise<string> {
  try {
    await writeFile(path, who, { flag: 'wx' })
    return 'ours'
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
  }
  const found = await lstat(path)
  if (!found.isFile() || found.size > 200) throw new InFolder('other')
  const said = await readFile(path, 'utf8')
  const sign = `${said} ${found.mtimeMs}`
  if (said !== who && sign !== instead) return sign
  await writeFile(path, who)
  // By its own clock, whatever it is: others only look whether it changes.
  await utimes(path, new Date(), new Date())
  return 'ours'
}

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '')

/** In a word that the window knows. */
export function troubleOf(error: unknown): FolderTrouble {
  if (error instanceof InFolder) return error.trouble
  const code = codeOf(error)
  if (['ENOSPC', 'EDQUOT'].includes(code)) return 'full'
  if (['EACCES', 'EPERM', 'EROFS'].includes(code)) return 'denied'
  return ['ENOENT', 'ENOTDIR', 'EHOSTDOWN', 'ETIMEDOUT', 'EIO', 'ENXIO', 'ESTALE'].includes(code) ? 'away' : 'other'
}

/** Makes its own folder when it must: of this PC. */
export const ownFolder = (path: string): Promise<unknown> => mkdir(path, { recursive: true, mode: 0o700 })
