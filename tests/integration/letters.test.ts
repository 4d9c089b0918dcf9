import { execFileSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { sql } from '../../db/core/sql'
import { keyIdOf, printLetterCode } from '../../domain/letters/code'
import { sha256 } from '../../domain/hash'
import { answer } from '../../main/documents/protocol'
import { renderLetter } from '../../main/letters/pdf/letter'
import { changesOf, comparedFirst } from '../../domain/letters/changes'
import { letterContentValue } from '../../contract/letters'
import { sealed, sealOf } from '../../main/letters/seal'
import { stampWaiting } from '../../main/letters/signature/office-signature'
import { lyonReply } from '../../main/pdf/testing/letters'
import { NAME, openAuthority, PASSPHRASE } from '../fixtures/authority'
import { addUser, closeDesks, entryInput, logIn, officeDesk, type TestDesk } from '../fixtures/office'
import { blankCard } from '../sync/stories'

afterEach(closeDesks)

async function office(change: Parameters<typeof officeDesk>[0] = {}): Promise<TestDesk> {
  const desk = await officeDesk({
    registers: [
      { kind: 'incoming', opening: 407 },
      { kind: 'outgoing', opening: 230 },
    ],
    ...change,
  })
  await addUser(desk, 'karim', ['officer'], 'secret')
  await addUser(desk, 'said', ['headOfOffice'], 'secret')
  await addUser(desk, 'nadia', ['clerk'])
  return desk
}

/** karim drafts a complete reply to an entry that nadia registered. */
async function draft(desk: TestDesk) {
  await logIn(desk, 'nadia')
  const entry = await desk.api.register.register(
    await entryInput(desk, { subject: 'Affectation de deux enseignants d’arabe', reference: 'AML/2026/57' }),
  )
  await logIn(desk, 'karim')
  const id = desk.app.session.desk.newId()
  const letter = await desk.api.letters.reply({ id, entryId: entry.id, secondLanguage: 'fr' })
  const content = {
    ...letter,
    addressee: { ar: 'إلى السيدة خديجة العمراني،\nرئيسة جمعية المغاربة بليون', other: 'À Madame Khadija Amrani' },
    subject: { ar: 'تعيين أستاذين للغة العربية', other: letter.subject.other },
    paragraphs: letter.paragraphs.map((p) =>
      p.ar
        ? p
        : {
            ...p,
            ar: 'وقد تقرر تعيين أستاذين ابتداء من 2027.',
            other: 'Deux enseignants seront affectés à la rentrée 2027.',
          },
    ),
  }
  const saved = await desk.api.letters.save({ id, content, basedOn: letter.updatedAt })
  return { entry, id, saved, content }
}

async function signed(desk: TestDesk) {
  const made = await draft(desk)
  await desk.api.letters.submit({ id: made.id })
  await logIn(desk, 'said')
  const { hash } = await desk.api.letters.preview({ id: made.id })
  await desk.api.letters.sign({ id: made.id, seenHash: hash })
  return made
}

const unit = async (desk: TestDesk) => (await desk.api.office.get({})).units[0]?.id ?? ''
const issue = async (desk: TestDesk, id: string) =>
  desk.api.letters.issue({ id, unitId: await unit(desk), channel: 'registeredPost' })
const fonts = { fontsDir: join(import.meta.dirname, '../../resources/fonts') }
const pdfBytes = async (desk: TestDesk, url: string): Promise<Buffer> =>
  Buffer.from(await (await answer({ url, headers: { get: () => null } }, desk.app.ctx)).arrayBuffer())

const pdfText = async (desk: TestDesk, url: string): Promise<string> => {
  const response = await answer({ url, headers: { get: () => null } }, desk.app.ctx)
  const path = join(mkdtempSync(join(tmpdir(), 'diwan-pdf-')), 'letter.pdf')
  writeFileSync(path, Buffer.from(await response.arrayBuffer()))
  // pdftotext puts direction marks around what runs the other way and turns ص/2026/1 into 2026/1/ص; what the file itself says is
  // proved beside the engine. Here it is enough that the words and digits are those of this letter.
  return execFileSync('pdftotext', [path, '-'], { encoding: 'utf8' }).replace(/[\p{Cf}\s]/gu, '')
}

it('what is being typed is kept at every pause by what differs, without an operation; its writer alone sees it, a kill takes nothing', async () => {
  const desk = await office()
  const { id, saved, content } = await draft(desk)
  const long = 'فقرة طويلة من رسالة في صفحتين. '.repeat(12).trim()
  const whole = {
    ...content,
    paragraphs: Array.from({ length: 10 }, (_, n) => ({
      role: 'free' as const,
      ar: `${n} ${long}`,
      other: `${n} ${long}`,
    })),
  }
  const outbox = async (): Promise<number> =>
    (
      await sql(desk.app.session.desk.db.read).one<{ n: number }>(
        'SELECT coalesce(sum(length(operation)), 0) AS n FROM outbox',
      )
    )?.n ?? 0
  const before = await outbox()
  const { updatedAt } = await desk.api.letters.save({ id, content: whole, basedOn: saved.updatedAt })
  const bySaving = (await outbox()) - before
  const typing = structuredClone(whole)
  typing.paragraphs[6] = { role: 'free', ar: `6 كلمة ${long}`, other: `6 ${long}` }
  const kept = await desk.api.letters.save({ id, content: typing, basedOn: updatedAt, hereOnly: true })
  expect(kept.updatedAt).toBe(updatedAt)
  expect(await outbox()).toBe(before + bySaving)
  const row = await sql(desk.app.session.desk.db.read).one<{ n: number }>(
    "SELECT length(content) AS n FROM ownWords WHERE key LIKE '% typed'",
  )
  expect(bySaving).toBeGreaterThan(7_000)
  expect(row?.n).toBeLessThan(100)
  // The page shows it: what would be signed is another text than the one that is saved.
  const mine = await desk.api.letters.preview({ id })
  await logIn(desk, 'said')
  expect((await desk.api.letters.own({ id })).typed).toBeNull()
  expect((await desk.api.letters.preview({ id })).hash).not.toBe(mine.hash)

  const again = await desk.restart()
  await logIn(again, 'karim')
  const { typed } = await again.api.letters.own({ id })
  expect(typed).toMatchObject({ over: updatedAt, content: { paragraphs: typing.paragraphs } })
  expect((await again.api.letters.get({ id })).paragraphs[6]?.ar).toBe(whole.paragraphs[6]?.ar)
  await expect(
    again.api.letters.save({ id, content: typing, basedOn: updatedAt - 1, hereOnly: true }),
  ).rejects.toMatchObject({ code: 'stale' })
  await again.api.letters.save({ id, content: typing, basedOn: updatedAt })
  expect((await again.api.letters.own({ id })).typed).toBeNull()
  await again.api.letters.submit({ id })
  await expect(
    again.api.letters.save({
      id,
      content: whole,
      basedOn: (await again.api.letters.get({ id })).updatedAt,
      hereOnly: true,
    }),
  ).rejects.toMatchObject({ code: 'letter-frozen' })
})

describe('a bilingual reply', () => {
  it('goes its whole way: drafted, signed by a second person, numbered, one PDF kept by hash (A4, W2, C4)', async () => {
    const desk = await office()
    const { entry, id } = await signed(desk)
    expect(await desk.api.letters.get({ id })).toMatchObject({
      state: 'signed',
      numberText: null,
      signedByNames: { ar: 'said' },
    })
    await logIn(desk, 'nadia')
    const issued = await issue(desk, id)
    expect(issued).toMatchObject({ state: 'issued', numberText: 'ص/2026/00230' })
    const text = await pdfText(desk, issued.pdfUrl ?? '')
    for (const part of ['2026/00230', '2026/00407', 'AML/2026/57', 'Deuxenseignants', 'أستاذين', 'said'])
      expect(text).toContain(part)
    const out = await desk.api.register.get({ id: issued.issuedEntryId ?? '' })
    expect(out).toMatchObject({ kind: 'outgoing', replyTo: { id: entry.id }, letterId: id })
    expect(out.files).toMatchObject([{ mediaType: 'application/pdf', present: true }])
    expect(await desk.api.register.get({ id: entry.id })).toMatchObject({
      status: 'answered',
      answeredBy: [{ numberText: 'ص/2026/00230' }],
    })
  })

  it('nobody signs their own draft (A4), unless the office’s policy for two people says so', async () => {
    const desk = await office()
    await addUser(desk, 'both', ['officer', 'headOfOffice'], 'secret').catch(() => undefined)
    const { entry } = await draft(desk)
    await logIn(desk, 'both')
    const id = desk.app.session.desk.newId()
    const letter = await desk.api.letters.reply({ id, entryId: entry.id, secondLanguage: 'es' })
    const paragraphs = letter.paragraphs.map((p) => ({ ...p, ar: p.ar || 'نص', other: p.other || 'texto' }))
    const content = { ...letter, paragraphs, addressee: { ar: 'س', other: 'x' }, subject: { ar: 'س', other: 'x' } }
    await desk.api.letters.save({ id, content, basedOn: letter.updatedAt })
    await desk.api.letters.submit({ id })
    const { hash } = await desk.api.letters.preview({ id })
    expect((await desk.api.letters.get({ id })).maySign).toBe(false)
    await expect(desk.api.letters.sign({ id, seenHash: hash })).rejects.toMatchObject({ code: 'own-draft' })
    await logIn(desk, 'admin')
    await desk.api.office.update({ ...(await desk.api.office.get({})), ownApprovalAllowed: true })
    await logIn(desk, 'both')
    expect((await desk.api.letters.sign({ id, seenHash: hash })).state).toBe('signed')
  })

  it('signed text is frozen; what was signed is what was seen (W2)', async () => {
    const desk = await office()
    const { id, content } = await draft(desk)
    await desk.api.letters.submit({ id })
    const letter = await desk.api.letters.get({ id })
    await expect(desk.api.letters.save({ id, content, basedOn: letter.updatedAt })).rejects.toMatchObject({
      code: 'letter-frozen',
    })
    await logIn(desk, 'said')
    const { hash } = await desk.api.letters.preview({ id })
    await expect(desk.api.letters.sign({ id, seenHash: sha256('another page') })).rejects.toMatchObject({
      code: 'letter-superseded',
    })
    await expect(desk.api.letters.issue({ id, unitId: await unit(desk), channel: 'post' })).rejects.toMatchObject({
      code: 'forbidden',
    })
    await desk.api.letters.sign({ id, seenHash: hash })
    await expect(desk.api.letters.sign({ id, seenHash: hash })).rejects.toMatchObject({ code: 'letter-frozen' })
    // Even beside the program: a changed text no longer fits its signature and gets no number.
    await desk.app.session.desk.db.write((tx) =>
      sql(tx).run(`UPDATE letter SET content = json_set(content, '$.subject.ar', 'مزور')`),
    )
    await logIn(desk, 'nadia')
    await expect(issue(desk, id)).rejects.toMatchObject({ code: 'letter-superseded' })
  })

  it('a refusal returns it with a reason, and it can be changed again', async () => {
    const desk = await office()
    const { id, content } = await draft(desk)
    await desk.api.letters.submit({ id })
    await logIn(desk, 'said')
    expect(await desk.api.letters.returnToDraft({ id, reason: 'التاريخ ناقص' })).toMatchObject({
      state: 'returned',
      returned: { reason: 'التاريخ ناقص', byNames: { ar: expect.any(String) } },
    })
    await logIn(desk, 'karim')
    const letter = await desk.api.letters.get({ id })
    expect((await desk.api.letters.save({ id, content, basedOn: letter.updatedAt })).state).toBe('returned')
    await expect(desk.api.letters.save({ id, content, basedOn: letter.updatedAt })).rejects.toMatchObject({
      code: 'stale',
    })
  })

  it('issuing twice takes one number; before the signature none is given (W2, N2)', async () => {
    const desk = await office()
    const { id } = await draft(desk)
    await desk.api.letters.submit({ id })
    await logIn(desk, 'nadia')
    await expect(issue(desk, id)).rejects.toMatchObject({ code: 'letter-not-signed' })
    await logIn(desk, 'said')
    await desk.api.letters.sign({ id, seenHash: (await desk.api.letters.preview({ id })).hash })
    await logIn(desk, 'nadia')
    const both = await Promise.all([issue(desk, id), issue(desk, id)])
    expect(both.map((l) => l.numberText)).toEqual(['ص/2026/00230', 'ص/2026/00230'])
    expect(
      await sql(desk.app.session.desk.db.read).one(
        `SELECT count(*) AS n FROM file WHERE mediaType = 'application/pdf'`,
      ),
    ).toEqual({ n: 1 })
  })

  it('killed between number and PDF: the number stands, the PDF is made at the next opening, the same to the byte', async () => {
    let desk = await office()
    const { id } = await signed(desk)
    await logIn(desk, 'nadia')
    const issued = await issue(desk, id)
    const before = await sql(desk.app.session.desk.db.read).one<{ sha256: string }>(
      'SELECT sha256 FROM file WHERE id = ?',
      [issued.pdfUrl?.split('/').at(-1) ?? ''],
    )
    await desk.app.session.desk.db.write(async (tx) => {
      await sql(tx).run('UPDATE letter SET pdfFileId = NULL')
      await sql(tx).run('DELETE FROM file')
    })
    desk = await desk.restart()
    await logIn(desk, 'nadia')
    await expect.poll(async () => (await desk.api.letters.get({ id })).pdfUrl, { timeout: 20_000 }).not.toBeNull()
    expect(await sql(desk.app.session.desk.db.read).all('SELECT sha256 FROM file')).toEqual([before])
    expect((await desk.api.letters.get({ id })).numberText).toBe('ص/2026/00230')
  })

  it('its code says what became of it, offline: whole and issued, never given, cancelled since, another text, a key nobody knows', async () => {
    const desk = await office()
    const { id } = await signed(desk)
    await logIn(desk, 'nadia')
    const issued = await issue(desk, id)
    const { device } = desk.app.session.desk
    const code = {
      number: issued.numberText ?? '',
      date: '2026-11-20',
      sender: 'مكتب الضبط',
      frozen: issued.frozenHash ?? '',
      pages: 1,
      keyId: keyIdOf(device.id),
    }
    const verdict = async (change: Partial<typeof code> = {}, sign = device.sign) =>
      (await desk.api.letters.verify({ payload: printLetterCode({ ...code, ...change }, sign) })).verdict
    expect(await verdict()).toBe('genuine')
    expect(await verdict({ frozen: sha256('another text') })).toBe('differs')
    expect(await verdict({}, () => 'AAAA')).toBe('differs')
    expect(await verdict({ number: 'ص/2026/00001' })).toBe('never-given')
    expect(await verdict({ number: 'ص/2026/00999' })).toBe('not-here')
    expect(await verdict({ keyId: '0123456789ab' })).toBe('unknown-key')
    expect(await desk.api.letters.verify({ payload: 'https://example.org' })).toMatchObject({
      verdict: 'misread',
      number: null,
    })
    const pdf = await pdfBytes(desk, issued.pdfUrl ?? '')
    const ofFile = async (bytes: Buffer) =>
      (await desk.api.letters.verifyFile({ pdf: bytes.toString('base64') })).verdict
    expect(await ofFile(pdf)).toBe('genuine')
    // Any byte, and anything behind the last one.
    for (const at of [20, 3_000, Math.floor(pdf.length / 2), pdf.length - 3]) {
      const other = Buffer.from(pdf)
      other[at] = (other[at] ?? 0) ^ 1
      expect(await ofFile(other), `byte ${at}`).toBe('changed')
    }
    expect(await ofFile(Buffer.concat([pdf, Buffer.from('\n9 0 obj\n<< >>\nendobj\n')]))).toBe('changed')
    // The page of another text, with this letter's code and seal copied onto it.
    const payload = sealOf(pdf)?.code ?? ''
    const forged = await renderLetter({ ...lyonReply(), qr: { payload, caption: { ar: 'رمز', other: 'code' } } }, fonts)
    const seal = /\(DIWAN-PROOF1:[^)]+\)/.exec(pdf.toString('latin1'))?.[0] ?? ''
    const copied = Buffer.from(
      forged.bytes.toString('latin1').replace(/\(DIWAN-PROOF1:[^)]+\)/, () => seal),
      'latin1',
    )
    expect(copied.includes(seal)).toBe(true)
    expect(await ofFile(copied)).toBe('changed')
    expect(await ofFile(sealed(forged.bytes, () => 'A'.repeat(86) + '=='))).toBe('changed')
    expect(await ofFile(Buffer.from('%PDF-1.7'))).toBe('unsigned')
    await logIn(desk, 'admin')
    await desk.api.register.cancel({ id: issued.issuedEntryId ?? '', reason: 'أرسلت خطأ' })
    expect(await verdict()).toBe('cancelled')
    expect(await ofFile(pdf)).toBe('cancelled')
  })

  it('bears the office’s signature, made with a certificate only an administrator imports; its time stamp comes when the server answers (W2)', async () => {
    const authority = await openAuthority()
    try {
      const desk = await office()
      const p12 = authority.read('office.p12').toString('base64')
      const { id } = await signed(desk)
      await logIn(desk, 'nadia')
      for (const call of [
        () => desk.api.letters.certificate({}),
        () => desk.api.letters.importCertificate({ p12, passphrase: PASSPHRASE }),
        () => desk.api.letters.removeCertificate({}),
        () => desk.api.letters.stampServer({ url: null }),
      ])
        await expect(call()).rejects.toMatchObject({ code: 'forbidden' })
      await logIn(desk, 'admin')
      expect(await desk.api.letters.certificate({})).toMatchObject({ state: 'none', certificate: null })
      await expect(desk.api.letters.importCertificate({ p12, passphrase: 'x' })).rejects.toMatchObject({
        code: 'certificate-passphrase',
      })
      const shown = await desk.api.letters.importCertificate({ p12, passphrase: PASSPHRASE })
      expect(shown).toMatchObject({ certificate: { subject: `${NAME}, Royaume du Maroc, MA` } })
      expect(JSON.stringify(shown)).not.toContain('PRIVATE')
      await expect(desk.api.letters.stampServer({ url: 'http://127.0.0.1:9/' })).rejects.toMatchObject({
        code: 'stamp-server-unreached',
      })
      await desk.api.letters.stampServer({ url: authority.url })
      authority.answers = false
      await logIn(desk, 'nadia')
      const { pdfUrl } = await issue(desk, id)
      const first = await pdfBytes(desk, pdfUrl ?? '')
      await logIn(desk, 'admin')
      const ofFile = async (bytes: Buffer) => desk.api.letters.verifyFile({ pdf: bytes.toString('base64') })
      expect(await ofFile(first)).toMatchObject({ verdict: 'genuine', signatures: [{ state: 'intact' }] })
      expect(await desk.api.letters.certificate({})).toMatchObject({ waiting: 1 })

      authority.answers = true
      const { desk: own } = desk.app.session
      await stampWaiting(own)
      expect(await desk.api.letters.certificate({})).toMatchObject({ waiting: 0 })
      const second = await pdfBytes(desk, (await desk.api.letters.get({ id })).pdfUrl ?? '')
      expect(second.equals(first)).toBe(false)
      expect(await ofFile(second)).toMatchObject({ verdict: 'genuine', signatures: [{ state: 'intact' }] })
      const kept = await sql(own.db.read).all<{ sha256: string }>('SELECT sha256 FROM file ORDER BY version')
      expect(kept.map((file) => file.sha256)).toEqual([first, second].map((bytes) => sha256(bytes)))
      // Changed in what the signature says, behind the seal.
      const forged = Buffer.from(second.toString('latin1').replace('/SigFlags 3', '/SigFlags 1'), 'latin1')
      expect(await ofFile(forged)).toMatchObject({ verdict: 'changed' })
    } finally {
      authority.close()
    }
  })

  it('what was signed is what was seen: letterhead, dates and values stand still, whatever is corrected later (W2)', async () => {
    const desk = await office()
    const { entry, id } = await signed(desk)
    const before = await desk.api.letters.preview({ id })
    await logIn(desk, 'admin')
    await desk.api.office.update({
      ...(await desk.api.office.get({})),
      ministry: { ar: ['وزارة أخرى'], other: ['Un autre ministère'] },
    })
    await desk.api.register.correct({ id: entry.id, field: 'reference', value: 'ZZZ/999', reason: 'خطأ' })
    desk.clock.tick(3 * 24 * 3600_000)
    await logIn(desk, 'nadia')
    expect((await desk.api.letters.preview({ id })).hash).toBe(before.hash)
    const text = await pdfText(desk, (await issue(desk, id)).pdfUrl ?? '')
    expect(text).toContain('AML/2026/57')
    for (const later of ['ZZZ/999', 'Unautreministère']) expect(text).not.toContain(later)
    expect(text).toContain('Département')
    // Issuing adds number, day of issue and code.
    expect(text).toContain('partile23novembre2026')
  })

  it('a change between reading and signing asks to read again: the letterhead, a value, the day', async () => {
    const desk = await office()
    const { entry, id } = await draft(desk)
    await desk.api.letters.submit({ id })
    await logIn(desk, 'said')
    const { hash } = await desk.api.letters.preview({ id })
    await logIn(desk, 'admin')
    await desk.api.register.correct({ id: entry.id, field: 'reference', value: 'ZZZ/999', reason: 'خطأ' })
    await logIn(desk, 'said')
    await expect(desk.api.letters.sign({ id, seenHash: hash })).rejects.toMatchObject({ code: 'letter-superseded' })
  })

  it('after submission its author takes it back; a signed one is voided by whoever signed, with a reason (W2, I1)', async () => {
    const desk = await office()
    const { id, content } = await draft(desk)
    await desk.api.letters.submit({ id })
    expect(await desk.api.letters.get({ id })).toMatchObject({ mayWithdraw: true })
    const back = await desk.api.letters.withdraw({ id })
    expect(back.state).toBe('draft')
    await desk.api.letters.save({ id, content, basedOn: back.updatedAt })
    await desk.api.letters.submit({ id })
    await logIn(desk, 'said')
    await expect(desk.api.letters.withdraw({ id })).rejects.toMatchObject({ code: 'forbidden' })
    await desk.api.letters.sign({ id, seenHash: (await desk.api.letters.preview({ id })).hash })
    expect(await desk.api.letters.get({ id })).toMatchObject({ mayVoid: true, issuesHere: true })
    const voided = await desk.api.letters.void({ id, reason: 'ألغي القرار' })
    expect(voided).toMatchObject({ state: 'void', voided: { reason: 'ألغي القرار' } })
    await logIn(desk, 'nadia')
    await expect(issue(desk, id)).rejects.toMatchObject({ code: 'letter-frozen' })
  })

  it('whoever rewrote a draft does not sign it, though another began it (A4)', async () => {
    const desk = await office()
    await addUser(desk, 'both', ['officer', 'headOfOffice'], 'secret')
    const { id, content, saved } = await draft(desk)
    await logIn(desk, 'both')
    await desk.api.letters.save({ id, content, basedOn: saved.updatedAt })
    await desk.api.letters.submit({ id })
    const { hash } = await desk.api.letters.preview({ id })
    await expect(desk.api.letters.sign({ id, seenHash: hash })).rejects.toMatchObject({ code: 'own-draft' })
  })

  it('the answer to an undated letter does without the date; an empty field is refused in words', async () => {
    const desk = await office()
    await logIn(desk, 'nadia')
    const entry = await desk.api.register.register(await entryInput(desk, { letterDate: null, reference: null }))
    await logIn(desk, 'karim')
    const id = desk.app.session.desk.newId()
    const letter = await desk.api.letters.reply({ id, entryId: entry.id, secondLanguage: 'fr' })
    expect(JSON.stringify(letter.paragraphs)).not.toContain('letterDate')
    const paragraphs = letter.paragraphs.map((p) => ({
      ...p,
      ar: p.ar || 'نص {{letterDate}}',
      other: p.other || 'texte',
    }))
    const both = { ar: 'س', other: 'x' }
    await desk.api.letters.save({
      id,
      content: { ...letter, paragraphs, addressee: both, subject: both },
      basedOn: letter.updatedAt,
    })
    await expect(desk.api.letters.submit({ id })).rejects.toMatchObject({
      code: 'letter-field-empty',
      params: { letterField: 'letterDate' },
    })
  })
})

describe('a page that reads as it was written', () => {
  async function reply(desk: TestDesk, ar: string, other = 'texte') {
    await logIn(desk, 'nadia')
    const entry = await desk.api.register.register(await entryInput(desk, { reference: 'AML/57' }))
    await logIn(desk, 'karim')
    const id = desk.app.session.desk.newId()
    const letter = await desk.api.letters.reply({ id, entryId: entry.id, secondLanguage: 'fr' })
    const pair = { ar: 'س', other: 'x' }
    const paragraphs = [{ role: 'free' as const, ar, other }]
    const content = { ...letter, paragraphs, addressee: pair, subject: pair }
    return { id, save: () => desk.api.letters.save({ id, content, basedOn: letter.updatedAt }) }
  }

  it('characters that no font of the letters has are named before it is submitted, never a box on paper', async () => {
    const desk = await office()
    const { id, save } = await reply(desk, '☐ نعم ✓ لا → التالي ⵜⴰⴳⵍⴷⵉⵜ', 'Nguyễn, Ștefan, ʿAbd al-Raḥmān, 中国')
    await save()
    const refused = await desk.api.letters.submit({ id }).catch((error: unknown) => error)
    expect(refused).toMatchObject({ code: 'letter-glyphs' })
    const named = String((refused as { params: Record<string, unknown> }).params['characters'])
    for (const character of ['中', '国']) expect(named).toContain(character)
    for (const character of ['ʿ', 'ḥ', 'ن', 'ⵜ', '☐', 'ễ']) expect(named).not.toContain(character)
    expect((await desk.api.letters.get({ id })).state).toBe('draft')
  })

  it('a typed telephone number and typed dates keep their order in an Arabic sentence', async () => {
    const desk = await office()
    const typed = 'للاتصال: 0537-76-12-34 أو +212 5 37 76 12 34، من 2026-11-21 إلى 2026-12-05'
    const { id, save } = await reply(desk, typed)
    await save()
    const { url } = await desk.api.letters.preview({ id })
    const text = await pdfText(desk, url)
    // pdftotext gives what is drawn, from left to right, for each run of figures.
    for (const number of ['0537-76-12-34', '+212537761234', '2026-11-21', '2026-12-05']) expect(text).toContain(number)
    expect((await desk.api.letters.submit({ id })).state).toBe('submitted')
  })

  it('a break of Word is a line break in a paragraph', async () => {
    const desk = await office()
    const { save } = await reply(desk, 'سطر\u000bثان\u0000', 'ligne\u0085deux')
    expect((await save()).paragraphs[0]).toMatchObject({ ar: 'سطر\nثان', other: 'ligne\ndeux' })
  })
})

describe('print of an entry', () => {
  it('is a PDF in the reader’s language, for its reader only', async () => {
    const desk = await office()
    await logIn(desk, 'nadia')
    const entry = await desk.api.register.register(await entryInput(desk, { reference: '1183-24' }))
    const { url } = await desk.api.register.print({ id: entry.id })
    const text = await pdfText(desk, url)
    expect(text).toContain('2026/00407')
    expect(text).toContain('1183-24')
    await desk.api.session.setPreferences({
      language: 'fr',
      digits: 'latn',
      density: 'standard',
      theme: 'system',
      tour: 'done',
    })
    expect(await pdfText(desk, (await desk.api.register.print({ id: entry.id })).url)).toContain('Dated’arrivée')
    await logIn(desk, 'karim')
    expect((await answer({ url, headers: { get: () => null } }, desk.app.ctx)).status).toBe(404)
  })
})

describe('a letter that answers nothing', () => {
  const asked = { secondLanguage: 'en', level: 'ordinary', addressForm: { rank: 'unknown', woman: false } } as const
  const nobody = { contactId: null, name: { ar: '', other: '' } }

  it('in Arabic alone goes its whole way without a word of the other, and its layout is in what is signed (W2, W3)', async () => {
    const desk = await office()
    await logIn(desk, 'karim')
    const id = desk.app.session.desk.newId()
    const made = await desk.api.letters.create({ id, kind: 'attestation', layout: 'arabic', ...asked, ...nobody })
    const again = await desk.api.letters.create({ id, kind: 'note', layout: 'other', ...asked, ...nobody })
    expect(again).toMatchObject({ kind: 'attestation', layout: 'arabic', replyTo: null })
    const content = {
      ...made,
      subject: { ar: 'شهادة عمل', other: '' },
      paragraphs: made.paragraphs.map((p) => (p.ar ? p : { ...p, ar: 'السيدة سلمى تعمل بهذه المصلحة.' })),
      signatureMode: 'byDelegation' as const,
      signerTitle: { ar: 'الكاتبة العامة', other: '' },
    }
    const keep = async (layout: 'arabic' | 'sideBySide'): Promise<string> => {
      const { updatedAt } = await desk.api.letters.get({ id })
      await desk.api.letters.save({ id, content: { ...content, layout }, basedOn: updatedAt })
      return (await desk.api.letters.preview({ id })).hash
    }
    const hash = await keep('arabic')
    expect(await keep('sideBySide')).not.toBe(hash)
    expect(await keep('arabic')).toBe(hash)
    await desk.api.letters.submit({ id })
    await logIn(desk, 'said')
    await desk.api.letters.sign({ id, seenHash: hash })
    await logIn(desk, 'nadia')
    const issued = await issue(desk, id)
    const text = await pdfText(desk, issued.pdfUrl ?? '')
    for (const part of ['شهادة', 'سلمى', 'الكاتبةالعامة', 'وبتفويض']) expect(text).toContain(part)
    expect(text).not.toMatch(/Certificate|undersigned|Enclosures/)
    const entry = await desk.api.register.get({ id: issued.issuedEntryId ?? '' })
    expect(entry).toMatchObject({ subject: 'شهادة عمل', notes: '' })
    // The next one of its author begins as this one was signed.
    await logIn(desk, 'karim')
    const next = await desk.api.letters.create({
      ...{ id: desk.app.session.desk.newId(), kind: 'letter', layout: 'sideBySide' },
      ...{ ...asked, ...nobody },
    })
    expect(next).toMatchObject({ signatureMode: 'byDelegation', signerTitle: { ar: 'الكاتبة العامة' } })
  })

  it('to somebody of the directory is in the form of their rank, under the letterhead of its own language', async () => {
    const desk = await office()
    const card = desk.app.session.desk.newId()
    const { letterhead } = await desk.api.office.get({})
    await desk.api.office.setLetterhead({
      letterhead: { moonOffset: 1, languages: { en: { ministry: ['Department of Letters'], place: 'Rabat Town' } } },
      basedOn: letterhead,
    })
    await desk.api.community.save({ ...blankCard, id: card })
    await logIn(desk, 'karim')
    const create = (contactId: string) =>
      desk.api.letters.create({
        ...{
          id: desk.app.session.desk.newId(),
          kind: 'letter',
          layout: 'other',
          secondLanguage: 'en',
          level: 'ordinary',
        },
        ...{ addressForm: { rank: 'ambassador', woman: true }, contactId, name: { ar: '', other: '' } },
      })
    const made = await create(card)
    expect(made.addresseeId).toBe(card)
    expect(made.addressee.other).toMatch(/^To Her Excellency Ambassador \S/)
    expect(made.paragraphs[0]?.other).toBe('Excellency,')
    const text = await pdfText(desk, (await desk.api.letters.preview({ id: made.id })).url)
    expect(text).toContain('DepartmentofLetters')
    expect(text).toContain('RabatTown')
    await expect(create(desk.app.session.desk.newId())).rejects.toMatchObject({ code: 'not-found' })
    await expect(desk.api.office.setLetterhead({ letterhead, basedOn: letterhead })).rejects.toMatchObject({
      code: 'forbidden',
    })
  })
})

it('what a letter said when it was submitted and returned is kept, and read by whoever may read the letter (A2, W2)', async () => {
  const desk = await office()
  const { id, content } = await draft(desk)
  expect((await desk.api.letters.states({ id })).states).toEqual([])
  await desk.api.letters.submit({ id })
  await logIn(desk, 'said')
  await desk.api.letters.returnToDraft({ id, reason: 'يُراجع' })
  await logIn(desk, 'karim')
  const changed = { ...content, subject: { ...content.subject, ar: 'تعيين ثلاثة أساتذة' } }
  const { updatedAt } = await desk.api.letters.get({ id })
  await desk.api.letters.save({ id, content: changed, basedOn: updatedAt })
  await desk.api.letters.submit({ id })
  const again = await desk.restart()
  await logIn(again, 'said')
  const { states, now } = await again.api.letters.states({ id })
  expect(states.map(({ state, mine, content: { subject } }) => [state, mine, subject.ar])).toEqual([
    ['submitted', false, content.subject.ar],
    ['returned', true, content.subject.ar],
    ['submitted', false, changed.subject.ar],
  ])
  expect(changesOf(states[comparedFirst(states, now)]?.content ?? now, now).map(({ part }) => part)).toEqual([
    'subject',
  ])
  // The same text is kept once.
  const kept = await sql(again.app.session.desk.db.read).one<{ n: number }>(
    'SELECT count(content) AS n FROM letterState',
  )
  expect(kept?.n).toBe(2)
  // What was never changed on its way has nothing to compare once it has left.
  const { id: straight } = await signed(again)
  await logIn(again, 'nadia')
  await issue(again, straight)
  expect((await again.api.letters.states({ id: straight })).states).toEqual([])
})

it('a letter with marks is what it was to an older version: every word, its signs, and the field that says so (W2)', async () => {
  const desk = await office()
  const { id, content } = await draft(desk)
  const text = {
    ar: '1. **الأول**\n2. الثاني\n| البيان | العدد |\n| أساتذة | 2 |',
    other: "# Pièces\n- ''un''\n|# a | b |\n| 1 | < |",
  }
  const marked = {
    ...content,
    marked: true,
    paragraphs: [{ role: 'decision' as const, ...text }, ...content.paragraphs.slice(1)],
  }
  const first = await desk.api.letters.get({ id })
  await desk.api.letters.save({ id, content: marked, basedOn: first.updatedAt })
  const row = await sql(desk.app.session.desk.db.read).one<{ content: string }>(
    'SELECT content FROM letter WHERE id = ?',
    [id],
  )
  // The server's own form of a content, and that of a version that never heard of the field.
  const stored = JSON.parse(row?.content ?? '{}') as { paragraphs: object[] }
  expect(letterContentValue.parse(stored)).toEqual(stored)
  expect(letterContentValue.omit({ marked: true }).parse(stored)).toMatchObject({
    marked: true,
    paragraphs: stored.paragraphs,
  })
  await desk.api.letters.submit({ id })
  await logIn(desk, 'said')
  const { hash } = await desk.api.letters.preview({ id })
  await desk.api.letters.sign({ id, seenHash: hash })
  await logIn(desk, 'nadia')
  const { pdfUrl } = await issue(desk, id)
  const said = await pdfText(desk, pdfUrl ?? '')
  for (const word of ['الأول', 'أساتذة', 'Pièces']) expect(said).toContain(word)
  expect(said).not.toContain('**')
})
