import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Actor } from '../../contract/permissions'
import type { RegisterFilter } from '../../contract/register'
import { setMeta } from '../core/meta'
import { Database } from '../core/database'
import { sql } from '../core/sql'
import { Statements } from '../core/statements'
import type { Value } from '../core/value'
import { indexContacts, indexEntries } from '../search/documents'
import { findDocuments } from '../search/search'
import { VERSION } from '../search/version'
import { MOST_FOUND } from './filter'
import { registerLines, registerOutline } from './lines'

const START = Date.UTC(2026, 0, 5)
const uuid = (n: number): string => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`
const reader = { userId: 'u', clearance: 'ordinary' } as unknown as Actor
const day = { today: '2026-01-20', zone: { name: 'UTC', periods: [] } }
const filter = (register: number, text: string, tab: RegisterFilter['tab'] = 'all', year = 2026): RegisterFilter => ({
  ...{ registerId: uuid(register), year, tab, text },
})

/** Entries of one register and year: `hidden` of them, from the newest, are beyond the reader's clearance. */
type Some = {
  register: number
  year?: number
  n: number
  subject: string
  hidden?: number
  urgent?: number
  of?: string
}
const INCOMING = 1
const OUTGOING = 2
const offices: Some[] = [
  { register: OUTGOING, n: 400, subject: 'محمد العلوي' },
  { register: INCOMING, year: 2025, n: 300, subject: 'محمد' },
  { register: INCOMING, n: MOST_FOUND + 20, subject: 'طلب محمد', urgent: 3 },
  { register: INCOMING, n: MOST_FOUND + 5, subject: 'إحالة', hidden: 5 },
  { register: INCOMING, n: 7, subject: 'دورية', hidden: 4, urgent: 6 },
]

let folder = ''
let db: Database
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'diwan-found-'))
  db = await Database.open({ file: join(folder, 'diwan.db'), key: randomBytes(32), backupsDir: folder })
  const rows: unknown[] = []
  for (const { register, year = 2026, n, subject, hidden = 0, urgent = 0 } of offices)
    for (let i = 0; i < n; i++) {
      const [seq, at] = [rows.length + 1, START + rows.length * 60_000]
      const level = i >= n - hidden ? 'secret' : 'ordinary'
      rows.push([
        ...[uuid(10_000 + seq), uuid(register), year, seq, at, new Date(at).toISOString().slice(0, 10)],
        ...[subject, i < urgent ? 'urgent' : 'routine', level, i === 0 ? at : null],
      ])
    }
  await db.write(async (tx) => {
    const s = sql(tx)
    for (const register of [INCOMING, OUTGOING])
      await s.run(`INSERT INTO register (id, kind, code, names, pattern) VALUES (?, 'incoming', ?, '{}', '{seq}')`, [
        uuid(register),
        String(register),
      ])
    await s.run(
      `INSERT INTO book (id, registerId, year, opening, holderId, epoch, lastSeq, lastLink) VALUES (?, ?, 2026, 1, 'd', 1, 1, '')`,
      [uuid(9), uuid(INCOMING)],
    )
    await s.run(
      `INSERT INTO entry (id, registerId, bookId, year, seq, numberText, registeredAt, businessDate, registeredById, deviceId, arrivalAt,
         subject, channel, urgency, level, unitId, enclosureCount, enclosures, notes, cancelledAt)
       SELECT value ->> 0, value ->> 1, ?, value ->> 2, value ->> 3, 'n' || (value ->> 3), value ->> 4, value ->> 5, 'x', 'd', 0, value ->> 6,
         'post', value ->> 7, value ->> 8, 'n', 0, '[]', '', value ->> 9 FROM json_each(?)`,
      [uuid(9), JSON.stringify(rows)],
    )
    await s.run(
      `INSERT INTO contact (id, kind, nameAr, nameLatin, description, phone, email, address, city, countryCode, notes, createdAt)
       SELECT 'card ' || value, 'person', '{"full":"محمد"}', '{"full":""}', '', '', '', '', '', '', '', ? FROM json_each('[1, 2, 3]')`,
      [START],
    )
    await indexEntries(
      tx,
      rows.map((row) => String((row as unknown[])[0])),
    )
    await indexContacts(tx, ['card 1', 'card 2', 'card 3'])
    await setMeta(tx, 'search.version', VERSION)
  })
})
afterAll(async () => {
  await db.close()
  rmSync(folder, { recursive: true, force: true })
})

/** How many rows the index itself gives out for what the work asks of it: they, and no others, are looked at. */
async function passed(work: () => Promise<unknown>): Promise<number> {
  const questions: Value[] = []
  const all = Statements.prototype.all
  const spy = vi.spyOn(Statements.prototype, 'all').mockImplementation(function (this: Statements, text, params) {
    if (text.includes('search MATCH ?'))
      questions.push(...params.filter((p) => typeof p === 'string' && p.includes('"')))
    return all.call(this, text, params) as Promise<never[]>
  })
  await work()
  spy.mockRestore()
  expect(questions).toHaveLength(1)
  const given = await sql(db.read).one<{ n: number }>(
    'SELECT count(*) AS n FROM search WHERE search MATCH ?',
    questions,
  )
  return given?.n ?? -1
}

describe('a search passes what it is for, and nothing else', () => {
  it('a name among the cards: not the entries it is in', async () => {
    expect(await passed(() => findDocuments(db.read, reader, 'محم', null, 60))).toBe(1_723)
    expect(await passed(() => findDocuments(db.read, reader, 'محم', 'contact', 60))).toBe(3)
    expect(await findDocuments(db.read, reader, 'محم', 'contact', 60)).toHaveLength(3)
  })

  it.each([
    ['all', MOST_FOUND + 20],
    ['unanswered', MOST_FOUND + 20],
    ['urgent', 3],
    ['cancelled', 1],
  ] as const)('a word in one register and year, %s', async (tab, hits) => {
    const asked = filter(INCOMING, 'محمد', tab)
    expect(await passed(() => registerOutline(db.read, reader, asked, day))).toBe(hits)
    expect(await passed(() => registerLines(db.read, reader, { ...asked, offset: 0, limit: 100 }, day, 'ar'))).toBe(
      hits,
    )
  })

  it('what is of today is looked for from the first of the day', async () => {
    const today = new Date(START).toISOString().slice(0, 10)
    const outline = await registerOutline(db.read, reader, filter(OUTGOING, 'محمد', 'today'), { ...day, today })
    expect(outline).toMatchObject({ total: 400, more: false, days: [{ date: today }] })
    const asked = { ...filter(OUTGOING, 'محمد', 'today'), offset: 0, limit: 500 }
    expect(await registerLines(db.read, reader, asked, { ...day, today }, 'ar')).toHaveLength(400)
    expect(await registerLines(db.read, reader, asked, day, 'ar')).toEqual([])
  })

  it('while an older index is made anew, the same is found by passing them', async () => {
    const asked = filter(INCOMING, 'محمد', 'cancelled')
    const found = async (): Promise<unknown> => [
      await registerOutline(db.read, reader, asked, day),
      await registerLines(db.read, reader, { ...asked, offset: 0, limit: 100 }, day, 'ar'),
      await findDocuments(db.read, reader, 'محم', 'contact', 60),
    ]
    const now = await found()
    await db.write((tx) => setMeta(tx, 'search.version', '2'))
    expect(await found()).toEqual(now)
    await db.write((tx) => setMeta(tx, 'search.version', VERSION))
  })
})

it('a sign alone finds nothing, in every tab', async () => {
  for (const tab of ['all', 'today', 'urgent', 'cancelled', 'unanswered'] as const)
    expect((await registerOutline(db.read, reader, filter(INCOMING, '__', tab), day)).total).toBe(0)
})

describe('of very many hits the newest thousand are shown and counted', () => {
  const laid = async (
    text: string,
  ): Promise<{ lines: number; outline: Awaited<ReturnType<typeof registerOutline>> }> => {
    const outline = await registerOutline(db.read, reader, filter(INCOMING, text), day)
    let lines = 0
    for (let offset = 0; ; offset += 300) {
      const page = await registerLines(db.read, reader, { ...filter(INCOMING, text), offset, limit: 300 }, day, 'ar')
      if (page.length === 0) return { lines, outline }
      lines += page.length
    }
  }

  it('their days lay out exactly the lines there are, and there are more', async () => {
    const { lines, outline } = await laid('طلب')
    expect(outline).toMatchObject({ total: MOST_FOUND, more: true })
    expect(outline.days.reduce((n, one) => n + one.entries, 0)).toBe(MOST_FOUND)
    expect(lines).toBe(MOST_FOUND)
  })

  it('what is hidden is not among them and does not say that there are more (A2)', async () => {
    const { lines, outline } = await laid('إحالة')
    expect(outline).toMatchObject({ total: MOST_FOUND, more: false })
    expect(lines).toBe(MOST_FOUND)
    expect((await laid('دورية')).outline).toMatchObject({ total: 3, more: false })
  })
})
