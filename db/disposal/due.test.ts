import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { FilingClass } from '../../contract/filing'
import { yearsAfter } from '../../domain/filing/rule'
import { Database } from '../core/database'
import { sql } from '../core/sql'
import { dueOfClass } from './due'

let folder = ''
let db: Database
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'diwan-due-'))
  db = await Database.open({ file: join(folder, 'diwan.db'), key: randomBytes(32), backupsDir: folder })
})
afterAll(async () => {
  await db.close()
  rmSync(folder, { recursive: true, force: true })
})

const day = fc
  .integer({ min: 0, max: 4000 })
  .map((n) => new Date(Date.UTC(2015, 0, 1) + n * 86_400_000).toISOString().slice(0, 10))
const row = fc.record({
  day,
  /** What it answers: one before it, by its place; beyond it, nothing. */
  answers: fc.nat(20),
  inClass: fc.boolean(),
  level: fc.constantFrom('ordinary', 'ordinary', 'secret'),
  held: fc.constantFrom(false, false, true),
  listed: fc.constantFrom(null, null, null, 'approved', 'refused', 'withdrawn', 'waiting'),
})

it('R1: due is what the rule says of each: kept long enough from its start, held by nobody, on no list that stands, seen (A2)', async () => {
  let seen = 0
  await fc.assert(
    fc.asyncProperty(
      fc.array(row, { minLength: 1, maxLength: 12 }),
      ...([day, fc.integer({ min: 0, max: 6 }), fc.constantFrom('registration', 'matter')] as const),
      async (rows, by, years, event) => {
        const entries = rows.map((one, at) => ({
          ...one,
          id: `e${at}`,
          to: one.answers < at ? `e${one.answers}` : null,
        }))
        await db.write(async (tx) => {
          const s = sql(tx)
          for (const table of ['entry', 'hold', 'disposal']) await s.run(`DELETE FROM "${table}"`)
          for (const [at, e] of entries.entries()) {
            await s.run(
              `INSERT INTO entry (id, registerId, bookId, year, seq, numberText, registeredAt, businessDate, registeredById, deviceId,
                 arrivalAt, channel, urgency, level, unitId, enclosureCount, enclosures, notes, classId, replyToId)
               VALUES (?, 'r', 'b', 2026, ?, 'n', ?, ?, 'u', 'd', 1, 'post', 'routine', ?, 'unit', 0, '[]', '', ?, ?)`,
              [e.id, at + 1, at, e.day, e.level, e.inClass ? 'k' : 'other', e.to],
            )
            if (e.held)
              await s.run(
                `INSERT INTO hold (id, reason, entryId, placedAt, placedById, deviceId) VALUES (?, 'x', ?, 1, 'u', 'd')`,
                [`h${at}`, e.id],
              )
            if (e.listed !== null)
              await s.run(
                `INSERT INTO disposal (id, fate, name, dueBy, entryIds, level, preparedAt, preparedById, deviceId, decision)
                 VALUES (?, 'destroy', 'x', '2026-01-01', ?, 'ordinary', 1, 'u', 'd', ?)`,
                [`d${at}`, JSON.stringify([e.id]), e.listed === 'waiting' ? null : e.listed],
              )
          }
        })
        /** All letters that answer each other, one way or the other. */
        const matter = (id: string): string[] => {
          const found = new Set([id])
          for (let size = 0; size < found.size;) {
            size = found.size
            for (const e of entries)
              if (e.to !== null && (found.has(e.id) || found.has(e.to))) found.add(e.id).add(e.to)
          }
          return [...found]
        }
        const start = (e: (typeof entries)[number]): string =>
          event === 'registration'
            ? e.day
            : matter(e.id).reduce((last, id) => {
                const other = entries.find((one) => one.id === id)?.day ?? ''
                return other > last ? other : last
              }, '')
        const expected = entries.filter(
          (e) =>
            e.inClass &&
            e.level === 'ordinary' &&
            !e.held &&
            (e.listed === null || e.listed === 'refused' || e.listed === 'withdrawn') &&
            yearsAfter(start(e), years) <= by,
        )
        const one = { id: 'k', code: 'K', active: years, intermediate: 0, event } as FilingClass
        const viewer = { userId: 'somebody', clearance: 'ordinary' } as const
        const found = await dueOfClass(db.read, viewer, one, { by, limit: 100 })
        expect(found.map(({ id }) => id).sort()).toEqual(expected.map(({ id }) => id).sort())
        expect(found.map(({ businessDate }) => businessDate)).toEqual(expected.map((e) => e.day).sort())
        seen += found.length
      },
    ),
    { numRuns: 120 },
  )
  expect(seen).toBeGreaterThan(10)
})
