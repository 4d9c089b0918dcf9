import { createHash } from 'node:crypto'
import type { FileStanding } from '../../contract/sync'
import { isFileSize } from '../../domain/documents/kinds'
import { CHUNK, chunkSize, chunksOf, MOST_CHUNKS, runSize } from '../../domain/sync/request'
import { blobOf, lockBlob, setBlob, type Blob } from '../db/blobs'
import type { Store } from '../db/connect'
import { Failure } from '../failure'
import type { FileShelf } from './shelf'

type Parts = { store: Store; shelf: FileShelf }

/** Missing pieces an answer names: on a bad line the list must not be longer than a piece. */
const NAMED = 64

/** What is missing. Nobody may ask for a hash no `file` row of their office names. @throws not-found */
export async function fileStanding(store: Store, office: string, sha256: string): Promise<FileStanding> {
  return standingOf(named(await blobOf(store.pool, office, sha256)))
}

/**
 * One piece or a few that follow each other, in any order, as often as they come. With the last one the whole is hashed: only
 * what its name says is complete.
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
  const count = Math.ceil(bytes.length / CHUNK)
  if (count < 1 || count > MOST_CHUNKS || bytes.length !== runSize(expected.size, index, count))
    throw new Failure('bad-request')
  if (expected.complete) return standingOf(expected)
  const indexes = Array.from({ length: count }, (_, i) => index + i)
  for (const one of indexes)
    await shelf.put(office, sha256, one, bytes.subarray((one - index) * CHUNK, (one - index + 1) * CHUNK))
  return store
    .write(async (sql) => {
      const blob = named(await lockBlob(sql, office, sha256))
      if (blob.complete) return standingOf(blob)
      const chunks = [...new Set([...blob.chunks, ...indexes])].sort((a, b) => a - b)
      const all = chunks.length === chunksOf(blob.size)
      const next: Blob = { ...blob, chunks, complete: all && (await isWhole(shelf, blob)) }
      if (all && !next.complete) {
        // Said in the answer, not by failing: the transaction that forgets the pieces has to be kept.
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

/** Up to `count` pieces from `index` on. @throws not-found until the whole is here and proved. */
export async function downloadChunk(
  { store, shelf }: Parts,
  office: string,
  sha256: string,
  index: number,
  count: number,
): Promise<Buffer> {
  const blob = named(await blobOf(store.pool, office, sha256))
  if (!blob.complete || index >= chunksOf(blob.size)) throw new Failure('not-found')
  const parts: Buffer[] = []
  for (let one = index; one < Math.min(index + count, chunksOf(blob.size)); one++)
    parts.push(
      await pieceOf(shelf, blob, one).catch(() => {
        // Lost or changed on the server's disk: for whoever asks, it is not there.
        throw new Failure('not-found')
      }),
    )
  return Buffer.concat(parts)
}

/** What an older server took in lies there in larger pieces. */
async function pieceOf(shelf: FileShelf, { office, sha256, size, piece }: Blob, index: number): Promise<Buffer> {
  const from = index * CHUNK
  const stored = await shelf.get(office, sha256, Math.floor(from / piece))
  return stored.subarray(from % piece, (from % piece) + chunkSize(size, index))
}

async function isWhole(shelf: FileShelf, blob: Blob): Promise<boolean> {
  const hash = createHash('sha256')
  try {
    for (let index = 0; index < chunksOf(blob.size); index++) hash.update(await pieceOf(shelf, blob, index))
  } catch {
    return false // a piece is gone from the shelf, or does not open: all of it is asked for again
  }
  return hash.digest('hex') === blob.sha256
}

/** A row may claim any size: nothing is laid out, counted or asked for by a size no scan can have. */
function named(blob: Blob | undefined): Blob {
  if (!blob || !isFileSize(blob.size)) throw new Failure('not-found')
  return blob
}

function standingOf({ size, chunks, complete }: Blob): FileStanding {
  if (complete) return { size, complete, missing: [], lacking: 0 }
  const here = new Set(chunks)
  const missing: number[] = []
  for (let i = 0; i < chunksOf(size) && missing.length < NAMED; i++) if (!here.has(i)) missing.push(i)
  return { size, complete, missing, lacking: chunksOf(size) - here.size }
}
