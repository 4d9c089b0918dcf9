import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { sql } from '../../db/core/sql'
import { createRows } from '../../db/outbox/changes'
import { Transport } from '../../main/sync/transport'
import { closeDesks, same } from '../fixtures/office'
import { stampOf } from './forging'
import { operationsKept } from './kept'
import { bothSync, firstPc, Ministry, secondPc, type Pc } from './stories'

let ministry: Ministry
beforeAll(async () => {
  ministry = await Ministry.open()
})
afterAll(() => ministry.close())
afterEach(async () => {
  vi.restoreAllMocks()
  ministry.line.mend()
  await closeDesks()
})

/** Commands of four hundred rows: one request carries one of them at first, and the next is on its way early. */
async function writesMuch(pc: Pc, commands: number): Promise<void> {
  for (let c = 0; c < commands; c++)
    await pc.db.write((tx) =>
      createRows(
        tx,
        'unit',
        Array.from({ length: 400 }, (_, i) => ({
          id: pc.desk.app.session.desk.newId(),
          fields: { names: same(`وحدة ${c} ${i}`), position: i },
        })),
        stampOf(pc),
      ),
    )
}

async function everythingArrived(rabat: Pc, lille: Pc): Promise<void> {
  await bothSync(rabat, lille)
  expect(await rabat.syncs()).toMatchObject({ phase: 'idle', waiting: 0, parked: 0, conflicts: 0, aside: 0 })
  const { id } = rabat.desk.app.session.desk.device
  const all = await rabat.operations()
  expect(await ministry.looks(({ pool }) => operationsKept(pool, id))).toBe(all.length)
  expect(await lille.rows()).toEqual(await rabat.rows())
}

describe('the next request goes while the last answer is taken in', () => {
  it('and both overlap: it is on its way before this PC stands where the last one left it', async () => {
    const rabat = await firstPc(ministry)
    const lille = await secondPc(ministry, rabat)
    await bothSync(rabat, lille)
    await writesMuch(rabat, 3)
    const waitingAtSend: number[] = []
    const real = Transport.prototype.json
    vi.spyOn(Transport.prototype, 'json').mockImplementation(async function (this: Transport, sent) {
      if (sent.path === '/sync/v1/push') waitingAtSend.push((await rabat.desk.api.sync.status({})).waiting)
      return real.call(this, sent)
    })
    await rabat.syncs()
    vi.restoreAllMocks()
    expect(waitingAtSend.slice(0, 2)).toEqual([1200, 1200])
    await everythingArrived(rabat, lille)
  })

  it.each([300, 4_000, 9_000, 15_000])('a line cut after %s bytes of answers loses nothing', async (afterBytes) => {
    const rabat = await firstPc(ministry)
    const lille = await secondPc(ministry, rabat)
    await bothSync(rabat, lille)
    await writesMuch(rabat, 3)
    ministry.line.break({ kind: 'cut', afterBytes })
    await rabat.syncs()
    ministry.line.mend()
    await everythingArrived(rabat, lille)
  })

  it('a page that has to be asked for again takes the answer to the next with it, and neither is lost', async () => {
    const rabat = await firstPc(ministry)
    const lille = await secondPc(ministry, rabat)
    await bothSync(rabat, lille)
    await writesMuch(rabat, 3)
    const [first] = await sql(rabat.db.read).all<{ rowId: string }>(
      `SELECT rowId FROM outbox WHERE state = 'waiting' ORDER BY d LIMIT 1`,
    )
    await rabat.db.write((tx) =>
      sql(tx).run(
        `INSERT INTO asideRow (rowId, entity, seq, fields, versions, reason, at) VALUES (?, 'unit', 1, '{}', '{}', 'invalid', 1)`,
        [first?.rowId ?? ''],
      ),
    )
    await everythingArrived(rabat, lille)
  })
})
