import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ContactInput } from '../../contract/community'
import type { LifeKey, LifeKind } from '../../contract/life'
import { sql } from '../../db/core/sql'
import { addUser, closeDesks, entryInput, logIn, officeDesk, type TestDesk } from '../fixtures/office'

let desk: TestDesk
let folder = ''
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'diwan-records-'))
  desk = await officeDesk({}, { chooseSave: (name) => Promise.resolve(join(folder, name)) })
  await addUser(desk, 'nadia', ['clerk', 'officer'], 'secret')
  await addUser(desk, 'amal', ['clerk'])
  await logIn(desk, 'nadia')
})
afterAll(async () => {
  await closeDesks()
  rmSync(folder, { recursive: true, force: true })
})

const name = (full: string) => ({ full, given: '', father: '', family: '', maiden: '' })
async function card(change: Partial<ContactInput> = {}): Promise<string> {
  const id = desk.app.session.desk.newId()
  const blank = { description: '', phone: '', email: '', address: '', city: '', countryCode: '', notes: '' }
  await desk.api.community.save({
    ...{ id, kind: 'person', nameAr: name('فاطمة العلوي'), nameLatin: name('Fatima Alaoui'), ...blank, ...change },
  })
  return id
}
const found = async (text: string): Promise<string[]> =>
  (await desk.api.community.find({ text, kind: null, limit: 50 })).map(({ id }) => id)
async function life(id: string, kinds: LifeKind[] = [], limit = 200) {
  const items = []
  for (let after: LifeKey | undefined; ;) {
    const page = await desk.api.community.timeline({ id, kinds, limit, ...(after && { after }) })
    items.push(...page.items)
    if (!page.more) return items
    after = page.items.at(-1)
  }
}

describe('the record of a person (P1)', () => {
  it('keeps numbers in one form, and is found by them however typed, by a document and by an e-mail', async () => {
    const id = await card({
      countryCode: 'FR',
      phones: [
        { kind: 'mobile', number: '06 12 34 56 78' },
        { kind: 'home', number: '00212 537-761234' },
      ],
      emails: [{ kind: 'work', address: 'f.alaoui@exemple.fr' }],
      documents: [{ kind: 'passport', number: 'AB 123-456', country: 'MA', issued: '', expires: '2020-01-01' }],
      kinAr: { grandfather: '', mother: 'زبيدة' },
    })
    const kept = await desk.api.community.get({ id })
    expect(kept.phones.map(({ number }) => number)).toEqual(['+33612345678', '+212537761234'])
    // What an older version shows and mends is the preferred one.
    expect([kept.phone, kept.email]).toEqual(['+33 6 12 34 56 78', 'f.alaoui@exemple.fr'])
    for (const typed of ['0612345678', '+33 6 12 34 56 78', '0033612345678', '0537 76 12 34', '٠٥٣٧٧٦١٢٣٤'])
      expect(await found(typed), typed).toEqual([id])
    for (const typed of ['AB123456', 'AB 123-456', 'alaoui@exemple', 'زبيدة'])
      expect(await found(typed), typed).toEqual([id])
  })

  it('what is not said stays as it is: a form that knows fewer facts loses none', async () => {
    const id = await card({ birthDate: '1974', nationalities: ['MA', 'FR'] })
    const { phones: _p, emails: _e, ...before } = await desk.api.community.get({ id })
    const { kind, nameAr, nameLatin, description, phone, email, address, countryCode, notes } = before
    const older = { id, kind, nameAr, nameLatin, description, phone, email, address, countryCode, notes }
    await desk.api.community.save({ ...older, city: 'طنجة' })
    expect(await desk.api.community.get({ id })).toMatchObject({
      ...{ birthDate: '1974', nationalities: ['MA', 'FR'], city: 'طنجة' },
    })
  })

  it('keeps what a newer version put inside a name', async () => {
    const id = await card()
    await desk.app.session.desk.db.write((tx) =>
      sql(tx).run(`UPDATE contact SET nameAr = json_set(nameAr, '$.title', 'الحاجة') WHERE id = ?`, [id]),
    )
    const { entries: _n, createdAt: _c, pending: _p, ...input } = await desk.api.community.get({ id })
    await desk.api.community.save({ ...input, nameAr: { ...input.nameAr, given: 'فاطمة' } })
    const row = await sql(desk.app.session.desk.db.read).one<{ title: string }>(
      `SELECT nameAr ->> '$.title' AS title FROM contact WHERE id = ?`,
      [id],
    )
    expect(row?.title).toBe('الحاجة')
  })

  it('says who corrected what, from what to what; a form that changed nothing says nothing', async () => {
    const id = await card({ city: 'Lyon' })
    const { entries: _n, createdAt: _c, pending: _p, ...input } = await desk.api.community.get({ id })
    await desk.api.community.save(input)
    expect(await life(id)).toEqual([])
    await desk.api.community.save({ ...input, city: 'Paris', birthDate: '1974-03' })
    const [change] = await life(id, ['change'])
    expect(change).toMatchObject({ what: 'change', by: expect.anything() as unknown })
    expect(change?.what === 'change' && change.changes).toEqual(
      expect.arrayContaining([
        { field: 'city', was: 'Lyon', now: 'Paris' },
        { field: 'birthDate', was: null, now: '1974-03' },
      ]),
    )
  })
})

describe('what somebody agreed to (P4)', () => {
  const facts = {
    purpose: 'sharing',
    sharedWith: 'وزارة العدل',
    givenOn: '2026-01-05',
    document: 'استمارة 12',
  } as const
  it('is dated, withdrawn once, and never gone', async () => {
    const contactId = await card()
    const id = desk.app.session.desk.newId()
    await desk.api.community.consent({ id, contactId, ...facts })
    await desk.api.community.consent({ id, contactId, ...facts })
    const early = desk.api.community.withdrawConsent({ id, on: '2026-01-04', how: '' })
    await expect(early).rejects.toMatchObject({ code: 'invalid-input' })
    await desk.api.community.withdrawConsent({ id, on: '2026-02-01', how: 'رسالة' })
    await expect(desk.api.community.withdrawConsent({ id, on: '2026-03-01', how: '' })).rejects.toMatchObject({
      code: 'stale',
    })
    expect(await desk.api.community.consents({ id: contactId })).toMatchObject([
      { ...facts, withdrawnOn: '2026-02-01', withdrawal: 'رسالة' },
    ])
    expect((await life(contactId, ['consent'])).map((one) => one.what === 'consent' && one.withdrawn)).toEqual([
      true,
      false,
    ])
  })
  it('is not given on a day to come, nor by nobody', async () => {
    const contactId = await card()
    const ask = (change: object) =>
      desk.api.community.consent({ id: desk.app.session.desk.newId(), contactId, ...facts, ...change })
    await expect(ask({ givenOn: '2999-01-01' })).rejects.toMatchObject({ code: 'invalid-input' })
    await expect(ask({ contactId: desk.app.session.desk.newId() })).rejects.toMatchObject({ code: 'not-found' })
  })
})

describe('one card, one life', () => {
  it('has entries, receipts and corrections in one order, the same in pages of any size, and hides what is hidden (A2)', async () => {
    const id = await card()
    const hidden = await desk.api.register.register(await entryInput(desk, { correspondentId: id, level: 'secret' }))
    for (let n = 0; n < 3; n++) {
      const entry = await desk.api.register.register(await entryInput(desk, { correspondentId: id }))
      const receipt = { id: desk.app.session.desk.newId(), entryId: entry.id, depositor: 'فاطمة', deadline: null }
      await desk.api.receipts.issue(receipt)
    }
    const { entries: _n, createdAt: _c, pending: _p, ...input } = await desk.api.community.get({ id })
    await desk.api.community.save({ ...input, city: 'فاس' })
    const all = await life(id)
    expect(all.map(({ what }) => what).sort()).toEqual([
      ...['change', 'entry', 'entry', 'entry', 'entry', 'receipt', 'receipt', 'receipt'],
    ])
    expect([...all].sort((a, b) => b.at - a.at).map(({ at }) => at)).toEqual(all.map(({ at }) => at))
    for (const limit of [1, 2, 3]) expect(await life(id, [], limit)).toEqual(all)
    expect((await life(id, ['receipt'])).map(({ what }) => what)).toEqual(['receipt', 'receipt', 'receipt'])

    await logIn(desk, 'amal')
    expect((await life(id)).map((one) => one.id)).not.toContain(hidden.id)
    expect(await life(id)).toHaveLength(7)
    await logIn(desk, 'nadia')
  })

  it('is quick with ten thousand entries', async () => {
    const id = await card()
    const entry = await desk.api.register.register(await entryInput(desk, { correspondentId: id }))
    await desk.app.session.desk.db.write(async (tx) => {
      const columns = (await sql(tx).all<{ name: string }>(`SELECT name FROM pragma_table_info('entry')`)).map(
        (c) => c.name,
      )
      const other: Record<string, string> = {
        id: `printf('00000000-0000-7000-8000-%012d', key)`,
        seq: '100000 + key',
        registeredAt: 'e.registeredAt - key * 1000',
      }
      await sql(tx).run(
        `INSERT INTO entry (${columns.map((c) => `"${c}"`).join()}) SELECT ${columns.map((c) => other[c] ?? `e."${c}"`).join()}
         FROM entry e, (WITH RECURSIVE n(key) AS (SELECT 1 UNION ALL SELECT key + 1 FROM n WHERE key < 10000) SELECT key FROM n) WHERE e.id = ?`,
        [entry.id],
      )
      await sql(tx).run(
        `INSERT INTO receipt (id, entryId, issuedAt, issuedById, deviceId, copy, facts)
         SELECT replace(id, '-7000-', '-7001-'), id, registeredAt + 1, 'x', 'x', 0, '{}' FROM entry WHERE correspondentId = ? AND id LIKE '00000000-%'`,
        [id],
      )
    })
    const took: number[] = []
    for (let after: LifeKey | undefined, n = 0; n < 12; n++) {
      const from = performance.now()
      const page = await desk.api.community.timeline({ id, kinds: [], limit: 60, ...(after && { after }) })
      took.push(performance.now() - from)
      expect(page.items).toHaveLength(60)
      after = page.items.at(-1)
    }
    took.sort((a, b) => a - b)
    console.info(
      `a page of 20,000 items: median ${took[6]?.toFixed(1) ?? ''} ms, worst ${took[11]?.toFixed(1) ?? ''} ms`,
    )
    expect(took[6]).toBeLessThan(250)
  })
})

it.each([
  ['csv', 'Export'],
  ['vcf', 'Export'],
] as const)(
  'the cards of a list are taken along as %s: no formula, nothing but how to reach people (A3)',
  async (format, text) => {
    await card({
      ...{ nameLatin: name(`Formula Export ${format}`), description: '=HYPERLINK("x")', birthDate: '1974' },
      ...{ notes: 'secret note', phones: [{ kind: 'mobile', number: '0661234567' }] },
    })
    const made = await desk.api.community.exportCards({ kind: 'person', text: `${text} ${format}`, format })
    expect(made?.cards).toBe(1)
    const file = readFileSync(join(folder, made?.name ?? ''), 'utf8')
    expect(file).toContain(format === 'csv' ? `"'=HYPERLINK(""x"")"` : 'TITLE:=HYPERLINK')
    expect(file).not.toContain('1974')
    expect(file).not.toContain('secret note')
  },
)

it('a list of nobody is not written; all of a kind are, page by page', async () => {
  const nobody = desk.api.community.exportCards({ kind: 'person', text: 'zzqq nobody', format: 'csv' })
  await expect(nobody).rejects.toMatchObject({ code: 'not-found' })
  const all = await desk.api.community.exportCards({ kind: 'person', text: '', format: 'xlsx' })
  const { length } = await desk.api.community.find({ text: '', kind: 'person', limit: 100 })
  expect(all?.cards).toBe(length)
  expect(Object.keys(unzipSync(readFileSync(join(folder, all?.name ?? ''))))).toContain('xl/worksheets/sheet1.xml')
})

describe('what is known of a person is handed over (P4, A3)', () => {
  it('in one file: paper, contact and data, without what the reader may not see, and it is recorded', async () => {
    const id = await card({ nameLatin: name('Zineb Export'), phones: [{ kind: 'mobile', number: '0661234567' }] })
    const secret = await desk.api.register.register(await entryInput(desk, { correspondentId: id, level: 'secret' }))
    await logIn(desk, 'amal')
    const made = await desk.api.community.exportData({ id })
    const files = unzipSync(readFileSync(join(folder, made?.name ?? '')))
    const named = Object.keys(files).sort()
    expect(named.map((file) => file.slice(-4))).toEqual(expect.arrayContaining(['.pdf', '.vcf', 'json']))
    const text = (ending: string): string =>
      Buffer.from(files[named.find((file) => file.endsWith(ending)) ?? ''] ?? []).toString()
    expect(text('.pdf').slice(0, 5)).toBe('%PDF-')
    expect(text('.vcf')).toContain('TEL;TYPE=CELL,PREF:+212661234567')
    expect(JSON.parse(text('.json'))).toMatchObject({ format: 'diwan-person-1', card: { id }, life: [], consents: [] })
    expect(text('.json')).not.toContain(secret.id)
    const { url } = await desk.api.community.print({ id })
    expect(url).toMatch(/^diwan:\/\/print\//)
    const log = await sql(desk.app.session.desk.db.read).all<{ kind: string }>(
      `SELECT kind FROM securityLog WHERE entity = 'contact' AND rowId = ? ORDER BY position`,
      [id],
    )
    expect(log.map(({ kind }) => kind)).toEqual(['export', 'print'])
    await logIn(desk, 'nadia')
  })
})
