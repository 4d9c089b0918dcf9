import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { sql } from '../../db/core/sql'
import { CHUNK } from '../../domain/sync/request'
import { addressOf } from '../../main/sync/server-known'
import { Transport } from '../../main/sync/transport'
import { Wire } from '../../main/sync/wire'
import { SizesBeside1763740800004 } from '../../server/db/migrations/0004-sizes-beside'
import { closeDesks, pdfFile } from '../fixtures/office'
import { bothSync, firstPc, Ministry, secondPc, type Pc } from './stories'

let ministry: Ministry
beforeAll(async () => {
  ministry = await Ministry.open()
})
afterAll(() => ministry.close())
afterEach(closeDesks)

let filler = ''
beforeEach(() => (filler += 'x'.repeat(3 * CHUNK)))
const stages = (pc: Pc) => pc.api.documents.stage({ path: pdfFile(pc.desk.folder, 'scan.pdf', filler) })
/** A row with the right hash and another size, as another program would write it. */
async function claims(pc: Pc, size: number): Promise<{ sha256: string; size: number }> {
  const { id, sha256 } = await stages(pc)
  await pc.db.write((tx) => sql(tx).run('UPDATE file SET size = ? WHERE id = ?', [size, id]))
  await pc.registers({ fileIds: [id] })
  await pc.syncs()
  return { sha256, size }
}
async function wireOf(pc: Pc): Promise<Wire> {
  const address = (await addressOf(pc.db.read)) ?? expect.fail('not enrolled')
  const { id, sign } = pc.desk.app.session.desk.device
  const sender = { id, sign, now: () => pc.desk.clock.now() }
  return new Wire(new Transport(address, sender, { connectMs: 2_000, idleMs: 5_000 }))
}

describe('a row that says a false size of a scan', () => {
  it.each([CHUNK, 9 * CHUNK + 1])(
    'of %d bytes, come first, keeps the right one from nothing, and its pieces go',
    async (size) => {
      const rabat = await firstPc(ministry)
      const lille = await secondPc(ministry, rabat)
      await bothSync(rabat, lille)
      const wrong = await claims(lille, size)
      const wire = await wireOf(lille)
      if (size > CHUNK) await wire.putChunk(wrong, 0, Buffer.alloc(CHUNK, 'x'))
      const staged = await stages(rabat)
      const entry = await rabat.registers({ fileIds: [staged.id] })
      expect((await rabat.syncs()).files).toMatchObject({ waiting: 0 })
      await lille.syncs()
      const right = { sha256: staged.sha256, size: staged.size }
      expect(await wire.uploadStatus(right)).toMatchObject({ complete: true })
      await expect(wire.uploadStatus(wrong)).rejects.toMatchObject({ code: 'hash-mismatch' })
      await expect(wire.putChunk(wrong, 0, Buffer.alloc(CHUNK, 'y'))).rejects.toMatchObject({ code: 'hash-mismatch' })
      wire.close()
      const [file] = (await lille.api.register.get({ id: entry.id })).files
      const { answer } = await import('../../main/documents/protocol')
      const response = await answer({ url: file?.url ?? '', headers: { get: () => null } }, lille.desk.app.ctx)
      expect(Buffer.from(await response.arrayBuffer())).toHaveLength(staged.size)
      const blobs = await ministry.looks(({ pool }) =>
        pool.all('SELECT size, chunks FROM file_blob WHERE sha256 = $1 AND NOT complete', [staged.sha256]),
      )
      expect(blobs).toEqual([{ size, chunks: [] }])
    },
  )

  it('in another office stands in nobody’s way, and nobody learns from an answer what another office has', async () => {
    const cairo = await firstPc(ministry)
    const wrong = await claims(cairo, 2 * CHUNK)
    const rabat = await firstPc(ministry)
    const staged = await stages(rabat)
    await rabat.registers({ fileIds: [staged.id] })
    expect((await rabat.syncs()).files).toMatchObject({ waiting: 0 })
    const wire = await wireOf(cairo)
    const [theirs, nobodys] = [
      { sha256: staged.sha256, size: staged.size },
      { sha256: 'ab'.repeat(32), size: 5 },
    ]
    const said = (ask: Promise<unknown>) => ask.catch((error: unknown) => structuredClone(error))
    for (const ask of [
      (what: typeof theirs) => wire.uploadStatus(what),
      (what: typeof theirs) => wire.putChunk(what, 0, Buffer.alloc(5)),
      (what: typeof theirs) => wire.getChunk(what, 0),
    ])
      expect(await said(ask(theirs))).toEqual(await said(ask(nobodys)))
    expect(await wire.uploadStatus(wrong)).toMatchObject({ complete: false, lacking: 2 })
    wire.close()
  })

  it('begun and left gives its place back after a month, and is asked for again whole', async () => {
    const rabat = await firstPc(ministry)
    const { sha256, size } = await claims(rabat, 9 * CHUNK)
    const wire = await wireOf(rabat)
    await wire.putChunk({ sha256, size }, 0, Buffer.alloc(CHUNK, 'x'))
    expect((await wire.uploadStatus({ sha256, size })).lacking).toBe(8)
    const day = 86_400_000
    for (const [days, lacking] of [
      [29, 8],
      [2, 9],
    ] as const) {
      ministry.clock.at += days * day
      rabat.desk.clock.at += days * day
      await ministry.restarts()
      await expect.poll(async () => (await wire.uploadStatus({ sha256, size })).lacking).toBe(lacking)
    }
    wire.close()
  })
})

it('a server of before keeps what it has, and gives a place to the sizes it had turned away', async () => {
  const [office, hash] = ['00000000-0000-7000-8000-000000000001', 'cd'.repeat(32)]
  const after = await ministry.looks(async (store) => {
    let found: unknown[] = []
    const undone = new Error('undone')
    await store
      .write(async (tx) => {
        const row = (n: number, entity: string, fields: string): string =>
          `('${office}', '${entity}', '00000000-0000-7000-8000-00000000000${n}', ${n}, '${fields}', '{}')`
        for (const made of [
          // As it stood with 0003.
          'DELETE FROM file_blob',
          'DELETE FROM office_row',
          'DROP INDEX ix_file_blob_begun',
          'ALTER TABLE file_blob DROP CONSTRAINT file_blob_pkey, DROP COLUMN sized, DROP COLUMN touched_at',
          'ALTER TABLE file_blob ADD PRIMARY KEY (office, sha256)',
          `INSERT INTO file_blob (office, sha256, size, chunks) VALUES ('${office}', '${hash}', 7, '{0}')`,
          `INSERT INTO office_row (stream, entity, id, seq, fields, versions) VALUES ${[
            row(1, 'file', `{"sha256":"${hash}","size":7}`),
            row(2, 'file', `{"sha256":"${hash}","size":9}`),
            row(3, 'file', '{"sha256":"x","size":1e300}'),
            row(4, 'entry', '{}'),
          ].join(', ')}`,
        ])
          await tx.run(made, [])
        const runner = { query: (statement: string) => tx.run(statement, []) }
        await new SizesBeside1763740800004().up(runner as never)
        found = await tx.all('SELECT size, chunks, sized FROM file_blob ORDER BY size', [])
        throw undone
      })
      .catch((error: unknown) => {
        if (error !== undone) throw error
      })
    return found
  })
  expect(after).toEqual([
    { size: 7, chunks: [0], sized: false },
    { size: 9, chunks: [], sized: true },
  ])
})
