import { createHash } from 'node:crypto'
import type { FileStanding } from '../../contract/sync'
import { chunkSize, chunksOf } from '../../domain/sync/request'
import { blobOf, lockBlob, setBlob, type Blob } from '../db/blobs'
import type { Store } from '../db/connect'
import { Failure } from '../failure'
import type { FileShelf } from './shelf'

type Parts = { store: Store; shelf: FileShelf }

/** What is missing. Nobody may ask for a hash no `file` row of their office names. @throws not-found */
export async function fileStanding(store: Store, office: string, sha256: string): Promise<FileStanding> {
  return standingOf(named(await blobOf(store.pool, office, sha256)))
}

/**
 * One chunk, in any order, as often as it comes. With the last one the whole is hashed: only what its name says is complete.
 * @throws not-found · bad-request · hash-mismatch
 */
export async function uploadChunk(
  { store, shelf }: Parts,
  office: string,
  sha256: string,
  index: number,
  bytes: Buffer,
): Promise<FileStanding> {
  const expected = named(await blobOf(store.pool, office, sha256))
  if (index >= chunksOf(expected.size) || bytes.length !== chunkSize(expected.size, index))
    throw new Failure('bad-request')
  if (expected.complete) return standingOf(expected)
  await shelf.put(office, sha256, index, bytes)
  return store
    .write(async (sql) => {
      const blob = named(await lockBlob(sql, office, sha256))
      const chunks = [...new Set([...blob.chunks, index])].sort((a, b) => a - b)
      const all = chunks.length === chunksOf(blob.size)
      const next: Blob = { ...blob, chunks, complete: blob.complete || (all && (await isWhole(shelf, blob))) }
      if (all && !next.complete) {
        // Said in the answer, not by failing: the transaction that forgets the chunks has to be kept.
        await setBlob(sql, { ...next, chunks: [] })
        await shelf.drop(office, sha256)
        return null
      }
      await setBlob(sql, next)
      return standingOf(next)
    })
    .then((standing) => {
      if (!standing) throw new Failure('hash-mismatch')
      return standing
    })
}

/** @throws not-found until the whole is here and proved. */
export async function downloadChunk(
  { store, shelf }: Parts,
  office: string,
  sha256: string,
  index: number,
): Promise<Buffer> {
  const blob = named(await blobOf(store.pool, office, sha256))
  if (!blob.complete || index >= chunksOf(blob.size)) throw new Failure('not-found')
  return shelf.get(office, sha256, index)
}

async function isWhole(shelf: FileShelf, { office, sha256, size }: Blob): Promise<boolean> {
  const hash = createHash('sha256')
  for (let index = 0; index < chunksOf(size); index++) hash.update(await shelf.get(office, sha256, index))
  return hash.digest('hex') === sha256
}

function named(blob: Blob | undefined): Blob {
  if (!blob) throw new Failure('not-found')
  return blob
}

function standingOf({ size, chunks, complete }: Blob): FileStanding {
  const missing = complete ? [] : Array.from({ length: chunksOf(size) }, (_, i) => i).filter((i) => !chunks.includes(i))
  return { size, complete, missing }
}
