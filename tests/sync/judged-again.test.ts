import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { v7 } from 'uuid'
import { createRow, patchRow } from '../../db/outbox/changes'
import { sql } from '../../db/core/sql'
import { addUser, closeDesks, logIn, same } from '../fixtures/office'
import { says, stampOf } from './forging'
import { bothSync, firstPc, Ministry, secondPc } from './stories'

let ministry: Ministry
beforeAll(async () => {
  ministry = await Ministry.open()
})
afterAll(() => ministry.close())
afterEach(closeDesks)

describe('the server judges again', () => {
  it('rights a desk did not check: parked with its reason, the row goes back to what stands, and the queue goes on', async () => {
    const rabat = await firstPc(ministry)
    const userId = await addUser(rabat.desk, 'nadia', ['clerk'])
    await rabat.syncs()
    const nadia = { ...stampOf(rabat), userId }
    await rabat.db.write((tx) => patchRow(tx, 'user', userId, { roles: ['administrator'] }, nadia))
    await rabat.registers()
    expect(await rabat.syncs()).toMatchObject({ phase: 'idle', waiting: 0, parked: 1 })
    expect(await rabat.api.sync.parked({})).toMatchObject([{ entity: 'user', reason: 'forbidden', title: 'nadia' }])
    expect((await rabat.api.users.list({})).find((u) => u.id === userId)?.roles).toEqual(['clerk'])
  })

  it('a number given twice is given once', async () => {
    const rabat = await firstPc(ministry)
    const entry = await rabat.registers()
    await rabat.syncs()
    const row = await rabat.row('entry', entry.id)
    const { fromRow } = await import('../../db/outbox/rows')
    // A copy of the entry under another id, as a damaged desk might say it.
    await rabat.db.write(async (tx) => {
      await sql(tx).run('DROP INDEX "uq_entry_bookId_seq"')
      await createRow(tx, 'entry', v7(), fromRow('entry', row as Record<string, unknown>), stampOf(rabat))
    })
    expect((await rabat.syncs()).parked).toBe(1)
    expect((await rabat.outcomes()).at(-1)).toMatchObject({ state: 'parked', reason: 'number-taken' })
  })

  it('an entity and a field of a version to come: the one waits parked, the other survives on both desks', async () => {
    const rabat = await firstPc(ministry)
    const lille = await secondPc(ministry, rabat)
    await bothSync(rabat, lille)
    const unit = v7()
    await says(rabat, [{ entity: 'hologram', id: v7(), kind: 'create', fields: { x: 1 } }])
    const fields = { names: same('وحدة'), position: 9, colour: 'أخضر' }
    await says(rabat, [{ entity: 'unit', id: unit, kind: 'create', fields }])
    await bothSync(rabat, lille)
    expect((await rabat.outcomes()).slice(-2)).toMatchObject([
      { state: 'parked', reason: 'unknown-entity' },
      { state: 'sent', result: 'applied' },
    ])
    for (const pc of [rabat, lille])
      expect(await pc.row('unit', unit)).toMatchObject({ position: 9, extra: '{"colour":"أخضر"}' })
    // A desk that does not know the field changes the row, and the field is still there.
    await lille.db.write((tx) => patchRow(tx, 'unit', unit, { position: 3 }, stampOf(lille)))
    await bothSync(rabat, lille)
    expect(await rabat.row('unit', unit)).toMatchObject({ position: 3, extra: '{"colour":"أخضر"}' })
  })

  it('rows of an entity this desk does not know wait aside and are placed by a version that does', async () => {
    const rabat = await firstPc(ministry)
    const { desk } = rabat.desk.app.session
    const { deferRow } = await import('../../db/sync/deferred')
    const id = v7()
    const version = { seq: 1, device: desk.device.id, d: 1 }
    const row = {
      entity: 'unit',
      id,
      seq: 7,
      state: 'present' as const,
      fields: { names: same('x'), position: 4 },
      versions: { position: version },
    }
    await rabat.db.write(async (tx) => {
      await deferRow(tx, { ...row, entity: 'hologram', id: v7() })
      await deferRow(tx, row)
      await sql(tx).run(`DELETE FROM meta WHERE key = 'line.schema'`)
    })
    const again = await rabat.desk.restart()
    await logIn(again, 'admin')
    expect((await again.api.office.get({})).units.map((u) => u.id)).toContain(id)
    expect(await sql(again.app.session.desk.db.read).all('SELECT entity FROM deferredRow')).toEqual([
      { entity: 'hologram' },
    ])
  })
})
