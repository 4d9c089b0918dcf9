import { join } from 'node:path'
import { writeFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { Statements } from '../../db/core/statements'
import { textsOfEntries, unreadPdfs } from '../../db/documents/texts'
import { destroyedAmong, destructionOf, scansOfList, waitingToGo } from '../../db/disposal/destroyed'
import { sql, type Reader } from '../../db/core/sql'
import { answeredAs } from '../../db/outbox/retelling'
import { nextToSend } from '../../db/outbox/sending'
import { waits } from '../../db/outbox/queue'
import { refreshHead } from '../../db/sync/heads'
import { addUser, closeDesks, entryInput, logIn, officeDesk, type TestDesk } from '../fixtures/office'

/** What grows with the work of an office. The others are few by their nature: registers, books, people, units, devices. */
const LARGE = new Set([
  ...['entry', 'act', 'file', 'outbox', 'signedChange', 'contact', 'letter', 'conflict', 'searchDoc', 'securityLog'],
  ...[
    'answeredEntry',
    'contactCount',
    'parkedAnswer',
    'receipt',
    'slip',
    'disposalItem',
    'destroyedFile',
    'contentText',
    'party',
  ],
  ...['valuable', 'valuableMove', 'mailSheet', 'missingPiece', 'forwarding'],
  ...['delivery', 'posting', 'holding', 'relation', 'figure', 'sameness', 'consent', 'cardChange', 'run'],
  ...['nameWord', 'nameBearers', 'nameCard'],
  ...['delivery', 'posting', 'holding', 'tender', 'envelope', 'acknowledgement'],
  ...['visa', 'letterWait'],
])

/** Indexes over what few rows are, which may be read from end to end. */
const FEW = new Map([
  ['ix_conflict_at_id', 'conflicts nobody has decided'],
  ['ix_outbox_state_entity_rowId_at_change', 'what waits or was not taken'],
  ['ix_securityLog_position', 'lines after a restore'],
  ['ix_act_bookId', 'numbers that are void'],
  ['ix_entry_registeredAt_id_level_registeredById', 'numbered and not described yet, and sealed envelopes'],
  ['ix_missingPiece_notedAt_id', 'enclosures that have not come yet'],
  ['ix_file_createdAt', 'PDFs whose words nobody has read yet'],
  ['ix_destroyedFile_key', 'scans said to be destroyed that this PC has not let go of yet'],
])

/** What may walk a large table all the same, and why. */
const ALLOWED: { text: RegExp; step: RegExp; why: string }[] = [
  {
    text: /FROM contact c +ORDER BY c\.createdAt DESC, c\.id DESC LIMIT/,
    step: /^SCAN c USING INDEX ix_contact_/,
    why: 'in the order of its index, and the page ends it',
  },
  {
    text: /FROM letter l .*WHERE 1 AND .*ORDER BY l\.updatedAt DESC, l\.id DESC LIMIT/s,
    step: /^SCAN l USING INDEX ix_letter_updatedAt_id/,
    why: 'in the order of its index, and the page ends it',
  },
  {
    text: /FROM slip s JOIN entry e .*WHERE 1 AND .*ORDER BY s\.sentAt DESC, s\.id DESC LIMIT/s,
    step: /^SCAN s USING INDEX ix_slip_sentAt_id/,
    why: 'in the order of its index, and the page ends it',
  },
  {
    text: /FROM valuable v JOIN entry e .*WHERE 1 AND .*ORDER BY v\.receivedAt DESC, v\.id DESC LIMIT/s,
    step: /^SCAN v USING INDEX ix_valuable_receivedAt_id/,
    why: 'in the order of its index, and the page ends it',
  },
  {
    text: /FROM mailSheet s LEFT JOIN device d .*ORDER BY s\.openedAt DESC, s\.id DESC LIMIT/s,
    step: /^SCAN s USING INDEX ix_mailSheet_openedAt_id/,
    why: 'in the order of its index, and the page ends it',
  },
  {
    text: /FROM forwarding f JOIN entry e .*WHERE 1 AND .*ORDER BY f\.forwardedAt DESC, f\.id DESC LIMIT/s,
    step: /^SCAN f USING INDEX ix_forwarding_forwardedAt_id/,
    why: 'in the order of its index, and the page ends it',
  },
  {
    text: /FROM posting p JOIN entry e .*WHERE 1 AND .*ORDER BY p\.postedAt DESC, p\.id DESC LIMIT/s,
    step: /^SCAN p USING INDEX ix_posting_postedAt_id/,
    why: 'in the order of its index, and the page ends it',
  },
  {
    text: /FROM run r LEFT JOIN user u .*ORDER BY r\.createdAt DESC, r\.id DESC LIMIT/s,
    step: /^SCAN r USING INDEX ix_run_createdAt_id/,
    why: 'in the order of its index, and the page ends it',
  },
  {
    text: /FROM tender t WHERE 1\s.*ORDER BY t\.createdAt DESC, t\.id DESC LIMIT/s,
    step: /^SCAN t USING INDEX ix_tender_createdAt_id/,
    why: 'in the order of its index, and the page ends it',
  },
  {
    text: /FROM tender t WHERE t\.openedAt IS NULL/,
    step: /^SCAN t USING INDEX ix_tender_closesAt_id/,
    why: 'those without a session yet, and the page ends it',
  },
  {
    text: /FROM securityLog (s LEFT JOIN user u .* )?ORDER BY (s\.)?position DESC LIMIT/s,
    step: /^SCAN (s|securityLog)$/,
    why: 'in the order of its key, and the page ends it',
  },
]
/** What may be sorted aside: few rows by their nature, or one page of them. */
const SORTED: { text: RegExp; most?: number; why: string }[] = [
  { text: /FROM \(SELECT e\.id FROM/, most: 1, why: 'the lines of one page, put in order again after they are joined' },
  { text: /FROM json_each\(\?\) j JOIN/, why: 'one page, in the order it was asked for' },
  { text: /change IN \(SELECT value FROM json_each/, why: 'the operations of one request' },
  { text: /FROM entryBlock|FROM entryCount/, why: 'the kept counts: some thousands at a million entries' },
  { text: /FROM search s CROSS JOIN/, why: 'the days of what was searched' },
  { text: /FROM \(SELECT \* FROM \(SELECT e\.id/, why: 'the letters of one card, beside those that only name it' },
  { text: /SELECT DISTINCT d\.\w+ AS name FROM delivery d WHERE d\.day/, why: 'one day of the delivery book' },
  { text: /few CROSS JOIN/, why: 'what one person registered beyond their clearance' },
  { text: /o\.state <> 'sent'|o\.state = 'parked'/, why: 'what waits or was not taken' },
  { text: /FROM savedFilter/, why: 'what people gave a name to' },
  {
    text: /j CROSS JOIN file f ON f\.entryId = j\.value JOIN contentText/,
    why: 'the files of the entries that are indexed',
  },
  {
    text: /FROM disposal d CROSS JOIN json_each\(d\.entryIds\) j JOIN file f/,
    why: 'the scans of one list, in its order',
  },
  { text: /FROM hold h/, why: 'what somebody stopped: few by their nature' },
  { text: /FROM register|FROM book|FROM user|FROM unit|FROM device/, why: 'few by their nature' },
]

let desk: TestDesk
const runId = '01890000-0000-7000-8000-0000000000aa'
const asked = new Set<string>()
beforeAll(async () => {
  desk = await officeDesk({ ownApprovalAllowed: true })
  await addUser(desk, 'amina', ['clerk', 'headOfOffice'])
  const { id } = await desk.api.register.register(await entryInput(desk, { subject: 'طلب', level: 'confidential' }))
  const parties = [{ role: 'copy', kind: 'unit', id: (await desk.api.office.get({})).units[0]?.id ?? '' }] as const
  await desk.api.register.register(await entryInput(desk, { subject: 'جواب', replyToId: id, parties: [...parties] }))
  const template = (await desk.api.templates.list({})).find(({ use }) => use === 'courtesy')
  const { body } = await desk.api.templates.get({ id: template?.id ?? '' })
  const whole = JSON.parse(JSON.stringify(body).replaceAll('………', '1')) as typeof body
  await addUser(desk, 'karim', ['officer'])
  await logIn(desk, 'karim')
  const path = join(desk.folder, 'list.csv')
  writeFileSync(path, 'الاسم;المدينة\nجهة 1;فاس\n')
  const { id: fileId, columns } = await desk.api.runs.open({ path })
  await desk.api.runs.plan({
    ...{ id: runId, name: 'x', templateId: template?.id ?? '', body: whole, secondLanguage: 'fr', byPost: false },
    ...{
      addressForm: { rank: 'unknown', woman: false },
      signerTitle: { ar: 'المدير', other: 'Le directeur' },
      list: { kind: 'sheet', fileId, columns },
    },
  })
  await desk.api.runs.make({ id: runId })
  await logIn(desk, 'admin')
  await desk.api.mail.sheet({ id: (await desk.api.mail.open({ id: desk.app.session.desk.newId() })).id })
})
afterAll(closeDesks)

/** Every statement the work asks, once. */
async function heard(work: () => Promise<unknown>): Promise<void> {
  const all = Statements.prototype.all
  const spy = vi.spyOn(Statements.prototype, 'all').mockImplementation(function (this: Statements, text, params) {
    asked.add(text)
    return all.call(this, text, params) as Promise<never[]>
  })
  try {
    await work()
  } finally {
    spy.mockRestore()
  }
}

async function lists({ api, app }: TestDesk): Promise<void> {
  const register = (await api.register.registers({})).find((r) => r.kind === 'incoming')
  const filter = { registerId: register?.id ?? '', year: 2026 }
  for (const tab of ['all', 'urgent', 'unanswered', 'cancelled', 'today'] as const)
    for (const text of ['', 'طلب']) {
      await api.register.outline({ ...filter, tab, text })
      await api.register.rows({ ...filter, tab, text, offset: 0, limit: 100 })
    }
  const range = { from: '2026-01-01', to: '2026-12-31' }
  const criteria = [
    { registered: range, arrived: range, written: range, late: true, channel: 'post', enclosures: 'with' },
    ...[
      { classed: 'without' },
      { classId: app.session.actor.userId },
      { state: 'unanswered' },
      { scans: 'without' },
      { acknowledged: 'without', state: 'standing' },
      { country: 'FR' },
      { unitId: app.session.actor.userId },
    ],
  ] as const
  for (const one of criteria)
    for (const text of ['', 'طلب']) {
      await api.register.outline({ ...filter, tab: 'all', text, criteria: one })
      await api.register.rows({ ...filter, tab: 'all', text, criteria: one, offset: 0, limit: 100 })
    }
  for (const text of ['1', 'و/2026/1']) await api.finding.numbered({ text, registerId: null, year: null })
  await api.finding.shelf({})
  await api.filing.plan({})
  const { read } = app.session.desk.db
  await waitingToGo(read, 0, 200)
  await unreadPdfs(read, 20)
  await textsOfEntries(read, [app.session.actor.userId])
  await scansOfList(read, app.session.actor.userId)
  await destructionOf(read, app.session.actor.userId)
  await destroyedAmong(read, [app.session.actor.userId])
  await api.disposal.list({})
  const [line] = await api.register.rows({ ...filter, tab: 'all', text: '', offset: 0, limit: 1 })
  await api.disposal.ofEntry({ id: line?.id ?? '' })
  await api.filing.propose({
    ...{ registerId: filter.registerId, correspondentId: app.session.actor.userId },
    ...{ unitId: app.session.actor.userId, replyToId: line?.id ?? '' },
  })
  await api.finding.saved({})
  await api.lists.preview({ which: { filter: { ...filter, tab: 'all', text: '' } }, field: 'urgency', value: 'urgent' })
  await api.search.everywhere({ text: 'طلب', limit: 60 })
  for (const kind of ['person', null] as const)
    for (const text of ['', 'محمد']) await api.community.find({ text, kind, limit: 100 })
  const [contact] = await api.community.find({ text: '', kind: null, limit: 1 })
  if (contact)
    for (const kind of ['person', null] as const)
      await api.community.find({ text: '', kind, limit: 100, after: { createdAt: 5, id: contact.id } })
  if (contact) await api.community.timeline({ id: contact.id, kinds: [], limit: 200 })
  if (contact) await api.community.timeline({ id: contact.id, kinds: [], limit: 60, after: { at: 5, id: contact.id } })
  if (contact) await api.community.consents({ id: contact.id })
  if (contact) await api.community.relations({ id: contact.id })
  await api.diaspora.own({})
  await api.diaspora.table({ measure: 'born', source: 'UN', year: 2019 })
  await api.diaspora.ofCountry({ countryCode: 'FR' })
  for (const after of [undefined, { createdAt: 5, id: app.session.actor.userId }])
    await api.diaspora.cards({ countryCode: 'FR', kind: 'person', ...(after && { after }) })
  await api.runs.list({})
  await api.runs.list({ after: { createdAt: 5, id: app.session.actor.userId } })
  await api.runs.get({ id: runId })
  await api.runs.letters({ id: runId, after: 0, state: 'submitted' })
  for (const tab of ['mine', 'toVisa', 'toSign', 'toIssue', 'issued', 'all'] as const) {
    await api.letters.list({ tab })
    await api.letters.list({ tab, after: { updatedAt: 5, id: contact?.id ?? app.session.actor.userId } })
  }
  await api.letters.counts({})
  for (const tab of ['open', 'all'] as const) {
    const page = await api.slips.list({ tab })
    await api.slips.list({ tab, after: { sentAt: 5, id: page.rows[0]?.id ?? app.session.actor.userId } })
  }
  await api.slips.count({})
  const { rows: waiting } = await api.describing.list({})
  await api.describing.list({ after: { registeredAt: 5, id: waiting[0]?.id ?? app.session.actor.userId } })
  await api.describing.count({})
  const me = app.session.actor.userId
  for (const tab of ['safe', 'handedOn', 'all'] as const) {
    await api.valuables.list({ tab })
    await api.valuables.list({ tab, after: { receivedAt: 5, id: me } })
  }
  await api.valuables.balance({})
  const after = { at: 5, id: me }
  for (const asked of [{}, { after }]) {
    await api.mail.sheets(asked)
    await api.mail.missing(asked)
    await api.mail.forwarded(asked)
  }
  const [one] = await api.register.rows({ ...filter, tab: 'all', text: '', offset: 0, limit: 1 })
  await api.mail.missingOf({ entryId: one?.id ?? '' })
  await api.mail.forwardedOf({ entryId: one?.id ?? '' })
  await api.valuables.ofEntry({ entryId: one?.id ?? '' })
  await api.mail.current({})
  for (const tab of ['open', 'all'] as const)
    for (const from of [{}, { after }]) await api.tenders.list({ tab, ...from })
  await api.acknowledging.ofEntry({ entryId: one?.id ?? '' })
  await api.tenders.ofEntry({ entryId: one?.id ?? '' })
  const day = '2026-11-20'
  for (const tab of ['open', 'day'] as const)
    for (const of of [{}, { messenger: 'x' }])
      await api.deliveries.list({ tab, day, of, after: { enteredAt: 5, id: app.session.actor.userId } })
  await api.deliveries.count({})
  await api.deliveries.rounds({ day })
  for (const tab of ['away', 'late', 'day', 'all'] as const) {
    await api.postings.list({ tab, day })
    await api.postings.list({ tab, day, after: { postedAt: 5, id: app.session.actor.userId } })
  }
  await api.postings.count({})
  await api.papers.list({ unitId: null })
  await api.papers.list({ unitId: null, after: { since: 5, id: app.session.actor.userId } })
  await api.postings.find({ number: 'RR473124829GB' })
  await api.sync.queue({ after: 0, limit: 200 })
  await api.sync.parked({})
  await api.sync.conflicts({})
  await api.sync.status({})
}

it('no list, count, badge or head walks a table that grows, and none sorts what an index has in order', async () => {
  const { desk: open } = desk.app.session
  const first = (await desk.api.register.registers({}))[0]?.books[0]
  await heard(async () => {
    await lists(desk)
    const log = { personId: null, group: null, from: null, to: null, before: null, limit: 100 }
    await desk.api.security.lines(log)
    await desk.api.security.lines({ ...log, group: 'readings' })
    await desk.api.security.lines({ ...log, group: 'readings', before: 9 })
    await waits(open.db.read)
    await nextToSend(open.db.read, { operations: 1_000, characters: 1_000_000 })
    await answeredAs(open.db.read, open.device.id)
    await open.db.write((tx) => refreshHead(tx, first?.id ?? '', 'another', []))
    await logIn(desk, 'amina')
    await lists(desk)
  })
  expect(asked.size).toBeGreaterThan(40)
  expect(await allFaults()).toEqual([])
})

it('a missing index is noticed', async () => {
  const { db } = desk.app.session.desk
  const page = 'ix_entry_registerId_year_registeredAt_seq_level_registeredById_cancelledAt'
  let known = 0
  for (const name of [
    'ix_contact_kind_createdAt_id',
    'ix_letter_draftedById_updatedAt_id',
    'ix_entry_replyToId',
    page,
  ]) {
    await db.write((tx) => sql(tx).run(`DROP INDEX "${name}"`))
    const faults = await allFaults()
    expect(faults.length, name).toBeGreaterThan(known)
    known = faults.length
  }
})

/** On a connection of its own: one that is kept does not hear of a dropped index by being asked for plans. */
const allFaults = (): Promise<string[]> =>
  desk.app.session.desk.db.snapshot(async (read) => {
    const faults: string[] = []
    for (const text of asked) faults.push(...(await faultsOf(read, text)))
    return faults
  })

async function faultsOf(read: Reader, text: string): Promise<string[]> {
  if (!/^\s*SELECT/.test(text)) return []
  const steps = await sql(read).all<{ detail: string }>(`EXPLAIN QUERY PLAN ${text}`)
  const walks = steps.filter(({ detail }) => {
    const scanned = /^SCAN (\w+)/.exec(detail)?.[1]
    if (/^SEARCH e USING .*\(registerId=\? AND year=\?\)$/.test(detail))
      return !/LIMIT \?|json_group_array\(e\.rowid\)/.test(text)
    if (scanned === undefined || !tablesCalled(text, scanned).some((table) => LARGE.has(table))) return false
    const isFew = FEW.has(/USING (?:COVERING )?INDEX (\w+)/.exec(detail)?.[1] ?? '')
    return !isFew && !ALLOWED.some((a) => a.text.test(text) && a.step.test(detail))
  })
  const sorts = steps.filter(({ detail }) => detail.includes('USE TEMP B-TREE'))
  const allowed = SORTED.find((s) => s.text.test(text))
  const faults = [...walks, ...(sorts.length > (allowed ? (allowed.most ?? sorts.length) : 0) ? sorts : [])]
  return faults.map(({ detail }) => `${detail} ← ${text.replace(/\s+/g, ' ').slice(0, 400)}`)
}

/** The tables an alias stands for in a statement. */
function tablesCalled(text: string, alias: string): string[] {
  const named = [...text.matchAll(/\b(?:FROM|JOIN)\s+"?(\w+)"?(?:\s+(?:AS\s+)?(\w+))?/g)]
  return named.filter(([, table, as]) => as === alias || table === alias).map(([, table = '']) => table)
}
