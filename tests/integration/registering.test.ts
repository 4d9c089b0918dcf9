import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { EntryInput } from '../../contract/register'
import { sql } from '../../db/core/sql'
import {
  addUser,
  closeDesks,
  entryInput,
  logIn,
  officeDesk,
  pdfFile,
  startDesk,
  testClock,
  type TestDesk,
} from '../fixtures/office'

afterEach(closeDesks)
const DAY = 24 * 3600_000
const register = async (desk: TestDesk, change: Partial<EntryInput> = {}) =>
  desk.api.register.register(await entryInput(desk, change))
const incoming = async (desk: TestDesk) => (await desk.api.register.registers({}))[0] ?? expect.fail('no register')
const filter = async (desk: TestDesk, text = '', tab: 'all' | 'unanswered' | 'cancelled' = 'all') => ({
  registerId: (await incoming(desk)).id,
  year: 2026,
  tab,
  text,
})
const search = async (desk: TestDesk, text: string) =>
  (await desk.api.register.rows({ ...(await filter(desk, text)), offset: 0, limit: 50 })).map((r) => r.numberText)

describe('registering', () => {
  it('gives register/year/sequence at registration and never to a draft (N1, N2)', async () => {
    const desk = await officeDesk({ registers: [{ kind: 'incoming', opening: 418 }] })
    const { id } = await incoming(desk)
    await desk.api.register.saveDraft({ id: desk.app.session.desk.newId(), registerId: id, body: { subject: 'x' } })
    expect((await desk.api.register.preview({ registerId: id })).numberText).toBe('و/2026/00418')
    expect((await register(desk)).numberText).toBe('و/2026/00418')
    expect((await register(desk)).numberText).toBe('و/2026/00419')
    expect((await desk.api.register.drafts({}))[0]?.body).toEqual({ subject: 'x' })
  })

  it('another desk’s number and that of the registered post stand beside ours, are found, and are corrected by an act (D5, D7, I2)', async () => {
    const desk = await officeDesk()
    const { id, numberText } = await register(desk, { otherNumber: 'م.و/2026/8841', postNumber: 'RR 123 456 789 MA' })
    expect(await desk.api.register.get({ id })).toMatchObject({
      otherNumber: 'م.و/2026/8841',
      postNumber: 'RR 123 456 789 MA',
    })
    expect([await search(desk, '8841'), await search(desk, '789')]).toEqual([[numberText], [numberText]])
    await desk.api.register.correct({ id, field: 'postNumber', value: 'RR 123 456 780 MA', reason: 'سهو' })
    const { acts } = await desk.api.register.get({ id })
    expect(acts.at(-1)?.detail).toMatchObject({
      field: 'postNumber',
      before: 'RR 123 456 789 MA',
      after: 'RR 123 456 780 MA',
    })
    expect([await search(desk, '780'), await search(desk, '789')]).toEqual([[numberText], []])
    const { id: registerId } = await incoming(desk)
    expect(await desk.api.register.verify({ registerId, year: 2026 })).toMatchObject([{ result: 'whole' }])
  })

  it('the draft goes with the entry, in the one transaction: neither is ever there with the other', async () => {
    const desk = await officeDesk()
    const input = await entryInput(desk)
    const [draft, { db }] = [
      { id: input.id, registerId: input.registerId, body: { subject: 'x' } },
      desk.app.session.desk,
    ]
    await desk.api.register.saveDraft(draft)
    await expect(desk.api.register.register({ ...input, subject: '' })).rejects.toMatchObject({
      code: 'subject-missing',
    })
    expect(await desk.api.register.drafts({})).toHaveLength(1)
    const write = vi.spyOn(db, 'write')
    await desk.api.register.register(input)
    // What this PC does by itself meanwhile (main/jobs/duties.ts) is written in between, and is not of it.
    expect(write.mock.calls.filter(([, turn]) => turn !== 'spare')).toHaveLength(1)
    expect(await desk.api.register.drafts({})).toEqual([])
  })

  it('twice with one id is one entry and one number (N3)', async () => {
    const desk = await officeDesk()
    const input = await entryInput(desk)
    const both = await Promise.all([desk.api.register.register(input), desk.api.register.register(input)])
    expect(both.map((e) => e.numberText)).toEqual(['و/2026/00001', 'و/2026/00001'])
    expect((await register(desk)).numberText).toBe('و/2026/00002')
  })

  it('two clerks pressing together take consecutive numbers, and a refused one takes none (N3)', async () => {
    const desk = await officeDesk()
    const results = await Promise.allSettled(
      Array.from({ length: 12 }, (_, i) => register(desk, i % 3 === 2 ? { subject: '' } : {})),
    )
    const seqs = results.flatMap((r) => (r.status === 'fulfilled' ? [r.value.number.seq] : []))
    expect(seqs.sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
    expect((await desk.api.register.outline(await filter(desk))).continuity).toMatchObject([
      { first: 1, last: 8, whole: true },
    ])
  })

  it('whatever is typed, numbers stay without gap or double and the chain whole (N3, I5)', async () => {
    const desk = await officeDesk()
    const typed = fc.record({
      subject: fc.constantFrom('', 'الموضوع 2024/15', 'Objet', null),
      level: fc.constantFrom('ordinary' as const, 'secret' as const),
      back: fc.nat(5000),
    })
    await fc.assert(
      fc.asyncProperty(typed, async ({ subject, level, back }) => {
        desk.clock.tick(1000 - back)
        await register(desk, { subject, level }).catch(() => undefined)
      }),
      { numRuns: 25 },
    )
    const [verdict] = await desk.api.register.verify({ registerId: (await incoming(desk)).id, year: 2026 })
    expect(verdict?.result).toBe('whole')
    const all = await desk.api.register.rows({ ...(await filter(desk)), offset: 0, limit: 200 })
    expect(all.map((r) => r.number.seq)).toEqual(Array.from({ length: all.length }, (_, i) => all.length - i))
  })

  it('an empty subject, a letter of tomorrow, an unknown register change nothing (C1, C2)', async () => {
    const desk = await officeDesk()
    await expect(register(desk, { subject: '' })).rejects.toMatchObject({ code: 'subject-missing' })
    await expect(register(desk, { letterDate: '2026-11-25' })).rejects.toMatchObject({ code: 'letter-date-in-future' })
    await expect(register(desk, { letterDate: '2026-02-30' })).rejects.toMatchObject({ code: 'invalid-input' })
    await expect(register(desk, { registerId: desk.app.session.desk.newId() })).rejects.toMatchObject({
      code: 'not-found',
    })
    // A control character is not refused but dropped (contract/typed.ts).
    expect((await register(desk, { subject: 'a\u0000b' })).subject).toBe('ab')
    expect((await register(desk)).number.seq).toBe(2)
  })

  it('a letter dated after its arrival warns and does not refuse (C1)', async () => {
    const desk = await officeDesk()
    const input = await entryInput(desk, { letterDate: '2026-11-20', arrivalAt: desk.clock.now() - 3 * DAY })
    expect((await desk.api.register.check(input)).warnings).toEqual(['letter-after-arrival'])
    expect((await desk.api.register.register(input)).number.seq).toBe(1)
  })

  it('a second copy is shown before it is saved, and linked to the first (C3)', async () => {
    const desk = await officeDesk()
    const id = desk.app.session.desk.newId()
    const blank = { full: '', given: '', father: '', family: '', maiden: '' }
    const rest = { description: '', phone: '', email: '', address: '', city: '', countryCode: '', notes: '' }
    await desk.api.community.save({
      id,
      kind: 'entity',
      nameAr: blank,
      nameLatin: { ...blank, full: 'Association de Lyon' },
      ...rest,
    })
    const first = await register(desk, { correspondentId: id, reference: 'AML/2026/57' })
    const again = await entryInput(desk, { correspondentId: id, reference: 'AML/2026/57' })
    expect((await desk.api.register.check(again)).duplicates).toMatchObject([
      { entry: { numberText: first.numberText }, reason: 'reference' },
    ])
    expect((await desk.api.register.register({ ...again, secondCopyOfId: first.id })).secondCopyOfId).toBe(first.id)
  })

  it('is found by its words, folded, in either script, by number and by sender (P2)', async () => {
    const desk = await officeDesk()
    const one = await register(desk, {
      subject: 'إحالة ملفات المُتقاعدين بليون رقم ٤٥/٢٠٢٦ (dossiers de retraite)',
      reference: 'MRS/26/2290',
    })
    await register(desk, { subject: 'شيء آخر' })
    for (const text of ['احاله', 'متقاعدين', 'ليون', '45/2026', 'Dossiers RETRAITE', '2290', 'MRS/26', '00001'])
      expect(await search(desk, text)).toEqual([one.numberText])
    expect(await search(desk, 'غير موجود')).toEqual([])
    expect(await search(desk, '***')).toEqual([])
  })
})

describe('the clock (N4, N5)', () => {
  it('set back: entries stay in order, and what the clock said is kept', async () => {
    const desk = await officeDesk()
    const first = await register(desk)
    desk.clock.tick(-3 * 3600_000)
    const second = await register(desk)
    expect(second.registeredAt).toBe(first.registeredAt)
    expect(second.number.seq).toBe(2)
  })

  it('a jump of more than a day asks for the day, and the answer is an act of the book', async () => {
    const desk = await officeDesk()
    await register(desk)
    desk.clock.tick(3 * DAY)
    desk.clock.jump = 3 * DAY
    const input = await entryInput(desk)
    await expect(desk.api.register.register(input)).rejects.toMatchObject({
      code: 'clock-jumped',
      params: { date: '2026-11-23' },
    })
    await expect(desk.api.register.register({ ...input, confirmDate: '2026-11-22' })).rejects.toMatchObject({
      code: 'clock-jumped',
    })
    expect((await desk.api.register.register({ ...input, confirmDate: '2026-11-23' })).number.seq).toBe(2)
    expect((await desk.api.register.verify({ registerId: input.registerId, year: 2026 }))[0]).toMatchObject({
      result: 'whole',
      acts: 4,
    })
  })

  it('the first entry of January opens the new year’s book at 1, in the office’s time zone (N1, N5)', async () => {
    const clock = testClock(Date.UTC(2026, 11, 31, 22, 55))
    const desk = await officeDesk(
      { timeZone: 'Africa/Casablanca', registers: [{ kind: 'incoming', opening: 900 }] },
      { clock },
    )
    expect((await register(desk)).numberText).toBe('و/2026/00900')
    clock.tick(10 * 60_000) // 00:05 in Rabat, 23:05 UTC
    const first = await register(desk, { letterDate: '2026-12-20' })
    expect(first).toMatchObject({ numberText: 'و/2027/00001', businessDate: '2027-01-01' })
  })
})

describe('what is registered stays (I1, I2, I3, A4)', () => {
  it('whoever registered does not cancel; another with authority does, and the number and text stay', async () => {
    const desk = await officeDesk()
    await addUser(desk, 'nadia', ['clerk'])
    const own = await register(desk)
    await expect(desk.api.register.cancel({ id: own.id, reason: 'خطأ' })).rejects.toMatchObject({
      code: 'own-entry-cancel',
    })
    await logIn(desk, 'nadia')
    const hers = await register(desk)
    await expect(desk.api.register.cancel({ id: hers.id, reason: 'خطأ' })).rejects.toMatchObject({ code: 'forbidden' })
    await logIn(desk, 'admin')
    const cancelled = await desk.api.register.cancel({ id: hers.id, reason: 'قيد مكرر' })
    expect(cancelled).toMatchObject({
      status: 'cancelled',
      numberText: hers.numberText,
      subject: hers.subject,
      cancellation: { reason: 'قيد مكرر' },
    })
    await expect(desk.api.register.cancel({ id: hers.id, reason: 'x' })).rejects.toMatchObject({
      code: 'already-cancelled',
    })
    expect((await register(desk)).number.seq).toBe(3)
    expect((await desk.api.register.outline(await filter(desk))).cancelled).toBe(1)
  })

  it('a correction keeps old value, author, time and reason; number and date cannot be corrected (I2)', async () => {
    const desk = await officeDesk()
    const entry = await register(desk)
    const after = await desk.api.register.correct({
      id: entry.id,
      field: 'subject',
      value: 'الموضوع الصحيح',
      reason: 'خطأ في النقل',
    })
    expect(after.subject).toBe('الموضوع الصحيح')
    expect(after.acts.at(-1)).toMatchObject({
      kind: 'correction',
      detail: { field: 'subject', before: entry.subject, after: 'الموضوع الصحيح', reason: 'خطأ في النقل' },
    })
    await expect(
      desk.api.register.correct({ id: entry.id, field: 'subject', value: '', reason: 'x' }),
    ).rejects.toMatchObject({ code: 'subject-missing' })
    await expect(
      desk.api.register.correct({ id: entry.id, field: 'numberText' as 'subject', value: 'x', reason: 'x' }),
    ).rejects.toMatchObject({ code: 'invalid-input' })
    expect(await search(desk, 'الصحيح')).toEqual([entry.numberText])
    expect(await search(desk, 'أستاذين')).toEqual([])
  })

  it('a re-scan is a new version; the old one stays (I3)', async () => {
    const desk = await officeDesk()
    const path = pdfFile(desk.folder)
    const scan = await stage(desk, path)
    const entry = await register(desk, { fileIds: [scan.id] })
    const better = await stage(desk, pdfFile(desk.folder, 'better.pdf', 'better'))
    const after = await desk.api.register.rescan({ id: entry.id, replacesFileId: scan.id, fileId: better.id })
    expect(after.files.map((f) => [f.version, f.replacedById])).toEqual([
      [2, null],
      [1, better.id],
    ])
  })

  it('a row changed beside the program is found, and so is a chain cut short (I5)', async () => {
    const desk = await officeDesk()
    for (let i = 0; i < 3; i++) await register(desk)
    const { id: registerId } = await incoming(desk)
    const db = desk.app.session.desk.db
    const second = await db.write(async (tx) => {
      await sql(tx).run(`UPDATE entry SET subject = 'مزور' WHERE seq = 2`)
      return sql(tx).one<{ numberText: string }>('SELECT numberText FROM entry WHERE seq = 2')
    })
    expect(await desk.api.register.verify({ registerId, year: 2026 })).toMatchObject([
      { result: 'altered', at: second?.numberText },
    ])
    await db.write(async (tx) => {
      await sql(tx).run('DELETE FROM act WHERE seq = 3')
      await sql(tx).run('DELETE FROM entry WHERE seq = 3')
    })
    expect(await desk.api.register.verify({ registerId, year: 2026 })).toMatchObject([{ result: 'truncated' }])
  })
})

const stage = (desk: TestDesk, path: string) => desk.api.documents.stage({ path })

describe('who sees what (A1, A2)', () => {
  it('a hidden entry shows that its number exists and nothing else; search, counts and cards do not betray it', async () => {
    const desk = await officeDesk()
    await addUser(desk, 'low', ['clerk'])
    const id = desk.app.session.desk.newId()
    const blank = { full: '', given: '', father: '', family: '', maiden: '' }
    const rest = { description: '', phone: '', email: '', address: '', city: '', countryCode: '', notes: '' }
    await desk.api.community.save({
      id,
      kind: 'person',
      nameAr: { ...blank, full: 'محمد الفاسي' },
      nameLatin: blank,
      ...rest,
    })
    const secret = await register(desk, {
      level: 'secret',
      subject: 'ملف سري للغاية',
      correspondentId: id,
      urgency: 'urgent',
    })
    await logIn(desk, 'low')
    const [row] = await desk.api.register.rows({ ...(await filter(desk)), offset: 0, limit: 10 })
    expect(row).toEqual({
      hidden: true,
      id: secret.id,
      numberText: secret.numberText,
      number: secret.number,
      businessDate: secret.businessDate,
      level: 'secret',
    })
    expect(await search(desk, 'سري')).toEqual([])
    expect((await desk.api.search.everywhere({ text: 'سري', limit: 10 })).hits).toEqual([])
    expect(await desk.api.register.outline(await filter(desk))).toMatchObject({ total: 1, unanswered: 0, urgent: 0 })
    expect((await desk.api.community.get({ id })).entries).toBe(0)
    expect((await desk.api.community.timeline({ id, kinds: ['entry'], limit: 10 })).items).toEqual([])
    await expect(desk.api.register.get({ id: secret.id })).rejects.toMatchObject({ code: 'not-found' })
    await expect(register(desk, { replyToId: secret.id })).rejects.toMatchObject({ code: 'not-found' })
  })
})

describe('faults', () => {
  it('killed after the file and before the row: the bytes are swept, nothing is acknowledged, numbers go on', async () => {
    let desk = await officeDesk()
    const { files, db } = desk.app.session.desk
    const bytes = readFileSync(pdfFile(desk.folder))
    const content = { sha256: createHash('sha256').update(bytes).digest('hex'), size: bytes.length }
    const plain = (at: number, length: number) => Promise.resolve(bytes.subarray(at, at + length))
    await files.ensure(content, [], plain)
    expect(await files.sweep([])).toBe(1)
    await files.ensure(content, [], plain)
    expect(await sql(db.read).all('SELECT * FROM file')).toEqual([])
    desk = await desk.restart()
    await logIn(desk, 'admin')
    expect(await desk.app.session.desk.files.sweep([])).toBe(0)
    expect((await register(desk)).number.seq).toBe(1)
  })

  it('an acknowledged entry is there after the process is killed without closing', async () => {
    const desk = await officeDesk()
    const entry = await register(desk)
    // A copy of the files as a power cut would leave them: no checkpoint, no close.
    const copy = mkdtempSync(join(tmpdir(), 'diwan-cut-'))
    const { cpSync } = await import('node:fs')
    cpSync(desk.folder, copy, { recursive: true, filter: (p) => !p.endsWith('lock.db') && !p.endsWith('-shm') })
    const after = startDesk({ folder: copy, clock: desk.clock })
    await logIn(after, 'admin')
    expect((await after.api.register.get({ id: entry.id })).numberText).toBe(entry.numberText)
    expect((await register(after)).number.seq).toBe(2)
  })

  it('a full disk is said in words, and neither row, number nor outbox operation is half-written', async () => {
    const desk = await officeDesk()
    await register(desk)
    const { db } = desk.app.session.desk
    const before = await sql(db.read).one('SELECT count(*) AS n FROM outbox')
    const pages = await sql(db.read).one<{ page_count: number }>('PRAGMA page_count')
    await db.write((tx) => sql(tx).run(`PRAGMA max_page_count = ${pages?.page_count ?? 1}`))
    const results = await Promise.allSettled(
      Array.from({ length: 10 }, () => register(desk, { notes: 'ن'.repeat(3900) })),
    )
    expect(results.some((r) => r.status === 'rejected' && r.reason.code === 'disk-full')).toBe(true)
    await db.write((tx) => sql(tx).run('PRAGMA max_page_count = 1073741823'))
    const done = results.filter((r) => r.status === 'fulfilled').length
    expect((await register(desk)).number.seq).toBe(2 + done)
    const after = await sql(db.read).one<{ n: number }>('SELECT count(*) AS n FROM outbox')
    expect((after?.n ?? 0) - ((before as { n: number }).n ?? 0)).toBe(2 * (done + 1))
    expect((await desk.api.register.verify({ registerId: (await incoming(desk)).id, year: 2026 }))[0]?.result).toBe(
      'whole',
    )
  })

  it('a second process on the same vault is refused', async () => {
    const desk = await officeDesk()
    const second = startDesk({ folder: desk.folder, clock: desk.clock })
    await expect(logIn(second, 'admin')).rejects.toMatchObject({ code: 'vault-in-use' })
  })
})
