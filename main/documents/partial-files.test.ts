import { randomBytes } from 'node:crypto'
import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { PartialFiles } from './partial-files'

const PIECE = 100
const key = randomBytes(32)
const pieces = [1, 2, 3].map((n) => Buffer.alloc(PIECE, n))

async function withThree(): Promise<{ files: PartialFiles; folder: string; path: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'diwan-partial-'))
  const files = new PartialFiles(folder, key, PIECE)
  const file = await files.open('a')
  for (const piece of pieces) await file.append(piece)
  await file.close()
  return { files, folder, path: join(folder, readdirSync(folder)[0] ?? '') }
}

describe('what came of a scan', () => {
  it('is there when the line is back, sealed', async () => {
    const { files, path } = await withThree()
    const again = await files.open('a')
    expect(again.pieces).toBe(3)
    expect(await Promise.all([0, 1, 2].map((i) => again.read(i)))).toEqual(pieces)
    await again.close()
    expect(readFileSync(path).includes(Buffer.alloc(20, 2))).toBe(false)
  })

  it.each<[string, (path: string) => void, number]>([
    ['killed in the middle of a piece', (path) => appendFileSync(path, 'half of a piece'), 3],
    ['cut by the disk', (path) => truncateSync(path, readFileSync(path).length - 1), 2],
    ['a last piece that never reached the disk', (path) => writeFileSync(path, withoutEnd(readFileSync(path))), 2],
    ['of another vault', (path) => writeFileSync(path, randomBytes(readFileSync(path).length)), 0],
  ])('%s: goes on behind what is whole', async (_, harm, left) => {
    const { files, path } = await withThree()
    harm(path)
    const again = await files.open('a')
    expect(again.pieces).toBe(left)
    for (const piece of pieces.slice(left)) await again.append(piece)
    expect(await Promise.all([0, 1, 2].map((i) => again.read(i)))).toEqual(pieces)
    await again.drop()
  })

  it('is forgotten when nobody asked for a month', async () => {
    const { files, folder, path } = await withThree()
    await files.sweep()
    expect(readdirSync(folder)).toHaveLength(1)
    utimesSync(path, 1, 1)
    await files.sweep()
    expect(readdirSync(folder)).toEqual([])
  })
})

const withoutEnd = (bytes: Buffer): Buffer => Buffer.concat([bytes.subarray(0, -50), Buffer.alloc(50)])
