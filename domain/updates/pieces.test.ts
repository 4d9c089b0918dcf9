import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { LEAST, listOf, MOST, pieceHash, piecesOf, readList } from './pieces'

/** Bytes that look like a package: nothing in them repeats. */
function noise(size: number, seed: string): Buffer {
  const blocks = Array.from({ length: Math.ceil(size / 64) }, (_, i) =>
    createHash('sha512').update(`${seed} ${i}`).digest(),
  )
  return Buffer.concat(blocks).subarray(0, size)
}
async function* inParts(bytes: Buffer, part: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += part) yield bytes.subarray(at, at + part)
}
const cut = (bytes: Buffer, part = bytes.length) => piecesOf(inParts(bytes, part))
const size = 3_000_000
const before = noise(size, 'before')

it('the pieces of a package are its bytes in order, however these come, and neither too short nor too long', async () => {
  const pieces = await cut(before)
  let at = 0
  for (const { hash, length } of pieces) {
    expect(pieceHash(before.subarray(at, at + length))).toBe(hash)
    at += length
  }
  expect(at).toBe(size)
  expect(pieces.slice(0, -1).every(({ length }) => length >= LEAST && length <= MOST)).toBe(true)
  for (const part of [1_000_003, 65_536, 999]) expect(await cut(before, part)).toEqual(pieces)
  // Where nothing differs from its neighbours, they are as long as they may be.
  const even = await cut(Buffer.alloc(2 * MOST + 5))
  expect(even.map(({ length }) => length)).toEqual([MOST, MOST, 5])
  expect(await cut(Buffer.alloc(0))).toEqual([])
})

it('whatever is put in, taken out or written over, what lies further off is the same pieces', async () => {
  const known = new Set((await cut(before)).map(({ hash }) => hash))
  const edit = fc.record({
    at: fc.nat(size - 1),
    out: fc.nat(3000),
    put: fc.uint8Array({ maxLength: 3000 }).map((bytes) => Buffer.from(bytes)),
  })
  await fc.assert(
    fc.asyncProperty(edit, async ({ at, out, put }) => {
      const after = Buffer.concat([before.subarray(0, at), put, before.subarray(at + out)])
      const pieces = await cut(after)
      const lacking = pieces.filter(({ hash }) => !known.has(hash)).reduce((sum, { length }) => sum + length, 0)
      // The piece of the edit, and what it takes until an end of before is found again.
      expect(lacking).toBeLessThanOrEqual(put.length + 3 * MOST)
    }),
    { numRuns: 25, seed: 7 },
  )
})

it('a list is read as it was written; one that is none, or of another size, is not read', async () => {
  const pieces = await cut(before)
  const list = listOf(pieces)
  expect(readList(list, size)).toEqual(pieces)
  expect(readList(list, size + 1)).toBeNull()
  expect(readList(Buffer.from('no list'), size)).toBeNull()
  const long = listOf([{ hash: '00'.repeat(16), length: size }])
  expect(readList(long, size)).toBeNull()
  const empty = listOf([...pieces, { hash: '00'.repeat(16), length: 0 }])
  expect(readList(empty, size)).toBeNull()
})
