import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { mkdir, readdir, rm, stat, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { AppError } from '../../contract/errors'
import { makeFolder, renameWithRetries, syncFolder, writeDurably } from '../../db/core/durable'
import { asAppError } from '../../db/core/errors'
import { isOf, type Opened as Moment } from '../../domain/updates/way-back'
import { copyMeasured, measure, medium, type Medium } from '../backup/medium'
import { Opened, OPENED } from './opened'

/** Beside the database; older keys open it, so it goes when the database is put under another one (session/leftovers.ts). */
export const COPIES = 'before-update'
const FACTS = 'copy.json'
const PART = '.part'

/**
 * What is copied: all that a program may rewrite. Scans are named by their content and never rewritten, so they need none; the number
 * journal is never put back (ADR 007).
 */
export const COPIED = ['diwan.db', 'diwan.db-wal', 'vault.json', OPENED] as const

const Facts = z.object({
  of: Opened,
  madeAt: z.int(),
  parts: z.partialRecord(z.enum(COPIED), z.object({ size: z.int(), sha256: z.string() })),
})
export type Copy = z.infer<typeof Facts> & { folder: string }

/** What stays free beside it for the migration and for the work of a day. */
const SPARE_BYTES = 100_000_000

export type Copying = {
  madeAt: number
  progress: (done: number) => void
  /** How files are made, and how much is free; tests put a full disk here. */
  on?: Medium
  free?: (folder: string) => Promise<number>
}

const nameOf = ({ version, at }: Moment): string => `${version ?? 'unknown'}-${at}`
const freeBytes = async (folder: string): Promise<number> => {
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize
}

/**
 * Copies the office's database as it lies there, before anything opens it: the bytes, for which no key is needed and whose state no
 * program has judged yet. The vault's folder is locked, so that nobody writes meanwhile. Written under another name, synced, renamed:
 * a kill leaves what was, or a whole copy.
 * @throws update-no-room { neededMb }, and nothing has changed
 */
export async function makeCopy(folder: string, of: Moment, o: Copying): Promise<void> {
  const copies = join(folder, COPIES)
  await removeParts(copies)
  const sizes = new Map<(typeof COPIED)[number], number>()
  for (const name of COPIED) if (existsSync(join(folder, name))) sizes.set(name, (await stat(join(folder, name))).size)
  const whole = [...sizes.values()].reduce((sum, size) => sum + size, 0)
  const noRoom = (): AppError => new AppError('update-no-room', { neededMb: Math.ceil((whole + SPARE_BYTES) / 1e6) })
  if ((await (o.free ?? freeBytes)(folder)) < whole + SPARE_BYTES) throw noRoom()
  const target = join(copies, nameOf(of))
  const building = `${target}${PART}`
  try {
    await makeFolder(copies)
    await mkdir(building, { mode: 0o700 })
    const parts: Copy['parts'] = {}
    let before = 0
    o.progress(0)
    for (const [name, size] of sizes) {
      const copied = (n: number): void => o.progress(Math.min(0.99, (before + n) / Math.max(1, whole)))
      parts[name] = await copyMeasured(join(folder, name), join(building, name), o.on ?? medium, copied)
      before += size
    }
    await writeDurably(join(building, FACTS), JSON.stringify({ of, madeAt: o.madeAt, parts }))
    syncFolder(building)
    await (o.on?.rename ?? renameWithRetries)(building, target)
    syncFolder(copies)
  } catch (error) {
    await rm(building, { recursive: true, force: true }).catch(() => undefined)
    const said = asAppError(error)
    throw said instanceof AppError && said.code === 'disk-full' ? noRoom() : said
  } finally {
    o.progress(1)
  }
}

/** Whole ones only: what was cut has another name, and no facts. */
export function copiesIn(folder: string): Copy[] {
  const copies = join(folder, COPIES)
  if (!existsSync(copies)) return []
  return readdirSync(copies).flatMap((name) => {
    if (name.endsWith(PART)) return []
    try {
      return [
        { ...Facts.parse(JSON.parse(readFileSync(join(copies, name, FACTS), 'utf8'))), folder: join(copies, name) },
      ]
    } catch {
      return [] // not ours
    }
  })
}

export const copyOf = (folder: string, of: Moment): Copy | undefined =>
  copiesIn(folder).find((copy) => isOf(copy.of, of))

/** Every byte of it is what was copied. @throws copy-damaged */
export async function proveCopy({ folder, parts }: Copy): Promise<void> {
  for (const [name, part] of Object.entries(parts)) {
    const found = await measure(join(folder, name)).catch(() => null)
    if (found?.sha256 !== part.sha256) throw new AppError('copy-damaged')
  }
}

/** Keeps the one of this moment. */
export async function pruneCopies(folder: string, keep: Moment | null): Promise<void> {
  await removeParts(join(folder, COPIES))
  for (const copy of copiesIn(folder))
    if (!keep || !isOf(copy.of, keep)) await rm(copy.folder, { recursive: true, force: true })
}

export const removeCopies = (folder: string): Promise<void> =>
  rm(join(folder, COPIES), { recursive: true, force: true })

async function removeParts(copies: string): Promise<void> {
  for (const name of await readdir(copies).catch(() => []))
    if (name.endsWith(PART)) await rm(join(copies, name), { recursive: true, force: true })
}
