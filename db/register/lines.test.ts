import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Actor } from '../../contract/permissions'
import { RegisterLine } from '../../contract/register'
import { Database } from '../core/database'
import { sql } from '../core/sql'
import { Statements } from '../core/statements'
import { registerLines, registerOutline } from './lines'

const ENTRIES = 6_000
const START = Date.UTC(2026, 0, 5)
const MINUTE = 60_000
const uuid = (n: number): string => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`
const reader = { userId: 'u', clearance: 'ordinary' } as unknown as Actor
const filter = { registerId: uuid(1), year: 2026, tab: 'all' as const, text: '' }
const day = { today: '2026-01-20', zone: { name: 'UTC', periods: [] } }

/** One number in 50 is void, 120 in a row besides, and the first and the last; one entry in four is hidden from the reader. */
const isVoidAt = (seq: number): boolean =>
  seq % 50 === 0 || (seq > 3_000 && seq <= 3_120) || seq === 1 || seq > ENTRIES - 3
const at = (seq: number): number => START + seq * 10 * MINUTE

let folder = ''
let db: Database
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'diwan-lines-'))
  db = await Database.open({ file: join(folder, 'diwan.db'), key: randomBytes(32), backupsDir: folder })
  const seqs = Array.from({ length: ENTRIES }, (_, i) => i + 1)
  const entries = seqs.filter((seq) => !isVoidAt(seq)).map((seq) => [uuid(10_000 + seq), seq, at(seq), dayOf(seq)])
  const voids = seqs.filter(isVoidAt).map((seq) => [uuid(20_000 + seq), seq, at(seq)])
  await db.write(async (tx) => {
    await sql(tx).run(
      `INSERT INTO register (id, kind, code, names, pattern) VALUES (?, 'incoming', 'و', '{}', '{reg}/{year}/{seq:5}')`,
      [uuid(1)],
    )
    await sql(tx).run(
      `INSERT INTO book (id, registerId, year, opening, holderId, epoch, lastSeq, lastLink) VALUES (?, ?, 2026, 1, 'd', 1, ?, '')`,
      [uuid(2), uuid(1), ENTRIES],
    )
    await sql(tx).run(
      `INSERT INTO entry (id, registerId, bookId, year, seq, numberText, registeredAt, businessDate, registeredById, deviceId, arrivalAt,
         subject, channel, urgency, level, unitId, enclosureCount, enclosures, notes)
       SELECT value ->> 0, ?, ?, 2026, value ->> 1, printf('و/2026/%05d', value ->> 1), value ->> 2, value ->> 3, 'x', 'd', 0, 'س', 'post',
         'routine', iif(value ->> 1 & 3, 'ordinary', 'secret'), 'n', 0, '[]', '' FROM json_each(?)`,
      [uuid(1), uuid(2), JSON.stringify(entries)],
    )
    await sql(tx).run(
      `INSERT INTO act (id, bookId, position, kind, seq, at, userId, deviceId, body, bodyHash, previous, link)
       SELECT value ->> 0, ?, value ->> 1, 'void', value ->> 1, value ->> 2, 'x', 'd', '{"reason":"restored"}', '', '', value ->> 0 FROM json_each(?)`,
      [uuid(2), JSON.stringify(voids)],
    )
  })
})
afterAll(async () => {
  await db.close()
  rmSync(folder, { recursive: true, force: true })
})
const dayOf = (seq: number): string => new Date(at(seq)).toISOString().slice(0, 10)
const page = async (offset: number, limit: number, change: Partial<typeof filter> = {}): Promise<number[]> =>
  (await registerLines(db.read, reader, { ...filter, ...change, offset, limit }, day, 'ar')).map(
    (line) => line.number.seq,
  )
const down = (from: number, n: number): number[] =>
  Array.from({ length: Math.max(0, Math.min(n, from)) }, (_, i) => from - i)

describe('void numbers stand in their places in the sequence (N3)', () => {
  it('every page, from any line, has every number once and in order', async () => {
    for (const limit of [1, 7, 100])
      for (const offset of [0, 1, 2, 3, 4, 49, 2_870, 2_879, 2_880, 2_950, 2_999, 3_000, 5_900, 5_998, 5_999])
        expect(await page(offset, limit)).toEqual(down(ENTRIES - offset, limit))
    expect(await page(ENTRIES, 100)).toEqual([])
    expect(await page(ENTRIES + 500, 100)).toEqual([])
  })

  it('a void line says its number and why, and opens nothing', async () => {
    const [line] = await registerLines(db.read, reader, { ...filter, offset: 0, limit: 1 }, day, 'ar')
    expect(line).toEqual({
      void: true,
      id: uuid(20_000 + ENTRIES),
      numberText: 'و/2026/06000',
      number: { register: 'و', year: 2026, desk: null, seq: ENTRIES },
      ...{ businessDate: dayOf(ENTRIES), at: at(ENTRIES), byNames: null, reason: 'restored' },
    })
  })

  it('the days lay out exactly the lines there are, and no entry is counted that is none', async () => {
    const outline = await registerOutline(db.read, reader, filter, day)
    const voids = Array.from({ length: ENTRIES }, (_, i) => i + 1).filter(isVoidAt).length
    expect(outline).toMatchObject({ total: ENTRIES - voids, voids, continuity: [{ whole: true }] })
    let offset = 0
    for (const one of outline.days) {
      const lines = await registerLines(db.read, reader, { ...filter, offset, limit: 200 }, day, 'ar')
      const ofDay = lines.filter(({ businessDate }) => businessDate === one.date)
      expect(ofDay.length).toBe(Math.min(200, one.entries + one.voids))
      expect(ofDay.filter((line) => 'void' in line).length).toBe(one.voids)
      offset += one.entries + one.voids
    }
    expect(offset).toBe(ENTRIES)
  })

  it.each([{ tab: 'urgent' }, { tab: 'cancelled' }, { tab: 'today' }, { text: 'س' }])(
    'not where %o is asked',
    async (change) => {
      const asked = { ...filter, ...change } as typeof filter
      expect((await registerOutline(db.read, reader, asked, day)).voids).toBe(0)
      const lines = await registerLines(db.read, reader, { ...asked, offset: 0, limit: 200 }, day, 'ar')
      expect(lines.filter((line) => 'void' in line)).toEqual([])
    },
  )

  it('a line says what was written, to the sign', async () => {
    const said = { subject: 'a "b" \\ \u2028\n\t\u200f{"x":[1]} 👋🏽 \u0001', reference: "'%\u202b؟" }
    await db.write((tx) =>
      sql(tx).run('UPDATE entry SET subject = ?, reference = ?, urgency = ? WHERE seq = ?', [
        ...[said.subject, said.reference, 'anotherOfLater', 4_999],
      ]),
    )
    const [line] = await registerLines(db.read, reader, { ...filter, offset: ENTRIES - 4_999, limit: 1 }, day, 'ar')
    expect(RegisterLine.parse(line)).toMatchObject({
      ...{ subject: said.subject, reference: said.reference, urgency: 'anotherOfLater', cancelReason: null },
      ...{ number: { register: 'و', year: 2026, desk: null, seq: 4_999 }, pending: false, files: 0, letterDate: null },
    })
  })

  it('no statement of a page walks the entries (ADR 021)', async () => {
    const asked = new Set<string>()
    const all = Statements.prototype.all
    const spy = vi.spyOn(Statements.prototype, 'all').mockImplementation(function (this: Statements, text, params) {
      asked.add(text)
      return all.call(this, text, params) as Promise<never[]>
    })
    await page(3_000, 100)
    spy.mockRestore()
    const above = [...asked].find((text) => text.includes('(coalesce(x.at, 9e15)')) ?? ''
    const steps = await sql(db.read).all<{ detail: string }>(`EXPLAIN QUERY PLAN ${above}`)
    const ofEntry = steps.map(({ detail }) => detail).filter((detail) => / e /.test(detail))
    // Between two keys: at most one block is stepped over.
    expect(ofEntry).toEqual([
      expect.stringMatching(
        /^SEARCH e USING COVERING INDEX \S+ \(registerId=\? AND year=\? AND \(registeredAt,seq\)>\(\?,\?\) AND \(registeredAt,seq\)<\(\?,\?\)\)/,
      ),
    ])
  })
})
