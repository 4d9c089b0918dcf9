import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Database } from '../core/database'
import { sql } from '../core/sql'
import { parkedChanges } from './parked'

let folder = ''
let db: Database
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'diwan-parked-'))
  db = await Database.open({ file: join(folder, 'diwan.db'), key: randomBytes(32), backupsDir: folder })
})
afterEach(async () => {
  await db.close()
  rmSync(folder, { recursive: true, force: true })
})

describe('what the server did not take', () => {
  it('is read for the reasons that are asked, in whole changes: a round does not read again what was refused for good', async () => {
    const parked = [
      ['refused', 'forbidden'],
      ['waits', 'unknown-entity'],
      ['waits', 'together'],
    ] as const
    await db.write(async (tx) => {
      for (const [i, [change, reason]] of parked.entries())
        await sql(tx).run(
          `INSERT INTO outbox (d, entity, rowId, operation, hash, at, state, reason, change) VALUES (?, 'note', ?, '{}', '', 0, 'parked', ?, ?)`,
          [1_000_000 + i, `row-${i}`, reason, change],
        )
    })
    const said = (found: Awaited<ReturnType<typeof parkedChanges>>) =>
      found.map(({ change, reason, steps }) => [change, reason, steps.length])
    expect(said(await parkedChanges(db.read, { reasons: ['unknown-entity'] }))).toEqual([
      ['waits', 'unknown-entity', 2],
    ])
    expect(said(await parkedChanges(db.read))).toEqual([
      ['refused', 'forbidden', 1],
      ['waits', 'unknown-entity', 2],
    ])
    expect(said(await parkedChanges(db.read, { change: 'refused' }))).toEqual([['refused', 'forbidden', 1]])
  })
})
