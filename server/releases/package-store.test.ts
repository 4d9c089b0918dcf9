import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { PACKAGE_PIECE, type PackageFile } from '../../contract/updates'
import { listOf, piecesOf } from '../../domain/updates/pieces'
import { PackageStore } from './package-store'

let folder: string
let store: PackageStore
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'diwan-packages-'))
  store = new PackageStore(join(folder, 'releases'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const bytes = randomBytes(2 * PACKAGE_PIECE + 77)
const file: PackageFile = {
  ...{ kind: 'deb', arch: 'x64', name: 'diwan.deb', size: bytes.length },
  sha512: createHash('sha512').update(bytes).digest('hex'),
}
const laid = (what: Buffer): string => {
  writeFileSync(join(folder, file.name), what)
  return join(folder, file.name)
}
const there = (): string[] => readdirSync(join(folder, 'releases'))

describe('the server’s packages', () => {
  it('are given in pieces from any place to their end', async () => {
    await store.take(file, laid(bytes))
    expect(there()).toEqual([file.sha512])
    for (const from of [0, 1, PACKAGE_PIECE, 2 * PACKAGE_PIECE, bytes.length - 1]) {
      const piece = await store.piece(file.sha512, file.size, from)
      expect(piece.equals(bytes.subarray(from, from + PACKAGE_PIECE))).toBe(true)
    }
  })

  it('are taken only as they were signed, and leave nothing otherwise', async () => {
    const flipped = Buffer.from(bytes)
    flipped.writeUInt8(flipped.readUInt8(500) ^ 1, 500)
    for (const other of [flipped, bytes.subarray(1), Buffer.concat([bytes, Buffer.alloc(1)]), Buffer.alloc(0)])
      await expect(store.take(file, laid(other))).rejects.toThrow('not the file that was signed')
    for (const size of [file.size + 1, file.size - 1])
      await expect(store.take({ ...file, size }, laid(bytes))).rejects.toThrow('not the file that was signed')
    await expect(store.take(file, join(folder, 'none'))).rejects.toThrow('ENOENT')
    expect(there()).toEqual([])
  })

  it('cut on the disk are not given; taken again they are whole', async () => {
    await store.take(file, laid(bytes))
    truncateSync(join(folder, 'releases', file.sha512), 100)
    await expect(store.piece(file.sha512, file.size, 0)).rejects.toThrow('shorter')
    await store.take(file, laid(bytes))
    await expect(store.piece(file.sha512, file.size, 0)).resolves.toHaveLength(PACKAGE_PIECE)
  })

  it('tell their pieces, read once; taken again they are read again', async () => {
    const pieces = listOf(await piecesOf([bytes] as unknown as AsyncIterable<Buffer>))
    await expect(store.list(file.sha512)).rejects.toThrow('ENOENT')
    await store.take(file, laid(bytes))
    expect(await store.list(file.sha512)).toEqual(pieces)
    writeFileSync(join(folder, 'releases', file.sha512), 'worn out')
    expect(await store.list(file.sha512)).toEqual(pieces)
    const again = new PackageStore(join(folder, 'releases'))
    writeFileSync(join(folder, 'releases', file.sha512), 'worn out')
    expect(await again.list(file.sha512)).not.toEqual(pieces)
    await again.take(file, laid(bytes))
    expect(await again.list(file.sha512)).toEqual(pieces)
  })

  it('that no release names go', async () => {
    await store.keepOnly(new Set())
    await store.take(file, laid(bytes))
    writeFileSync(join(folder, 'releases', `${file.sha512}.12345678.tmp`), 'half')
    await store.keepOnly(new Set([file.sha512]))
    expect(there()).toEqual([file.sha512])
    await store.keepOnly(new Set())
    expect(there()).toEqual([])
  })
})
