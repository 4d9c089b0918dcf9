import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, expect, it } from 'vitest'
import { AppError } from '../../contract/errors'
import { fileById } from '../../db/documents/files'
import { createRow } from '../../db/outbox/changes'
import { sha256 } from '../../domain/hash'
import { CHUNK, runSize } from '../../domain/sync/request'
import { stampOf } from '../../main/desk'
import { openFile, stageFile, sweepFiles, visibleFile } from '../../main/documents/documents'
import { fetchFile } from '../../main/sync/files'
import { closeDesks, entryInput, officeDesk, pdfFile } from '../fixtures/office'

afterEach(closeDesks)

const folder = mkdtempSync(join(tmpdir(), 'diwan-survive-'))
/** Smaller than a piece, some pieces, more than a sealed chunk. */
const paths = [10, 3 * CHUNK, 300_000].map((size, i) => pdfFile(folder, `${i}.pdf`, `${i}`.repeat(size)))
const contents = paths.map((path) => readFileSync(path))

const content = fc.nat(paths.length - 1)
const steps = fc.array(
  fc.oneof(
    fc.record({
      do: fc.constantFrom('stage', 'twice', 'fetch', 'fetchAndStage', 'bytesWithoutRow', 'damage'),
      of: content,
    }),
    fc.record({ do: fc.constantFrom('discard', 'claim'), of: fc.nat(20) }),
    fc.record({ do: fc.constantFrom('sweep', 'cutFetch'), of: content }),
  ),
  { minLength: 3, maxLength: 14 },
)

it('whatever is staged, discarded, claimed, fetched, damaged, swept or killed, every row that names a scan reads it', async () => {
  const test = await officeDesk()
  const desk = test.app.session.desk
  const { actor } = test.app.session
  let cutAfter = Infinity
  const source = {
    getChunk: async ({ sha256: hash }: { sha256: string }, index: number, count = 1): Promise<Buffer> => {
      const bytes = contents.find((one) => sha256(one) === hash)
      if (!bytes || cutAfter-- <= 0) throw new AppError('server-unreachable')
      return bytes.subarray(index * CHUNK, index * CHUNK + runSize(bytes.length, index, count))
    },
  }
  desk.fetchFile = (file) => fetchFile(desk, source, file)
  const rows = new Map<string, Buffer>()

  const bytesOf = (of: number): Buffer => contents[of] ?? Buffer.alloc(0)
  const stage = async (of: number): Promise<void> => {
    rows.set((await stageFile(desk, actor, paths[of] ?? '')).id, bytesOf(of))
  }
  /** A row of another PC: named here, not here. */
  const foreign = async (of: number): Promise<string> => {
    const entry = await test.api.register.register(await entryInput(test, {}))
    const id = desk.newId()
    const fields = { entryId: entry.id, name: 'a.pdf', mediaType: 'application/pdf', size: bytesOf(of).length }
    const stamp = stampOf(desk, actor)
    const more = { sha256: sha256(bytesOf(of)), version: 1, position: 0, replacedById: null, createdAt: stamp.at }
    await desk.db.write((tx) => createRow(tx, 'file', id, { ...fields, ...more, createdById: actor.userId }, stamp))
    rows.set(id, bytesOf(of))
    return id
  }
  const act: Record<string, (of: number) => Promise<unknown>> = {
    stage,
    twice: (of) => Promise.all([stage(of), stage(of)]),
    fetch: async (of) => openFile(desk, actor, await foreign(of)),
    fetchAndStage: async (of) => {
      const id = await foreign(of)
      await Promise.all([openFile(desk, actor, id), stage(of), openFile(desk, actor, id)])
    },
    cutFetch: async (of) => {
      const id = await foreign(of)
      cutAfter = 1
      await openFile(desk, actor, id).catch(() => undefined)
      cutAfter = Infinity
    },
    bytesWithoutRow: (of) =>
      desk.files.ensure({ sha256: sha256(bytesOf(of)), size: bytesOf(of).length }, [], (at, n) =>
        Promise.resolve(bytesOf(of).subarray(at, at + n)),
      ),
    discard: async (nth) => {
      const id = [...rows.keys()][nth]
      const row = id === undefined ? undefined : await fileById(desk.db.read, id)
      if (!row || row.entryId !== null) return
      await test.api.documents.discard({ id: row.id })
      rows.delete(row.id)
    },
    claim: async (nth) => {
      const id = [...rows.keys()][nth]
      const row = id === undefined ? undefined : await fileById(desk.db.read, id)
      if (row && row.entryId === null) await test.api.register.register(await entryInput(test, { fileIds: [row.id] }))
    },
    damage: async () => {
      // The first thing of all may be this: then there is nothing to damage.
      mkdirSync(join(test.folder, 'files'), { recursive: true })
      for (const one of readdirSync(join(test.folder, 'files'), { recursive: true, withFileTypes: true })) {
        const path = join(one.parentPath, one.name)
        if (one.isFile()) writeFileSync(path, randomBytes(readFileSync(path).length))
      }
    },
    sweep: () => sweepFiles(desk),
  }

  await fc.assert(
    fc.asyncProperty(steps, async (list) => {
      for (const step of list) await act[step.do]?.(step.of)
      for (const [id, bytes] of rows) {
        await openFile(desk, actor, id)
        const file = await visibleFile(desk, actor, id)
        expect((await desk.files.bytes(file.sha256, file.fileKey, file.size)).equals(bytes)).toBe(true)
      }
    }),
    { numRuns: 25 },
  )
}, 120_000)
