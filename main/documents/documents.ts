import { basename, isAbsolute } from 'node:path'
import type { Handlers } from '../../contract/define'
import { AppError } from '../../contract/errors'
import type { Actor } from '../../contract/permissions'
import type { documents } from '../../contract/documents'
import type { EntryFile } from '../../contract/register'
import { isDestroyed } from '../../db/disposal/destroyed'
import { deleteAbandoned, keptHashes, keysOfContent, stagedBy, type FileRow } from '../../db/documents/files'
import { seenRow } from '../../db/visibility/sight'
import { asAppError } from '../../db/core/errors'
import type { Ctx, Desk } from '../desk'
import { checkContent } from './content'
import { unwatched } from '../jobs/work'
import { receive } from './intake'
import { examine } from './kinds/examine'
import { signaturesOf } from './signatures/signatures'
import { discardStaged, keepStaged, plainOf } from './staging'

/** What one person may leave lying without an entry: drafts of some busy days, not a disk. */
export const STAGED_LIMIT = { count: 200, bytes: 4_000_000_000 }
/** A form that was killed between its scan and its draft comes back the same day or never. */
const ABANDONED_AFTER = 24 * 3600_000

/** Takes a scan in: bytes first, row after; a kill between leaves bytes without a row, which the sweep removes. */
export async function stageFile(
  desk: Desk,
  actor: Actor,
  path: string,
  keepProtected = false,
  work = unwatched,
): Promise<EntryFile> {
  const given = basename(path)
  if (!isAbsolute(path)) throw new AppError('file-gone', { name: given })
  await checkRoom(desk, actor)
  const progress = (done: number): void => {
    work.progress('file', done, 1)
    desk.emit('documents', 'progress', { name: given, done })
  }
  const arriving = await receive(path, keepProtected, (done) => progress(done / 2))
  try {
    const staged = await keepNamed(desk, actor, given, arriving, (done) => progress(0.5 + done / 2))
    desk.emit('documents', 'progress', { name: given, done: 1 })
    return staged
  } finally {
    await arriving.close()
  }
}

/** Takes a scan in that came within another file and was hashed there: judged like any, and never in plain on the disk. */
export async function stageContent(
  desk: Desk,
  actor: Actor,
  given: string,
  { bytes, sha256 }: { bytes: Buffer; sha256: string },
): Promise<EntryFile> {
  await checkRoom(desk, actor)
  const mediaType = examine(bytes, given, true)
  return keepNamed(desk, actor, given, { sha256, size: bytes.length, mediaType, plain: plainOf(bytes) })
}

async function checkRoom(desk: Desk, actor: Actor): Promise<void> {
  const staged = await stagedBy(desk.db.read, actor.userId)
  if (staged.count >= STAGED_LIMIT.count || staged.bytes >= STAGED_LIMIT.bytes)
    throw new AppError('scans-unused', { limit: staged.count })
}

/** Deep inside only the hash is known; the person knows the name. */
async function keepNamed(...asked: Parameters<typeof keepStaged>): Promise<EntryFile> {
  try {
    return await keepStaged(...asked)
  } catch (error) {
    const known = asAppError(error)
    if (known instanceof AppError && known.params?.['name'] !== undefined)
      throw new AppError(known.code, { ...known.params, name: asked[2] })
    throw known
  }
}

/** The row behind diwan://file/<id>; one that is hidden is not found (A2), one that was destroyed by a list is not fetched either (R2). */
async function readableFile(desk: Desk, actor: Actor, id: string): Promise<FileRow> {
  const file = await seenRow<FileRow>(desk.db.read, actor, 'file', id)
  if (!file) throw new AppError('not-found')
  if (await isDestroyed(desk.db.read, id)) throw new AppError('file-destroyed', { name: file.name })
  return file
}

/** With its key: registered on another PC, its bytes come when somebody asks for them. */
export async function visibleFile(desk: Desk, actor: Actor, id: string): Promise<FileRow & { fileKey: string }> {
  const file = await readableFile(desk, actor, id)
  return { ...file, fileKey: file.fileKey ?? (await bring(desk, file)) }
}

/** A small file is opened from end to end before it is shown; of a large one the viewer reads pieces. */
const READ_WHOLE = 8_000_000

/**
 * Sees to it that a scan can be read, and brings it from the server when it is not here or when the disk changed it.
 * @param through every piece of it, however large: one was met that cannot be read
 * @throws file-missing · file-damaged · server-unreachable
 */
export async function openFile(desk: Desk, actor: Actor, id: string, through = false): Promise<void> {
  const file = await readableFile(desk, actor, id)
  const content = checkContent(file)
  const readable = content.size > READ_WHOLE && !through ? 'begins' : 'isWhole'
  if (file.fileKey !== null && (await desk.files[readable](content, file.fileKey))) return
  try {
    await bring(desk, file)
  } catch (error) {
    const here = file.fileKey !== null && error instanceof AppError && error.code === 'file-missing'
    throw here ? new AppError('file-damaged', { name: file.name }) : error
  }
}

async function bring(desk: Desk, file: FileRow): Promise<string> {
  const content = checkContent(file)
  // Another row's bytes of the same content may be here and whole.
  for (const key of await keysOfContent(desk.db.read, content)) if (await desk.files.isWhole(content, key)) return key
  const key = (await desk.fetchFile?.(file)) ?? null
  if (key === null) throw new AppError('file-missing', { name: file.name })
  return key
}

/** Forgets scans nobody can find again, then bytes no row names; run at opening, when nobody is between file and row. */
export async function sweepFiles(desk: Pick<Desk, 'db' | 'files' | 'clock' | 'fetched'>): Promise<number> {
  await desk.db.write((tx) => deleteAbandoned(tx, desk.clock.now() - ABANDONED_AFTER))
  await desk.fetched.sweep()
  return desk.files.sweep(await keptHashes(desk.db.read))
}

export const documentHandlers: Handlers<typeof documents, Ctx> = {
  stage: ({ desk, actor }, { path, keepProtected }) =>
    desk.jobs.run({ kind: 'scan', byId: actor.userId, about: basename(path) }, (work) =>
      stageFile(desk, actor, path, keepProtected, work),
    ),
  discard: async ({ desk, actor }, { id }) => {
    await discardStaged(desk, actor, id)
    return {}
  },
  signatures: async ({ desk, actor }, { id }) => signaturesOf(desk, await visibleFile(desk, actor, id)),
  open: async ({ desk, actor }, { id, through }) => {
    await openFile(desk, actor, id, through)
    return {}
  },
}
