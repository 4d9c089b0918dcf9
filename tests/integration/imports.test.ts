import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sql } from '../../db/core/sql'
import { deviceGenesis, linkOf } from '../../domain/sync/operation'
import { addUser, closeDesks, entryInput, logIn, officeDesk, type TestDesk } from '../fixtures/office'
import { csvFile, imported, openedSheet, paperRows } from '../fixtures/sheets'

/** Paper books brought in from spreadsheets (ADR 029), as a story on a real desk. */
let desk: TestDesk
let files: string
beforeAll(async () => {
  files = mkdtempSync(join(tmpdir(), 'diwan-sheets-'))
  desk = await officeDesk({ registers: [{ kind: 'incoming', opening: 5 }] })
  await addUser(desk, 'head', ['headOfRegistry'], 'secret')
  await addUser(desk, 'chief', ['headOfRegistry'], 'secret')
  await addUser(desk, 'clerk', ['clerk'])
  await logIn(desk, 'head')
})
afterAll(async () => {
  await closeDesks()
  rmSync(files, { recursive: true, force: true })
})

const all = <T>(statement: string): Promise<T[]> => sql(desk.app.session.desk.db.read).all<T>(statement)
const count = async (table: string): Promise<number> =>
  (await all<{ n: number }>(`SELECT count(*) AS n FROM "${table}"`))[0]?.n ?? 0
const registerId = async (): Promise<string> => (await desk.api.register.registers({}))[0]?.id ?? ''
const ofYear = async (year: number, text = '') => ({ registerId: await registerId(), year, tab: 'all' as const, text })
const TABLES = [
  'entry',
  'act',
  'book',
  'contact',
  'searchDoc',
  'search',
  'outbox',
  'signedChange',
  'entryCount',
  'entryBlock',
  'contactCount',
  'cardCount',
]
const everything = async (): Promise<Record<string, number>> =>
  Object.fromEntries(await Promise.all(TABLES.map(async (table) => [table, await count(table)] as const)))
/** As the server would check it: every operation chains to the one before, without a gap. */
async function chainHolds(): Promise<boolean> {
  let [hash, d] = [deviceGenesis(desk.app.session.desk.device.id), 0]
  for (const row of await all<{ d: number; operation: string; hash: string }>(
    'SELECT d, operation, hash FROM outbox ORDER BY d',
  )) {
    hash = linkOf(hash, ++d, row.operation)
    if (row.d !== d || row.hash !== hash) return false
  }
  return true
}

describe('a paper book that is transcribed', () => {
  it('comes in as it is: its numbers, double and missing, and the register says so (N2, N3)', async () => {
    const rows = [
      '1;02/01/1998;جمعية مغاربة ليون;1-2;طلب مدرسين;;29001011234567',
      '٢;٣/١/١٩٩٨;جمعية  مغاربة لیون;0012/م.ق;=1+1;;٢٩٩٠١٠١١٢٣٤٥٦٧',
      '2;4/1/1998;Ambassade;3E5;+33 réponse;سري;',
      '2 مكرر;4/1/1998;مجهول;;@SUM(A1);;',
      '6;28/09/1418;;;شكاية;;',
      ';5/2/1998;;;بلا رقم;;',
    ]
    const outcome = await imported(desk, csvFile(files, rows, 'paper.csv'))
    expect(outcome).toMatchObject({
      refused: 0,
      cards: 2,
      books: [{ year: 1998, lines: 6, first: 1, last: 6, missing: 3, doubled: 1, unnumbered: 1 }],
    })
    const outline = await desk.api.register.outline(await ofYear(1998))
    expect(outline).toMatchObject({
      total: 6,
      continuity: [{ whole: true, paper: { missing: 3, doubled: 1, unnumbered: 1 } }],
    })
    const lines = await desk.api.register.rows({ ...(await ofYear(1998)), offset: 0, limit: 10 })
    expect(
      lines.map((line) =>
        'void' in line || line.hidden ? null : [line.numberText, line.businessDate, line.subject, line.reference],
      ),
    ).toEqual([
      ['و/1998/—', '1998-02-05', 'بلا رقم', null],
      ['و/1998/00006', '1998-01-27', 'شكاية', null],
      ['و/1998/00002 مكرر', '1998-01-04', '@SUM(A1)', null],
      ['و/1998/00002', '1998-01-04', '+33 réponse', '3E5'],
      ['و/1998/00002', '1998-01-03', '=1+1', '0012/م.ق'],
      ['و/1998/00001', '1998-01-02', 'طلب مدرسين', '1-2'],
    ])
    const second = lines[4]
    const entry = await desk.api.register.get({ id: second?.id ?? '' })
    expect(entry).toMatchObject({
      paper: { number: '٢', file: 'paper.csv', line: 3 },
      notes: 'رقم البطاقة: ٢٩٩٠١٠١١٢٣٤٥٦٧',
      correspondent: { nameAr: 'جمعية مغاربة ليون' },
    })
    const [verdict] = await desk.api.register.verify({ registerId: await registerId(), year: 1998 })
    expect(verdict).toMatchObject({ result: 'whole', paper: { lines: 6, doubled: 1 } })
  })

  it('the program’s own book goes on beside it, from where paper ended (N1, N2)', async () => {
    await imported(desk, csvFile(files, paperRows(4, 1, 2026), 'mid-year.csv'))
    expect((await desk.api.register.register(await entryInput(desk))).numberText).toBe('و/2026/00005')
    const { continuity } = await desk.api.register.outline(await ofYear(2026))
    expect(continuity.map(({ whole, paper }) => [whole, paper?.lines ?? null])).toEqual(
      expect.arrayContaining([
        [true, 4],
        [true, null],
      ]),
    )
  })

  it('is found by the number on paper and by what stands there, not by what counts its lines', async () => {
    const found = async (text: string): Promise<number> =>
      (await desk.api.search.everywhere({ text, limit: 20 })).hits.length
    await imported(desk, csvFile(files, ['77001;1/3/1990;وزارة;؛;طلب المدرسة الزرقاء;;'], 'one.csv'))
    expect([await found('77001'), await found('الزرقاء')]).toEqual([1, 1])
    expect((await desk.api.register.outline(await ofYear(1998, '5'))).total).toBe(0)
  })

  it('an entry of it is corrected and cancelled like any, and stays whole (I1, I2)', async () => {
    const [line] = await desk.api.register.rows({ ...(await ofYear(1990)), offset: 0, limit: 1 })
    const id = line?.id ?? ''
    await desk.api.register.correct({ id, field: 'subject', value: 'طلب آخر', reason: 'سهو' })
    await expect(desk.api.register.cancel({ id, reason: 'مكرر' })).rejects.toMatchObject({ code: 'own-entry-cancel' })
    await logIn(desk, 'chief')
    await desk.api.register.cancel({ id, reason: 'مكرر' })
    await logIn(desk, 'head')
    expect((await desk.api.register.verify({ registerId: await registerId(), year: 1990 }))[0]?.result).toBe('whole')
  })

  it('what is confidential is seen by nobody below, and betrayed by no count (A2)', async () => {
    await logIn(desk, 'clerk')
    const lines = await desk.api.register.rows({ ...(await ofYear(1998)), offset: 0, limit: 10 })
    expect(JSON.stringify(lines)).not.toContain('réponse')
    expect((await desk.api.search.everywhere({ text: 'réponse', limit: 5 })).hits).toEqual([])
    expect((await desk.api.register.outline(await ofYear(1998, '3E5'))).total).toBe(0)
    await expect(openedSheet(desk, csvFile(files, [], 'x.csv'))).rejects.toMatchObject({ code: 'forbidden' })
    await logIn(desk, 'head')
  })

  it('rows that are refused are said with their reasons, mended in the report, and brought in again', async () => {
    const rows = [
      '1;31/02/1991;أ;م;ب;;',
      '2;1/1/1991;أ;2.9001E+13;ب;;',
      '3;1/1/1991;أ;م;=1+1;سري للبيع;',
      '4;1/1/1991;أ;م;;;',
      '???;??/??/????;أ;م;ب;;',
      '6;1/1/1991;أ;م;جيد;;',
    ]
    const opened = await openedSheet(desk, csvFile(files, rows, 'bad.csv'))
    const preview = await desk.api.imports.check({ id: opened.id, plan: opened.plan })
    expect(preview.refusals.map(({ line, reason }) => [line, reason])).toEqual([
      [2, 'date-no-such-day'],
      [3, 'rounded'],
      [4, 'level-unknown'],
      [5, 'subject-missing'],
      [6, 'lost-characters'],
      [6, 'lost-characters'],
    ])
    expect(preview).toMatchObject({ rows: 6, accepted: 1, refused: 5 })
    const { url } = await desk.api.imports.refused({ id: opened.id, plan: opened.plan })
    const { desk: open, actor } = desk.app.session
    const report = open.print.get(url.split('/').at(-1) ?? '', actor.userId)?.bytes.toString() ?? ''
    expect(report).toContain('"\t=1+1"')
    const mended = report
      .replaceAll('31/02/1991', '28/02/1991')
      .replaceAll('سري للبيع', 'سري')
      .replace('2.9001E+13', '29001011234567')
    writeFileSync(join(files, 'mended.csv'), mended)
    const again = await openedSheet(desk, join(files, 'mended.csv'))
    const outcome = await imported(desk, join(files, 'mended.csv'))
    expect(again.plan.columns).toEqual([...opened.plan.columns, 'none', 'none', 'none'])
    expect(outcome).toMatchObject({ refused: 2, books: [{ year: 1991, lines: 3 }] })
    const [newest] = await desk.api.register.rows({ ...(await ofYear(1991)), offset: 0, limit: 1 })
    expect(newest).toMatchObject({ numberText: 'و/1991/00001' })
    const texts = await all<{ subject: string }>(`SELECT subject FROM entry WHERE year = 1991 ORDER BY seq`)
    expect(texts.map(({ subject }) => subject)).toContain('=1+1')
  })

  it('the same file again is noticed; one that changed since it was looked at is not taken', async () => {
    const path = csvFile(files, paperRows(3, 1, 1985), 'twice.csv')
    await imported(desk, path)
    const opened = await openedSheet(desk, path)
    expect(opened.remembered).toBe(true)
    const preview = await desk.api.imports.check({ id: opened.id, plan: opened.plan })
    expect(preview.before).toMatchObject([{ year: 1985 }])
    csvFile(files, paperRows(4, 1, 1985), 'twice.csv')
    const before = await everything()
    await expect(
      desk.api.imports.run({ id: opened.id, plan: opened.plan, sha256: preview.sha256 }),
    ).rejects.toMatchObject({ code: 'import-changed' })
    expect(await everything()).toEqual(before)
  })
})

describe('whole or not at all', () => {
  /** Runs until so many entries are written, then does something. */
  async function inTheMiddle(name: string, then: () => Promise<unknown>, lines = 1200): Promise<unknown> {
    const path = csvFile(files, paperRows(lines, 1, 1977), name)
    const opened = await openedSheet(desk, path)
    const { sha256 } = await desk.api.imports.check({ id: opened.id, plan: opened.plan })
    const run = desk.api.imports.run({ id: opened.id, plan: opened.plan, sha256 }).catch((error: unknown) => error)
    while ((await count('transcribingChange')) < 3) await new Promise((done) => setTimeout(done, 5))
    await then()
    return run
  }

  it('stopped in the middle, nothing of it is left, and what a clerk registered meanwhile stands in its chain (N3)', async () => {
    const before = await everything()
    let id = ''
    const ended = await inTheMiddle(
      'stopped.csv',
      async () => {
        const [line] = await all<{ id: string }>(
          'SELECT e.id FROM entry e JOIN transcribing t ON t.bookId = e.bookId LIMIT 1',
        )
        await expect(
          desk.api.register.correct({ id: line?.id ?? '', field: 'notes', value: 'x', reason: 'x' }),
        ).rejects.toMatchObject({ code: 'import-underway' })
        await expect(
          desk.api.register.register(await entryInput(desk, { replyToId: line?.id ?? '' })),
        ).rejects.toMatchObject({ code: 'import-underway' })
        id = (await desk.api.register.register(await entryInput(desk))).id
        const [job] = (await desk.api.jobs.list({})).filter(
          ({ kind, state }) => kind === 'import' && state === 'running',
        )
        await desk.api.jobs.cancel({ id: job?.id ?? '' })
      },
      4000,
    )
    expect(ended).toMatchObject({ code: 'cancelled' })
    const after = await everything()
    expect({ ...after, entry: after['entry'], outbox: after['outbox'] }).toEqual({
      ...before,
      ...{
        entry: (before['entry'] ?? 0) + 1,
        act: (before['act'] ?? 0) + 1,
        searchDoc: (before['searchDoc'] ?? 0) + 1,
        search: (before['search'] ?? 0) + 1,
      },
      ...{ outbox: (before['outbox'] ?? 0) + 2, signedChange: (before['signedChange'] ?? 0) + 1 },
      ...{ entryCount: after['entryCount'], entryBlock: after['entryBlock'], contactCount: after['contactCount'] },
    })
    expect(await all('SELECT 1 FROM entryCount WHERE year = 1977 AND entries <> 0')).toEqual([])
    expect((await desk.api.register.get({ id })).numberText).toBe('و/2026/00006')
    expect(await chainHolds()).toBe(true)
  })

  it('cut by the end of the program, it is undone at the next opening; a clock set back a year meanwhile changes nothing (N4)', async () => {
    const before = await everything()
    await inTheMiddle('cut.csv', async () => {
      desk.clock.tick(-365 * 86_400_000)
      desk = await desk.restart()
    })
    desk.clock.tick(365 * 86_400_000)
    await logIn(desk, 'head')
    while ((await count('transcribing')) > 0) await new Promise((done) => setTimeout(done, 20))
    const after = await everything()
    expect([after['entry'], after['act'], after['book'], after['contact'], after['outbox'], after['search']]).toEqual(
      ['entry', 'act', 'book', 'contact', 'outbox', 'search'].map((table) => before[table]),
    )
    expect(await chainHolds()).toBe(true)
  })

  it('a clock set back while it is written: all of it bears the moment it was decided (N4)', async () => {
    const decided = desk.clock.at
    await inTheMiddle('clock.csv', async () => void desk.clock.tick(-365 * 86_400_000))
    desk.clock.at = decided
    const times = await all<{ at: number }>(
      'SELECT DISTINCT a.at FROM act a JOIN book b ON b.id = a.bookId WHERE b.year = 1977',
    )
    expect(times).toEqual([{ at: decided }])
    expect((await desk.api.register.outline(await ofYear(1977))).total).toBe(1200)
    expect((await desk.api.register.verify({ registerId: await registerId(), year: 1977 }))[0]?.result).toBe('whole')
    expect(await chainHolds()).toBe(true)
  })
})

const cases =
  ['../shared', '../../shared'].map((way) => resolve(way, 'cases/sheets')).find((way) => existsSync(way)) ?? ''
describe.skipIf(cases === '')('sheets from the field', () => {
  it.each([
    ['utf8-bom.csv', ['2026-11-21', '2026-11-22', '2026-03-17'], ['1-2', '0012/م.ق', '3E5'], []],
    ['windows-1256-semicolon.csv', ['2026-11-21'], ['1-2'], ['???', '??/??/????', '??????????']],
    ['register-1904.xlsx', ['2026-11-21', '2026-11-21', '2026-11-21'], ['00417', '1-2', '12'], []],
  ])(
    '%s: the same day everywhere, references stay text, what is lost is refused',
    async (name, dates, references, lost) => {
      const opened = await openedSheet(desk, join(cases, name))
      // The workbook has no subject: the card's number stands in for it, with the digits of the card.
      const columns = opened.plan.columns.map((use, at) =>
        name.endsWith('xlsx') && at === 2 ? ('subject' as const) : use,
      )
      desk.clock.at = Date.UTC(2027, 1, 1)
      const { lines, refusals } = await desk.api.imports.check({ id: opened.id, plan: { ...opened.plan, columns } })
      desk.clock.at = Date.UTC(2026, 10, 20, 9, 40)
      expect(lines.map(({ date }) => date)).toEqual(dates)
      expect(lines.map(({ reference }) => reference)).toEqual(references)
      expect(refusals.map(({ value, reason }) => [value, reason])).toEqual(
        lost.map((value) => [value, 'lost-characters']),
      )
      expect(lines.map(({ subject }) => subject)).toContain(
        { 'utf8-bom.csv': '=1+1', 'register-1904.xlsx': '٢٩٩٠١٠١١٢٣٤٥٦٧' }[name] ?? 'طلب مدرسين',
      )
    },
  )
})
