import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { cursorOf } from '../../db/sync/cursor'
import { closeDesks } from '../fixtures/office'
import { bothSync, firstPc, Ministry, secondPc, type Pc } from './stories'

let ministry: Ministry
beforeAll(async () => {
  ministry = await Ministry.open()
})
afterAll(() => ministry.close())
afterEach(async () => {
  ministry.line.mend()
  await closeDesks()
})

/** What the server keeps of a device: as many operations as were sent, each once, and every number once. */
async function kept(pc: Pc): Promise<{ operations: number; numbers: number }> {
  const { id } = pc.desk.app.session.desk.device
  return ministry.looks(async ({ pool }) => ({
    operations: (await pool.all('SELECT d FROM operation WHERE device = $1', [id])).length,
    numbers: (await pool.all('SELECT seq FROM number_given WHERE device = $1', [id])).length,
  }))
}

async function nothingLostNothingDoubled(pc: Pc, numbers: number): Promise<void> {
  const mine = await pc.operations()
  expect(await kept(pc)).toEqual({ operations: mine.length, numbers })
  expect((await pc.outcomes()).every((o) => o.state === 'sent')).toBe(true)
}

describe('first contact', () => {
  it('the newest come first and it resumes after a cut: usable after its first page', async () => {
    const rabat = await firstPc(ministry)
    for (let i = 0; i < 130; i++) await rabat.writes({ description: `بطاقة ${i}` })
    const last = await rabat.writes({ description: 'آخر بطاقة' })
    const lille = await secondPc(ministry, rabat)
    const { desk } = lille.desk.app.session
    const pull = async (backfill: number) =>
      ministry.looks(async (store) =>
        (await import('../../server/sync/pull')).pull(store, desk.office.id, { live: 0, backfill }, 40),
      )
    const page = await pull(-1)
    const { takeIn } = await import('../../main/sync/take')
    await takeIn(desk, page, null)
    expect(await lille.card(last)).toMatchObject({ description: 'آخر بطاقة' })
    expect(await cursorOf(lille.db.read, desk.office.id)).toMatchObject({
      live: page.head,
      backfill: page.rows.at(-1)?.seq,
    })
    await bothSync(rabat, lille)
    expect(await cursorOf(lille.db.read, desk.office.id)).toMatchObject({ backfill: 0 })
    expect(await lille.rows()).toEqual(await rabat.rows())
  })
})

describe('a server that was restored', () => {
  it.each([
    ['those who restored it say so', 'another epoch'],
    ['and nobody says so', null],
  ])('to an earlier day, %s: every desk sends what it lacks, and both converge again', async (_who, epoch) => {
    const rabat = await firstPc(ministry)
    const lille = await secondPc(ministry, rabat)
    await bothSync(rabat, lille)
    const office = rabat.desk.app.session.desk.office.id
    const backup = await ministry.looks(async ({ pool }) => ({
      seq: (await pool.one<{ seq: number }>('SELECT seq FROM office_head WHERE stream = $1', [office]))?.seq ?? 0,
      head: await pool.one<{ chain: string }>('SELECT chain FROM office_head WHERE stream = $1', [office]),
      devices: await pool.all<{ id: string; last_d: number; last_hash: string }>(
        'SELECT id, last_d, last_hash FROM device WHERE office = $1',
        [office],
      ),
    }))
    await rabat.registers({ subject: 'بعد النسخة الاحتياطية' })
    await lille.registers({ subject: 'Après la sauvegarde' })
    await bothSync(rabat, lille)
    // The database of that evening comes back.
    await ministry.looks(async ({ pool }) => {
      await pool.run('DELETE FROM operation WHERE stream = $1 AND seq > $2', [office, backup.seq])
      await pool.run('DELETE FROM row_feed WHERE scope = $1 AND seq > $2', [office, backup.seq])
      await pool.run('DELETE FROM office_row WHERE stream = $1 AND seq > $2', [office, backup.seq])
      await pool.run('DELETE FROM number_given WHERE office = $1', [office])
      await pool.run('DELETE FROM act_position WHERE office = $1 AND position > 1', [office])
      await pool.run('UPDATE office_head SET seq = $2, chain = $3, epoch = coalesce($4, epoch) WHERE stream = $1', [
        office,
        backup.seq,
        backup.head?.chain,
        epoch,
      ])
      for (const d of backup.devices)
        await pool.run('UPDATE device SET last_d = $2, last_hash = $3 WHERE id = $1', [d.id, d.last_d, d.last_hash])
    })
    await bothSync(rabat, lille)
    expect(await lille.rows()).toEqual(await rabat.rows())
    for (const pc of [rabat, lille]) expect((await pc.outcomes()).filter((o) => o.state !== 'sent')).toEqual([])
    expect((await lille.api.search.everywhere({ text: 'النسخة الاحتياطية', limit: 3 })).hits).toHaveLength(1)
    await nothingLostNothingDoubled(rabat, 1)
  })

  it('to nothing: enrolled again, each desk sends everything it ever did', async () => {
    const rabat = await firstPc(ministry)
    const lille = await secondPc(ministry, rabat)
    await rabat.registers()
    await lille.registers()
    await bothSync(rabat, lille)
    const office = rabat.desk.app.session.desk.office.id
    await ministry.looks(async ({ pool }) => {
      for (const table of [
        'operation',
        'office_row',
        'row_feed',
        'number_given',
        'act_position',
        'conflict_of',
        'file_blob',
      ]) {
        await pool.run(
          `DELETE FROM ${table} WHERE ${{ operation: 'stream', office_row: 'stream', row_feed: 'scope' }[table] ?? 'office'} = $1`,
          [office],
        )
      }
      await pool.run('DELETE FROM device WHERE office = $1', [office])
      await pool.run('DELETE FROM office_head WHERE stream = $1', [office])
    })
    expect(await rabat.syncs()).toMatchObject({ phase: 'waiting', reason: 'server-refused' })
    expect((await lille.syncs()).reason).toBe('server-refused')
    await rabat.api.sync.enrol({ code: await ministry.server.newCode({}), deviceName: 'الرباط 1' })
    expect(await rabat.syncs()).toMatchObject({ phase: 'idle', waiting: 0, parked: 0 })
    await lille.api.sync.enrol({ code: await ministry.server.newCode({ officeId: office }), deviceName: 'Lille RB2' })
    await bothSync(rabat, lille)
    expect(await lille.rows()).toEqual(await rabat.rows())
    expect((await lille.outcomes()).filter((o) => o.state !== 'sent')).toEqual([])
    await nothingLostNothingDoubled(rabat, 1)
  })
})
