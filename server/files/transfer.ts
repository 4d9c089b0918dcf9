import { createHash } from 'node:crypto'
import type { UploadStatus } from '../../contract/wire'
import { isFileSize } from '../../domain/documents/kinds'
import { CHUNK, chunkSize, chunksOf, MOST_CHUNKS, runSize } from '../../domain/sync/request'
import { abandonedBlobs, blobsOf, destroyedBlobs, lockBlobs, setBlob, type Blob } from '../db/blobs'
import type { Sql, Store } from '../db/connect'
import { Failure } from '../failure'
import type { ChunkStore } from './chunk-store'

type Parts = { store: Store; chunks: ChunkStore; now: () => number }

/** What is asked for; a desk of before says no size. */
export type Asked = { sha256: string; size?: number | undefined }

/** Missing pieces an answer names: on a bad line the list must not be longer than a piece. */
const NAMED = 64

/** What is missing. Nobody may ask for what no `file` row of their office names. @throws not-found · hash-mismatch */
export async function uploadStatus(store: Store, office: string, asked: Asked): Promise<UploadStatus> {
  return statusOf(named(await blobsOf(store.pool, office, asked.sha256), asked))
}

/**
 * One piece or a few that follow each other, in any order, as often as they come. With the last one the whole is hashed: only
 * what its name says is complete, and what came under another size of the same name is false and goes.
 * @throws not-found · bad-request · hash-mismatch
 */
export async function uploadChunk(
  { store, chunks, now }: Parts,
  office: string,
  asked: Asked,
  index: number,
  bytes: Buffer,
): Promise<UploadStatus> {
  const expected = named(await blobsOf(store.pool, office, asked.sha256), asked)
  const count = Math.ceil(bytes.length / CHUNK)
  if (count < 1 || count > MOST_CHUNKS || bytes.length !== runSize(expected.size, index, count))
    throw new Failure('bad-request')
  if (expected.complete) return statusOf(expected)
  const indexes = Array.from({ length: count }, (_, i) => index + i)
  for (const one of indexes)
    await chunks.put(expected, one, bytes.subarray((one - index) * CHUNK, (one - index + 1) * CHUNK))
  return store
    .write(async (sql) => {
      const all = await lockBlobs(sql, office, asked.sha256)
      // Destroyed meanwhile (R2): the pieces that were just laid down are nobody's.
      if (all.length === 0) await chunks.drop(expected)
      const blob = named(all, { sha256: asked.sha256, size: expected.size })
      if (blob.complete) return statusOf(blob)
      const arrived = [...new Set([...blob.chunks, ...indexes])].sort((a, b) => a - b)
      const full = arrived.length === chunksOf(blob.size)
      const next: Blob = { ...blob, chunks: arrived, complete: full && (await isWhole(chunks, blob)) }
      if (full && !next.complete) {
        // Said in the answer, not by failing: the transaction that forgets the pieces has to be kept.
        await forget({ chunks, now }, sql, blob)
        return null
      }
      await setBlob(sql, next, now())
      if (next.complete)
        for (const other of all) if (other.size !== next.size) await forget({ chunks, now }, sql, other)
      return statusOf(next)
    })
    .then((status) => {
      if (!status) throw new Failure('hash-mismatch')
      return status
    })
}

async function forget({ chunks, now }: Omit<Parts, 'store'>, sql: Sql, blob: Blob): Promise<void> {
  await setBlob(sql, { ...blob, chunks: [] }, now())
  await chunks.drop(blob)
}

const ABANDONED = 30 * 24 * 60 * 60 * 1000
const AT_ONCE = 100

/** Pieces of what nobody has gone on with for a month give their place back; a desk that still has it is asked for all of it. */
export async function dropAbandoned(parts: Parts): Promise<void> {
  const { store, now } = parts
  for (;;) {
    const done = await store.write(async (sql) => {
      const blobs = await abandonedBlobs(sql, now() - ABANDONED, AT_ONCE)
      for (const blob of blobs) await forget(parts, sql, blob)
      return blobs.length
    })
    if (done < AT_ONCE) return
  }
}

/** R2: pieces of what was destroyed go, after each push that says so and at every start: a kill between leaves them to the next. */
export async function dropDestroyed(parts: Parts): Promise<void> {
  for (;;) {
    const done = await parts.store.write(async (sql) => {
      const blobs = await destroyedBlobs(sql, AT_ONCE)
      for (const blob of blobs) await forget(parts, sql, blob)
      return blobs.length
    })
    if (done < AT_ONCE) return
  }
}

/** Up to `count` pieces from `index` on. @throws not-found until the whole is here and proved. */
export async function downloadChunk(
  { store, chunks }: Omit<Parts, 'now'>,
  office: string,
  asked: Asked,
  index: number,
  count: number,
): Promise<Buffer> {
  const blob = (await blobsOf(store.pool, office, asked.sha256)).find(isAsked(asked))
  if (!blob?.complete || !isFileSize(blob.size) || index >= chunksOf(blob.size)) throw new Failure('not-found')
  const parts: Buffer[] = []
  for (let one = index; one < Math.min(index + count, chunksOf(blob.size)); one++)
    parts.push(
      await pieceOf(chunks, blob, one).catch(() => {
        // Lost or changed on the server's disk: for whoever asks, it is not there.
        throw new Failure('not-found')
      }),
    )
  return Buffer.concat(parts)
}

/** What an older server took in lies there in larger pieces. */
async function pieceOf(chunks: ChunkStore, blob: Blob, index: number): Promise<Buffer> {
  const { size, piece } = blob
  const from = index * CHUNK
  const stored = await chunks.get(blob, Math.floor(from / piece))
  return stored.subarray(from % piece, (from % piece) + chunkSize(size, index))
}

async function isWhole(chunks: ChunkStore, blob: Blob): Promise<boolean> {
  const hash = createHash('sha256')
  try {
    for (let index = 0; index < chunksOf(blob.size); index++) hash.update(await pieceOf(chunks, blob, index))
  } catch {
    return false // a piece is gone from the folder, or does not open: all of it is asked for again
  }
  return hash.digest('hex') === blob.sha256
}

/**
 * A row may claim any size: nothing is laid out, counted or asked for by a size no scan can have, nor by one that was proved
 * false, because the whole is here with another.
 */
function named(blobs: readonly Blob[], asked: Asked): Blob {
  const blob = blobs.find(isAsked(asked))
  if (!blob || !isFileSize(blob.size)) throw new Failure('not-found')
  if (!blob.complete && blobs.some((other) => other.complete)) throw new Failure('hash-mismatch')
  return blob
}

const isAsked =
  ({ size }: Asked) =>
  (blob: Blob): boolean =>
    size === undefined || blob.size === size

function statusOf({ size, chunks, complete }: Blob): UploadStatus {
  if (complete) return { size, complete, missing: [], lacking: 0 }
  const here = new Set(chunks)
  const missing: number[] = []
  for (let i = 0; i < chunksOf(size) && missing.length < NAMED; i++) if (!here.has(i)) missing.push(i)
  return { size, complete, missing, lacking: chunksOf(size) - here.size }
}
