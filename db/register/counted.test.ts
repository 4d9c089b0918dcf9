import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Actor } from '../../contract/permissions'
import { levels } from '../../contract/values'
import { Database } from '../core/database'
import { sql } from '../core/sql'
import { visible } from '../../domain/visibility'
import { answeredFor } from './answered'
import { entryRecords } from './entries'
import { where } from './filter'
import { outline } from './outline'
import { KeptPlaces1763740800010 } from '../migrations/0010-kept-places'

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

/** Some name a card, behind a wall or not (P4). */
const party = (draw: (n: number) => number): object =>
  draw(2) === 0
    ? { role: 'copy', kind: 'contact', id: `c${draw(5)}` }
    : { role: 'copy', kind: draw(3) === 0 ? 'unit' : 'person', id: `u${draw(3)}` }

/** Around four of five cards: each lets another in, one nobody, and one was taken down. */
const walls = (): Promise<unknown> =>
  db.write((tx) =>
    sql(tx).run(
      `INSERT INTO wall (id, contactId, keeperId, team, standing, reason, changedAt, changedById, raisedAt)
       SELECT value ->> 0, value ->> 0, 'k', value ->> 1, value ->> 2, '', 0, 'k', 0 FROM json_each(?)`,
      [
        JSON.stringify([
          ['c0', '["u0"]', 1],
          ['c1', '["u1","u0"]', 1],
          ['c2', '[]', 1],
          ['c3', '[]', 0],
        ]),
      ],
    ),
  )

async function fill(entries: number, draw: (n: number) => number, newestFirst = false): Promise<void> {
  const rows = Array.from({ length: entries }, (_, i) => {
    const at = Date.UTC(2026, 0, 5) + Math.floor((i * 40 * 86_400_000) / entries)
    // The office's day begins an hour before the UTC day.
    const date = new Date(at + 3_600_000).toISOString().slice(0, 10)
    // One that a newer version added counts as the highest.
    const level = draw(4) === 0 ? [...levels, 'cosmic'][1 + draw(4)] : 'ordinary'
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
      // D9: some are one of a batch of petitions.
      draw(6) === 0 ? uuid(draw(entries)) : null,
      draw(5) === 0 ? [party(draw)] : null,
      draw(3) === 0 ? `c${draw(5)}` : null,
    ]
  })
  if (newestFirst) rows.reverse()
  await db.write((tx) =>
    sql(tx).run(
      `INSERT INTO entry (id, registerId, bookId, year, seq, numberText, registeredAt, businessDate, registeredById, deviceId, arrivalAt,
         subject, channel, urgency, level, unitId, enclosureCount, enclosures, notes, replyToId, cancelledAt, batchOfId, parties, correspondentId)
       SELECT value ->> 0, 'r', 'b', 2026, value ->> 1, value ->> 1, value ->> 2, value ->> 3, value ->> 4, 'd', 0, 'x', 'post',
         value ->> 8, value ->> 5, 'n', 0, '[]', '', value ->> 6, value ->> 7, value ->> 9, value ->> 10, value ->> 11 FROM json_each(?)`,
      [JSON.stringify(rows)],
    ),
  )
}

const viewers = levels.flatMap((clearance) =>
  ['u0', 'u1'].flatMap((userId) => [
    { userId, clearance } as unknown as Actor,
    { userId, clearance, opened: ['c2'] } as unknown as Actor,
  ]),
)
const filter = { registerId: 'r', year: 2026, tab: 'all' as const, text: '' }
const count = async (where: string, params: readonly string[]): Promise<number> =>
  (await sql(db.read).one<{ n: number }>(`SELECT count(*) AS n FROM entry e WHERE ${where}`, params))?.n ?? -1

const tabs = ['all', 'urgent', 'unanswered', 'cancelled', 'today'] as const
const TODAY = '2026-01-20'

async function held(): Promise<void> {
  for (const viewer of viewers) {
    const [may, answered] = [visible('entry', 'e', viewer), answeredFor(viewer)]
    for (const tab of tabs) {
      const said = await outline(db.read, viewer, { ...filter, tab }, TODAY)
      const w = await where(db.read, viewer, { ...filter, tab }, TODAY)
      expect(said.days).toEqual(
        await sql(db.read).all(
          `SELECT e.businessDate AS date, count(*) AS entries, sum(e.cancelledAt IS NOT NULL AND ${may.sql}) AS cancelled FROM entry e
           WHERE ${w.clause} GROUP BY 1 ORDER BY 1 DESC`,
          [...may.params, ...w.params],
        ),
      )
      expect(said.urgent).toBe(await count(`e.urgency <> 'routine' AND ${may.sql}`, may.params))
      expect(said.unanswered).toBe(
        await count(`e.cancelledAt IS NULL AND ${may.sql} AND NOT ${answered.sql}`, [
          ...may.params,
          ...answered.params,
        ]),
      )
    }
  }
}

/** Blocks hold each entry once, in the block its key lies in, and none is longer than a block may be. */
async function blocksHold(most: number): Promise<void> {
  const blocks = await sql(db.read).all<{ n: number; counted: number }>(
    `SELECT sum(b.entries) AS n, (SELECT count(*) FROM entry e WHERE (e.registeredAt, e.seq) >= (b.at, b.seq) AND (e.registeredAt, e.seq) <
       (SELECT coalesce(min(x.at), 9e15), coalesce(min(x.seq), 0) FROM (SELECT at, seq FROM entryBlock x WHERE (x.at, x.seq) > (b.at, b.seq)
        ORDER BY at, seq LIMIT 1) x)) AS counted FROM entryBlock b GROUP BY b.at, b.seq`,
  )
  expect(blocks.length).toBeGreaterThan(1)
  expect(blocks.map((b) => b.n)).toEqual(blocks.map((b) => b.counted))
  expect(Math.max(...blocks.map((b) => b.n))).toBeLessThanOrEqual(most)
}

it('what is kept is what would be counted, for every reader and tab, whatever happened to entries', async () => {
  const draw = chance(7)
  await fill(600, draw)
  await held()
  // P4: a wall hides what it stands around from every count, and from nobody it lets in.
  await walls()
  await held()
  for (let i = 0; i < 60; i++) {
    const id = uuid(draw(600))
    const change = [
      'cancelledAt = CASE WHEN cancelledAt IS NULL THEN 5 END',
      `level = '${levels[draw(4)] ?? ''}'`,
      `urgency = CASE urgency WHEN 'routine' THEN 'urgent' ELSE 'routine' END`,
      `replyToId = '${uuid(draw(600))}'`,
      'replyToId = NULL',
      `parties = '${JSON.stringify([party(draw)])}', correspondentId = 'c${draw(5)}'`,
      'parties = NULL',
      `businessDate = '2026-01-0${1 + draw(9)}', registeredAt = registeredAt + 100000000`,
    ][draw(8)]
    await db.write((tx) => sql(tx).run(`UPDATE entry SET ${change ?? ''} WHERE id = ?`, [id]))
    if (i % 10 === 0) await db.write((tx) => sql(tx).run('DELETE FROM entry WHERE id = ?', [uuid(draw(600))]))
  }
  await held()
})

it.each([
  ['as they are registered', false],
  ['newest first, as a new PC pulls them', true],
])(
  'a page of any tab at any place is the page that stepping over all before it would give: %s',
  async (_, newestFirst) => {
    await fill(7_000, chance(3), newestFirst)
    await walls()
    await blocksHold(2_048)
    for (const viewer of [viewers[0], viewers[3], viewers[6], viewers[15]]) {
      if (!viewer) throw new Error('a reader was expected')
      for (const tab of tabs) {
        const w = await where(db.read, viewer, { ...filter, tab }, TODAY)
        const every = await sql(db.read).all<{ id: string }>(
          `SELECT e.id FROM entry e WHERE ${w.clause} ORDER BY e.registeredAt DESC, e.seq DESC`,
          w.params,
        )
        const n = every.length
        for (const offset of [0, 1, 17, Math.floor(n / 3), Math.floor(n / 2) + 1, n - 20, n - 1, n, 50_000]) {
          const page = await entryRecords(db.read, viewer, { ...filter, tab, offset, limit: 50 }, TODAY)
          expect(page.map((row) => row.id)).toEqual(every.slice(offset, offset + 50).map((row) => row.id))
        }
      }
    }
  },
)

it('entries that stood before blocks were kept are in blocks afterwards', async () => {
  await fill(5_000, chance(9))
  const kept = async (table: string): Promise<unknown> =>
    sql(db.read)
      .all(`SELECT rank, sum(entries) AS a, sum(cancelled) AS b, sum(urgent) AS c, sum(urgentCancelled) AS d, sum(answered) AS e
      FROM ${table} GROUP BY rank HAVING a > 0 OR e > 0 ORDER BY rank`)
  const before = await kept('entryBlock')
  expect(before).toEqual(await kept('entryCount'))
  await db.write((tx) => sql(tx).run('DELETE FROM entryBlock'))
  await db.write((tx) => sql(tx).run(KeptPlaces1763740800010.blocks()))
  await blocksHold(2_048)
})
