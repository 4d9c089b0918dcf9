import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Actor } from '../contract/permissions'
import { contactById, newestContacts } from './community/contacts'
import { Database } from './core/database'
import { sql } from './core/sql'
import { lettersOf, type LetterKey } from './letters/letters'
import { appendLine, countLines, listLines } from './security/log'

let folder = ''
let db: Database
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'diwan-lists-'))
  db = await Database.open({ file: join(folder, 'diwan.db'), key: randomBytes(32), backupsDir: folder })
})
afterEach(async () => {
  await db.close()
  rmSync(folder, { recursive: true, force: true })
})
const run = (text: string, params: readonly (string | number)[] = []): Promise<void> =>
  db.write((tx) => sql(tx).run(text, params))
const person = (userId: string, clearance: string): Actor => ({ userId, clearance }) as unknown as Actor
const ALL = { personId: null, group: null, from: null, to: null }

it('the letters page by page are all letters this person may see, each once, also those of one moment', async () => {
  await run(
    `INSERT INTO letter (id, draftedById, createdAt, content, updatedAt, state)
     SELECT 'l' || value, 'u' || (value % 2), 0, json_object('level', iif(value % 5 = 0, 'secret', 'ordinary')), value / 7, 'draft'
     FROM (SELECT key AS value FROM json_each(json_array(${Array.from({ length: 100 }, () => 0).join()})))`,
  )
  for (const actor of [person('u0', 'ordinary'), person('x', 'secret')]) {
    const every = await lettersOf(db.read, actor, 'all', { limit: 1_000 })
    expect(every.length).toBe(actor.userId === 'x' ? 100 : 90)
    const paged: string[] = []
    for (let after: LetterKey | undefined; ;) {
      const page = await lettersOf(db.read, actor, 'all', { after, limit: 9 })
      paged.push(...page.map(({ id }) => id))
      after = page.at(-1)
      if (page.length < 9) break
    }
    expect(paged).toEqual(every.map(({ id }) => id))
  }
})

it('the cards page by page are all cards, newest first, each once, also those of one moment', async () => {
  await run(
    `INSERT INTO contact (id, kind, nameAr, nameLatin, description, phone, email, address, city, countryCode, notes, createdAt)
     SELECT 'c' || key, iif(key % 3 = 0, 'entity', 'person'), '{}', '{}', '', '', '', '', '', '', '', key / 7
     FROM json_each(json_array(${Array.from({ length: 60 }, () => 0).join()}))`,
  )
  for (const kind of ['person', 'entity', null]) {
    const every = await newestContacts(db.read, person('u', 'secret'), kind, 1_000)
    expect(every.length).toBe(kind === null ? 60 : kind === 'entity' ? 20 : 40)
    const paged: string[] = []
    for (let after: (typeof every)[number] | undefined; ;) {
      const page = await newestContacts(db.read, person('u', 'secret'), kind, 9, after)
      paged.push(...page.map(({ id }) => id))
      after = page.at(-1)
      if (page.length < 9) break
    }
    expect(paged).toEqual(every.map(({ id }) => id))
  }
})

it('the whole security log is paged by position, also over the lines a restore left elsewhere', async () => {
  await db.write(async (tx) => {
    for (let i = 0; i < 40; i++)
      await appendLine(
        tx,
        'd',
        i,
        // A line that says others could not be written leaves no gap; one after a restore does.
        i === 7 ? { kind: 'unrecorded', userId: null, detail: { lost: 3 } } : { kind: 'logIn', userId: null },
        i === 20 ? 45 : i === 30 ? 80 : 0,
      )
  })
  const positions = (
    await sql(db.read).all<{ position: number }>('SELECT position FROM securityLog ORDER BY position DESC')
  ).map(({ position }) => position)
  expect(positions[0]).toBeGreaterThan(80)
  expect(await countLines(db.read, ALL)).toBe(40)
  for (let at = 0; at < 41; at++) {
    const before = positions[at - 1] ?? null
    const lines = await listLines(db.read, person('u', 'secret'), ALL, { before, limit: 6 })
    expect(lines.map(({ position }) => position)).toEqual(positions.slice(at, at + 6))
  }
})

it('a card counts the entries this person may see, without reading them, whatever happened to them', async () => {
  await run(`INSERT INTO contact (id, kind, nameAr, nameLatin, description, phone, email, address, city, countryCode, notes, createdAt)
    VALUES ('c', 'person', '{}', '{}', '', '', '', '', '', '', '', 0), ('d', 'person', '{}', '{}', '', '', '', '', '', '', '', 0)`)
  await run(
    `INSERT INTO entry (id, registerId, bookId, year, seq, numberText, registeredAt, businessDate, registeredById, deviceId, arrivalAt,
       subject, channel, urgency, level, unitId, enclosureCount, enclosures, notes, correspondentId)
     SELECT 'e' || key, 'r', 'b', 2026, key + 1, key, key, '2026-01-01', 'u' || (key % 3), 'd', 0, 'x', 'post', 'routine',
       CASE key % 4 WHEN 0 THEN 'confidential' ELSE 'ordinary' END, 'n', 0, '[]', '', iif(key % 6 = 0, NULL, 'c')
     FROM json_each(json_array(${Array.from({ length: 60 }, () => 0).join()}))`,
  )
  await run(`UPDATE entry SET correspondentId = 'd' WHERE seq % 10 = 0`)
  await run(`UPDATE entry SET level = 'secret' WHERE seq % 7 = 0`)
  await run(`DELETE FROM entry WHERE seq % 11 = 0`)
  await run(`UPDATE entry SET parties = '[{"role":"copy","kind":"person","id":"u0"}]' WHERE seq % 5 = 0`)
  for (const actor of [person('u0', 'ordinary'), person('u1', 'confidential'), person('x', 'secret')])
    for (const id of ['c', 'd']) {
      const counted = await sql(db.read).one<{ n: number }>(
        `SELECT count(*) AS n FROM entry WHERE correspondentId = ? AND (registeredById = ? OR ? OR level IN ('ordinary', ?) OR parties LIKE ?)`,
        [id, actor.userId, actor.clearance === 'secret', actor.clearance, `%"${actor.userId}"%`],
      )
      expect((await contactById(db.read, actor, id))?.entries).toBe(counted?.n)
    }
})
