import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { criterionNames, type Criteria } from '../../contract/criteria'
import type { Actor } from '../../contract/permissions'
import { levels } from '../../contract/values'
import { meets, narrowed } from '../../domain/register/criteria'
import { dateOf, type Zone } from '../../domain/text/zone'
import { sees } from '../../domain/visibility'
import { Database } from '../core/database'
import { sql } from '../core/sql'
import { foundEntries } from './found'
import { registerLines, registerOutline } from './lines'

/** Its clock goes back an hour for Ramadan and forward after it: days do not all begin as far from UTC. */
const zone: Zone = { name: 'Africa/Casablanca', periods: [] }
const uuid = (n: number): string => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`
const N = 300
const DAY = 86_400_000
const TODAY = '2026-03-20'
const countries = ['FR', 'ES', '']
const pick = <T>(of: readonly T[], n: number): T => of[n % of.length] as T

/** Everything beside everything: the steps share no factor. */
const entries = Array.from({ length: N }, (_, i) => {
  const registeredAt = Date.UTC(2026, 1, 10) + Math.floor((i * 60 * DAY) / N)
  return {
    ...{ id: uuid(i), seq: i + 1, registeredAt, businessDate: dateOf(registeredAt, zone) },
    arrivalAt: registeredAt - pick([0, 0, 30 * 60_000, 3_600_000, DAY, 9 * DAY], i),
    letterDate: i % 5 === 0 ? null : dateOf(registeredAt - (i % 40) * DAY, zone),
    unitId: pick(['a', 'b', 'c'], i),
    classId: pick([null, 'k', 'l', 'm'], i >> 1),
    cancelledAt: i % 11 === 0 ? registeredAt : null,
    channel: pick(['post', 'fax', 'hand'], i),
    urgency: pick(['routine', 'routine', 'urgent', 'mostUrgent'], i),
    level: pick(['ordinary', 'ordinary', 'ordinary', 'restricted', 'confidential', 'secret', 'cosmic'], i),
    registeredById: pick(['u0', 'u1'], i >> 2),
    enclosureCount: i % 4 === 0 ? 0 : 2,
    correspondentId: i % 6 === 0 ? null : `k${i % 3}`,
    replyToId: i > 20 && i % 3 === 0 ? uuid((i * 7) % N) : null,
    // D9: one of a batch, whose first is answered or not.
    batchOfId: i % 5 === 2 ? uuid((i * 3) % N) : null,
    subject: i % 9 === 0 ? null : 'x',
    parties: i % 7 === 0 ? [{ role: 'copy', kind: 'person', id: pick(['u0', 'u1'], i) }] : null,
    scans: i % 4 === 1 ? 1 : 0,
    acknowledged: i % 3 === 2,
  }
})

let folder = ''
let db: Database
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'diwan-criteria-'))
  db = await Database.open({ file: join(folder, 'diwan.db'), key: randomBytes(32), backupsDir: folder })
  const columns = Object.keys(entries[0] ?? {}).filter((name) => name !== 'scans' && name !== 'acknowledged')
  await db.write(async (tx) => {
    const s = sql(tx)
    await s.run(`INSERT INTO register (id, kind, code, names, pattern) VALUES ('r', 'incoming', 'و', '{}', '')`)
    await s.run(
      `INSERT INTO book (id, registerId, year, opening, holderId, epoch, lastLink) VALUES ('b', 'r', 2026, 1, 'd', 1, '')`,
    )
    for (const [i, code] of countries.entries())
      await s.run(
        `INSERT INTO contact (id, kind, nameAr, nameLatin, description, phone, email, address, city, countryCode, notes, createdAt)
         VALUES (?, 'person', '{}', '{}', '', '', '', '', '', ?, '', 1)`,
        [`k${i}`, code],
      )
    await s.run(
      `INSERT INTO entry (registerId, bookId, year, numberText, deviceId, enclosures, notes, ${columns.join(', ')})
       SELECT 'r', 'b', 2026, 'n', 'd', '[]', '', ${columns.map((name) => `value ->> '$.${name}'`).join(', ')} FROM json_each(?)`,
      [JSON.stringify(entries)],
    )
    await s.run(
      `INSERT INTO wall (id, contactId, keeperId, team, standing, reason, changedAt, changedById, raisedAt) VALUES ('w', ?, 'u0', ?, 1, '', 0, 'u0', 0)`,
      [wall.contactId, JSON.stringify(wall.team)],
    )
    for (const { id, scans } of entries)
      if (scans)
        await s.run(
          `INSERT INTO file (id, entryId, name, mediaType, size, sha256, version, position, createdAt, createdById) VALUES (?, ?, 'f', 'x', 1, 'x', 1, 0, 1, 'u0')`,
          [`f${id}`, id],
        )
    // Each was also acknowledged for somebody who is only named: it counts for its unit alone.
    for (const { id, unitId, acknowledged } of entries)
      await s.run(
        `INSERT INTO acknowledgement (id, entryId, toKind, toId, at, byId, deviceId) VALUES (?, ?, 'unit', ?, 1, 'u0', 'd')`,
        [`k${id}`, id, acknowledged ? unitId : 'z'],
      )
  })
})
afterAll(async () => {
  await db.close()
  rmSync(folder, { recursive: true, force: true })
})

const viewers = levels.flatMap((clearance) => ['u0', 'u1'].map((userId) => ({ userId, clearance }) as unknown as Actor))
const within = { zone, units: ['a', 'c'], classes: ['k', 'm'] }
const filter = { registerId: 'r', year: 2026, tab: 'all' as const, text: '' }

/** P4: one of the three cards is behind a wall that lets one of the two in. */
const wall = { contactId: 'k1', team: ['u0'], standing: true }
const related = (entity: string, id: string): object | undefined =>
  entity === 'wallOf' && id === wall.contactId ? wall : undefined
const seen = (viewer: Actor, entry: object): boolean => sees(viewer, 'entry', entry as never, related as never)

/** As the rule says it of one in hand, for this reader. */
function expected(viewer: Actor, criteria: Criteria): string[] {
  const answers = ({ id, batchOfId }: { id: string; batchOfId: string | null }): boolean =>
    entries.some((r) => [id, batchOfId].includes(r.replyToId ?? 'nothing') && r.cancelledAt === null && seen(viewer, r))
  return entries
    .filter((e) => {
      const countryCode = e.correspondentId === null ? '' : (countries[Number(e.correspondentId[1])] ?? '')
      const facts = { ...e, cancelled: e.cancelledAt !== null, answered: answers(e), countryCode }
      return seen(viewer, e) && meets(criteria, facts, within)
    })
    .map(({ id }) => id)
    .reverse()
}

const day = fc.integer({ min: -5, max: 70 }).map((n) => dateOf(Date.UTC(2026, 1, 10, 12) + n * DAY, zone))
const range = fc.record({ from: fc.option(day), to: fc.option(day) })
const values: { [K in keyof Criteria]-?: fc.Arbitrary<unknown> } = {
  ...{ registered: range, arrived: range, written: range, unitId: fc.constant(uuid(1)) },
  ...{ classId: fc.constant(uuid(2)), classed: fc.constantFrom('with', 'without') },
  state: fc.constantFrom('unanswered', 'answered', 'cancelled', 'standing'),
  channel: fc.constantFrom('post', 'fax', 'hand', 'courier'),
  urgency: fc.constantFrom('routine', 'urgent', 'mostUrgent'),
  level: fc.constantFrom(...levels),
  ...{ scans: fc.constantFrom('with', 'without'), enclosures: fc.constantFrom('with', 'without') },
  acknowledged: fc.constantFrom('with', 'without'),
  ...{ late: fc.constant(true), undescribed: fc.constant(true), country: fc.constantFrom('FR', 'ES') },
}
/** One or two at a time: more leave nothing to differ over. */
const criteria = fc
  .subarray(criterionNames, { minLength: 1, maxLength: 2 })
  .chain((names) => fc.record(Object.fromEntries(names.map((name) => [name, values[name]])))) as fc.Arbitrary<Criteria>

it('A2: what SQL finds is what the rule says of each, for every reader; its days and lines are of one finding', async () => {
  let seen = 0
  await fc.assert(
    fc.asyncProperty(criteria, fc.constantFrom(...viewers), async (asked, viewer) => {
      const found = await foundEntries(db.read, viewer, { ...filter, criteria: asked }, TODAY, within)
      const outline = await registerOutline(db.read, viewer, filter, { today: TODAY, zone }, found)
      const lines = await registerLines(
        ...([db.read, viewer, { ...filter, offset: 0, limit: N }, { today: TODAY, zone }, 'ar', found] as const),
      )
      const ids = expected(viewer, narrowed(asked) ?? {})
      if (narrowed(asked)) expect(lines.map(({ id }) => id)).toEqual(ids)
      expect(outline.total).toBe(lines.length)
      seen += lines.length
      const perDay = new Map<string, number>()
      for (const { businessDate } of lines) perDay.set(businessDate, (perDay.get(businessDate) ?? 0) + 1)
      expect(outline.days.map((one) => [one.date, one.entries])).toEqual([...perDay])
    }),
    { numRuns: 60 },
  )
  expect(seen).toBeGreaterThan(N)
})

it('C4: the tab of the unanswered, narrowed, is the state beside the other criteria', async () => {
  for (const viewer of viewers) {
    const asked: Criteria = { channel: 'fax' }
    const tab = await foundEntries(
      ...([db.read, viewer, { ...filter, tab: 'unanswered', criteria: asked }, TODAY, within] as const),
    )
    const ids = expected(viewer, { ...asked, state: 'unanswered' })
    const lines = await registerLines(
      ...([db.read, viewer, { ...filter, offset: 0, limit: N }, { today: TODAY, zone }, 'ar', tab] as const),
    )
    expect(lines.map(({ id }) => id)).toEqual(ids)
  }
})

it('the list is read along one index, day by day, and nothing is sorted', async () => {
  const steps = await sql(db.read).all<{ detail: string }>(
    `EXPLAIN QUERY PLAN SELECT e.businessDate, json_group_array(e.rowid) FROM entry e
     INDEXED BY "ix_entry_registerId_year_businessDate_registeredAt_seq_level_registeredById_cancelledAt_urgency_channel_arrivalAt_letterDate_enclosureCount_unitId_classId"
     WHERE e.registerId = 'r' AND e.year = 2026 AND e.channel = 'fax' AND e.unitId IN ('a') AND e.classId IS NULL GROUP BY e.businessDate ORDER BY e.businessDate DESC`,
  )
  expect(steps).toHaveLength(1)
  expect(steps[0]?.detail).toMatch(/^SEARCH e USING COVERING INDEX/)
})
