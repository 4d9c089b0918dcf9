import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { baskets } from '../../contract/routing'
import { sql } from '../../db/core/sql'
import { words } from '../../domain/words'
import { answer } from '../../main/documents/protocol'
import { addUser, closeDesks, entryInput, logIn, officeDesk, type Roles, type TestDesk } from '../fixtures/office'

/** Walls around cards, and breaking their glass (P4, A2, A3). */
let desk: TestDesk
let saved = ''
const people: Record<string, string> = {}
let amina = ''
let letter = ''
beforeAll(async () => {
  desk = await officeDesk({}, { chooseSave: async (name) => (saved = join(desk.folder, name)) })
  const some: [string, Roles[number]][] = [
    ...([
      ['salma', 'socialWorker'],
      ['omar', 'socialWorker'],
      ['hind', 'headOfOffice'],
    ] as [string, Roles[number]][]),
    ...([
      ['karim', 'officer'],
      ['nadia', 'clerk'],
    ] as [string, Roles[number]][]),
  ]
  for (const [login, role] of some) people[login] = await addUser(desk, login, [role])
  await logIn(desk, 'nadia')
  amina = await card('أمينة بنعلي', 'Amina Benali', { phone: '+33612345678', city: 'Lyon', countryCode: 'FR' })
  await card('يوسف الرامي', 'Youssef Rami', { countryCode: 'FR' })
  letter = (await desk.api.register.register(await entryInput(desk, { correspondentId: amina, subject: 'طلب حماية' })))
    .id
  await assignedTo('karim')
})
afterAll(closeDesks)
/** Whoever had its letter before the wall stood. */
async function assignedTo(login: string): Promise<void> {
  const asked = { purpose: 'action', instruction: null, text: '', dueOn: null, inOrder: false } as const
  const which = { id: desk.app.session.desk.newId(), entryId: letter, after: null, reason: '' }
  await desk.api.routing.assign({ ...asked, ...which, copies: [], to: [{ kind: 'person', id: me(login) }] })
}

const me = (login: string): string => people[login] ?? ''
async function card(ar: string, latin: string, change: object = {}): Promise<string> {
  const id = desk.app.session.desk.newId()
  const name = (full: string) => ({ full, given: '', father: '', family: '', maiden: '' })
  const facts = { description: '', phone: '', email: '', address: '', city: '', countryCode: '', notes: '', ...change }
  await desk.api.community.save({ id, kind: 'person', nameAr: name(ar), nameLatin: name(latin), ...facts })
  return id
}
const found = async (text: string): Promise<string[]> =>
  (await desk.api.community.find({ text, kind: null, limit: 20 })).map(({ id }) => id)
const logged = async (kind: string): Promise<number> =>
  (
    await sql(desk.app.session.desk.db.read).one<{ n: number }>(
      'SELECT count(*) AS n FROM securityLog WHERE kind = ?',
      [kind],
    )
  )?.n ?? 0
const lines = async () => {
  const [incoming] = await desk.api.register.registers({})
  const filter = { registerId: incoming?.id ?? '', year: 2026, text: '', offset: 0, limit: 50 }
  return desk.api.register.rows({ ...filter, tab: 'all' })
}

describe('P4: a wall around a card', () => {
  it('is raised by who keeps such cases around a card they see, and not by anybody else', async () => {
    const wall = { contactId: amina, keeperId: me('salma'), team: [me('salma')], reason: 'عنف أسري' }
    await logIn(desk, 'nadia')
    await expect(desk.api.walls.raise(wall)).rejects.toMatchObject({ code: 'forbidden' })
    await logIn(desk, 'salma')
    // Who keeps it is let in; nobody who does not work here is.
    await expect(desk.api.walls.raise({ ...wall, team: [me('omar')] })).rejects.toMatchObject({ code: 'forbidden' })
    const stranger = desk.app.session.desk.newId()
    await expect(desk.api.walls.raise({ ...wall, team: [me('salma'), stranger] })).rejects.toMatchObject({
      code: 'invalid-input',
    })
    await desk.api.walls.raise(wall)
    await expect(desk.api.walls.raise(wall)).rejects.toMatchObject({ code: 'stale' })
    expect(await desk.api.walls.around({ contactId: amina })).toMatchObject({ standing: true, mayLower: true })
    expect(await logged('wallChanged')).toBe(1)
  })

  it('A2: outside nothing says that the card is there: neither list, search, figure nor code of an error', async () => {
    await logIn(desk, 'nadia')
    const { api } = desk
    expect(await found('')).not.toContain(amina)
    for (const text of ['Amina Benali', 'أمينة', 'Amine Ben Ali', 'Lyon', '+33612345678'])
      expect(await found(text)).toEqual([])
    expect((await api.search.everywhere({ text: 'حماية', limit: 20 })).hits).toEqual([])
    expect((await api.diaspora.own({})).find(({ countryCode }) => countryCode === 'FR')?.persons).toBe(1)
    const nobody = desk.app.session.desk.newId()
    for (const ask of [
      (id: string) => api.community.get({ id }),
      (id: string) => api.walls.around({ contactId: id }),
      (id: string) => api.community.timeline({ id, kinds: [], limit: 20 }),
      (id: string) => api.community.exportData({ id }),
    ])
      expect(await said(ask(amina))).toEqual(await said(ask(nobody)))
    expect(await said(api.register.get({ id: letter }))).toEqual(await said(api.register.get({ id: nobody })))
    // Nor is it named where somebody who knows its id would write it.
    const entry = await entryInput(desk, { correspondentId: amina })
    await expect(api.register.register(entry)).rejects.toMatchObject({ code: 'not-found' })
    // A file of the list says the same as the list.
    await api.community.exportCards({ kind: 'person', text: '', format: 'csv' })
    expect(readFileSync(saved, 'utf8')).toContain('Youssef')
    expect(readFileSync(saved, 'utf8')).not.toContain('Amina')
  })

  it('A2: nor does the basket of whoever it was assigned to before, nor any count of it (W1)', async () => {
    for (const login of ['karim', 'nadia']) {
      await logIn(desk, login)
      const { counts } = await desk.api.routing.counts({})
      expect(Object.values(counts).every((n) => n === 0)).toBe(true)
      for (const basket of baskets) expect((await desk.api.routing.basket({ basket })).rows).toEqual([])
    }
  })

  it('N3: its letter keeps its place in the register, withheld as what stands above every level, also from who registered it', async () => {
    await logIn(desk, 'nadia')
    const [line] = await lines()
    expect(line).toMatchObject({ hidden: true, level: 'secret' })
    expect(JSON.stringify(line)).not.toContain('حماية')
    const [incoming] = await desk.api.register.registers({})
    const filter = { registerId: incoming?.id ?? '', year: 2026, text: '' }
    expect(await desk.api.register.outline({ ...filter, tab: 'unanswered' })).toMatchObject({ total: 0, unanswered: 0 })
    expect(await desk.api.register.outline({ ...filter, tab: 'all' })).toMatchObject({ total: 1, unanswered: 0 })
    await logIn(desk, 'salma')
    expect(await lines()).toMatchObject([{ hidden: false, subject: 'طلب حماية' }])
    expect(await desk.api.register.outline({ ...filter, tab: 'all' })).toMatchObject({ total: 1, unanswered: 1 })
  })

  it('nobody lets themselves in: the head of the office changes it from outside, for others, and is told no name', async () => {
    await logIn(desk, 'hind')
    const [wall] = await desk.api.walls.list({})
    expect(wall).toMatchObject({ card: null, reason: '', standing: true, mayChange: true, mayLower: false })
    const id = wall?.id ?? ''
    const change = { id, keeperId: me('salma'), reason: 'تعويض' }
    await expect(desk.api.walls.change({ ...change, team: [me('salma'), me('hind')] })).rejects.toMatchObject({
      code: 'forbidden',
    })
    await expect(desk.api.walls.lower({ id, reason: 'x' })).rejects.toMatchObject({ code: 'forbidden' })
    await desk.api.walls.change({ ...change, team: [me('salma'), me('omar')] })
    await logIn(desk, 'omar')
    expect((await desk.api.community.get({ id: amina })).nameLatin.full).toBe('Amina Benali')
    // In the team, and not its keeper.
    await expect(desk.api.walls.lower({ id, reason: 'x' })).rejects.toMatchObject({ code: 'forbidden' })
    await logIn(desk, 'nadia')
    expect(await desk.api.walls.list({})).toEqual([])
    await expect(desk.api.walls.change({ ...change, team: [me('salma'), me('nadia')] })).rejects.toMatchObject({
      code: 'not-found',
    })
  })

  it('P3: that another card is the same person opens nothing to who is outside', async () => {
    await logIn(desk, 'nadia')
    const other = await card('أمينة بن علي', 'Amina Ben Ali')
    await logIn(desk, 'salma')
    // A social worker of the team sees both cards.
    await desk.api.community.judge({ keptId: amina, otherId: other, verdict: 'same', reason: '' })
    await logIn(desk, 'nadia')
    expect(await desk.api.community.sameness({ id: other })).toMatchObject({
      leadId: other,
      cards: [{ id: other }],
      said: [],
    })
    expect((await desk.api.community.timeline({ id: other, kinds: [], limit: 20 })).items).toEqual([])
  })
})

describe('P4: breaking the glass', () => {
  const asking = { asked: 'amina BENALI', reason: 'اتصال من المستشفى', minutes: 15 as const }

  it('is for who may, needs a reason, is recorded before anything is shown (A3), ends by itself, and is told at once', async () => {
    await logIn(desk, 'nadia')
    await expect(desk.api.walls.breakGlass(asking)).rejects.toMatchObject({ code: 'forbidden' })
    await logIn(desk, 'karim')
    await expect(desk.api.walls.breakGlass({ ...asking, reason: ' ' })).rejects.toMatchObject({ code: 'invalid-input' })
    expect(await found('Amina')).toHaveLength(1)
    const { cards, until } = await desk.api.walls.breakGlass(asking)
    expect(cards).toMatchObject([{ id: amina }])
    expect(until - desk.clock.now()).toBe(15 * 60_000)
    expect(await logged('glassBroken')).toBe(1)
    const read = await logged('read')
    expect((await desk.api.community.get({ id: amina })).phone).toContain('612345678')
    expect((await desk.api.register.get({ id: letter })).subject).toBe('طلب حماية')
    expect(await logged('read')).toBe(read + 2)
    expect(await desk.api.walls.open({})).toMatchObject([{ id: amina, until }])
    // Who reads it for an hour takes no list of it along.
    await desk.api.community.exportCards({ kind: 'person', text: '', format: 'csv' })
    expect(readFileSync(saved, 'utf8')).not.toContain('Benali')
    // The wall does not let them in for good: they are of no team, and say nothing of it.
    expect(await desk.api.walls.list({})).toEqual([])
    desk.clock.tick(15 * 60_000)
    await expect(desk.api.community.get({ id: amina })).rejects.toMatchObject({ code: 'not-found' })
    expect(await desk.api.walls.open({})).toEqual([])
  })

  it('its keeper and the head of the office are told, and note it once; whoever broke it does not; nobody takes it away', async () => {
    await logIn(desk, 'karim')
    expect(await desk.api.walls.broken({ waiting: false })).toEqual([])
    await logIn(desk, 'hind')
    const [told] = await desk.api.walls.broken({ waiting: true })
    expect(told).toMatchObject({ card: null, by: { en: 'karim' }, reason: asking.reason, mayNote: true })
    const id = told?.id ?? ''
    await logIn(desk, 'omar')
    // Let in, but not its keeper.
    expect(await desk.api.walls.broken({ waiting: true })).toEqual([])
    await expect(desk.api.walls.takeNote({ id })).rejects.toMatchObject({ code: 'not-found' })
    await logIn(desk, 'salma')
    expect(await desk.api.walls.broken({ waiting: true })).toMatchObject([{ card: { id: amina } }])
    await desk.api.walls.takeNote({ id })
    expect(await desk.api.walls.broken({ waiting: true })).toEqual([])
    expect(await desk.api.walls.broken({ waiting: false })).toMatchObject([{ id, notedBy: { en: 'salma' } }])
    await logIn(desk, 'hind')
    expect(await desk.api.walls.broken({ waiting: false })).toMatchObject([{ id, notedBy: { en: 'salma' } }])
  })

  it('what nobody is behind is told too, and answers the same as a name there is no card for', async () => {
    await logIn(desk, 'karim')
    for (const asked of ['Amina', 'Fatima Zahra', '0612', 'Youssef Rami'])
      expect((await desk.api.walls.breakGlass({ ...asking, asked })).cards).toEqual([])
    expect((await desk.api.walls.breakGlass({ ...asking, asked: '+33 6 12 34 56 78' })).cards).toHaveLength(1)
    await desk.api.walls.closeGlass({})
    await expect(desk.api.community.get({ id: amina })).rejects.toMatchObject({ code: 'not-found' })
    await logIn(desk, 'hind')
    expect(await desk.api.walls.broken({ waiting: true })).toHaveLength(5)
    // The head of the office who breaks one does not put their own away.
    await desk.api.walls.breakGlass(asking)
    expect((await desk.api.community.get({ id: amina })).id).toBe(amina)
    expect(await desk.api.walls.broken({ waiting: true })).toHaveLength(5)
  })

  it('paper made meanwhile carries who read it, and when; a log-out closes it', async () => {
    await logIn(desk, 'karim')
    await desk.api.walls.breakGlass(asking)
    const { url } = await desk.api.community.print({ id: amina })
    const bytes = async (): Promise<Buffer> =>
      Buffer.from(await (await answer({ url, headers: { get: () => null } }, desk.app.ctx)).arrayBuffer())
    const marked = await bytes()
    await desk.api.walls.closeGlass({})
    // What was made while it was open stays marked.
    expect((await bytes()).length).toBe(marked.length)
    await logIn(desk, 'salma')
    const plain = await desk.api.community.print({ id: amina })
    const unmarked = await answer({ url: plain.url, headers: { get: () => null } }, desk.app.ctx)
    expect(marked.length).toBeGreaterThan((await unmarked.arrayBuffer()).byteLength)
    await logIn(desk, 'karim')
    await expect(desk.api.community.get({ id: amina })).rejects.toMatchObject({ code: 'not-found' })
  })
})

it('P4: lowered by its keeper, everything is there again, and what was broken stays said', async () => {
  await logIn(desk, 'salma')
  const [wall] = await desk.api.walls.list({})
  await desk.api.walls.lower({ id: wall?.id ?? '', reason: 'انتهت الحماية' })
  await logIn(desk, 'nadia')
  expect((await desk.api.community.get({ id: amina })).entries).toBe(1)
  expect(await lines()).toMatchObject([{ hidden: false }])
  // Why it stood stays with its team.
  expect(await desk.api.walls.around({ contactId: amina })).toBeNull()
  await logIn(desk, 'hind')
  expect((await desk.api.walls.broken({ waiting: false })).length).toBeGreaterThan(5)
  expect(await desk.api.walls.list({})).toMatchObject([{ standing: false, mayChange: false, mayLower: false }])
})

it('P4: whom a card says not to contact a list names without a way to, and no notice is written to them', async () => {
  await logIn(desk, 'nadia')
  const ways = { phone: '+33698765432', email: 'leila@example.org', address: '12 rue des Lilas' }
  const id = await card('ليلى صبري', 'Leila Sabri', { ...ways, reach: 'never' })
  for (const format of ['csv', 'vcf'] as const) {
    await desk.api.community.exportCards({ kind: 'person', text: 'Leila Sabri', format })
    const file = readFileSync(saved, 'utf8')
    expect(file).toContain('Leila Sabri')
    for (const way of ['98765432', 'leila@', 'Lilas']) expect(file, format).not.toContain(way)
    if (format === 'csv') expect(file).toContain(words.ar.values.reaches.never)
  }
  const outgoing = (await desk.api.register.registers({})).find(({ kind }) => kind === 'outgoing')
  const entry = await desk.api.register.register(await entryInput(desk, { correspondentId: id }))
  await desk.api.mail.noteMissing({ id: desk.app.session.desk.newId(), entryId: entry.id, what: 'نسخة' })
  await expect(
    desk.api.mail.tellMissing({
      ...{ id: desk.app.session.desk.newId(), entryId: entry.id, registerId: outgoing?.id ?? '' },
    }),
  ).rejects.toMatchObject({ code: 'do-not-contact' })
})

const said = (asked: Promise<unknown>): Promise<unknown> =>
  asked.catch((error: unknown) => ({ code: (error as { code?: string }).code }))
