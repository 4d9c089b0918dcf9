import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { PackageFile } from '../../contract/updates'
import { fetchPackage } from './fetching'

let room = 0
let folder: string
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'diwan-fetching-'))))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const bytes = Buffer.from('a program '.repeat(10_000))
const sha512 = createHash('sha512').update(bytes).digest('hex')
const file: PackageFile = { kind: 'deb', arch: 'x64', name: 'diwan.deb', size: bytes.length, sha512 }
const NEEDS = 2 * bytes.length + 300_000_000

it('what has no room beside what it becomes, and beside the work of a day, is not begun; what came of it needs less', async () => {
  const asked: number[] = []
  let cut = true
  const pieces = async (_file: PackageFile, from: number): Promise<Buffer> => {
    asked.push(from)
    if (cut && from > 0) throw new Error('cut')
    return bytes.subarray(from, from + 50_000)
  }
  const to = join(folder, 'here')
  const fetching = (): Promise<void> =>
    fetchPackage(file, to, { folder: join(folder, 'parts'), pieces, progress: () => undefined, free: async () => room })
  room = NEEDS - 1
  await expect(fetching()).rejects.toMatchObject({ reason: 'noSpace' })
  expect(asked).toEqual([])
  room = NEEDS
  await expect(fetching()).rejects.toThrow('cut')
  cut = false
  room = NEEDS - 50_001
  await expect(fetching()).rejects.toMatchObject({ reason: 'noSpace' })
  room = NEEDS - 50_000
  await fetching()
  expect(readFileSync(to).equals(bytes)).toBe(true)
  expect(asked).toEqual([0, 50_000, 50_000])
})
