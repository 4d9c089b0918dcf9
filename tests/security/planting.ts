import { levels, type Level } from '../../contract/values'
import type { EntryInput } from '../../contract/register'
import { sql } from '../../db/core/sql'
import { roomForSeal } from '../../main/letters/seal'
import { plantWalled } from './planting-walled'
import { addUser, entryInput, logIn, officeDesk, PASSWORD, pdfFile, type TestDesk } from '../fixtures/office'

/** Every hidden thing has texts of its own in it, which begin so: no answer to somebody without clearance contains one. */
export const markOf = (level: Level): string => `zq${level}`
export const hiddenLevels = levels.slice(1)

export type Kind = 'entry' | 'letter' | 'file' | 'conflict' | 'parked' | 'contact'
export type Planted = {
  desk: TestDesk
  contactId: string
  /** Answered by hidden entries alone. */
  asked: string
  shown: Record<Kind, string[]>
  hidden: Record<Level, Record<Kind, string[]>>
  /** Printed numbers of hidden entries: a place in the whole register, and nowhere else. */
  numbers: Record<Level, string[]>
  /** What was to be printed: pages are compared before they are pressed into bytes. */
  printed: unknown[]
  /** Codes on letters that are hidden since, by their level. */
  codes: { level: Level; payload: string }[]
  viewerId: string
  /** Behind a wall (P4): hidden from whoever is not of its team, whatever they are cleared for. */
  walled: Record<Kind, string[]>
  walledNumbers: string[]
  keeperId: string
}

const none = (): Record<Kind, string[]> => ({ entry: [], letter: [], file: [], conflict: [], parked: [], contact: [] })

/** An office in which something of every kind is hidden at every level: born so, raised since, cancelled, answered, contested. */
export async function plant(): Promise<Planted> {
  const desk = await officeDesk({
    ownApprovalAllowed: true,
    registers: (['incoming', 'outgoing', 'internal'] as const).map((kind) => ({ kind, opening: 1 })),
  })
  const viewerId = await addUser(desk, 'viewer', ['clerk'])
  await addUser(desk, 'hind', ['clerk', 'officer', 'headOfOffice', 'headOfRegistry'], 'secret')
  // The second of two, without whom nothing comes into the safe.
  await addUser(desk, 'wafa', ['officer'], 'secret')
  // What lies in the baskets of a unit is seen by those of it who may.
  const unitId = (await desk.api.office.get({})).units[0]?.id ?? ''
  const viewer = (await desk.api.users.list({})).find(({ id }) => id === viewerId)
  if (viewer) await desk.api.users.update({ ...viewer, unitId })
  const keeperId = await addUser(desk, 'keeper', ['clerk', 'officer', 'headOfOffice', 'headOfRegistry'], 'secret')
  await logIn(desk, 'hind')
  const printed: unknown[] = []
  const page = (model: unknown) => {
    printed.push(model)
    const bytes = Buffer.from(`%PDF-1.4 ${printed.length} (${roomForSeal('x')})`)
    return Promise.resolve({ bytes, pages: 1, missing: [] as string[] })
  }
  desk.app.session.desk.pdf = {
    letter: page,
    entryPrint: page,
    listPrint: page,
    form: page,
    paper: page,
    labels: page,
    envelopes: page,
    addressLabels: page,
    separators: page,
    extract: page,
    stamp: page,
    mark: page,
    warm: () => undefined,
  }
  const name = (full: string) => ({ full, given: '', father: '', family: '', maiden: '' })
  const contact = await desk.api.community.save({
    id: desk.app.session.desk.newId(),
    kind: 'entity',
    nameAr: name('جمعية مفتوحة'),
    nameLatin: name('Association ouverte'),
    ...{ description: '', phone: '', email: '', address: '', city: '', countryCode: '', notes: '' },
  })
  const p: Planted = {
    desk,
    contactId: contact.id,
    asked: '',
    shown: none(),
    hidden: { ordinary: none(), restricted: none(), confidential: none(), secret: none() },
    numbers: { ordinary: [], restricted: [], confidential: [], secret: [] },
    printed,
    codes: [],
    viewerId,
    walled: none(),
    walledNumbers: [],
    keeperId,
  }
  p.shown.contact.push(contact.id)
  p.asked = await register(p, 'ordinary', { subject: 'طلب مفتوح', reference: 'AML/57' })
  await desk.api.mail.open({ id: desk.app.session.desk.newId() })
  for (const level of hiddenLevels) await plantAt(p, level)
  await plantWalled(p)
  // The day is closed, and its sheets are for every reader of the register.
  for (const { id, heldHere, today } of await desk.api.closing.books({}))
    if (heldHere) await desk.api.closing.closeDays({ bookId: id, through: today })
  return p
}

async function plantAt(p: Planted, level: Level): Promise<void> {
  const { api } = p.desk
  const mark = markOf(level)
  const scan = await api.documents.stage({
    path: pdfFile(p.desk.folder, `${mark}scan.pdf`, mark),
    keepProtected: false,
  })
  const born = await register(p, level, {
    subject: `${mark}subject`,
    reference: `${mark}ref`,
    notes: `${mark}notes`,
    urgency: 'urgent',
    enclosureCount: 1,
    enclosures: [{ title: `${mark}enclosure`, kind: 'copy', pages: 1 }],
    replyToId: p.asked,
    fileIds: [scan.id],
  })
  p.hidden[level].file.push(scan.id)
  const unit = { kind: 'unit' as const, id: (await api.office.get({})).units[0]?.id ?? '' }
  await api.routing.assign({
    ...{ id: p.desk.app.session.desk.newId(), entryId: born, after: null, reason: '', copies: [unit], inOrder: false },
    ...{ purpose: 'action', to: [unit], instruction: null, text: `${mark}instruction`, dueOn: null },
  })
  await arrive(p, level, born)
  await register(p, 'ordinary', { subject: 'نسخة ثانية', replyToId: born, secondCopyOfId: born })
  const cancelled = await register(p, level, { subject: `${mark}cancelled` })
  await api.register.cancel({ id: cancelled, reason: `${mark}reason` })
  // Raised since: seen by all, then not.
  const raised = await register(p, 'ordinary', { subject: `${mark}raised` })
  const answer = await letter(p, 'ordinary', raised, 'جواب مفتوح')
  await raise(p, raised, level)
  await api.register.correct({ id: raised, field: 'reference', value: `${mark}later`, reason: `${mark}why` })
  // Letters: a draft and one that waits for its signature; one that left; one that left openly and was raised since.
  await letter(p, level, born, `${mark}draft`)
  const submitted = await letter(p, level, born, `${mark}submitted`)
  await api.letters.submit({ id: submitted })
  await leave(p, await letter(p, level, p.asked, `${mark}left`), level)
  const open = await letter(p, 'ordinary', await register(p, 'ordinary', { subject: 'آخر' }), `${mark}open`)
  const left = await leave(p, open, 'ordinary')
  p.shown.letter = p.shown.letter.filter((id) => id !== open)
  p.hidden[level].letter.push(open)
  await raise(p, left, level)
  p.codes.push({ level, payload: p.codes.pop()?.payload ?? '' })
  await contest(p, level, born, answer)
  await park(p, level, [born, submitted, scan.id])
}

/** What came with it, what did not, and that it was not for us (D1, D3, D8). */
async function arrive({ desk }: Planted, level: Level, entryId: string): Promise<void> {
  const mark = markOf(level)
  const newId = (): string => desk.app.session.desk.newId()
  const cheque = { kind: 'cheque' as const, number: `${mark}cheque`, pieces: 1, amount: '417.25', currency: 'MAD' }
  await desk.api.valuables.receive({
    ...{ entryId, who: `${mark}who`, note: `${mark}note`, login: 'wafa', password: PASSWORD },
    things: [{ ...cheque, id: newId(), owner: `${mark}owner` }],
  })
  await desk.api.mail.noteMissing({ id: newId(), entryId, what: `${mark}missing` })
  const wait = { kind: 'thirdParty', byDay: '2026-12-30', startedOn: '2026-11-20', own: null }
  await desk.api.deadlines.start({ entryId, ...wait, label: `${mark}deadline` })
  const going = { to: `${mark}to`, at: desk.clock.now(), channel: 'post' as const, note: mark, notice: null }
  await desk.api.mail.forward({ id: newId(), entryId, ...going })
}

async function register(p: Planted, level: Level, change: Partial<EntryInput>): Promise<string> {
  const { numberText, id } = await p.desk.api.register.register(
    await entryInput(p.desk, { correspondentId: p.contactId, level, ...change }),
  )
  note(p, level, 'entry', id)
  if (level !== 'ordinary') p.numbers[level].push(numberText)
  return id
}

const note = (p: Planted, level: Level, kind: Kind, id: string): void => {
  if (level === 'ordinary') p.shown[kind].push(id)
  else p.hidden[level][kind].push(id)
}

async function raise(p: Planted, id: string, level: Level): Promise<void> {
  const { files, numberText } = await p.desk.api.register.correct({
    id,
    field: 'level',
    value: level,
    reason: `${markOf(level)}why`,
  })
  p.shown.entry = p.shown.entry.filter((e) => e !== id)
  note(p, level, 'entry', id)
  p.numbers[level].push(numberText)
  for (const file of files) {
    p.shown.file = p.shown.file.filter((f) => f !== file.id)
    note(p, level, 'file', file.id)
  }
}

async function letter(p: Planted, level: Level, entryId: string, text: string): Promise<string> {
  const { api, app } = p.desk
  const made = await api.letters.reply({ id: app.session.desk.newId(), entryId, secondLanguage: 'fr' })
  const { subject: _template, paragraphs: _empty, ...rest } = made
  const paragraphs = [{ role: 'decision' as const, ar: `${text} {{reference}}`, other: text }]
  const content = {
    secondLanguage: rest.secondLanguage,
    addressee: { ar: text, other: text },
    subject: { ar: text, other: text },
    paragraphs:
      entryId === p.asked || text.startsWith('zq')
        ? [{ role: 'decision' as const, ar: text, other: text }]
        : paragraphs,
    enclosures: [],
    urgency: rest.urgency,
    level,
    signatureMode: rest.signatureMode,
  }
  await api.letters.save({ id: made.id, content, basedOn: made.updatedAt })
  note(p, level, 'letter', made.id)
  return made.id
}

async function leave(p: Planted, id: string, level: Level): Promise<string> {
  const { api } = p.desk
  await api.letters.submit({ id })
  await api.letters.sign({ id, seenHash: (await api.letters.preview({ id })).hash })
  const { units } = await api.office.get({})
  const issued = await api.letters.issue({ id, unitId: units[0]?.id ?? '', channel: 'post' })
  const entry = await api.register.get({ id: issued.issuedEntryId ?? '' })
  note(p, level, 'entry', entry.id)
  if (level !== 'ordinary') p.numbers[level].push(entry.numberText)
  for (const file of entry.files) note(p, level, 'file', file.id)
  const page = p.printed.at(-1) as { qr: { payload: string } | null }
  p.codes.push({ level, payload: page.qr?.payload ?? '' })
  return entry.id
}

/** Conflicts as a server's merge makes them: about what is hidden, over a level, inside a letter, about a row that is not here. */
async function contest(p: Planted, level: Level, entryId: string, letterId: string): Promise<void> {
  const desk = p.desk.app.session.desk
  const mark = markOf(level)
  const by = { userId: null, deviceId: desk.device.id, at: 1 }
  const contested: [string, string, string, object, object][] = [
    ['entry', entryId, 'subject', { subject: `${mark}one` }, { subject: `${mark}two` }],
    ['entry', p.asked, 'level', { level: 'ordinary', notes: '' }, { level, notes: `${mark}notes` }],
    [
      'letter',
      letterId,
      'letter',
      { content: { level: 'ordinary' } },
      { content: { level, subject: { ar: `${mark}side` } } },
    ],
    ['entry', desk.newId(), 'subject', { subject: `${mark}gone` }, { subject: '' }],
  ]
  await desk.db.write(async (tx) => {
    for (const [entity, rowId, group, server, other] of contested) {
      const id = desk.newId()
      await sql(tx).run(
        `INSERT INTO conflict (id, entity, rowId, "group", server, other, at) VALUES (?, ?, ?, ?, ?, ?, 1)`,
        [id, entity, rowId, group, JSON.stringify({ ...by, fields: server }), JSON.stringify({ ...by, fields: other })],
      )
      note(p, level, 'conflict', id)
    }
  })
}

/** Changes the server did not take: of what is hidden, and one that would have written hidden words into what everybody sees. */
async function park(p: Planted, level: Level, rowIds: readonly string[]): Promise<void> {
  const desk = p.desk.app.session.desk
  await desk.db.write(async (tx) => {
    const chosen = await sql(tx).all<{ change: string }>(
      'SELECT DISTINCT change FROM outbox WHERE rowId IN (SELECT value FROM json_each(?))',
      [JSON.stringify(rowIds)],
    )
    for (const { change } of chosen) {
      await sql(tx).run(
        `UPDATE outbox SET state = 'parked', result = 'parked', reason = 'forbidden' WHERE change = ?`,
        [change],
      )
      note(p, level, 'parked', change)
    }
    const change = desk.newId()
    const fields = { level, notes: `${markOf(level)}parked` }
    const user = p.desk.app.session.actor.userId
    const operation = { change, entity: 'entry', id: p.asked, kind: 'patch', fields, before: {}, time: 1, user }
    await sql(tx).run(
      `INSERT INTO outbox (d, entity, rowId, operation, hash, at, state, reason, change)
       SELECT max(d) + 1, 'entry', ?, ?, '', 1, 'parked', 'forbidden', ? FROM outbox`,
      [p.asked, JSON.stringify(operation), change],
    )
    note(p, level, 'parked', change)
  })
}
