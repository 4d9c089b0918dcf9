import { afterEach, expect, it } from 'vitest'
import { sql } from '../../db/core/sql'
import { createRow, createRows } from '../../db/outbox/changes'
import { deviceGenesis, linkOf } from '../../domain/sync/operation'
import { stampOf } from '../../main/desk'
import { closeDesks, officeDesk } from '../fixtures/office'

afterEach(closeDesks)

it('rows made together are what rows made one by one are: in their table, in the chain, signed once', async () => {
  const desk = await officeDesk()
  const { desk: open, actor } = desk.app.session
  const stamp = stampOf(open, actor)
  const ids = Array.from({ length: 2_300 }, () => open.newId())
  await open.db.write(async (tx) => {
    await createRow(tx, 'contact', open.newId(), card('واحد'), stamp)
    await createRows(
      tx,
      'contact',
      ids.map((id, i) => ({ id, fields: card(`كثير ${i}`) })),
      stamp,
    )
  })
  const rows = await sql(open.db.read).all<{ nameAr: string }>(
    'SELECT nameAr FROM contact WHERE id IN (SELECT value FROM json_each(?)) ORDER BY createdAt, id',
    [JSON.stringify(ids)],
  )
  expect(rows).toHaveLength(2_300)
  expect(JSON.parse(rows[7]?.nameAr ?? '')).toMatchObject({ full: 'كثير 7' })
  const chain = await sql(open.db.read).all<{ d: number; operation: string; hash: string; change: string }>(
    'SELECT d, operation, hash, change FROM outbox ORDER BY d',
  )
  let previous = deviceGenesis(open.device.id)
  for (const { d, operation, hash } of chain) expect(hash).toBe((previous = linkOf(previous, d, operation)))
  const tail = chain.slice(-2_301)
  expect(new Set(tail.map((o) => o.change)).size).toBe(1)
  const said = tail.map((o) => JSON.parse(o.operation) as Record<string, unknown>)
  expect(Object.keys(said[1] ?? {})).toEqual(Object.keys(said[0] ?? {}))
  expect(said[1]?.['fields']).toEqual({ ...(said[0]?.['fields'] as object), nameAr: name('كثير 0') })
})

const name = (full: string) => ({ full, given: '', father: '', family: '', maiden: '' })
const card = (full: string) => ({
  kind: 'person',
  nameAr: name(full),
  nameLatin: name(''),
  description: '',
  phone: '',
  email: '',
  address: '',
  city: '',
  countryCode: '',
  notes: '',
  createdAt: 1,
})
