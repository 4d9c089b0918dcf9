import { afterEach, expect, it } from 'vitest'
import { v7 } from 'uuid'
import type { RowVersion } from '../../contract/wire'
import { sql } from '../../db/core/sql'
import { setAside } from '../../db/sync/aside'
import { deferRow } from '../../db/sync/deferred'
import { replayDeferred } from '../../main/sync/replay'
import { closeDesks, officeDesk } from '../fixtures/office'
import { blankCard } from '../sync/stories'

afterEach(closeDesks)

/** More than two pieces of each. */
const MANY = 1_100

it('after an update everything that waited is put in its place, in pieces, and nothing newer is written over', async () => {
  const desk = await officeDesk()
  const { desk: opened } = desk.app.session
  const { db, device } = opened
  const { id: _id, ...fields } = { ...blankCard, id: '', createdAt: 1 }
  const version = (id: string, seq: number, more: object = {}): RowVersion => ({
    entity: 'contact',
    id,
    seq,
    state: 'present',
    fields: { ...fields, ...more },
    versions: { '': { seq, device: device.id, d: 1 } },
  })
  const ids = Array.from({ length: MANY }, () => v7())
  const [stands = '', invalid = '', gone = ''] = [v7(), v7(), v7()]
  await db.write(async (tx) => {
    for (const [n, id] of ids.entries()) await deferRow(tx, version(id, n + 1, { city: `city ${n}` }))
    await deferRow(tx, { ...version(v7(), 5), entity: 'hologram' })
    await setAside(tx, version(invalid, 7, { city: 'was too long' }), 'invalid', 1)
    await setAside(tx, version(gone, 8), 'gone', 1)
    await setAside(tx, version(v7(), 9, { createdAt: 'x' }), 'invalid', 4)
    await sql(tx).run(`DELETE FROM meta WHERE key = 'line.schema'`)
  })
  await replayDeferred(opened)
  const count = async (where: string): Promise<number> =>
    (await sql(db.read).one<{ n: number }>(`SELECT count(*) AS n FROM ${where}`))?.n ?? 0
  expect(await count('contact')).toBe(MANY + 1)
  expect(await sql(db.read).all('SELECT entity FROM deferredRow')).toEqual([{ entity: 'hologram' }])
  // What left stays away; what is still not in order stays aside, since when it did.
  expect(await sql(db.read).all('SELECT reason, at FROM asideRow ORDER BY at')).toEqual([
    { reason: 'gone', at: 1 },
    { reason: 'invalid', at: 4 },
  ])

  // Fields that were unknown, on all of them; and an old row of one that came again since.
  await db.write(async (tx) => {
    await sql(tx).run(`UPDATE contact SET extra = '{"notes":"was unknown","nickname":"still is"}', city = 'kept'`)
    await deferRow(tx, version(ids[9] ?? stands, 3, { city: 'older' }))
    await sql(tx).run(`DELETE FROM meta WHERE key = 'line.schema'`)
  })
  await replayDeferred(opened)
  const adopted = `contact WHERE notes = 'was unknown' AND city = 'kept' AND extra = '{"nickname":"still is"}'`
  expect(await count(adopted)).toBe(MANY + 1)
  expect(await count('deferredRow')).toBe(1)

  // Once: the same version goes through nothing again.
  await db.write((tx) => sql(tx).run(`UPDATE contact SET extra = '{"notes":"later"}'`))
  await replayDeferred(opened)
  expect(await count(`contact WHERE notes = 'later'`)).toBe(0)
  expect(desk.reports).toEqual([])
})
