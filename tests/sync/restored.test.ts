import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { sql, type Tx } from '../../db/core/sql'
import { packPiece, unpackFrom } from '../../db/outbox/packing'
import { answeredAs } from '../../db/outbox/retelling'
import { headAt } from '../../db/outbox/sending'
import { cursorOf } from '../../db/sync/cursor'
import { closeDesks } from '../fixtures/office'
import { asRead, operationsKept } from './kept'
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
    operations: await operationsKept(pool, id),
    numbers: (await pool.all('SELECT seq FROM number_given WHERE device = $1', [id])).length,
  }))
}

async function nothingLostNothingDoubled(pc: Pc, numbers: number): Promise<void> {
  const mine = await pc.operations()
  expect(await kept(pc)).toEqual({ operations: mine.length, numbers })
  expect((await pc.outcomes()).every((o) => o.state === 'sent')).toBe(true)
}

/** As after 35 days: in packs of three, until fewer are left. */
async function packsAll({ db }: Pc): Promise<void> {
  while (await db.write((tx) => packPiece(tx, Number.MAX_SAFE_INTEGER, 3))) continue
  expect((await sql(db.read).all('SELECT d FROM outbox')).length).toBeLessThan(6)
}

describe('what the server has had for long', () => {
  const packs = ({ db }: Pc): Promise<unknown[]> => sql(db.read).all('SELECT firstD FROM outboxPack')

  it('is packed away by the line after 35 days, piece by piece, and the chain goes on', async () => {
    const rabat = await firstPc(ministry)
    for (let i = 0; i < 260; i++) await rabat.writes({ description: `بطاقة ${i}` })
    expect((await rabat.syncs()).phase).toBe('idle')
    expect(await packs(rabat)).toEqual([])
    rabat.desk.clock.tick(36 * 86_400_000)
    await rabat.syncs()
    expect(await packs(rabat)).toHaveLength(1)
    await rabat.writes({ description: 'بعدها' })
    expect(await rabat.syncs()).toMatchObject({ phase: 'idle', waiting: 0, parked: 0 })
  })

  it('is told again from another id as if it had never been packed, and the link the server names is found', async () => {
    const rabat = await firstPc(ministry)
    for (let i = 0; i < 20; i++) await rabat.writes({ description: `بطاقة ${i}` })
    await rabat.syncs()
    const all = await rabat.operations()
    const told = await answeredAs(rabat.db.read, 'another')
    await packsAll(rabat)
    expect(await answeredAs(rabat.db.read, 'another')).toEqual(told)
    for (const { d, hash } of all) expect(await headAt(rabat.db.read, d)).toMatchObject({ d, hash })
    await rabat.db.write((tx) => unpackFrom(tx, 0))
    expect(await rabat.operations()).toEqual(all)
  })

  it('is not packed while it waits, and a piece that is cut leaves everything where it was', async () => {
    const rabat = await firstPc(ministry)
    await rabat.writes({})
    await rabat.syncs()
    await rabat.writes({})
    const all = await rabat.operations()
    await expect(
      rabat.db.write(async (tx) => {
        while (await packPiece(tx, Number.MAX_SAFE_INTEGER, 1)) continue
        expect(await pendingOf(tx, all.at(-1)?.d ?? 0)).toBe(true)
        throw new Error('killed')
      }),
    ).rejects.toThrow()
    expect(await rabat.operations()).toEqual(all)
    expect(await packs(rabat)).toEqual([])
  })
  const pendingOf = async (tx: Tx, d: number): Promise<boolean> =>
    (await sql(tx).one(`SELECT 1 AS waits FROM outbox WHERE d = ? AND state = 'waiting'`, [d])) !== undefined
})

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
    const page = asRead(await pull(-1))
    const { receive } = await import('../../main/sync/receive')
    await receive(desk, page, null)
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
      await pool.run('DELETE FROM operation_batch WHERE stream = $1 AND first_seq > $2', [office, backup.seq])
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

  it.each([
    ['', false],
    [', also what was packed away', true],
  ])('to nothing: enrolled again, each desk sends everything it ever did%s', async (_, packed) => {
    const rabat = await firstPc(ministry)
    const lille = await secondPc(ministry, rabat)
    await rabat.registers()
    await lille.registers()
    await bothSync(rabat, lille)
    if (packed) for (const pc of [rabat, lille]) await packsAll(pc)
    const office = rabat.desk.app.session.desk.office.id
    await ministry.looks(async ({ pool }) => {
      for (const table of [
        'operation_batch',
        'office_row',
        'number_given',
        'act_position',
        'conflict_of',
        'file_blob',
      ]) {
        await pool.run(
          `DELETE FROM ${table} WHERE ${{ operation_batch: 'stream', office_row: 'stream' }[table] ?? 'office'} = $1`,
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
