import type { Actor } from '../../contract/permissions'
import type { EntryFile } from '../../contract/register'
import { deleteStaged, insertStaged, toEntryFile } from '../../db/documents/files'
import type { Kind } from '../../domain/documents/kinds'
import { fileNameFor } from '../../domain/documents/names'
import { sha256 as hashOf } from '../../domain/hash'
import type { Desk } from '../desk'
import { keepContent } from './content'
import type { Content, Plain } from './file-store'

/** A scan that was examined and hashed. */
export type Examined = Content & { mediaType: Kind; plain: Plain }

export const plainOf =
  (bytes: Buffer): Plain =>
  (at, length) =>
    Promise.resolve(bytes.subarray(at, at + length))

/** Keeps it as a scan put in by this person, until an entry claims it; a kill before that leaves bytes without a row, which are swept. */
export function keepStaged(
  desk: Desk,
  actor: Actor,
  name: string,
  { sha256, size, mediaType, plain }: Examined,
  progress?: (done: number) => void,
): Promise<EntryFile> {
  const row = {
    ...{ id: desk.newId(), name: fileNameFor(name, mediaType), mediaType, size, sha256 },
    ...{ createdAt: desk.clock.now(), createdById: actor.userId, stagedById: actor.userId },
  }
  const keep: Parameters<typeof keepContent<EntryFile>>[3] = async (tx, fileKey) => {
    await insertStaged(tx, { ...row, fileKey })
    return toEntryFile({ ...row, fileKey, entryId: null, version: 1, position: 0, replacedById: null, uploaded: 0 })
  }
  return keepContent(desk, { sha256, size }, plain, keep, progress)
}

/** Bytes of our own making, waiting for an entry as a chosen file does. */
export const stageBytes = (desk: Desk, actor: Actor, bytes: Buffer, name: string): Promise<EntryFile> =>
  keepStaged(desk, actor, name, {
    ...{ sha256: hashOf(bytes), size: bytes.length, mediaType: 'application/pdf', plain: plainOf(bytes) },
  })

/** What no entry took leaves the vault; of what one took nothing changes. */
export const discardStaged = (desk: Desk, actor: Actor, id: string): Promise<void> =>
  desk.db.write((tx) => deleteStaged(tx, id, actor.userId))
