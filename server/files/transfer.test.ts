import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { CHUNK, chunksOf } from '../../domain/sync/request'
import type { Blob } from '../db/blobs'
import type { Sql, Store } from '../db/connect'
import { FileShelf } from './shelf'
import { downloadChunk, fileStanding, uploadChunk } from './transfer'

const shelf = new FileShelf(mkdtempSync(join(tmpdir(), 'diwan-shelf-')), randomBytes(32))
/** One blob, as the database keeps it. */
function storeOf(blob: Blob): Store {
  const sql: Sql = {
    all: () => Promise.resolve([]),
    one: <T>() => Promise.resolve({ ...blob } as T),
    run: async (_statement, [, , chunks, complete] = []) =>
      void Object.assign(blob, { chunks: chunks as number[], complete: complete as boolean }),
  }
  return { pool: sql, write: (work: (inside: Sql) => Promise<unknown>) => work(sql) } as unknown as Store
}
const blobOf = (bytes: Buffer, more: Partial<Blob> = {}): Blob => ({
  office: 'office',
  sha256: createHash('sha256').update(bytes).digest('hex'),
  size: bytes.length,
  chunks: [],
  complete: false,
  piece: CHUNK,
  ...more,
})

describe('scans on the server', () => {
  it('arrive in runs of pieces, in any order, and go out the same', async () => {
    const bytes = randomBytes(CHUNK * 5 + 100)
    const blob = blobOf(bytes)
    const parts = { store: storeOf(blob), shelf }
    const put = (index: number, count: number) =>
      uploadChunk(parts, 'office', blob.sha256, index, bytes.subarray(index * CHUNK, (index + count) * CHUNK))
    expect(await put(2, 4)).toEqual({ size: bytes.length, complete: false, missing: [0, 1], lacking: 2 })
    expect(await put(0, 2)).toEqual({ size: bytes.length, complete: true, missing: [], lacking: 0 })
    const out = [
      await downloadChunk(parts, 'office', blob.sha256, 0, 4),
      await downloadChunk(parts, 'office', blob.sha256, 4, 4),
    ]
    expect(Buffer.concat(out).equals(bytes)).toBe(true)
  })

  it('that came in pieces of 1 MiB before are still given, piece by piece', async () => {
    const bytes = randomBytes(1024 * 1024 * 2 + 77)
    const blob = blobOf(bytes, { piece: 1024 * 1024, complete: true, chunks: [0, 1, 2] })
    for (let i = 0; i < 3; i++)
      await shelf.put('office', blob.sha256, i, bytes.subarray(i * blob.piece, (i + 1) * blob.piece))
    const out: Buffer[] = []
    for (let i = 0; i < chunksOf(bytes.length); i++)
      out.push(await downloadChunk({ store: storeOf(blob), shelf }, 'office', blob.sha256, i, 1))
    expect(Buffer.concat(out).equals(bytes)).toBe(true)
  })

  it('whose piece the disk has lost are asked for again, whole', async () => {
    const bytes = randomBytes(CHUNK * 2)
    const blob = blobOf(bytes, { chunks: [0] })
    const last = uploadChunk({ store: storeOf(blob), shelf }, 'office', blob.sha256, 1, bytes.subarray(CHUNK))
    await expect(last).rejects.toMatchObject({ code: 'hash-mismatch' })
    expect(blob).toMatchObject({ chunks: [], complete: false })
  })

  it('that were whole and are gone from the disk are not there, which is no fault of who asks', async () => {
    const blob = blobOf(randomBytes(9), { complete: true, chunks: [0] })
    const asked = downloadChunk({ store: storeOf(blob), shelf }, 'office', blob.sha256, 0, 1)
    await expect(asked).rejects.toMatchObject({ code: 'not-found' })
  })

  it.each([1e15, 0, -1, 1.5])('of %d bytes are not laid out, counted or waited for', async (size) => {
    const store = storeOf({ ...blobOf(Buffer.alloc(1)), size })
    await expect(fileStanding(store, 'office', 'x')).rejects.toMatchObject({ code: 'not-found' })
  })

  it('of many pieces are answered by the first that are missing', async () => {
    const standing = await fileStanding(storeOf(blobOf(randomBytes(10), { size: 149_000_000 })), 'office', 'x')
    expect(standing).toMatchObject({ lacking: 2274, complete: false })
    expect(standing.missing).toHaveLength(64)
  })
})
