import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { CHUNK, chunksOf } from '../../domain/sync/request'
import type { Blob } from '../db/blobs'
import type { Sql, Store } from '../db/connect'
import { ChunkStore } from './chunk-store'
import { downloadChunk, uploadStatus, uploadChunk } from './transfer'

const chunks = new ChunkStore(mkdtempSync(join(tmpdir(), 'diwan-chunks-')), randomBytes(32))
/** The sizes somebody said of one hash, as the database keeps them. */
function storeOf(...blobs: Blob[]): Store {
  const sql: Sql = {
    all: <T>(_statement: string, values: readonly unknown[] = []) =>
      Promise.resolve(
        blobs
          .filter((blob) => blob.sha256 === values[1] || values[1] === 'x')
          .sort((a, b) => Number(b.complete) - Number(a.complete) || a.size - b.size)
          .map((blob) => ({ ...blob })) as T[],
      ),
    one: () => Promise.resolve(undefined),
    run: async (_statement, [, sha256, size, chunks, complete] = []) => {
      const blob = blobs.find((one) => one.sha256 === sha256 && one.size === size)
      if (blob) Object.assign(blob, { chunks: chunks as number[], complete: complete as boolean })
    },
  }
  return { pool: sql, write: (work: (inside: Sql) => Promise<unknown>) => work(sql) } as unknown as Store
}
const now = (): number => 0
const blobOf = (bytes: Buffer, more: Partial<Blob> = {}): Blob => ({
  office: 'office',
  sha256: createHash('sha256').update(bytes).digest('hex'),
  size: bytes.length,
  chunks: [],
  complete: false,
  piece: CHUNK,
  sized: true,
  ...more,
})

describe('scans on the server', () => {
  it('arrive in runs of pieces, in any order, and go out the same', async () => {
    const bytes = randomBytes(CHUNK * 5 + 100)
    const blob = blobOf(bytes)
    const parts = { store: storeOf(blob), chunks, now }
    const put = (index: number, count: number) =>
      uploadChunk(parts, 'office', blob, index, bytes.subarray(index * CHUNK, (index + count) * CHUNK))
    expect(await put(2, 4)).toEqual({ size: bytes.length, complete: false, missing: [0, 1], lacking: 2 })
    expect(await put(0, 2)).toEqual({ size: bytes.length, complete: true, missing: [], lacking: 0 })
    const out = [await downloadChunk(parts, 'office', blob, 0, 4), await downloadChunk(parts, 'office', blob, 4, 4)]
    expect(Buffer.concat(out).equals(bytes)).toBe(true)
  })

  it('that came in pieces of 1 MiB before are still given, piece by piece', async () => {
    const bytes = randomBytes(1024 * 1024 * 2 + 77)
    const blob = blobOf(bytes, { piece: 1024 * 1024, complete: true, chunks: [0, 1, 2], sized: false })
    for (let i = 0; i < 3; i++) await chunks.put(blob, i, bytes.subarray(i * blob.piece, (i + 1) * blob.piece))
    const out: Buffer[] = []
    for (let i = 0; i < chunksOf(bytes.length); i++)
      out.push(await downloadChunk({ store: storeOf(blob), chunks }, 'office', blob, i, 1))
    expect(Buffer.concat(out).equals(bytes)).toBe(true)
  })

  it('whose piece the disk has lost are asked for again, whole', async () => {
    const bytes = randomBytes(CHUNK * 2)
    const blob = blobOf(bytes, { chunks: [0] })
    const last = uploadChunk({ store: storeOf(blob), chunks, now }, 'office', blob, 1, bytes.subarray(CHUNK))
    await expect(last).rejects.toMatchObject({ code: 'hash-mismatch' })
    expect(blob).toMatchObject({ chunks: [], complete: false })
  })

  it('that were whole and are gone from the disk are not there, which is no fault of who asks', async () => {
    const blob = blobOf(randomBytes(9), { complete: true, chunks: [0] })
    const asked = downloadChunk({ store: storeOf(blob), chunks }, 'office', blob, 0, 1)
    await expect(asked).rejects.toMatchObject({ code: 'not-found' })
  })

  it('whose size somebody had said falsely before are taken all the same, and the false one’s pieces go', async () => {
    const bytes = randomBytes(CHUNK + 5)
    const right = blobOf(bytes)
    const wrong = [CHUNK * 3, 7].map((size): Blob => ({ ...right, size }))
    const parts = { store: storeOf(...wrong, right), chunks, now }
    const [large] = wrong
    if (!large) expect.unreachable()
    await uploadChunk(parts, 'office', large, 0, randomBytes(CHUNK))
    expect(await uploadStatus(parts.store, 'office', right)).toMatchObject({ size: CHUNK + 5, missing: [0, 1] })
    expect(await uploadChunk(parts, 'office', right, 0, bytes)).toMatchObject({ complete: true })
    expect((await downloadChunk(parts, 'office', right, 0, 2)).equals(bytes)).toBe(true)
    await expect(chunks.get(large, 0)).rejects.toThrow('ENOENT')
    await expect(uploadChunk(parts, 'office', large, 0, randomBytes(CHUNK))).rejects.toMatchObject({
      code: 'hash-mismatch',
    })
    await expect(downloadChunk(parts, 'office', large, 0, 1)).rejects.toMatchObject({ code: 'not-found' })
    // A desk of before says no size: it gets what was proved.
    expect(await uploadStatus(parts.store, 'office', { sha256: right.sha256 })).toMatchObject({ complete: true })
  })

  it.each([1e15, 0, -1, 1.5])('of %d bytes are not laid out, counted or waited for', async (size) => {
    const store = storeOf({ ...blobOf(Buffer.alloc(1)), size })
    await expect(uploadStatus(store, 'office', { sha256: 'x', size })).rejects.toMatchObject({ code: 'not-found' })
  })

  it('of many pieces are answered by the first that are missing', async () => {
    const status = await uploadStatus(storeOf(blobOf(randomBytes(10), { size: 149_000_000 })), 'office', {
      sha256: 'x',
    })
    expect(status).toMatchObject({ lacking: 2274, complete: false })
    expect(status.missing).toHaveLength(64)
  })
})
