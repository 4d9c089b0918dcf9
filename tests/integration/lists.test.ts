import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Criteria } from '../../contract/criteria'
import { AppError } from '../../contract/errors'
import { exportColumns, type ExportFormat, type Which } from '../../contract/lists'
import type { EntryInput } from '../../contract/register'
import { sql } from '../../db/core/sql'
import { withoutGuard } from '../../domain/text/csv'
import { addUser, closeDesks, entryInput, logIn, officeDesk, type TestDesk } from '../fixtures/office'

/** One office: what arrived there is found by its number, narrowed, changed together and taken along. */
let desk: TestDesk
let folder: string
let registerId = ''
let units: string[] = []
const made: { id: string; numberText: string }[] = []
const year = 2026
const whole = (): Which => ({ filter: { registerId, year, tab: 'all', text: '' } })

async function register(change: Partial<EntryInput> = {}): Promise<string> {
  const entry = await desk.api.register.register(await entryInput(desk, change))
  made.push(entry)
  return entry.id
}
const idOf = (n: number): string => made[n - 1]?.id ?? ''

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'diwan-lists-'))
  desk = await officeDesk({ ownApprovalAllowed: true }, { chooseSave: async (name) => join(folder, name) })
  await addUser(desk, 'hind', ['headOfRegistry'], 'secret')
  await addUser(desk, 'amina', ['clerk'])
  await logIn(desk, 'hind')
  registerId = (await desk.api.register.registers({})).find((r) => r.kind === 'incoming')?.id ?? ''
  units = (await desk.api.office.get({})).units.map(({ id }) => id)
  const now = desk.clock.now()
  await register({ subject: '=1+1 طلب', channel: 'fax', arrivalAt: now })
  await register({ subject: 'طلب ثان', arrivalAt: now - 3 * 86_400_000 })
  await register({ subject: 'سري للغاية', level: 'secret', channel: 'fax', arrivalAt: now })
  await register({ subject: 'طلب ملغى', arrivalAt: now })
  await register({ subject: 'جواب', replyToId: idOf(1), arrivalAt: now })
  await desk.api.register.cancel({ id: idOf(4), reason: 'سُجّل مرتين' })
})
afterAll(async () => {
  await closeDesks()
  rmSync(folder, { recursive: true, force: true })
})

const numbers = async (criteria: Criteria): Promise<number[]> => {
  const filter = { registerId, year, tab: 'all', text: '', criteria } as const
  const rows = await desk.api.register.rows({ ...filter, offset: 0, limit: 100 })
  const outline = await desk.api.register.outline(filter)
  expect(outline.total).toBe(rows.length)
  expect(outline.days.reduce((n, day) => n + day.entries, 0)).toBe(rows.length)
  return rows.map((row) => row.number.seq).sort()
}

describe('finding', () => {
  it('N1: a number finds the entry that bears it and no other, or says that none does', async () => {
    const at = async (text: string) => {
      const lines = await desk.api.finding.numbered({ text, registerId: null, year: null })
      return lines && lines.map(({ numberText }) => numberText)
    }
    const first = made[0]?.numberText ?? ''
    expect(await at('١')).toEqual([first])
    expect(await at('1/2026')).toEqual([first])
    expect(await at(first)).toEqual([first])
    expect(await at('41')).toEqual([])
    expect(await at('طلب 1')).toBeNull()
    await logIn(desk, 'amina')
    // Its place is evidence; what it holds is not said.
    expect(await desk.api.finding.numbered({ text: '3', registerId, year })).toMatchObject([{ hidden: true }])
    await logIn(desk, 'hind')
  })

  it('what is narrowed is counted as it is seen, and is found anew when something changes', async () => {
    expect(await numbers({ channel: 'fax' })).toEqual([1, 3])
    expect(await numbers({ late: true })).toEqual([2])
    expect(await numbers({ state: 'answered' })).toEqual([1])
    expect(await numbers({ state: 'unanswered', channel: 'fax' })).toEqual([3])
    const { id } = await desk.api.register.correct({ id: idOf(2), field: 'channel', value: 'fax', reason: 'x' })
    expect(id).toBe(idOf(2))
    expect(await numbers({ channel: 'fax' })).toEqual([1, 2, 3])
    await logIn(desk, 'amina')
    expect(await numbers({ channel: 'fax' })).toEqual([1, 2])
    expect(await numbers({ level: 'secret' })).toEqual([])
    await logIn(desk, 'hind')
  })

  it('a filter is its owner’s until it is shared, and only they change it', async () => {
    const id = desk.app.session.desk.newId()
    const filter = { id, name: 'فاكس', tab: 'all', criteria: { channel: 'fax' }, shared: false } as const
    expect(await desk.api.finding.save(filter)).toMatchObject({ mine: true, shared: false })
    await logIn(desk, 'amina')
    expect(await desk.api.finding.saved({})).toEqual([])
    await expect(desk.api.finding.save({ ...filter, shared: true })).rejects.toMatchObject({ code: 'not-found' })
    await expect(desk.api.finding.remove({ id, removed: true })).rejects.toMatchObject({ code: 'not-found' })
    await logIn(desk, 'hind')
    await desk.api.finding.save({ ...filter, shared: true })
    await logIn(desk, 'amina')
    expect(await desk.api.finding.saved({})).toMatchObject([
      { name: 'فاكس', mine: false, criteria: { channel: 'fax' } },
    ])
    await expect(desk.api.finding.remove({ id, removed: true })).rejects.toMatchObject({ code: 'not-found' })
    // What a newer version asks is named and not used: passed over, it would show more than its name says.
    await desk.app.session.desk.db.write((tx) =>
      sql(tx).run(`UPDATE savedFilter SET criteria = '{"channel":"fax","weather":"rain"}'`),
    )
    expect(await desk.api.finding.saved({})).toMatchObject([{ name: 'فاكس', criteria: null }])
    await logIn(desk, 'hind')
    await desk.api.finding.remove({ id, removed: true })
    expect(await desk.api.finding.saved({})).toEqual([])
  })

  it('A2: the shelf is one’s own, and shows what one may see today', async () => {
    await logIn(desk, 'amina')
    for (const n of [1, 2]) await desk.api.finding.looked({ id: idOf(n) })
    await desk.api.finding.pin({ id: idOf(1), pinned: true })
    expect((await desk.api.finding.shelf({})).map(({ row, pinned }) => [row.id, pinned])).toEqual([
      [idOf(1), true],
      [idOf(2), false],
    ])
    await logIn(desk, 'hind')
    expect(await desk.api.finding.shelf({})).toEqual([])
    await desk.api.register.correct({ id: idOf(2), field: 'level', value: 'secret', reason: 'x' })
    await logIn(desk, 'amina')
    expect((await desk.api.finding.shelf({})).map(({ row }) => row.id)).toEqual([idOf(1)])
    await logIn(desk, 'hind')
    await desk.api.register.correct({ id: idOf(2), field: 'level', value: 'ordinary', reason: 'x' })
  })
})

describe('many at once', () => {
  it('I2: what was foreseen is what becomes of each: changed, so already, or why not', async () => {
    const change = { field: 'urgency', value: 'urgent' } as const
    await desk.api.register.correct({ id: idOf(5), field: 'urgency', value: 'urgent', reason: 'x' })
    const seen = await desk.api.lists.preview({ ...change, which: whole() })
    expect(seen).toMatchObject({ total: 5, same: 1, refused: [{ code: 'already-cancelled', count: 1 }] })
    expect([...seen.ids].sort()).toEqual([idOf(1), idOf(2), idOf(3)].sort())
    const before = (await desk.api.register.get({ id: idOf(1) })).acts.length
    // Cancelled since it was foreseen, and one that does not exist: each says why, and the others go on.
    const ids = [idOf(1), idOf(4), idOf(2), '01939999-0000-7000-8000-000000000000', idOf(3)]
    const outcome = await desk.api.lists.change({ ...change, ids, reason: 'تعليمات' })
    expect(outcome).toMatchObject({ changed: 3, same: 0, reached: 5 })
    expect(outcome.failed.map(({ at, code }) => [at, code])).toEqual([
      [1, 'already-cancelled'],
      [3, 'not-found'],
    ])
    const { acts } = await desk.api.register.get({ id: idOf(1) })
    expect(acts.length).toBe(before + 1)
    expect(acts.at(-1)).toMatchObject({ kind: 'correction', detail: { field: 'urgency', after: 'urgent' } })
    // Ordered again, nothing is written twice.
    expect(await desk.api.lists.change({ ...change, ids: [idOf(1)], reason: 'x' })).toMatchObject({
      changed: 0,
      same: 1,
    })
    expect((await desk.api.register.get({ id: idOf(1) })).acts.length).toBe(before + 1)
    const verdicts = await desk.api.register.verify({ registerId, year })
    expect(verdicts.map(({ result }) => result)).toEqual(['whole'])
  })

  it('A1: without authority no level is lowered, and what was stopped says how far it came', async () => {
    await logIn(desk, 'amina')
    const seen = await desk.api.lists.preview({ which: whole(), field: 'level', value: 'ordinary' })
    expect(seen).toMatchObject({ total: 4, ids: [] })
    await logIn(desk, 'hind')
    const { db } = desk.app.session.desk
    const write = db.write.bind(db)
    let pieces = 0
    const spy = vi.spyOn(db, 'write').mockImplementation(async (work, turn) => {
      const done = await write(work, turn)
      // The first remembers the job; the second is the first entry.
      if (turn === 'spare' && ++pieces === 2)
        for (const job of desk.app.session.desk.jobs.list()) desk.app.session.desk.jobs.cancel(job.id)
      return done
    })
    const asked = { field: 'unitId' as const, value: units[1] ?? '', ids: [idOf(1), idOf(2), idOf(3)], reason: 'x' }
    const outcome = await desk.api.lists.change(asked).finally(() => spy.mockRestore())
    expect(outcome).toEqual({ changed: 1, same: 0, failed: [], reached: 1 })
    expect((await desk.api.register.get({ id: idOf(1) })).unitId).toBe(units[1])
    expect((await desk.api.register.get({ id: idOf(3) })).unitId).toBe(units[0])
  })
})

describe('what is taken along', () => {
  const sheet = () => ({ registerId, year, columns: [...exportColumns], saidFilter: '' })
  const exported = async (format: ExportFormat, which = whole()): Promise<Buffer> => {
    const done = await desk.api.lists.export({ ...sheet(), which, format })
    return readFileSync(join(folder, done?.name ?? 'none'))
  }
  const guardedLines = async (): Promise<number> =>
    (
      await sql(desk.app.session.desk.db.read).one<{ n: number }>(
        `SELECT count(*) AS n FROM securityLog WHERE kind = 'export' AND entity = 'entry'`,
      )
    )?.n ?? 0

  it('A3: the reader’s name is on every guarded line, and the log says that they were taken', async () => {
    const rows = parse(await exported('csv'), { bom: true, delimiter: ';' }) as string[][]
    expect(rows).toHaveLength(6)
    const [head, ...lines] = rows.map((row) => row.map(withoutGuard))
    expect(head).toHaveLength(exportColumns.length + 2)
    // Newest first, as they are seen.
    expect(lines.map((line) => line[0])).toEqual(made.map(({ numberText }) => numberText).reverse())
    expect(lines[4]?.[6]).toBe('=1+1 طلب')
    expect(rows[5]?.[6]).toBe("'=1+1 طلب")
    expect(lines.map((line) => line.at(-1)?.includes('hind'))).toEqual([false, false, true, false, false])
    expect(await guardedLines()).toBe(1)
    expect(lines[1]?.[9]).toContain('سُجّل مرتين')
  })

  it('a workbook reads from the right, holds the same cells as text and days as days', async () => {
    const parts = unzipSync(new Uint8Array(await exported('xlsx')))
    const first = strFromU8(parts['xl/worksheets/sheet1.xml'] ?? new Uint8Array())
    expect(first).toContain('rightToLeft="1"')
    expect(first).not.toContain('<f>')
    expect(first).toContain('>=1+1 طلب<')
    expect(first.match(/<row /g)).toHaveLength(6)
    expect(first).toMatch(/<c r="B2" s="1"><v>46346<\/v><\/c>/)
    expect(strFromU8(parts['xl/worksheets/sheet2.xml'] ?? new Uint8Array())).toContain('hind')
  })

  it('A2: of what is hidden a list has the number and the day; a narrowed one does not have it at all', async () => {
    await logIn(desk, 'amina')
    const before = await guardedLines()
    const lines = (parse(await exported('csv'), { bom: true, delimiter: ';' }) as string[][]).slice(1)
    expect(lines[2]?.slice(0, 2)).toEqual([made[2]?.numberText, '20/11/2026'])
    expect(lines[2]?.slice(2, 9).join('')).toBe('')
    expect(JSON.stringify(lines)).not.toContain('سري للغاية')
    const narrowed = await exported('csv', {
      filter: { registerId, year, tab: 'all', text: '', criteria: { channel: 'fax' } },
    })
    expect((parse(narrowed, { bom: true, delimiter: ';' }) as string[][]).slice(1).map((line) => line[0])).toEqual([
      made[1]?.numberText,
      made[0]?.numberText,
    ])
    expect(await guardedLines()).toBe(before)
    await logIn(desk, 'hind')
  })

  it('paper is made in the thread, and what is chosen one by one stands in the order of the register', async () => {
    const pdf = await exported('pdf', { ids: [idOf(1), idOf(5)] })
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
    const { url } = await desk.api.lists.print({ ...sheet(), which: whole() })
    expect(url).toMatch(/^diwan:\/\/print\//)
  })

  it('what is stopped leaves nothing under its name and nothing beside it', async () => {
    for (const name of readdirSync(folder)) rmSync(join(folder, name))
    const { jobs } = desk.app.session.desk
    const run = jobs.run.bind(jobs)
    const spy = vi.spyOn(jobs, 'run').mockImplementation((order, work) =>
      run(order, (w) =>
        work({
          ...w,
          progress: (...at) => {
            for (const job of jobs.list()) jobs.cancel(job.id)
            w.progress(...at)
          },
        }),
      ),
    )
    const stopped = desk.api.lists
      .export({ ...sheet(), which: whole(), format: 'xlsx' })
      .finally(() => spy.mockRestore())
    await expect(stopped).rejects.toBeInstanceOf(AppError)
    expect(readdirSync(folder)).toEqual([])
    expect(existsSync(folder)).toBe(true)
  })
})
