import type { Actor } from '../../contract/permissions'
import type { EntryFile } from '../../contract/register'
import { deleteStaged, insertStaged } from '../../db/documents/files'
import { fileNameFor } from '../../domain/documents/names'
import { sha256 as hashOf } from '../../domain/hash'
import type { Desk } from '../desk'
import { keepBytes } from './content'

/** Bytes of our own making, waiting for an entry as a chosen file does. */
export async function stageBytes(desk: Desk, actor: Actor, bytes: Buffer, name: string): Promise<EntryFile> {
  const row = {
    ...{ id: desk.newId(), name: fileNameFor(name, 'application/pdf'), mediaType: 'application/pdf' },
    ...{ size: bytes.length, sha256: hashOf(bytes), createdAt: desk.clock.now() },
    ...{ createdById: actor.userId, stagedById: actor.userId },
  }
  await keepBytes(desk, bytes, (tx, { key }) => insertStaged(tx, { ...row, fileKey: key }))
  const { createdById: _by, stagedById: _staged, ...shown } = row
  return { ...shown, version: 1, replacedById: null, url: `diwan://file/${row.id}`, present: true }
}

/** What no entry took leaves the vault; of what one took nothing changes. */
export const discardStaged = (desk: Desk, actor: Actor, id: string): Promise<void> =>
  desk.db.write((tx) => deleteStaged(tx, id, actor.userId))
