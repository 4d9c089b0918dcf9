import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { Database } from '../core/database'
import { sql } from '../core/sql'
import { indexDocument } from './search'

const folder = mkdtempSync(join(tmpdir(), 'diwan-search-'))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

it('a list of people brought in at one moment is found whole, however long it is', async () => {
  const db = await Database.open({ file: join(folder, 'diwan.db'), key: randomBytes(32), backupsDir: folder })
  const doc = { entity: 'contact' as const }
  await db.write(async (tx) => {
    await indexDocument(tx, { ...doc, rowId: 'later', at: 1_001, texts: ['later'] })
    for (let i = 0; i < 1_200; i++) await indexDocument(tx, { ...doc, rowId: `p${i}`, at: 1_000, texts: ['محمد'] })
  })
  const found = await sql(db.read).all<{ n: number }>(`SELECT count(*) AS n FROM search WHERE search MATCH 'محمد'`)
  expect(found).toEqual([{ n: 1_200 }])
  await db.close()
})
