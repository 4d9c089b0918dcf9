import { basename, isAbsolute } from 'node:path'
import type { Handlers } from '../../contract/define'
import { AppError } from '../../contract/errors'
import { mayRead, type Actor } from '../../contract/permissions'
import type { documents, EntryFile } from '../../contract/register'
import { isStorable } from '../../contract/values'
import {
  deleteStaged,
  fileById,
  insertStaged,
  keptHashes,
  keyOfContent,
  toEntryFile,
  type FileRow,
} from '../../db/documents/files'
import { entryRecord } from '../../db/register/entries'
import type { Ctx, Desk } from '../desk'

/** Takes a scan in: bytes first, row after; a kill between leaves bytes without a row, which the sweep removes. */
export async function stageFile(desk: Desk, actor: Actor, path: string): Promise<EntryFile> {
  if (!isAbsolute(path)) throw new AppError('file-missing', { name: basename(path) })
  const name = tidyName(basename(path))
  const taken = await desk.files.take(
    path,
    (sha256) => keyOfContent(desk.db.read, sha256),
    (done) => desk.emit('documents', 'progress', { name, done }),
  )
  const row = {
    id: desk.newId(),
    name,
    mediaType: taken.mediaType,
    size: taken.size,
    sha256: taken.sha256,
    createdAt: desk.clock.now(),
    createdById: actor.userId,
    fileKey: taken.key,
    stagedById: actor.userId,
  }
  await desk.db.write((tx) => insertStaged(tx, row))
  return toEntryFile({ ...row, entryId: null, version: 1, position: 0, replacedById: null, uploaded: 0 })
}

/** A name may come from anywhere: no control characters, no lone surrogates, not longer than a row shows. */
const tidyName = (name: string): string => {
  const clean = name
    .replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '')
    .trim()
    .slice(0, 160)
  return clean && isStorable(clean) ? clean : 'scan'
}

/** The row behind diwan://file/<id>, if this person may see the entry it belongs to; their own staged scan too (A2). */
export async function visibleFile(desk: Desk, actor: Actor, id: string): Promise<FileRow & { fileKey: string }> {
  const file = await fileById(desk.db.read, id)
  if (!file) throw new AppError('not-found')
  if (file.entryId === null ? file.stagedById !== actor.userId : !(await sees(desk, actor, file.entryId)))
    throw new AppError('not-found')
  // Registered on another PC: its bytes come when somebody looks at them.
  const fileKey = file.fileKey ?? (await desk.fetchFile?.(file)) ?? null
  if (fileKey === null) throw new AppError('file-missing', { name: file.name })
  return { ...file, fileKey }
}

async function sees(desk: Desk, actor: Actor, entryId: string): Promise<boolean> {
  const entry = await entryRecord(desk.db.read, entryId)
  return entry !== undefined && mayRead(actor, { level: entry.level, registeredBy: entry.registeredById })
}

/** Removes bytes no row names; run once at opening, when nobody can be between file and row. */
export async function sweepFiles(desk: Pick<Desk, 'db' | 'files'>): Promise<number> {
  return desk.files.sweep(await keptHashes(desk.db.read))
}

export const documentHandlers: Handlers<typeof documents, Ctx> = {
  stage: ({ desk, actor }, { path }) => stageFile(desk, actor, path),
  discard: async ({ desk, actor }, { id }) => {
    await desk.db.write((tx) => deleteStaged(tx, id, actor.userId))
    return {}
  },
}
