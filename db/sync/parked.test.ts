import { afterEach, describe, expect, it } from 'vitest'
import { closeDesks, officeDesk } from '../../tests/fixtures/office'
import { sql } from '../core/sql'
import { parkedChanges } from './parked'

afterEach(closeDesks)

describe('what the server did not take', () => {
  it('is read for the reasons that are asked, in whole changes: a round does not read again what was refused for good', async () => {
    const { db } = (await officeDesk()).app.session.desk
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
