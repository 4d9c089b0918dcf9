import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ContactInput } from '../../contract/community'
import type { Doing, PeopleMapping, PeopleOutcome, PeoplePreview } from '../../contract/people-import'
import { sql } from '../../db/core/sql'
import { undoCutImport } from '../../main/imports/undoing'
import { addUser, closeDesks, entryInput, logIn, officeDesk, type TestDesk } from '../fixtures/office'

/** People from a spreadsheet or vCards: decided in the preview, whole or undone, taken back whole (P1, P3, ADR 054). */
let desk: TestDesk
const folder = mkdtempSync(join(tmpdir(), 'diwan-people-'))
beforeAll(async () => {
  desk = await officeDesk()
  await addUser(desk, 'nadia', ['clerk'])
  await addUser(desk, 'omar', ['clerk'])
  await logIn(desk, 'nadia')
})
afterAll(async () => {
  await closeDesks()
  rmSync(folder, { recursive: true, force: true })
})

const name = (full: string) => ({ full, given: '', father: '', family: '', maiden: '' })
async function card(change: Partial<ContactInput>): Promise<string> {
  const id = desk.app.session.desk.newId()
  const blank = { description: '', phone: '', email: '', address: '', city: '', countryCode: '', notes: '' }
  await desk.api.community.save({ id, kind: 'person', nameAr: name(''), nameLatin: name(''), ...blank, ...change })
  return id
}
const file = (text: string, as = 'people.csv'): string => {
  const path = join(folder, as)
  writeFileSync(path, text)
  return path
}
const csv = (...lines: string[]): string => `\uFEFF${lines.join('\r\n')}\r\n`
async function looked(path: string, change: Partial<PeopleMapping> = {}) {
  const opened = await desk.api.peopleImport.open({ path })
  const mapping = { ...opened.mapping, ...change }
  return { opened, mapping, preview: await desk.api.peopleImport.check({ id: opened.id, mapping }) }
}
type Decided = { sure?: Doing; maybe?: Doing; lines?: Record<number, Doing> }
async function taken(path: string, { sure = 'join', maybe = 'new', lines = {} }: Decided = {}) {
  const { opened, mapping, preview } = await looked(path)
  const decided = Object.entries(lines).map(([line, does]) => ({ line: Number(line), does }))
  const asked = { id: opened.id, mapping, sha256: preview.sha256, seen: preview.seen }
  const outcome: PeopleOutcome = await desk.api.peopleImport.run({ ...asked, otherwise: { sure, maybe }, decided })
  return { preview, outcome, asked }
}
const found = async (text: string): Promise<string[]> =>
  (await desk.api.community.find({ text, kind: null, limit: 50 })).map(({ id }) => id)
const cards = async (): Promise<number> =>
  Number((await sql(desk.app.session.desk.db.read).one<{ n: number }>('SELECT count(*) AS n FROM contact'))?.n)
const newest = async () => (await desk.api.peopleImport.past({}))[0]
const HEAD = 'Nom complet;الاسم الكامل بالعربية;Date de naissance;CIN;Téléphone;Ville;Profession'

describe('people from a spreadsheet (P1)', () => {
  it('are looked at, decided and written; refused rows leave with why; the columns are known the next time', async () => {
    const path = file(
      csv(
        HEAD,
        'Salma Benjelloun;سلمى بنجلون;07/03/1984;BE712345;0661-12 34 56;Lyon;Ingénieure',
        'Karim Idrissi;;31/02/1980;K1;;Paris;',
        ';;;;0612345678;Rabat;',
        'Hind Chraibi;;1979;2.9001E+13;;Lille;',
        'Omar Tazi;;1979;=1+1;٠٦٦٢٣٣٤٤٥٥;Lille;',
      ),
    )
    const before = await cards()
    const { preview } = await looked(path)
    expect(preview).toMatchObject({ rows: 5, accepted: 2, refused: 3, sure: 0, maybe: 0 })
    expect(preview.problems.map(({ reason }) => reason).sort()).toEqual([
      'card-nameless',
      'date-no-such-day',
      'rounded',
    ])
    expect(await cards()).toBe(before)
    const { outcome, asked } = await taken(path)
    expect(outcome).toEqual({ added: 2, joined: 0, left: 0, refused: 3 })
    const [id = ''] = await found('سلمى بنجلون')
    expect(await desk.api.community.get({ id })).toMatchObject({
      ...{
        birthDate: '1984-03-07',
        occupation: 'Ingénieure',
        city: 'Lyon',
        documents: [{ kind: 'nationalId', number: 'BE712345' }],
      },
      phones: [{ number: '+212661123456' }],
    })
    // A formula is text, and never one again.
    const [tazi = ''] = await found('Omar Tazi')
    expect((await desk.api.community.get({ id: tazi })).documents[0]?.number).toBe('=1+1')
    expect((await desk.api.peopleImport.refused({ id: asked.id, mapping: asked.mapping })).name).toBe(
      'people-refused.csv',
    )
    expect((await looked(path)).opened.remembered).toBe(true)
    expect(await newest()).toMatchObject({ name: 'people.csv', added: 2, joined: 0, cards: 2, own: true, undone: null })
  })

  it('who is there already is added to, made anew or left out, as is said of each or of all (P3)', async () => {
    const id = await card({ nameLatin: name('Fatima Alaoui'), birthDate: '1970-05-04', documents: [doc('AB123456')] })
    const path = file(
      csv(
        HEAD,
        'ALAOUI Fatima;فاطمة العلوي;04/05/1970;AB123456;0661998877;Nantes;Juge',
        'Fatima Alaoui;;04/05/1970;AB123456;0522001122;;',
        'Yassine Berrada;ياسين برادة;01/02/1990;CD777777;;Metz;',
        'Yassin Berrada;;01/02/1990;CD777777;0661000000;Metz;',
        'Imane Sefrioui;;;EF1;;Metz;',
      ),
      'alike.csv',
    )
    const { preview } = await looked(path)
    expect(preview).toMatchObject({ accepted: 5, sure: 3 })
    const of = (line: number): PeoplePreview['alike'][number] | undefined =>
      preview.alike.find((one) => one.line === line)
    expect([of(2)?.hit?.id, of(3)?.hit?.id, of(5)?.otherLine]).toEqual([id, id, 4])
    expect(of(2)?.reasons.map(({ reason }) => reason)).toContain('document-same')
    const { outcome } = await taken(path, { lines: { 3: 'leave' } })
    expect(outcome).toEqual({ added: 2, joined: 1, left: 2, refused: 0 })
    // What the card did not say is there; what it said stands; who said so is in its life.
    expect(await desk.api.community.get({ id })).toMatchObject({
      ...{ nameLatin: { full: 'Fatima Alaoui' }, nameAr: { full: 'فاطمة العلوي' }, city: 'Nantes', occupation: 'Juge' },
      ...{ phones: [{ number: '+212661998877' }], documents: [{ number: 'AB123456' }] },
    })
    // The second row of one person is that person's card.
    const [yassine = '', ...rest] = await found('Berrada')
    expect(rest).toEqual([])
    expect((await desk.api.community.get({ id: yassine })).phones).toMatchObject([{ number: '+212661000000' }])
    expect((await taken(path, { sure: 'leave', maybe: 'leave' })).outcome).toMatchObject({
      added: 0,
      joined: 0,
      left: 5,
    })
    expect(
      (await taken(path, { sure: 'new', lines: { 2: 'leave', 3: 'leave', 5: 'leave', 6: 'leave' } })).outcome.added,
    ).toBe(1)
  })

  it('is taken back whole: untouched cards go and are found and counted nowhere; what was used or corrected stays', async () => {
    const id = await card({ nameLatin: name('Nabil Ouazzani'), birthDate: '1961-01-09', documents: [doc('ZZ900900')] })
    const path = file(
      csv(
        HEAD,
        'Nabil Ouazzani;;09/01/1961;ZZ900900;;Dijon;Médecin',
        'Rachida Qorchi;;1950;;;Dijon;',
        'Widad Qorchi;;1955;;;Dijon;',
        'Saad Qorchi;;1957;;;Dijon;',
      ),
      'undone.csv',
    )
    expect((await taken(path)).outcome).toMatchObject({ added: 3, joined: 1 })
    const [used = ''] = await found('Widad Qorchi')
    const [mended = ''] = await found('Saad Qorchi')
    const input = await entryInput(desk)
    await desk.api.register.register({ ...input, correspondentId: used })
    const {
      entries: _e,
      createdAt: _c,
      pending: _p,
      removedAt: _r,
      ...saad
    } = await desk.api.community.get({ id: mended })
    await desk.api.community.save({ ...saad, city: 'Tours', basedOn: saad } as never)
    const one = await newest()
    await logIn(desk, 'omar')
    await expect(desk.api.peopleImport.undo({ id: one?.id ?? '' })).rejects.toMatchObject({ code: 'forbidden' })
    await logIn(desk, 'nadia')
    const [gone = ''] = await found('Rachida Qorchi')
    expect(await desk.api.peopleImport.undo({ id: one?.id ?? '' })).toEqual({ gone: 1, kept: 2, mended: 1 })
    expect((await found('Qorchi')).sort()).toEqual([used, mended].sort())
    expect(await newest()).toMatchObject({ cards: 2, undone: { by: expect.anything() } })
    // What it added elsewhere is taken away again; and what went opens, and comes back.
    expect(await desk.api.community.get({ id })).toMatchObject({
      city: '',
      occupation: '',
      documents: [{ number: 'ZZ900900' }],
    })
    expect((await desk.api.community.get({ id: gone })).removedAt).toBeTypeOf('number')
    await desk.api.peopleImport.putBack({ ids: [gone] })
    expect(await found('Rachida Qorchi')).toEqual([gone])
  })

  it('another file, or another card that may be the same, is said and nothing is written', async () => {
    const path = file(csv(HEAD, 'Mehdi Bouzid;;03/03/1993;MB333;;Brest;'), 'stale.csv')
    const { opened, mapping, preview } = await looked(path)
    const asked = { id: opened.id, mapping, sha256: preview.sha256, seen: preview.seen, decided: [] }
    await card({ nameLatin: name('Mehdi Bouzid'), birthDate: '1993-03-03', documents: [doc('MB333')] })
    const before = await cards()
    const run = () => desk.api.peopleImport.run({ ...asked, otherwise: { sure: 'join', maybe: 'new' } })
    await expect(run()).rejects.toMatchObject({ code: 'import-changed' })
    writeFileSync(path, csv(HEAD, 'Other;;;;;;'))
    await expect(run()).rejects.toMatchObject({ code: 'import-changed' })
    expect(await cards()).toBe(before)
  })

  it('a broken or hostile file says what it is, and nothing half comes in', async () => {
    const wide = csv(
      Array.from({ length: 300 }, (_, i) => (i === 0 ? 'Nom complet' : `col ${letters(i)}`)).join(';'),
      `Wide One${';x'.repeat(299)}`,
    )
    expect((await looked(file(wide, 'wide.csv'))).preview).toMatchObject({ accepted: 1, refused: 0 })
    await expect(desk.api.peopleImport.open({ path: file('BEGIN:VCARD\r\nFN:Cut', 'cut.vcf') })).rejects.toMatchObject({
      code: 'file-damaged',
    })
    await expect(desk.api.peopleImport.open({ path: file('', 'empty.csv') })).rejects.toMatchObject({
      code: 'file-empty',
    })
    await expect(desk.api.peopleImport.open({ path: file('<html><table>', 'page.csv') })).rejects.toMatchObject({
      code: 'file-web-page',
    })
    await expect(desk.api.peopleImport.run({ ...nobody(), id: desk.app.session.desk.newId() })).rejects.toMatchObject({
      code: 'import-gone',
    })
  })

  it('stopped or killed in the middle nothing of it is left, and nothing of it was sent', async () => {
    const path = file(
      csv(HEAD, ...Array.from({ length: 600 }, (_, i) => `Samir Stopped;;;S${i * 7_919};;;`)),
      'stopped.csv',
    )
    const before = await cards()
    const { opened, mapping, preview } = await looked(path)
    const asked = { id: opened.id, mapping, sha256: preview.sha256, seen: preview.seen, decided: [] }
    const running = desk.api.peopleImport.run({ ...asked, otherwise: { sure: 'new', maybe: 'new' } })
    const stopping = (async () => {
      while ((await cards()) < before + 200) await new Promise((resolve) => setTimeout(resolve, 5))
      for (const job of await desk.api.jobs.list({}))
        if (job.state === 'running') await desk.api.jobs.cancel({ id: job.id })
    })()
    await expect(running).rejects.toMatchObject({ code: 'cancelled' })
    await stopping
    expect(await cards()).toBe(before)
    expect(await found('Stopped')).toEqual([])
    await undoCutImport(desk.app.session.desk)
  })
})

describe('people from vCards (P1)', () => {
  it('of a telephone come in like any list', async () => {
    const cards = ['Amal Fassi', 'Zineb Guessous'].map(
      (who, i) =>
        `BEGIN:VCARD\r\nVERSION:3.0\r\nFN:${who}\r\nTEL;TYPE=CELL:066100000${i}\r\nEMAIL:a${i}@example.org\r\nEND:VCARD\r\n`,
    )
    const { preview, outcome } = await taken(file(cards.join(''), 'phone.vcf'))
    expect(preview).toMatchObject({ rows: 2, accepted: 2 })
    expect(preview.lines[0]).toMatchObject({ nameLatin: 'Amal Fassi', kind: 'person' })
    expect(outcome.added).toBe(2)
    const [id = ''] = await found('Zineb Guessous')
    expect(await desk.api.community.get({ id })).toMatchObject({ emails: [{ address: 'a1@example.org' }] })
  })
})

const doc = (number: string) => ({ kind: 'nationalId' as const, number, country: '', issued: '', expires: '' })
const letters = (n: number): string =>
  [...n.toString(26)].map((d) => String.fromCharCode(97 + Number.parseInt(d, 26))).join('')
const nobody = () => ({
  ...{ mapping: { headerRows: 1, columns: [], kind: 'person' as const, dateOrder: 'day' as const }, decided: [] },
  ...{ sha256: '0'.repeat(64), seen: '0'.repeat(64), otherwise: { sure: 'new' as const, maybe: 'new' as const } },
})
