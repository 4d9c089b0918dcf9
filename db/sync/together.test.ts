import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Fields, RowVersion } from '../../contract/wire'
import { Database } from '../core/database'
import { sql } from '../core/sql'
import { applyRows } from './apply'

const uuid = (n: number): string => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`
const receiver = { officeId: uuid(1), deviceId: uuid(2), at: 9 }
const HASH = 'a'.repeat(64)

let folder = ''
const opened: Database[] = []
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'diwan-together-'))))
afterEach(async () => {
  for (const db of opened.splice(0)) await db.close()
  rmSync(folder, { recursive: true, force: true })
})

const row = (entity: string, n: number, fields: Fields, state: RowVersion['state'] = 'present'): RowVersion => ({
  entity,
  id: uuid(n),
  seq: n,
  state,
  fields,
  versions: {},
})
const act = (n: number, position: number, change: Fields = {}): RowVersion =>
  row('act', n, {
    bookId: uuid(3),
    position,
    kind: 'registration',
    entryId: null,
    seq: position,
    at: 5,
    userId: uuid(4),
    deviceId: uuid(2),
    body: '{}',
    salt: 's',
    bodyHash: HASH,
    previous: HASH,
    link: HASH,
    signature: null,
    ...change,
  })
const unit = (n: number, ar: unknown, more: Fields = {}): RowVersion =>
  row('unit', n, { names: { ar, fr: '', en: '', es: '' } as Fields, position: n, ...more })

/** In order, refused, of a newer version, a second of one place, changed fixed fields, one that leaves and one that comes twice. */
const PAGES: RowVersion[][] = [
  [
    ...Array.from({ length: 30 }, (_, i) => unit(100 + i, `مصلحة ${i}`, i % 3 === 0 ? { colour: 'red' } : {})),
    unit(200, 7),
    ...Array.from({ length: 20 }, (_, i) => act(300 + i, i + 1)),
    act(400, 4),
    act(401, 50),
    act(402, 50),
    row('stamp', 500, { ink: 'green' }),
  ],
  [
    unit(100, 'أخرى'),
    unit(101, 'أخرى', { colour: 'blue' }),
    unit(200, 'صارت صحيحة'),
    unit(102, 'مرة'),
    unit(102, 'مرتين'),
    row('unit', 103, {}, 'gone'),
    act(303, 4, { link: 'b'.repeat(64) }),
    act(304, 5, { body: null, salt: null }),
    act(305, 6),
    act(306, 7),
  ],
]

async function after(name: string, apart: boolean): Promise<Record<string, unknown[]>> {
  const db = await Database.open({ file: join(folder, name), key: randomBytes(32), backupsDir: folder })
  opened.push(db)
  await db.write((tx) =>
    sql(tx).run(
      `INSERT INTO outbox (d, entity, rowId, operation, hash, at) VALUES (1, 'unit', ?, '{"kind":"patch","fields":{"position":77}}', '', 1)`,
      [uuid(104)],
    ),
  )
  for (const page of [...PAGES, [unit(104, 'من الخادم'), unit(105, 'ب'), unit(106, 'ج'), unit(107, 'د')]])
    if (apart) for (const one of page) await db.write((tx) => applyRows(tx, [one], receiver))
    else await db.write((tx) => applyRows(tx, page, receiver))
  const all = async (table: string): Promise<unknown[]> => sql(db.read).all(`SELECT * FROM ${table} ORDER BY 1`)
  const tables = ['unit', 'act', 'asideRow', 'deferredRow', 'provenAt']
  return Object.fromEntries(await Promise.all(tables.map(async (table) => [table, await all(table)] as const)))
}

it('a page taken together leaves what its rows taken one by one leave', async () => {
  const together = await after('together.db', false)
  expect(together).toEqual(await after('apart.db', true))
  expect(together['unit']).toHaveLength(30)
  expect(together['asideRow']).toMatchObject([{ rowId: uuid(303), reason: 'fixed' }])
  expect(together['deferredRow']).toHaveLength(3)
  expect(together['unit']).toContainEqual(expect.objectContaining({ id: uuid(104), position: 77 }))
})
