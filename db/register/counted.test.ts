import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Actor } from '../../contract/permissions'
import { levels } from '../../contract/values'
import { Database } from '../core/database'
import { sql } from '../core/sql'
import { answeredFor, entryRows, outline } from './entries'
import { visible } from '../../domain/visibility'

let folder = ''
let db: Database
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'diwan-counted-'))
  db = await Database.open({ file: join(folder, 'diwan.db'), key: randomBytes(32), backupsDir: folder })
  await db.write(async (tx) => {
    await sql(tx).run(`INSERT INTO register (id, kind, code, names, pattern) VALUES ('r', 'incoming', 'و', '{}', '')`)
    await sql(tx).run(
      `INSERT INTO book (id, registerId, year, opening, holderId, epoch, lastLink) VALUES ('b', 'r', 2026, 1, 'd', 1, '')`,
    )
  })
})
afterEach(async () => {
  await db.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Chance that is the same in every run. */
function chance(seed: number): (n: number) => number {
  let state = seed
  return (n) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((state / 2_147_483_648) * n)
  }
}

const uuid = (n: number): string => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`

async function fill(entries: number, draw: (n: number) => number): Promise<void> {
  const rows = Array.from({ length: entries }, (_, i) => {
    const at = Date.UTC(2026, 0, 5) + Math.floor((i * 40 * 86_400_000) / entries)
    // The office's day begins an hour before the UTC day.
    const date = new Date(at + 3_600_000).toISOString().slice(0, 10)
    const level = draw(4) === 0 ? levels[1 + draw(3)] : 'ordinary'
    const reply = draw(3) === 0 ? uuid(draw(entries)) : null
    return [
      uuid(i),
      i + 1,
      at,
      date,
      `u${draw(3)}`,
      level,
      reply,
      draw(8) === 0 ? at + 1 : null,
      draw(9) === 0 ? 'urgent' : 'routine',
    ]
  })
  await db.write((tx) =>
    sql(tx).run(
      `INSERT INTO entry (id, registerId, bookId, year, seq, numberText, registeredAt, businessDate, registeredById, deviceId, arrivalAt,
         subject, channel, urgency, level, unitId, enclosureCount, enclosures, notes, replyToId, cancelledAt)
       SELECT value ->> 0, 'r', 'b', 2026, value ->> 1, value ->> 1, value ->> 2, value ->> 3, value ->> 4, 'd', 0, 'x', 'post',
         value ->> 8, value ->> 5, 'n', 0, '[]', '', value ->> 6, value ->> 7 FROM json_each(?)`,
      [JSON.stringify(rows)],
    ),
  )
}

const viewers = levels.flatMap((clearance) => ['u0', 'u1'].map((userId) => ({ userId, clearance }) as unknown as Actor))
const filter = { registerId: 'r', year: 2026, tab: 'all' as const, text: '' }
const count = async (where: string, params: readonly string[]): Promise<number> =>
  (await sql(db.read).one<{ n: number }>(`SELECT count(*) AS n FROM entry e WHERE ${where}`, params))?.n ?? -1

it('what is kept is what would be counted, for every reader, whatever happened to entries', async () => {
  const draw = chance(7)
  await fill(600, draw)
  const held = async (): Promise<void> => {
    for (const viewer of viewers) {
      const [may, answered] = [visible('entry', 'e', viewer), answeredFor(viewer)]
      const said = await outline(db.read, viewer, filter, '2026-02-01')
      expect(said.total).toBe(await count('1', []))
      expect(said.days.reduce((sum, d) => sum + d.entries, 0)).toBe(said.total)
      expect(said.cancelled).toBe(await count(`e.cancelledAt IS NOT NULL AND ${may.sql}`, may.params))
      expect(said.urgent).toBe(await count(`e.urgency <> 'routine' AND ${may.sql}`, may.params))
      expect(said.unanswered).toBe(
        await count(`e.cancelledAt IS NULL AND ${may.sql} AND NOT ${answered.sql}`, [
          ...may.params,
          ...answered.params,
        ]),
      )
    }
  }
  await held()
  for (let i = 0; i < 60; i++) {
    const id = uuid(draw(600))
    const change = [
      'cancelledAt = CASE WHEN cancelledAt IS NULL THEN 5 END',
      `level = '${levels[draw(4)] ?? ''}'`,
      `replyToId = '${uuid(draw(600))}'`,
      'replyToId = NULL',
      `businessDate = '2026-01-0${1 + draw(9)}', registeredAt = registeredAt + 100000000`,
    ][draw(5)]
    await db.write((tx) => sql(tx).run(`UPDATE entry SET ${change ?? ''} WHERE id = ?`, [id]))
    if (i % 10 === 0) await db.write((tx) => sql(tx).run('DELETE FROM entry WHERE id = ?', [uuid(draw(600))]))
  }
  await held()
})

it('a page at any place is the page that stepping over all before it would give', async () => {
  await fill(700, chance(3))
  const viewer = viewers[0]
  if (!viewer) throw new Error('a reader was expected')
  const every = await sql(db.read).all<{ id: string }>('SELECT id FROM entry ORDER BY registeredAt DESC, seq DESC')
  for (const offset of [0, 1, 17, 349, 350, 651, 699, 700, 5_000]) {
    const page = await entryRows(db.read, viewer, { ...filter, offset, limit: 50 }, '2026-02-01')
    expect(page.map((row) => row.id)).toEqual(every.slice(offset, offset + 50).map((row) => row.id))
  }
})
