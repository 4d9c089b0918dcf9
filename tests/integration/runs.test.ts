import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RunInput } from '../../contract/runs'
import { sql } from '../../db/core/sql'
import { answer } from '../../main/documents/protocol'
import { addUser, closeDesks, entryInput, logIn, officeDesk, type TestDesk } from '../fixtures/office'

const folder = mkdtempSync(join(tmpdir(), 'diwan-runs-'))
const zip = join(folder, 'each.zip')
let desk: TestDesk
let cards: Record<'amal' | 'badr' | 'shy' | 'never' | 'nowhere', string>
beforeAll(async () => {
  desk = await officeDesk(
    {
      registers: [
        { kind: 'incoming', opening: 1 },
        { kind: 'outgoing', opening: 230 },
      ],
    },
    { chooseSave: async () => zip },
  )
  await addUser(desk, 'karim', ['officer'])
  await addUser(desk, 'said', ['headOfOffice'], 'secret')
  await addUser(desk, 'nadia', ['clerk'])
  await logIn(desk, 'karim')
  cards = {
    amal: await card('أمل الإدريسي', 'Amal El Idrissi', {
      address: '12, rue des Lilas',
      city: 'Lyon',
      countryCode: 'FR',
    }),
    badr: await card('بدر العلوي', 'Badr Alaoui', { address: 'شارع محمد الخامس، 4', city: 'وجدة' }),
    shy: await card('سعاد', 'Souad', {
      address: '3, place Bellecour',
      city: 'Lyon',
      countryCode: 'FR',
      reach: 'discreet',
    }),
    never: await card('فاطمة الزهراء', 'Fatima Zahra', {
      address: 'x 1',
      city: 'Lyon',
      countryCode: 'FR',
      reach: 'never',
    }),
    nowhere: await card('ياسين', 'Yassine', {}),
  }
}, 60_000)
afterAll(async () => {
  await closeDesks()
  rmSync(folder, { recursive: true, force: true })
})

const newId = (): string => desk.app.session.desk.newId()
const name = (full: string) => ({ full, given: '', father: '', family: '', maiden: '' })
async function card(ar: string, latin: string, more: object): Promise<string> {
  const blank = { description: '', phone: '', email: '', address: '', city: '', countryCode: '', notes: '' }
  const input = { id: newId(), kind: 'person' as const, nameAr: name(ar), nameLatin: name(latin), ...blank, ...more }
  return (await desk.api.community.save(input)).id
}
const each = (ar: string, fr: string) => ({ ar, fr, en: '', es: '' })
const body = (ar = 'يسرنا دعوتكم، {{addressee}}', fr = 'Nous vous invitons, {{addressee}}'): RunInput['body'] => ({
  ...{ subject: each('دعوة', 'Invitation'), blocks: [{ role: 'decision', ...each(ar, fr) }], enclosures: [] },
  ...{ urgency: 'routine', level: 'ordinary', signatureMode: 'own' },
})
async function asked(list: RunInput['list'], change: Partial<RunInput> = {}): Promise<RunInput> {
  const template = (await desk.api.templates.list({})).find(({ names }) => names.en === 'Invitation')
  return {
    ...{ id: newId(), name: 'دعوات الصيف', templateId: template?.id ?? '', body: body(), secondLanguage: 'fr' },
    ...{
      addressForm: { rank: 'person', woman: false },
      signerTitle: { ar: '', other: '' },
      byPost: true,
      list,
      ...change,
    },
  } as RunInput
}
async function planned(id: string) {
  return (await desk.api.runs.planned({ id, from: 0, only: 'all' })).rows.map(({ other, refused }) => [
    other,
    refused?.code ?? null,
  ])
}
/** karim makes a run to these cards. */
async function made(ids: string[], change: Partial<RunInput> = {}): Promise<string> {
  await logIn(desk, 'karim')
  const input = await asked({ kind: 'contacts', ids }, change)
  await desk.api.runs.plan(input)
  expect((await desk.api.runs.make({ id: input.id })).failed).toEqual([])
  return input.id
}
async function signed(ids: string[], change: Partial<RunInput> = {}): Promise<string> {
  const id = await made(ids, change)
  await logIn(desk, 'said')
  const { digest } = await desk.api.runs.toSign({ id })
  expect((await desk.api.runs.sign({ id, digest })).failed).toEqual([])
  return id
}
async function issue(id: string) {
  await logIn(desk, 'nadia')
  const unitId = (await desk.api.office.get({})).units[0]?.id ?? ''
  return desk.api.runs.issue({ id, unitId, channel: 'post' })
}
const numbers = async (id: string) => (await desk.api.runs.letters({ id })).rows.map(({ numberText }) => numberText)
async function bytes(url: string): Promise<Buffer> {
  return Buffer.from(await (await answer({ url, headers: { get: () => null } }, desk.app.ctx)).arrayBuffer())
}
async function textOf(url: string, ...args: string[]): Promise<string> {
  const path = join(folder, `${newId()}.pdf`)
  writeFileSync(path, await bytes(url))
  return execFileSync('pdftotext', [...args, path, '-'], { encoding: 'utf8' }).replace(/\p{Cf}/gu, '')
}

describe('a run of letters (mail merge)', () => {
  it('whoever has two cards is reached as the stricter of them says, until they are two again (P3, P4)', async () => {
    await logIn(desk, 'karim')
    const other = await card('فاطمة الزهراء', 'Fatema Zohra', {
      address: '9, rue Neuve',
      city: 'Lille',
      countryCode: 'FR',
    })
    const refused = async () => {
      const input = await asked({ kind: 'contacts', ids: [other] })
      await desk.api.runs.plan(input)
      const [row] = await planned(input.id)
      await desk.api.runs.drop({ id: input.id })
      return row?.[1]
    }
    expect(await refused()).toBeNull()
    await desk.api.community.judge({ keptId: other, otherId: cards.never, verdict: 'same', reason: '' })
    expect(await refused()).toBe('do-not-contact')
    // A file that writes the name of the other card, which says nothing itself, does not get round it either.
    const file = join(folder, 'joined.csv')
    writeFileSync(file, 'nom;adresse;ville\nFatema Zohra;9, rue Neuve;Lille\n')
    const { id: fileId, columns } = await desk.api.runs.open({ path: file })
    const ofFile = await asked({ kind: 'sheet', fileId, columns })
    await desk.api.runs.plan(ofFile)
    expect((await planned(ofFile.id))[0]?.[1]).toBe('do-not-contact')
    await desk.api.runs.drop({ id: ofFile.id })
    const { said } = await desk.api.community.sameness({ id: other })
    await desk.api.community.unjudge({ id: said[0]?.id ?? '' })
    expect(await refused()).toBeNull()
  })

  it('whoever has two cards gets one letter; a search takes whom the list of cards shows, by any spelling (P2, P3)', async () => {
    await logIn(desk, 'karim')
    const other = await card('أمل الادريسي', 'Amel Idrissi', {
      address: '12, rue des Lilas',
      city: 'Lyon',
      countryCode: 'FR',
    })
    await desk.api.community.judge({ keptId: cards.amal, otherId: other, verdict: 'same', reason: '' })
    const plan = async (list: RunInput['list']) => {
      const input = await asked(list)
      await desk.api.runs.plan(input)
      const rows = await planned(input.id)
      await desk.api.runs.drop({ id: input.id })
      return rows
    }
    expect(await plan({ kind: 'contacts', ids: [cards.amal, other] })).toEqual([
      ['Amal El Idrissi', null],
      ['Amel Idrissi', 'run-duplicate'],
    ])
    const text = 'Amaal Alidrisi'
    const shown = (await desk.api.community.find({ text, kind: 'person', limit: 50 })).map(({ nameLatin }) => nameLatin)
    expect(shown).toContain('Amal El Idrissi')
    const found = await plan({ kind: 'search', text, contactKind: 'person' })
    expect(found.map(([who]) => who)).toEqual(shown)
    const { said } = await desk.api.community.sameness({ id: other })
    await desk.api.community.unjudge({ id: said[0]?.id ?? '' })
  })

  it('says who gets none and why before anything is written, and obeys "do not contact" (P4)', async () => {
    await logIn(desk, 'karim')
    const input = await asked({ kind: 'contacts', ids: [...Object.values(cards), cards.amal] })
    const plan = await desk.api.runs.plan(input)
    expect(await planned(input.id)).toEqual([
      ['Amal El Idrissi', null],
      ['Badr Alaoui', null],
      ['Souad', null],
      ['Fatima Zahra', 'do-not-contact'],
      ['Yassine', 'run-no-address'],
      ['Amal El Idrissi', 'run-duplicate'],
    ])
    expect(plan).toMatchObject({ total: 6, ready: 3 })
    const { url, pages } = await desk.api.runs.sample({ id: input.id, at: 1 })
    expect(pages).toBe(1)
    expect(await textOf(url)).toContain('Badr Alaoui')
    expect((await desk.api.letters.list({ tab: 'all' })).rows).toEqual([])
    // By hand, nobody needs an address.
    expect(await desk.api.runs.plan({ ...input, byPost: false })).toMatchObject({ ready: 4 })
    expect(await desk.api.runs.plans({})).toMatchObject([{ id: input.id, ready: 4, begun: false }])
    await desk.api.runs.drop({ id: input.id })
    expect(await desk.api.runs.plans({})).toEqual([])
  })

  it('a text that needs what somebody lacks, or a letter no font has, refuses that one alone', async () => {
    await logIn(desk, 'karim')
    const file = join(folder, 'list.csv')
    const rows = [
      'الاسم;العنوان;المدينة;البلد;المبلغ',
      'خالد;زنقة 1;فاس;المغرب;1200',
      'مريم;زنقة 2;فاس;المغرب;',
      'Li 𒀀;1 rue A;Paris;France;7',
      'فاطمه الزهراء;زنقة 9;فاس;المغرب;3',
      'خالد;زنقة 1;فاس;المغرب;9',
    ]
    writeFileSync(file, `\uFEFF${rows.join('\r\n')}\r\n`)
    const opened = await desk.api.runs.open({ path: file })
    expect(opened.columns).toEqual(['nameAr', 'address', 'city', 'countryCode', 'column1'])
    const list = { kind: 'sheet' as const, fileId: opened.id, columns: opened.columns }
    const input = await asked(list, { body: body('المبلغ {{column1}}', 'Montant {{column1}}') })
    await desk.api.runs.plan(input)
    const { rows: lines } = await desk.api.runs.planned({ id: input.id, from: 0, only: 'all' })
    expect(lines.map(({ refused }) => refused)).toEqual([
      null,
      { code: 'run-field-empty', params: { templateField: 'column1' } },
      { code: 'letter-glyphs', params: { characters: '𒀀' } },
      // P4: a file does not get round a card.
      { code: 'do-not-contact' },
      { code: 'run-duplicate', params: { line: 1 } },
    ])
    // The file is closed; its rows stand in the plan, and another text is asked of them.
    desk = await desk.restart()
    await logIn(desk, 'karim')
    await desk.api.runs.plan({ ...input, body: body() })
    expect((await planned(input.id)).map(([, code]) => code)).toEqual([
      ...[null, null, 'letter-glyphs', 'do-not-contact', 'run-duplicate'],
    ])
    // The columns are remembered for the next file with these headings.
    expect(await desk.api.runs.open({ path: file })).toMatchObject({ remembered: true })
    await desk.api.runs.drop({ id: input.id })
  })

  it('goes its whole way: made, signed by a second person, numbered without gap or double, twice gives none a second number (A4, W2, N2, N3)', async () => {
    const id = await made([cards.amal, cards.badr, cards.shy])
    // A4: nobody signs what they wrote, one letter or a thousand.
    await expect(desk.api.runs.toSign({ id })).rejects.toMatchObject({ code: 'forbidden' })
    await logIn(desk, 'said')
    expect((await desk.api.letters.counts({})).toSign).toBe(0)
    const { count, digest } = await desk.api.runs.toSign({ id })
    expect(count).toBe(3)
    await expect(desk.api.runs.sign({ id, digest: '0'.repeat(64) })).rejects.toMatchObject({
      code: 'letter-superseded',
    })
    expect(await desk.api.runs.sign({ id, digest })).toMatchObject({ done: 3, failed: [] })
    expect(await issue(id)).toMatchObject({ done: 3, failed: [], of: 3 })
    expect(await numbers(id)).toEqual(['ص/2026/00230', 'ص/2026/00231', 'ص/2026/00232'])
    expect(await issue(id)).toMatchObject({ done: 0, of: 0 })
    const run = await desk.api.runs.get({ id })
    expect(run).toMatchObject({ total: 3, printed: 3, answered: 0, standing: { issued: 3, submitted: 0 } })
    // What is of the run is in the register like any letter that leaves.
    const [first] = (await desk.api.runs.letters({ id })).rows
    const letter = await desk.api.letters.get({ id: first?.id ?? '' })
    expect(await desk.api.register.get({ id: letter.issuedEntryId ?? '' })).toMatchObject({
      kind: 'outgoing',
      channel: 'post',
    })
  })

  it('one letter that stumbles leaves the others their numbers, and is tried again', async () => {
    const id = await signed([cards.amal, cards.badr])
    await logIn(desk, 'karim')
    const badr = await desk.api.community.get({ id: cards.badr })
    const { entries: _e, createdAt: _c, pending: _p, ...known } = badr
    // P4: forbidden after it was signed.
    await desk.api.community.save({ ...known, reach: 'never', basedOn: known })
    expect(await issue(id)).toMatchObject({
      done: 1,
      failed: [{ who: 'بدر العلوي', code: 'do-not-contact' }],
      reached: 2,
    })
    await logIn(desk, 'karim')
    await desk.api.community.save({ ...known, reach: null, basedOn: { ...known, reach: 'never' } })
    expect(await issue(id)).toMatchObject({ done: 1, failed: [] })
    expect(await numbers(id)).toEqual(['ص/2026/00233', 'ص/2026/00234'])
  })

  it('a clock in doubt is asked about once, not a letter at a time (N4)', async () => {
    const id = await signed([cards.amal, cards.badr])
    desk.clock.jump = 86_400_000 * 3
    await expect(issue(id)).rejects.toMatchObject({ code: 'clock-jumped' })
    desk.clock.jump = 0
    expect(await issue(id)).toMatchObject({ done: 2, failed: [] })
  })

  it('a making that was cut goes on where it was and makes none twice', async () => {
    await logIn(desk, 'karim')
    const input = await asked({ kind: 'contacts', ids: [cards.amal, cards.badr, cards.shy] })
    await desk.api.runs.plan(input)
    const plan = await sql(desk.app.session.desk.db.read).one<{ body: string; at: number; userId: string }>(
      'SELECT * FROM runPlan WHERE id = ?',
      [input.id],
    )
    await desk.api.runs.make({ id: input.id })
    // As a kill would have left it: the plan still stands, and one of its letters is missing in the list of what was made.
    await desk.app.session.desk.db.write((tx) =>
      sql(tx).run('INSERT INTO runPlan (id, userId, at, body) VALUES (?, ?, ?, ?)', [
        input.id,
        plan?.userId ?? '',
        plan?.at ?? 0,
        plan?.body ?? '',
      ]),
    )
    expect(await desk.api.runs.get({ id: input.id })).toMatchObject({ mayGoOn: true, standing: { submitted: 3 } })
    expect(await desk.api.runs.make({ id: input.id })).toMatchObject({ failed: [] })
    expect((await desk.api.runs.letters({ id: input.id })).rows).toHaveLength(3)
    // What was ordered is not planned anew under its name.
    await expect(desk.api.runs.plan(input)).rejects.toMatchObject({ code: 'stale' })
    await logIn(desk, 'said')
    expect(await desk.api.runs.return({ id: input.id, reason: 'الموضوع ناقص' })).toMatchObject({ done: 3 })
    expect(await desk.api.runs.get({ id: input.id })).toMatchObject({ standing: { returned: 3, submitted: 0 } })
  })

  it('a letter somebody else puts under a run’s name is none of it: nobody signs it in its pile', async () => {
    const id = await made([cards.amal])
    const { desk: inside } = desk.app.session
    const own = newId()
    await desk.api.letters.create({
      ...{ id: own, kind: 'letter', layout: 'sideBySide', secondLanguage: 'fr', level: 'ordinary', contactId: null },
      ...{ addressForm: { rank: 'unknown', woman: false }, name: { ar: 'س', other: 'S' } },
    })
    await inside.db.write((tx) =>
      sql(tx).run(
        `UPDATE letter SET runId = ?, runPlace = 9, state = 'submitted', draftedById = 'another' WHERE id = ?`,
        [id, own],
      ),
    )
    expect((await desk.api.runs.letters({ id })).rows).toHaveLength(1)
    await logIn(desk, 'said')
    expect(await desk.api.runs.toSign({ id })).toMatchObject({ count: 1 })
    await inside.db.write((tx) => sql(tx).run('UPDATE letter SET runId = NULL, runPlace = NULL WHERE id = ?', [own]))
  })

  it('whoever may not see its level finds no run, no letter and no paper of it (A2)', async () => {
    await logIn(desk, 'said')
    const input = await asked({ kind: 'contacts', ids: [cards.amal] }, { body: { ...body(), level: 'secret' } })
    await desk.api.runs.plan(input)
    await desk.api.runs.make({ id: input.id })
    const { id } = input
    // A4: said wrote it, and is the only one here who signs.
    await expect(desk.api.runs.toSign({ id })).rejects.toMatchObject({ code: 'own-draft' })
    const unitId = (await desk.api.office.get({})).units[0]?.id ?? ''
    await logIn(desk, 'karim')
    const { api } = desk
    expect((await api.runs.list({})).rows.map((row) => row.id)).not.toContain(id)
    const calls = [
      () => api.runs.get({ id }),
      () => api.runs.letters({ id }),
      () => api.runs.print({ id, part: 0 }),
      () => api.runs.each({ id }),
      () => api.runs.envelopes({ of: { runId: id, part: 0 }, format: 'dl' }),
      () => api.runs.addressLabels({ of: { runId: id, part: 0 }, format: 'sheet24', start: 0 }),
      () => api.runs.asked({ id }),
      () => api.runs.make({ id }),
    ]
    for (const call of calls) await expect(call()).rejects.toMatchObject({ code: 'not-found' })
    await expect(api.runs.plan(await asked({ kind: 'unanswered', runId: id }))).rejects.toMatchObject({
      code: 'not-found',
    })
    await logIn(desk, 'nadia')
    await expect(api.runs.issue({ id, unitId, channel: 'post' })).rejects.toMatchObject({ code: 'not-found' })
  })

  it('whoever did not answer is written to again, each by what their letter was sent to (C4)', async () => {
    const id = await signed([cards.amal, cards.badr])
    await issue(id)
    const [first] = (await desk.api.runs.letters({ id })).rows
    const letter = await desk.api.letters.get({ id: first?.id ?? '' })
    await desk.api.register.register(await entryInput(desk, { replyToId: letter.issuedEntryId }))
    expect(await desk.api.runs.get({ id })).toMatchObject({ answered: 1 })
    await logIn(desk, 'karim')
    const next = await asked({ kind: 'unanswered', runId: id })
    await desk.api.runs.plan(next)
    expect(await planned(next.id)).toEqual([['Badr Alaoui', null]])
    await desk.api.runs.drop({ id: next.id })
  })

  it('is printed with each letter on a sheet of its own, and saved one by one', async () => {
    const id = await signed([cards.amal, cards.badr, cards.shy])
    await issue(id)
    const printed = await desk.api.runs.print({ id, part: 0 })
    expect(printed).toMatchObject({ made: 3, failed: [], parts: 1 })
    const path = join(folder, 'printed.pdf')
    writeFileSync(path, await bytes(printed.url ?? ''))
    expect(execFileSync('pdfinfo', [path], { encoding: 'utf8' })).toMatch(/Pages:\s+5/)
    const page = (n: number): string =>
      execFileSync('pdftotext', ['-f', String(n), '-l', String(n), path, '-'], { encoding: 'utf8' })
    expect([page(1), page(3), page(5)].map((text) => /Amal|Badr|Souad/.exec(text)?.[0])).toEqual([
      'Amal',
      'Badr',
      'Souad',
    ])
    expect([page(2).trim(), page(4).trim()]).toEqual(['', ''])
    expect(await desk.api.runs.each({ id })).toMatchObject({ letters: 3 })
    expect(existsSync(zip) && statSync(zip).size).toBeGreaterThan(20_000)
    const names = execFileSync('unzip', ['-Z1', zip], { encoding: 'utf8' }).trim().split('\n')
    expect(names).toHaveLength(3)
  })

  it('envelopes and labels say whom and where and nothing else; discreet ones not even who writes (P4)', async () => {
    await logIn(desk, 'karim')
    const one = (id: string, format: 'c5' | 'c6' | 'c65' | 'dl' = 'c5') =>
      desk.api.runs.envelopes({ of: { contactIds: [id] }, format })
    const [amal, shy, badr] = [await one(cards.amal), await one(cards.shy, 'dl'), await one(cards.badr)]
    const text = await textOf(amal.url ?? '', '-layout')
    expect(text.replace(/\s+/g, ' ')).toContain('Amal El Idrissi')
    expect(text).toContain('LYON')
    expect(text).toContain('FRANCE')
    expect(text).toContain('Département')
    expect(await textOf(shy.url ?? '')).not.toMatch(/Département|Rabat|Royaume/)
    // At home, in Arabic, without a country.
    const home = await textOf(badr.url ?? '')
    expect(home).toContain('وجدة')
    expect(home).not.toMatch(/[A-Za-z]/)
    const sheet = await desk.api.runs.addressLabels({
      of: { contactIds: Object.values(cards) },
      format: 'sheet24',
      start: 5,
    })
    expect(sheet).toMatchObject({ made: 3 })
    expect(sheet.failed.map(({ code }) => code).sort()).toEqual(['do-not-contact', 'run-no-address'])
  })
})
