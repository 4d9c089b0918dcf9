import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { Database } from '../core/database'
import { sql } from '../core/sql'
import { indexDocuments } from './bulk'
import { indexDocument, matchOf } from './search'

let folder = ''
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'diwan-search-'))))
afterEach(() => rmSync(folder, { recursive: true, force: true }))
const open = (): Promise<Database> =>
  Database.open({ file: join(folder, 'diwan.db'), key: randomBytes(32), backupsDir: folder })

it('a list of people brought in at one moment is found whole, however long it is', async () => {
  const db = await open()
  const doc = { entity: 'contact' as const }
  await db.write(async (tx) => {
    await indexDocument(tx, { ...doc, rowId: 'later', at: 1_001, texts: ['later'] })
    for (let i = 0; i < 1_200; i++) await indexDocument(tx, { ...doc, rowId: `p${i}`, at: 1_000, texts: ['محمد'] })
  })
  const found = await sql(db.read).all<{ n: number }>('SELECT count(*) AS n FROM search WHERE search MATCH ?', [
    matchOf('محمد'),
  ])
  expect(found).toEqual([{ n: 1_200 }])
  await db.close()
})

it('documents brought in together lie where they would lie one by one, and replace what stood', async () => {
  const db = await open()
  const doc = (rowId: string, at: number, text: string) => ({ entity: 'contact' as const, rowId, at, texts: [text] })
  const first = Array.from({ length: 1_500 }, (_, i) => doc(`p${i}`, 1_000, 'محمد'))
  await db.write(async (tx) => {
    await indexDocument(tx, doc('before', 1_000, 'before'))
    await indexDocument(tx, doc('behind', 1_002, 'behind'))
    await indexDocuments(tx, [...first, doc('newer', 9_000, 'newer')])
  })
  await db.write((tx) => indexDocuments(tx, [doc('p7', 1_000, 'other'), doc('last', 1_000, 'محمد')]))
  const places = await sql(db.read).all<{ rowId: string }>('SELECT rowId FROM searchDoc ORDER BY docId')
  expect(places).toHaveLength(1_504)
  expect(places[0]).toEqual({ rowId: 'before' })
  expect(places.slice(-2)).toEqual([{ rowId: 'last' }, { rowId: 'newer' }])
  const found = (word: string) =>
    sql(db.read).all<{ rowId: string }>(
      'SELECT d.rowId FROM search s JOIN searchDoc d ON d.docId = s.rowid WHERE search MATCH ? ORDER BY s.rowid DESC',
      [matchOf(word)],
    )
  expect(await found('محمد')).toHaveLength(1_500)
  expect(await found('other')).toEqual([{ rowId: 'p7' }])
  expect(await found('behind')).toEqual([{ rowId: 'behind' }])
  await db.close()
})
