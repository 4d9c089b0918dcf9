import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { BookToClose, Sheet } from '../../contract/closing'
import { sql } from '../../db/core/sql'
import { actsAfter } from '../../db/register/acts'
import { chain, genesis, linkOf } from '../../domain/register/chain'
import { readSheetCode } from '../../domain/register/sheet-code'
import { sha256 } from '../../domain/hash'
import { addUser, closeDesks, entryInput, logIn, officeDesk, PASSWORD, type TestDesk } from '../fixtures/office'

const DAY = 24 * 3600_000
let desk: TestDesk
let registerId: string
let folder: string
beforeAll(async () => {
  folder = process.env['SHEETS'] ?? mkdtempSync(join(tmpdir(), 'diwan-sheets-'))
  desk = await officeDesk({ ownApprovalAllowed: true })
  await addUser(desk, 'amina', ['clerk'], 'secret')
  await addUser(desk, 'rachid', ['headOfRegistry'], 'ordinary')
  await addUser(desk, 'said', ['headOfOffice'], 'secret')
  registerId = (await desk.api.register.registers({}))[0]?.id ?? ''
  const { pdf: maker } = desk.app.session.desk
  const { paper } = maker
  maker.paper = (model, signal) => {
    printed = model.code?.qr ?? printed
    return paper(model, signal)
  }
})
afterAll(async () => {
  await closeDesks()
  if (!process.env['SHEETS']) rmSync(folder, { recursive: true, force: true })
})

const book = async (year = 2026): Promise<BookToClose> => {
  const found = (await desk.api.closing.books({})).find((one) => one.registerId === registerId && one.year === year)
  if (!found) throw new Error('no book')
  return found
}
const enters = async (change: Parameters<typeof entryInput>[1] = {}): Promise<string> => {
  const input = await entryInput(desk, { registerId, ...change })
  return (await desk.api.register.register(input)).numberText
}
const closes = async (through: string): Promise<Sheet[]> =>
  desk.api.closing.closeDays({ bookId: (await book()).id, through })
const verdict = async (): Promise<string | undefined> =>
  (await desk.api.register.verify({ registerId, year: 2026 }))[0]?.result
/** What the code of the last sheet says. */
let printed = ''
const bytesOf = (url: string): Buffer => {
  const { desk: open, actor } = desk.app.session
  const printed = open.print.get(url.split('/').at(-1) ?? '', actor.userId)
  if (!printed) throw new Error('nothing printed')
  return printed.bytes
}
function pdf(bytes: Buffer, name = 'sheet.pdf'): { info: string; names: string; text: string; file: string } {
  const path = join(folder, name)
  writeFileSync(path, bytes)
  const run = (program: string, ...args: string[]): string => execFileSync(program, args, { encoding: 'utf8' })
  run('pdfdetach', '-save', '1', '-o', join(folder, 'inside.json'), path)
  return {
    info: run('pdfinfo', path),
    names: run('pdfdetach', '-list', path),
    text: run('pdftotext', '-layout', path, '-'),
    file: readFileSync(join(folder, 'inside.json'), 'utf8'),
  }
}

describe('a register is closed (I4)', () => {
  it('a day: its sheet, and no entry after it; what comes late goes to the next day with its true arrival', async () => {
    await logIn(desk, 'amina')
    expect(await enters()).toBe('و/2026/00001')
    await enters({ subject: 'سري جدا لا يطبع', level: 'secret' })
    const third = await desk.api.register.register(
      await entryInput(desk, { registerId, subject: 'Demande de مراسلة 12/2026' }),
    )
    await desk.api.register.correct({ id: third.id, field: 'subject', value: 'Demande corrigée', reason: 'سهو' })
    await expect(closes('2026-11-20')).rejects.toMatchObject({ code: 'forbidden' })

    await logIn(desk, 'rachid')
    await desk.api.register.cancel({ id: third.id, reason: 'سجل مرتين' })
    const before = await book()
    expect(before).toMatchObject({ through: null, open: [{ date: '2026-11-20', entries: 3 }], session: null })
    expect(await desk.api.closing.preview({ bookId: before.id, through: '2026-11-20' })).toMatchObject({
      date: '2026-11-20',
      counts: { first: 1, last: 3, entries: 3, cancelled: 1, corrected: 1, late: 0, voids: 0 },
      withoutScan: 2,
      unsent: null,
    })
    await expect(closes('2026-11-21')).rejects.toMatchObject({ code: 'day-not-over' })
    expect(await closes('2026-11-20')).toMatchObject([
      { kind: 'dayClosing', date: '2026-11-20', stands: true, counts: { entries: 3 }, deposit: null, atServer: null },
    ])
    await expect(closes('2026-11-20')).rejects.toMatchObject({ code: 'stale' })
    expect(await book()).toMatchObject({ through: '2026-11-20', open: [] })
    await expect(enters()).rejects.toMatchObject({ code: 'day-closed', params: { date: '2026-11-20' } })
    await expect(desk.api.register.preview({ registerId })).rejects.toMatchObject({ code: 'day-closed' })

    const arrivalAt = desk.clock.at
    desk.clock.tick(DAY)
    expect(await enters({ arrivalAt })).toBe('و/2026/00004')
    expect(await closes('2026-11-21')).toMatchObject([{ counts: { entries: 1, late: 1, first: 4, last: 4 } }, {}])
    expect(await verdict()).toBe('whole')
  })

  it('the sheet is PDF/A-3 with the acts inside, which prove themselves; nothing of what is guarded is on it (A1)', async () => {
    const sheets = await desk.api.closing.sheets({ bookId: (await book()).id })
    const [, first] = sheets
    const { url } = await desk.api.closing.sheet({ id: first?.id ?? '' })
    const bytes = bytesOf(url)
    const { info, names, text, file } = pdf(bytes)
    for (const mark of [
      '<pdfaid:part>3</pdfaid:part>',
      '<pdfaid:conformance>B</pdfaid:conformance>',
      '/OutputIntents',
      '/AFRelationship /Source',
    ])
      expect(bytes.includes(mark), mark).toBe(true)
    expect(info).toMatch(/PDF version: +1\.7/)
    expect(names).toMatch(/1 embedded file/)
    expect(text).toContain(first?.head.slice(0, 8))
    expect(text).toMatch(/trois/)
    expect(text).not.toContain('لا يطبع')
    expect(file).not.toContain('لا يطبع')

    type Inside = { before: string; acts: Record<string, never>[]; closing: { body: string; link: string } }
    const inside = JSON.parse(file) as Inside
    let previous = inside.before
    for (const act of inside.acts) {
      const { body, salt, bodyHash, ...header } = act as unknown as Parameters<typeof linkOf>[0] &
        Record<'body' | 'salt' | 'bodyHash' | 'link' | 'previous', string>
      expect(header.previous).toBe(previous)
      if (body !== null) expect(sha256(salt + body)).toBe(bodyHash)
      const bookId = (await book()).id
      expect(linkOf({ ...header, bookId }, bodyHash, previous)).toBe(header.link)
      previous = header.link
    }
    expect((JSON.parse(inside.closing.body) as { head: string }).head).toBe(previous)
    expect(inside.closing.link).toBe(first?.head)
    expect(inside.acts.filter(({ body }) => body === null)).toHaveLength(1)

    // Made once: the same bytes to whoever asks again, after a restart too.
    expect(bytesOf((await desk.api.closing.sheet({ id: first?.id ?? '' })).url).equals(bytes)).toBe(true)
  })

  it('an entry that is guarded since the day was closed is on no sheet that is shown (A2)', async () => {
    const [, sheet] = await desk.api.closing.sheets({ bookId: (await book()).id })
    const [row] = await desk.api.register
      .rows({ registerId, year: 2026, tab: 'all', text: 'تعيين', offset: 3, limit: 1 })
      .then(async (rows) =>
        rows.length
          ? rows
          : desk.api.register.rows({ registerId, year: 2026, tab: 'all', text: '', offset: 3, limit: 1 }),
      )
    await logIn(desk, 'amina')
    await desk.api.register.correct({ id: row?.id ?? '', field: 'level', value: 'confidential', reason: 'حساس' })
    const { text, file } = pdf(bytesOf((await desk.api.closing.sheet({ id: sheet?.id ?? '' })).url))
    expect(file).not.toContain('أستاذين')
    expect(text).not.toContain('أستاذين')
    expect(await verdict()).toBe('whole')
  })

  it('it is opened again by two people, each with their own password, and only the newest closing', async () => {
    await logIn(desk, 'rachid')
    const { id: bookId, newest } = await book()
    const again = { bookId, closing: newest ?? 0, reason: 'أغلق قبل الأوان', password: PASSWORD }
    const refused = (login: string, change = {}): Promise<unknown> =>
      desk.api.closing.reopen({ ...again, login, ...change })
    await expect(refused('rachid')).rejects.toMatchObject({ code: 'second-person' })
    await expect(refused('amina')).rejects.toMatchObject({ code: 'second-person' })
    await expect(refused('said', { password: 'كلمة أخرى طويلة' })).rejects.toMatchObject({ code: 'wrong-password' })
    desk.clock.tick(60_000)
    await expect(refused('said', { closing: (newest ?? 0) - 2 })).rejects.toMatchObject({ code: 'stale' })
    await desk.api.closing.reopen({ ...again, login: 'said' })
    expect((await desk.api.session.state({})).me?.login).toBe('rachid')
    expect(await book()).toMatchObject({ through: '2026-11-20', open: [{ date: '2026-11-21', entries: 1 }] })
    expect(await enters()).toBe('و/2026/00005')
    const sheets = await closes('2026-11-21')
    expect(sheets.map(({ stands, counts }) => [stands, counts.entries])).toEqual([
      [true, 2],
      [false, 1],
      [true, 3],
    ])
    expect(await verdict()).toBe('whole')
  })

  it('a duty session on a closed day is numbered and closed like a day, over midnight too; its clerk closes it', async () => {
    await logIn(desk, 'amina')
    const { id: bookId } = await book()
    await desk.api.closing.openSession({ bookId, reason: 'مداومة آخر الأسبوع' })
    await expect(desk.api.closing.openSession({ bookId, reason: 'ثانية' })).rejects.toMatchObject({
      code: 'day-not-over',
    })
    expect(await enters()).toBe('و/2026/00006')
    desk.clock.tick(DAY)
    // The next day is open by itself: what comes then is of that day.
    expect(await enters()).toBe('و/2026/00007')
    const [sheet] = await desk.api.closing.closeSession({ bookId })
    expect(sheet).toMatchObject({ session: 1, date: '2026-11-21', counts: { first: 6, last: 6, entries: 1 } })
    await logIn(desk, 'rachid')
    expect(await closes('2026-11-22')).toMatchObject([
      { session: null, counts: { first: 7, entries: 1 } },
      {},
      {},
      {},
      {},
    ])
    expect(await verdict()).toBe('whole')
  })

  it('sheets are handed over, with a receipt, by an act', async () => {
    const { id: bookId } = await book()
    const [sheet] = await desk.api.closing.sheets({ bookId })
    const said = { bookId, closings: [sheet?.position ?? 0], where: 'أرشيف المغرب', receipt: 'AM/2026/118' }
    await expect(desk.api.closing.deposit({ ...said, date: '2026-11-30' })).rejects.toMatchObject({
      code: 'invalid-input',
    })
    await expect(desk.api.closing.deposit({ ...said, closings: [1], date: '2026-11-22' })).rejects.toMatchObject({
      code: 'stale',
    })
    await desk.api.closing.deposit({ ...said, date: '2026-11-22' })
    expect((await desk.api.closing.sheets({ bookId }))[0]).toMatchObject({
      deposit: { where: 'أرشيف المغرب', receipt: 'AM/2026/118', date: '2026-11-22' },
    })
    expect(await verdict()).toBe('whole')
  })

  it('New Year’s midnight: a duty session over it, the new book, the year’s act, and no entry in the old year', async () => {
    desk.clock.at = Date.UTC(2026, 11, 31, 14)
    await logIn(desk, 'rachid')
    const old = await book()
    // Nobody was here for six weeks: the day is confirmed, once (N4).
    const input = await entryInput(desk, { registerId })
    await desk.api.register.register({ ...input, confirmDate: '2026-12-31' })
    await expect(desk.api.closing.closeYear({ bookId: old.id })).rejects.toMatchObject({ code: 'day-not-over' })
    await closes('2026-12-31')
    await desk.api.closing.openSession({ bookId: old.id, reason: 'ليلة رأس السنة' })
    desk.clock.at = Date.UTC(2026, 11, 31, 22, 59) // 23:59 in Casablanca
    expect(await enters()).toBe('و/2026/00009')
    desk.clock.tick(120_000)
    expect(await enters()).toBe('و/2027/00001')
    await expect(desk.api.closing.closeYear({ bookId: old.id })).rejects.toMatchObject({
      params: { date: '2026-12-31' },
    })
    await desk.api.closing.closeSession({ bookId: old.id })
    expect(await book()).toMatchObject({ yearDue: true, yearClosed: false })
    const [act] = await desk.api.closing.closeYear({ bookId: old.id })
    expect(act).toMatchObject({ kind: 'yearClosing', counts: { first: 1, last: 9, entries: 9, voids: 0 } })
    expect(await book()).toMatchObject({ yearDue: false, yearClosed: true })
    const state = (await desk.api.register.registers({}))[0]?.books.find(({ year }) => year === 2026)?.state
    expect(state).toBe('closed')
    expect(await verdict()).toBe('whole')
    const { text, info } = pdf(bytesOf((await desk.api.closing.sheet({ id: act?.id ?? '' })).url), 'year.pdf')
    expect(text).toContain('2026')
    expect(info).toMatch(/Pages: +[12]\n/)
    // A clock that falls back over midnight opens no second book of the year (N3); one that is confirmed in the old year finds it closed.
    desk.clock.at = Date.UTC(2026, 11, 31, 22, 58)
    expect(await enters()).toBe('و/2027/00002')
    desk.clock.at = Date.UTC(2026, 11, 29, 12)
    const late = { ...(await entryInput(desk, { registerId })), confirmDate: '2026-12-29' }
    await expect(desk.api.register.register(late)).rejects.toMatchObject({ code: 'book-closed' })
    desk.clock.at = Date.UTC(2027, 0, 1, 9)
  })

  it('the proof: used and void are what was given, every signature holds, and the sheets’ heads stand (I5)', async () => {
    const sheets = await desk.api.closing.sheets({ bookId: (await book()).id })
    const head = sheets.at(-1)?.head ?? ''
    const typed = (head.slice(0, 24).match(/.{1,8}/g) ?? []).join(' ')
    const proof = await desk.api.closing.prove({ anchors: [typed, 'DS1|nothing', 'f'.repeat(64)] })
    for (const { code, year, used, voids, last, opening } of proof.books)
      expect([code, year, used + voids]).toEqual([code, year, last - opening + 1])
    expect(proof.books.map(({ code, year, result }) => `${code}${year} ${result}`)).toEqual([
      'و2027 whole',
      'و2026 whole',
      'ص2026 whole',
    ])
    expect(proof.books[1]).toMatchObject({ used: 9, cancelled: 1, sheets: 6, yearClosed: true, signatures: 13 })
    expect(proof.anchors.map(({ result }) => result)).toEqual(['stands', 'unread', 'differs'])
    const { url } = await desk.api.closing.attestation({ id: proof.id })
    const { text } = pdf(bytesOf(url), 'attestation.pdf')
    expect(text).toContain('2026')
    await expect(desk.api.closing.attestation({ id: registerId })).rejects.toMatchObject({ code: 'stale' })
  })

  /** Somebody with the key and a tool for SQLite; what they did is undone afterwards. */
  async function tampered(statements: string[], work: () => Promise<void>): Promise<void> {
    const { db } = desk.app.session.desk
    await db
      .write(async (tx) => {
        for (const statement of statements) await sql(tx).run(statement)
      })
      .then(work)
  }

  it('what was done to the database beside the program is found, of each kind (I5)', async () => {
    const { db } = desk.app.session.desk
    const old = await book()
    const rows = (what: string): string => `FROM ${what} WHERE bookId = '${old.id}'`
    await db.write(async (tx) => {
      await sql(tx).run(`CREATE TABLE keptAct AS SELECT * ${rows('act')}`)
      await sql(tx).run(`CREATE TABLE keptEntry AS SELECT * ${rows('entry')}`)
    })
    const back = [
      ...[`DELETE ${rows('act')}`, `DELETE ${rows('entry')}`],
      ...['INSERT INTO act SELECT * FROM keptAct', 'INSERT INTO entry SELECT * FROM keptEntry'],
    ]
    const finds = async (statements: string[], found: object): Promise<void> => {
      await tampered(statements, async () => {
        expect((await desk.api.register.verify({ registerId, year: 2026 }))[0]).toMatchObject(found)
      })
      await tampered(back, async () => undefined)
    }
    const at = (seq: number): string => `bookId = '${old.id}' AND seq = ${seq}`
    await finds([`UPDATE entry SET subject = 'آخر' WHERE ${at(4)}`], { result: 'altered', at: 'و/2026/00004' })
    await finds([`DELETE FROM entry WHERE ${at(9)}`], { result: 'altered', at: 'و/2026/00009' })
    await finds(
      [
        `UPDATE act SET seq = -1 WHERE ${at(4)}`,
        `UPDATE act SET seq = 4 WHERE ${at(5)}`,
        `UPDATE act SET seq = 5 WHERE bookId = '${old.id}' AND seq = -1`,
      ],
      { result: 'altered', at: '5' },
    )
    const last = `position >= (SELECT position FROM keptAct WHERE seq = 9)`
    await finds([`DELETE FROM entry WHERE ${at(9)}`, `DELETE FROM act WHERE bookId = '${old.id}' AND ${last}`], {
      result: 'truncated',
    })
    // A closing that says another count, and a re-opening with one person's word.
    for (const kind of ['dayClosing', 'reopening'])
      await finds(
        [
          `UPDATE act SET body = replace(replace(body, '"entries":2', '"entries":1'), '"reason":"', '"reason":"x') WHERE bookId = '${old.id}' AND kind = '${kind}'`,
        ],
        {
          result: 'altered',
        },
      )
    expect(await verdict()).toBe('whole')
  })

  it('a book that its own head of registry wrote anew, with their key, is found by the head on an old sheet alone (I5)', async () => {
    const { db, journal, signer } = desk.app.session.desk
    const [, outgoing] = await desk.api.register.registers({})
    const id = outgoing?.id ?? ''
    const input = await entryInput(desk, { registerId: id })
    await desk.api.register.register(input)
    const found = (await desk.api.closing.books({})).find((one) => one.registerId === id && one.year === 2027)
    const bookId = found?.id ?? ''
    const [sheet] = await desk.api.closing.closeDays({ bookId, through: '2027-01-01' })
    await desk.api.closing.sheet({ id: sheet?.id ?? '' })
    const code = readSheetCode(printed)
    expect(code).toMatchObject({ code: { bookId, head: sheet?.head, position: sheet?.position } })

    let previous = genesis(bookId)
    let head = { seq: 0, position: 0, link: previous }
    await db.write(async (tx) => {
      for (const act of await actsAfter(tx, bookId, 0, 100)) {
        const { body, salt, signature, ...header } = act
        const said = JSON.parse((body ?? '{}').replaceAll(input.subject ?? '', 'موضوع آخر')) as Record<string, never>
        if ('head' in said) Object.assign(said, { head: previous })
        const anew = chain(header, said, salt ?? '', previous)
        previous = anew.link
        head = { seq: Math.max(head.seq, act.seq), position: act.position, link: previous }
        await sql(tx).run('UPDATE act SET body = ?, bodyHash = ?, previous = ?, link = ?, signature = ? WHERE id = ?', [
          anew.body,
          anew.bodyHash,
          anew.previous,
          anew.link,
          signature && signer ? signer.sign(anew.link) : null,
          act.id,
        ])
      }
      await sql(tx).run('UPDATE entry SET subject = ? WHERE id = ?', ['موضوع آخر', input.id])
      await sql(tx).run('UPDATE book SET lastLink = ? WHERE id = ?', [previous, bookId])
    })
    journal.record({ book: bookId, ...head })
    const result = async (anchors: string[]): Promise<(string | undefined)[]> => {
      const proof = await desk.api.closing.prove({ anchors })
      return [proof.books.find((one) => one.bookId === bookId)?.result, ...proof.anchors.map((one) => one.result)]
    }
    expect(await result([])).toEqual(['whole'])
    expect(await result([printed])).toEqual(['anchor-differs', 'differs'])
    expect(await result([sheet?.head ?? ''])).toEqual(['whole', 'differs'])
    // Cut short behind the sheet, it says that too.
    await db.write((tx) =>
      sql(tx).run('DELETE FROM act WHERE bookId = ? AND position >= ?', [bookId, sheet?.position ?? 0]),
    )
    expect((await result([printed]))[1]).toBe('beyond')
  })
})
