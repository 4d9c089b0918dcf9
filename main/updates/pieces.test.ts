import { createHash, randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { AppError } from '../../contract/errors'
import { PACKAGE_PIECE, type PackageFile } from '../../contract/updates'
import { listOf, piecesOf, type Piece } from '../../domain/updates/pieces'
import { fetchLess } from './pieces'

const before = randomBytes(4_000_000)
const added = randomBytes(5000)
const after = Buffer.concat([before.subarray(0, 1_000_000), added, before.subarray(1_000_000)])
const file: PackageFile = {
  kind: 'deb',
  arch: 'x64',
  name: 'diwan_1.1.0_amd64.deb',
  size: after.length,
  sha512: createHash('sha512').update(after).digest('hex'),
}

let folder: string
let last: string
let fetched: number
/** Bytes until the line is cut. */
let cutAfter: number
let pieces: Piece[]
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'diwan-pieces-'))
  mkdirSync(join(folder, 'packages'))
  writeFileSync((last = join(folder, 'packages/1.0.0.package')), before)
  pieces = await piecesOf([after] as unknown as AsyncIterable<Buffer>)
  ;[fetched, cutAfter] = [0, Infinity]
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const server = {
  list: async () => listOf(pieces),
  piece: async (_file: PackageFile, from: number, most = PACKAGE_PIECE) => {
    // As the server does (server/releases/routes.ts).
    if (most < 1 || most > PACKAGE_PIECE) throw new AppError('unexpected')
    const bytes = after.subarray(from, from + most)
    if (fetched + bytes.length > cutAfter) throw new AppError('server-unreachable')
    fetched += bytes.length
    return bytes
  },
}
const done: number[] = []
async function fetchIt(from: Pick<typeof server, 'list'> = server): Promise<void> {
  const to = join(folder, 'installed')
  await fetchLess(file, to, { ...server, ...from }, { folder, progress: (bytes) => done.push(bytes) })
  expect(readFileSync(to).equals(after)).toBe(true)
}

it('of a package that is nearly the last one, what is new is fetched and no more', async () => {
  await fetchIt()
  const had = new Set((await piecesOf([before] as unknown as AsyncIterable<Buffer>)).map(({ hash }) => hash))
  const lacking = pieces.filter(({ hash }) => !had.has(hash)).reduce((sum, { length }) => sum + length, 0)
  expect(fetched).toBe(lacking)
  expect(lacking).toBeLessThan(600_000)
  expect(done.at(-1)).toBe(after.length)
})

it('a line that is cut in the middle of it goes on where it stopped', async () => {
  cutAfter = 0
  await expect(fetchIt()).rejects.toMatchObject({ code: 'server-unreachable' })
  cutAfter = Infinity
  done.length = 0
  await fetchIt()
  expect(done[0]).toBeGreaterThan(700_000)
  expect(fetched).toBeLessThan(600_000)
})

it('where the last package is another, gone or cut, what it lacks is fetched', async () => {
  const other = Buffer.from(before)
  other[3_000_000] = (other[3_000_000] ?? 0) ^ 1
  writeFileSync(last, other)
  await fetchIt()
  expect(fetched).toBeLessThan(900_000)
  fetched = 0
  writeFileSync(last, before.subarray(0, 2_000_000))
  await fetchIt()
  expect(fetched).toBeGreaterThan(1_900_000)
  expect(fetched).toBeLessThan(2_900_000)
  fetched = 0
  rmSync(last)
  await fetchIt()
  expect(fetched).toBe(after.length)
})

it('a last package that is changed while it is read gives only what is right', async () => {
  const changing = {
    piece: async (...asked: Parameters<typeof server.piece>) => {
      writeFileSync(last, randomBytes(before.length))
      return server.piece(...asked)
    },
  }
  await fetchIt({ ...server, ...changing })
  expect(fetched).toBeGreaterThan(3_000_000)
  expect(fetched).toBeLessThanOrEqual(after.length)
})

it('a list that lies costs the whole, and gives no other package', async () => {
  const own = await piecesOf([before] as unknown as AsyncIterable<Buffer>)
  // Our own pieces in another order, filled up to the right size.
  pieces = [...own.slice(1), ...own.slice(0, 1), { hash: '00'.repeat(16), length: added.length }]
  await fetchIt()
  expect(fetched).toBeGreaterThanOrEqual(after.length)
  for (const none of [Buffer.alloc(0), Buffer.from('nonsense'), listOf(own)]) {
    fetched = 0
    await fetchIt({ list: async () => none })
    expect(fetched).toBe(after.length)
  }
})

it('an older server, which has no list, gives the whole', async () => {
  await fetchIt({ list: () => Promise.reject(new Error('not-found')) })
  expect(fetched).toBe(after.length)
})
