import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contract } from '../../contract'
import { deadlineTabs } from '../../contract/deadlines'
import type { Call, Event } from '../../contract/define'
import { roleNames, type Role } from '../../contract/permissions'
import { baskets } from '../../contract/routing'
import { isVoid } from '../../contract/register'
import { levels, type Level } from '../../contract/values'
import type { Me } from '../../contract/session'
import { actionIdOf } from '../../domain/routing/assignment'
import { answer } from '../../main/documents/protocol'
import { closeDesks, entryInput } from '../fixtures/office'
import { WALLED } from './planting-walled'
import { hiddenLevels, markOf, plant, type Kind, type Planted } from './planting'

/**
 * A1, A2 over everything the window can ask: every call of the contract × every role × every clearance, in an office where
 * something of every kind is hidden. A call that is new has no line below, and fails.
 */
let p: Planted
beforeAll(async () => {
  p = await plant()
})
afterAll(closeDesks)

type Line =
  /** Asked as it is. */
  | { ask: (p: Planted) => unknown[] | Promise<unknown[]> }
  /** Asked about everything of a kind: about what is hidden it answers as about what does not exist. */
  | { of: Kind; input: (p: Planted, id: string) => unknown | Promise<unknown>; onlyHidden?: true }
  /** Says nothing of rows that can be hidden. */
  | { none: string }

const filters = async (p: Planted): Promise<object[]> => {
  const registers = await p.desk.api.register.registers({})
  const texts = ['', 'zqsecret', 'zqrestrictedsubject', 'zqconfidential']
  return registers.flatMap(({ id: registerId }) =>
    (['all', 'urgent', 'unanswered', 'cancelled', 'today'] as const).flatMap((tab) =>
      texts.map((text) => ({ registerId, year: 2026, tab, text })),
    ),
  )
}
/** Narrowed lists, of whatever tells something of what is hidden. */
const narrowed = async (p: Planted): Promise<object[]> => {
  const [incoming] = await p.desk.api.register.registers({})
  const filter = { registerId: incoming?.id ?? '', year: 2026, tab: 'all', text: '' }
  const asked = [{ level: 'secret' }, { urgency: 'urgent' }, { scans: 'with' }, { state: 'answered' }]
  return [...asked, { state: 'unanswered' }].map((criteria) => ({ ...filter, criteria }))
}
const sheet = { columns: ['number', 'subject'], year: 2026, saidFilter: '' }
const content = {
  secondLanguage: 'fr',
  ...{ addressee: { ar: 'إلى', other: 'À' }, subject: { ar: 'س', other: 's' } },
  ...{ paragraphs: [{ role: 'free', ar: 'ن', other: 'n' }], enclosures: [] },
  ...{ urgency: 'routine', level: 'secret', signatureMode: 'own' },
}
const each = { ar: '{{entrySubject}}', fr: '{{entrySubject}}', en: '', es: '' }
const templateBody = {
  ...{ subject: each, blocks: [{ role: 'free', ...each }], enclosures: [] },
  ...{ urgency: 'routine', level: 'ordinary', signatureMode: 'own' },
}
const booksOf = async (p: Planted): Promise<string[]> =>
  (await p.desk.api.closing.books({})).flatMap(({ id, heldHere }) => (heldHere ? [id] : []))
const sheetsOf = async (p: Planted): Promise<string[]> =>
  (await Promise.all((await booksOf(p)).map((bookId) => p.desk.api.closing.sheets({ bookId }))))
    .flat()
    .map(({ id }) => id)
const latin = { full: `Amina ${WALLED}name`, given: '', father: '', family: '', maiden: '' }
/** What somebody who knows of a walled person would type (P4). */
const askedFor = [`Amina ${WALLED}name`, WALLED, `${WALLED}ref`, `${WALLED}city`, '+33612345678', 'Amina']
const newId = (p: Planted): string => p.desk.app.session.desk.newId()
const byId = (of: Kind): Line => ({ of, input: (_p, id) => ({ id }) })
const withReason = (of: Kind): Line => ({ of, input: (_p, id) => ({ id, reason: 'x' }), onlyHidden: true })
const seat = { none: 'who sits here, and the vault' }
const people = { none: 'people and the office are no secret within it' }
const copies = { none: 'the whole of it, encrypted; it names what is missing by opaque names' }

const internalOf = async ({ desk }: Planted): Promise<string> =>
  (await desk.api.register.registers({})).find(({ kind }) => kind === 'internal')?.id ?? ''

const assigned = async ({ desk }: Planted): Promise<object> => {
  const { units } = await desk.api.office.get({})
  const to = [{ kind: 'unit', id: units[0]?.id ?? '' }]
  return { purpose: 'action', to, instruction: null, text: '', dueOn: null, inOrder: false }
}

const lines: Record<string, Line> = {
  'session.state': { ask: () => [{}] },
  ...Object.fromEntries(
    ['createOffice', 'openDemonstration', 'joinOffice', 'logIn', 'logOut', 'lock', 'changePassword', 'recover']
      .concat(['recoverySecret', 'secretKept', 'setPreferences'])
      .map((name) => [`session.${name}`, seat]),
  ),
  'users.list': { ask: () => [{}] },
  'users.twice': people,
  'users.add': people,
  'users.update': people,
  'users.setPassword': people,
  'office.get': { ask: () => [{}] },
  'office.update': people,
  'office.setLetterhead': people,
  'office.setClock': people,
  'units.add': people,
  'units.change': people,
  'units.end': people,
  'system.about': { none: 'the program' },
  'system.zoom': { none: 'how large it is drawn' },
  'system.saveAs': { none: 'takes an address of diwan://, which is asked below' },
  'system.print': { none: 'what the window shows' },
  ...Object.fromEntries(
    ['make', 'last', 'daily', 'planDaily', 'choose', 'restore', 'replaced', 'undo'].map((name) => [
      `backup.${name}`,
      copies,
    ]),
  ),
  ...Object.fromEntries(
    ['open', 'rename', 'recode', 'openBook', 'confirm'].map((name) => [`registers.${name}`, people]),
  ),
  'registers.opening': { ask: async (p) => (await booksOf(p)).map((bookId) => ({ bookId })) },
  'registers.openingSheet': { ask: async (p) => (await booksOf(p)).map((bookId) => ({ bookId })) },
  'closing.books': { ask: () => [{}] },
  'closing.preview': { ask: async (p) => (await booksOf(p)).map((bookId) => ({ bookId, through: '2026-11-20' })) },
  'closing.sheets': { ask: async (p) => (await booksOf(p)).map((bookId) => ({ bookId })) },
  'closing.sheet': { ask: async (p) => (await sheetsOf(p)).map((id) => ({ id })) },
  ...Object.fromEntries(
    ['closeDays', 'closeYear', 'reopen', 'openSession', 'closeSession', 'deposit'].map((name) => [
      `closing.${name}`,
      { none: 'a book as a whole: counts, which are evidence, and what was said of it' },
    ]),
  ),
  'countersigning.list': { ask: () => [{}] },
  ...Object.fromEntries(
    ['ask', 'answer', 'withdraw', 'carryOut'].map((name) => [
      `countersigning.${name}`,
      { none: 'a word about a book as a whole; asked in tests/sync/countersigning.test.ts' },
    ]),
  ),
  'closing.prove': { ask: () => [{ anchors: [] }] },
  'closing.attestation': { none: 'what was proven just before' },
  'register.registers': { ask: () => [{}] },
  'register.outline': { ask: async (p) => [...(await filters(p)), ...(await narrowed(p))] },
  'register.rows': {
    ask: async (p) => [...(await filters(p)), ...(await narrowed(p))].map((f) => ({ ...f, offset: 0, limit: 200 })),
  },
  'filing.plan': { ask: () => [{}] },
  ...Object.fromEntries(['add', 'change', 'end', 'takeProposed'].map((name) => [`filing.${name}`, people])),
  'filing.propose': {
    ask: async (p) => {
      const registers = await p.desk.api.register.registers({})
      const nobody = { correspondentId: null, unitId: null, replyToId: null }
      const ids = hiddenLevels.flatMap((l) => p.hidden[l].entry)
      return registers.flatMap(({ id: registerId }) => ids.map((replyToId) => ({ ...nobody, registerId, replyToId })))
    },
  },
  'disposal.due': {
    ask: () => (['destroy', 'transfer'] as const).map((fate) => ({ fate, by: '2026-11-20', classId: null })),
  },
  'disposal.prepare': {
    of: 'entry',
    input: (p, id) => ({ id: newId(p), fate: 'destroy', name: 'x', by: '2026-11-20', entryIds: [id] }),
    onlyHidden: true,
  },
  'disposal.list': { ask: () => [{}] },
  'disposal.holds': { ask: () => [{}] },
  'disposal.ofEntry': byId('entry'),
  'disposal.hold': {
    of: 'entry',
    input: (p, id) => ({ id: newId(p), entryId: id, classId: null, reason: 'x' }),
    onlyHidden: true,
  },
  ...Object.fromEntries(
    ['get', 'decide', 'done', 'destroy', 'certificate', 'print', 'pack', 'lift'].map((name) => [
      `disposal.${name}`,
      { none: 'of a list or a hold, seen as its entries are; asked in tests/integration/disposal.test.ts' },
    ]),
  ),
  'finding.numbered': {
    ask: (p) =>
      [...hiddenLevels.flatMap((l) => p.numbers[l]), ...p.walledNumbers].map((text) => ({
        text,
        registerId: null,
        year: null,
      })),
  },
  'finding.saved': { ask: () => [{}] },
  'finding.save': { none: 'criteria, under a name of one’s own' },
  'finding.remove': { none: 'one’s own' },
  'finding.shelf': { ask: () => [{}] },
  'finding.looked': byId('entry'),
  'finding.pin': { of: 'entry', input: (_p, id) => ({ id, pinned: true }) },
  'finding.pinned': byId('entry'),
  'lists.preview': {
    ask: async (p) => (await narrowed(p)).map((filter) => ({ which: { filter }, field: 'urgency', value: 'urgent' })),
  },
  'lists.change': {
    of: 'entry',
    input: (_p, id) => ({ ids: [id], field: 'urgency', value: 'urgent', reason: 'x' }),
    onlyHidden: true,
  },
  'lists.export': { none: 'the same lines as on paper, to where a person says' },
  'lists.print': {
    of: 'entry',
    input: async (p, id) => ({
      which: { ids: [id] },
      registerId: (await p.desk.api.register.registers({}))[0]?.id,
      ...sheet,
    }),
  },
  'register.get': byId('entry'),
  'register.preview': {
    ask: async (p) => (await p.desk.api.register.registers({})).map((r) => ({ registerId: r.id })),
  },
  'register.check': {
    ask: (p) => [
      ...hiddenLevels.map((l) => ({
        id: newId(p),
        reference: `${markOf(l)}ref`,
        correspondentId: p.contactId,
        letterDate: '2026-11-12',
      })),
      ...hiddenLevels.map((l) => ({ id: newId(p), fileIds: p.hidden[l].file })),
    ],
  },
  'register.register': {
    of: 'entry',
    input: async (p, id) => entryInput(p.desk, { id: ID, replyToId: id, secondCopyOfId: id }),
    onlyHidden: true,
  },
  'register.correct': { of: 'entry', input: (_p, id) => ({ id, field: 'notes', value: 'x', reason: 'x' }) },
  'register.cancel': withReason('entry'),
  'register.rescan': {
    of: 'entry',
    input: (_p, id) => ({ id, replacesFileId: null, fileId: ID }),
  },
  'register.arrange': {
    of: 'entry',
    input: (_p, id) => ({ id, fileId: ID, name: 'x', reason: 'x', pages: [{ fileId: ID, page: 0, turn: 0 }] }),
  },
  'register.verify': {
    ask: async (p) => (await p.desk.api.register.registers({})).map((r) => ({ registerId: r.id, year: 2026 })),
  },
  'register.resume': { none: 'a book and its last number' },
  'register.drafts': { ask: () => [{}] },
  'register.saveDraft': { none: 'one’s own' },
  'register.discardDraft': { none: 'one’s own' },
  'register.print': byId('entry'),
  ...Object.fromEntries(
    ['open', 'look', 'check', 'run', 'refused', 'close'].map((name) => [
      `imports.${name}`,
      { none: 'a file that is one’s own, and books and cards, which are no secret within the office' },
    ]),
  ),
  ...Object.fromEntries(
    ['open', 'look', 'check', 'run', 'refused', 'close'].map((name) => [
      `planImport.${name}`,
      { none: 'a file that is one’s own, and the filing plan, which is everybody’s' },
    ]),
  ),
  'receipts.list': { of: 'entry', input: (_p, id) => ({ entryId: id }) },
  'receipts.issue': { of: 'entry', input: (_p, id) => ({ id: ID, entryId: id, depositor: 'x', deadline: null }) },
  'receipts.again': { of: 'entry', input: (_p, id) => ({ id: ID, entryId: id }) },
  'labels.print': {
    of: 'entry',
    input: (_p, id) => ({ which: { ids: [id] }, format: 'zebra', start: 0 }),
    onlyHidden: true,
  },
  'labels.stamp': {
    of: 'file',
    input: (p, id) => ({ entryId: p.asked, fileId: id, corner: 'topRight' }),
    onlyHidden: true,
  },
  'labels.separators': { none: 'says nothing of any entry' },
  'describing.number': { none: 'new numbers; asked in tests/integration/describing.test.ts' },
  'describing.list': { ask: () => [{}] },
  'describing.count': { ask: () => [{}] },
  'describing.describe': {
    of: 'entry',
    input: async (p, id) => {
      const { registerId: _register, secondCopyOfId: _copy, ...said } = await entryInput(p.desk, { id })
      return said
    },
    onlyHidden: true,
  },
  'intake.tray': { none: 'a folder of this PC, and names in it' },
  'intake.choose': { none: 'a folder of this PC' },
  'intake.leave': { none: 'a folder of this PC' },
  'intake.take': { none: 'a file of that folder; asked in tests/integration/intake.test.ts' },
  'intake.clear': { none: 'a file of that folder; asked in tests/integration/intake.test.ts' },
  'intake.recognise': { none: 'what a code leads to; asked in tests/integration/intake.test.ts' },
  'intake.file': { none: 'files own staged scans; asked in tests/integration/intake.test.ts' },
  'slips.list': { ask: () => [{ tab: 'open' }, { tab: 'all' }] },
  'slips.count': { ask: () => [{}] },
  'slips.get': { none: 'its entry’s; asked in tests/integration/slips.test.ts' },
  'slips.print': { none: 'its entry’s; asked in tests/integration/slips.test.ts' },
  'exchange.open': {
    none: 'files of the asker’s own; what is here already is named to who may see it (tests/integration/exchange.test.ts)',
  },
  'exchange.take': { none: 'a file of the asker’s own' },
  'exchange.register': { none: 'files of the asker’s own' },
  'exchange.send': { none: 'into a file; asked as reading one is (tests/integration/exchange.test.ts)' },
  'exchange.acknowledge': { none: 'into a file; its entry’s' },
  'exchange.ofEntry': byId('entry'),
  'exchange.offices': { none: 'offices are no secret within one' },
  'exchange.present': { none: 'the office itself' },
  'exchange.accept': { none: 'offices are no secret within one' },
  'exchange.withdraw': { none: 'offices are no secret within one' },
  'slips.discharge': { none: 'its entry’s; asked in tests/integration/slips.test.ts' },
  'slips.send': {
    of: 'entry',
    input: async (p, id) => ({
      ...{ id: newId(p), registerId: await internalOf(p), unitId: null, to: 'x', action: 'action', note: '' },
      pieces: [{ entryId: id, what: 'x', count: 1 }],
    }),
    onlyHidden: true,
  },
  'mail.sheets': { ask: () => [{}] },
  'mail.sheet': { ask: async (p) => (await p.desk.api.mail.sheets({})).rows.map(({ id }) => ({ id })) },
  'mail.current': { ask: () => [{}] },
  ...Object.fromEntries(
    ['open', 'save', 'close', 'correct'].map((name) => [
      `mail.${name}`,
      { none: 'counts of envelopes; what was missing is asked in tests/integration/mail.test.ts' },
    ]),
  ),
  'mail.print': { ask: async (p) => (await p.desk.api.mail.sheets({})).rows.map(({ id }) => ({ id })) },
  'mail.missing': { ask: () => [{}] },
  'mail.missingOf': { of: 'entry', input: (_p, entryId) => ({ entryId }) },
  'mail.noteMissing': { of: 'entry', input: (p, entryId) => ({ id: newId(p), entryId, what: 'x' }), onlyHidden: true },
  'mail.supplied': { none: 'its entry’s; asked in tests/integration/mail.test.ts' },
  'mail.tellMissing': {
    of: 'entry',
    input: (p, entryId) => ({ id: newId(p), entryId, registerId: ID }),
    onlyHidden: true,
  },
  'mail.forwarded': { ask: () => [{}] },
  'mail.forwardedOf': { of: 'entry', input: (_p, entryId) => ({ entryId }) },
  'mail.forward': {
    of: 'entry',
    input: (p, entryId) => ({ id: newId(p), entryId, to: 'x', at: 0, channel: 'post', note: '', notice: null }),
    onlyHidden: true,
  },
  'mail.notice': { of: 'entry', input: (_p, noticeId) => ({ noticeId }), onlyHidden: true },
  'valuables.list': { ask: () => ['safe', 'handedOn', 'all'].map((tab) => ({ tab })) },
  'valuables.balance': { ask: () => [{}] },
  'valuables.ofEntry': { of: 'entry', input: (_p, entryId) => ({ entryId }) },
  'valuables.get': { none: 'its entry’s; asked in tests/integration/valuables.test.ts' },
  'valuables.receive': {
    of: 'entry',
    input: (p, entryId) => ({
      ...{ entryId, who: 'x', note: '', login: 'x', password: 'x' },
      things: [{ id: newId(p), kind: 'cash', number: '', pieces: 1, amount: null, currency: null, owner: '' }],
    }),
    onlyHidden: true,
  },
  'valuables.move': { none: 'its entry’s; asked in tests/integration/valuables.test.ts' },
  'valuables.stock': { ask: () => [{ found: [], beside: '' }] },
  'deliveries.list': { ask: () => [{ tab: 'open' }, { tab: 'day' }].map((tab) => ({ ...tab, day: DAY, of: {} })) },
  'deliveries.count': { ask: () => [{}] },
  'deliveries.rounds': { ask: () => [{ day: DAY }] },
  'deliveries.ofEntry': { of: 'entry', input: (_p, id) => ({ entryId: id }) },
  'deliveries.proposed': { ask: () => [{ day: DAY }] },
  'deliveries.print': { none: 'the lines of its list; asked in tests/integration/deliveries.test.ts' },
  'deliveries.get': { none: 'its entry’s; asked in tests/integration/deliveries.test.ts' },
  'deliveries.sign': { none: 'its entry’s; asked in tests/integration/deliveries.test.ts' },
  'deliveries.strike': { none: 'its entry’s; asked in tests/integration/deliveries.test.ts' },
  'deliveries.write': {
    of: 'entry',
    input: (p, id) => ({
      day: DAY,
      messenger: 'x',
      lines: [{ id: newId(p), entryId: id, unitId: null, to: 'x', pieces: 1 }],
    }),
    onlyHidden: true,
  },
  'papers.list': { ask: () => [{ unitId: null }] },
  'papers.ofEntry': { of: 'entry', input: (_p, id) => ({ entryId: id }) },
  'papers.hold': {
    of: 'entry',
    input: (p, id) => ({ id: newId(p), entryId: id, unitId: null, holder: 'x', since: p.desk.clock.now(), note: '' }),
    onlyHidden: true,
  },
  'papers.back': { of: 'entry', input: (_p, id) => ({ entryId: id }) },
  'papers.sheet': { of: 'entry', input: (_p, id) => ({ entryId: id }), onlyHidden: true },
  'petitions.preview': { none: 'says of a typed name whether there is a card; asked below (P4)' },
  'petitions.ofEntry': { of: 'entry', input: (_p, id) => ({ entryId: id }) },
  'petitions.register': {
    of: 'entry',
    input: (p, id) => ({ headId: id, lines: [{ id: newId(p), name: 'zq' }] }),
    onlyHidden: true,
  },
  'acknowledging.ofEntry': { of: 'entry', input: (_p, id) => ({ entryId: id }) },
  'acknowledging.acknowledge': { of: 'entry', input: (_p, id) => ({ entryId: id }), onlyHidden: true },
  'calendar.closures': { none: 'the office’s days, which everybody reads' },
  'calendar.save': { none: 'the office’s days, which everybody reads' },
  'calendar.remove': { none: 'the office’s days, which everybody reads' },
  'calendar.print': { none: 'the office’s days, which everybody reads' },
  'deadlines.list': { ask: () => deadlineTabs.map((tab) => ({ tab })) },
  'deadlines.counts': { none: 'numbers; asked in tests/integration/deadlines.test.ts' },
  'deadlines.ofEntry': { of: 'entry', input: (_p, id) => ({ entryId: id }) },
  'deadlines.start': {
    of: 'entry',
    input: (_p, id) => ({ entryId: id, kind: 'complaint', label: '', startedOn: DAY, byDay: null, own: null }),
    onlyHidden: true,
  },
  ...Object.fromEntries(
    ['pause', 'resume', 'extend', 'end'].map((name) => [
      `deadlines.${name}`,
      { none: 'its entry’s; asked in tests/integration/deadlines.test.ts' },
    ]),
  ),
  'deadlines.news': { none: 'numbers, and an entry that is seen; asked in tests/integration/deadlines.test.ts' },
  'deadlines.export': { none: 'a file; asked in tests/integration/deadlines.test.ts' },
  'tenders.list': { ask: () => [{ tab: 'open' }, { tab: 'all' }] },
  'tenders.get': { none: 'its envelopes as they are seen; asked in tests/integration/tenders.test.ts' },
  'tenders.ofEntry': { of: 'entry', input: (_p, id) => ({ entryId: id }) },
  'tenders.create': { none: 'announced to everybody' },
  'tenders.postpone': { none: 'announced to everybody' },
  'tenders.receive': { none: 'takes in what is one’s own' },
  'tenders.giveBack': { none: 'its entry’s; asked in tests/integration/tenders.test.ts' },
  'tenders.handOver': { none: 'for whoever sees every envelope; asked in tests/integration/tenders.test.ts' },
  'tenders.recordOpening': { none: 'for whoever sees every envelope; asked in tests/integration/tenders.test.ts' },
  'tenders.print': { none: 'for whoever sees every envelope; asked in tests/integration/tenders.test.ts' },
  'postings.list': { ask: () => ['away', 'late', 'day', 'all'].map((tab) => ({ tab, day: DAY })) },
  'postings.count': { ask: () => [{}] },
  'postings.ofEntry': { of: 'entry', input: (_p, id) => ({ entryId: id }) },
  'postings.find': { ask: () => [{ number: 'RR473124829GB' }] },
  'postings.proposed': { ask: () => [{}] },
  'postings.print': { none: 'the lines of its list; asked in tests/integration/postings.test.ts' },
  'postings.settle': { none: 'its entry’s; asked in tests/integration/postings.test.ts' },
  'postings.strike': { none: 'its entry’s; asked in tests/integration/postings.test.ts' },
  'postings.post': {
    of: 'entry',
    input: (p, id) => ({ listId: newId(p), day: DAY, lines: [{ entryId: id, postNumber: 'RR473124829GB' }] }),
    onlyHidden: true,
  },
  'documents.stage': { none: 'takes in what is one’s own' },
  'documents.discard': byId('file'),
  'documents.open': byId('file'),
  'documents.signatures': byId('file'),
  ...Object.fromEntries(
    ['list', 'trust', 'distrust'].map((name) => [`issuers.${name}`, { none: 'certificates of authorities, public' }]),
  ),
  'community.find': {
    ask: () =>
      ['', 'جمعية', 'zqsecret', 'zqrestrictedsubject', ...askedFor].map((text) => ({ text, kind: null, limit: 50 })),
  },
  'routing.ofEntry': { of: 'entry', input: (_p, id) => ({ entryId: id }) },
  'routing.assign': {
    of: 'entry',
    input: async (p, entryId) => ({
      ...(await assigned(p)),
      id: newId(p),
      entryId,
      after: null,
      reason: '',
      copies: [],
    }),
    onlyHidden: true,
  },
  'routing.open': { of: 'entry', input: (_p, id) => ({ entryId: id }), onlyHidden: true },
  'routing.end': {
    of: 'entry',
    input: (_p, id) => ({ id: actionIdOf(id, 1), outcome: 'answered', said: '' }),
    onlyHidden: true,
  },
  'routing.follow': { of: 'entry', input: (_p, id) => ({ entryId: id, follows: true }), onlyHidden: true },
  'routing.preview': { of: 'entry', input: async (p, id) => ({ ...(await assigned(p)), which: { ids: [id] } }) },
  'routing.assignMany': {
    of: 'entry',
    input: async (p, id) => ({ ...(await assigned(p)), ids: [id] }),
    onlyHidden: true,
  },
  'routing.counts': { ask: () => [{}] },
  'routing.basket': { ask: () => baskets.map((basket) => ({ basket })) },
  ...Object.fromEntries(
    ['colleagues', 'instructions', 'setInstructions', 'restrict'].map((name) => [`routing.${name}`, people]),
  ),
  'community.get': byId('contact'),
  'community.timeline': { of: 'contact', input: (_p, id) => ({ id, kinds: [], limit: 200 }) },
  'community.consents': byId('contact'),
  'community.print': byId('contact'),
  'community.exportCards': { none: 'what the list shows this person, in a file (integration/walls.test.ts)' },
  'community.exportData': { none: 'what the timeline shows this person, in a file (integration/records.test.ts)' },
  'community.save': {
    ask: async (p) => {
      const { entries: _n, createdAt: _at, pending: _p, ...card } = await p.desk.api.community.get({ id: p.contactId })
      return [{ ...card, city: 'فاس' }]
    },
  },
  'community.relations': byId('contact'),
  'community.sameness': { ask: (p) => p.shown.contact.map((id) => ({ id })) },
  'community.alike': {
    ask: async (p) => {
      const {
        id,
        entries: _n,
        createdAt: _at,
        pending: _p,
        ...card
      } = await p.desk.api.community.get({ id: p.contactId })
      const { kind, nameAr, nameLatin, phone, email, address, city } = card
      return [
        { id: newId(p), kind, nameAr, nameLatin, phone, email, address, city },
        {
          ...{ id: newId(p), kind: 'person', nameAr: latin, nameLatin: latin, phone: '+33612345678' },
          email,
          address,
          city,
        },
        { ...{ id, kind, nameAr, nameLatin }, phone, email, address, city },
      ]
    },
  },
  'community.proposals': { ask: () => [{}] },
  ...Object.fromEntries(
    [...['changeRelation', 'removeRelation', 'restoreRelation', 'unjudge', 'withdrawConsent']].map((name) => [
      `community.${name}`,
      { none: 'of a row seen as its cards are (integration/walls.test.ts)' },
    ]),
  ),
  'community.relate': {
    of: 'contact',
    input: (p, otherId) => ({
      ...{ id: p.contactId, end: 'to', otherId, kind: 'member', capacity: null, title: '', basis: '', note: '' },
      ...{ since: null, until: null },
    }),
    onlyHidden: true,
  },
  'community.judge': {
    of: 'contact',
    input: (p, otherId) => ({ keptId: p.contactId, otherId, verdict: 'same', reason: '' }),
    onlyHidden: true,
  },
  'community.consent': {
    of: 'contact',
    input: (p, contactId) => ({
      ...{ id: newId(p), contactId, purpose: 'contact', sharedWith: '', givenOn: '2026-11-02', document: '' },
    }),
    onlyHidden: true,
  },
  'walls.around': { of: 'contact', input: (_p, contactId) => ({ contactId }) },
  'walls.list': { ask: () => [{}] },
  'walls.raise': {
    of: 'contact',
    input: (p, contactId) => ({ contactId, keeperId: p.viewerId, team: [p.viewerId], reason: 'x' }),
    onlyHidden: true,
  },
  'walls.open': { ask: () => [{}] },
  'walls.broken': { ask: () => [{ waiting: true }, { waiting: false }] },
  ...Object.fromEntries(
    ['change', 'lower', 'takeNote'].map((name) => [
      `walls.${name}`,
      { none: 'asked in tests/integration/walls.test.ts' },
    ]),
  ),
  'walls.breakGlass': { none: 'opens it, and tells (tests/integration/walls.test.ts)' },
  'walls.closeGlass': { none: 'one’s own' },
  ...Object.fromEntries(
    ['series', 'table', 'ofCountry', 'save', 'remove', 'restore', 'export', 'print', 'savePicture'].map((name) => [
      `diaspora.${name}`,
      { none: 'official figures, which everybody sees, beside own counts as `own` has them' },
    ]),
  ),
  'diaspora.own': { ask: () => [{}] },
  'diaspora.cards': { ask: () => [{ countryCode: 'IS', kind: 'person' }] },
  ...Object.fromEntries(
    ['open', 'look', 'check', 'run', 'refused', 'close'].map((name) => [
      `figureImport.${name}`,
      { none: 'official figures, which everybody sees' },
    ]),
  ),
  ...Object.fromEntries(
    ['open', 'look', 'check', 'run', 'refused', 'close', 'past', 'undo', 'putBack'].map((name) => [
      `peopleImport.${name}`,
      { none: 'a file that is one’s own, and cards, which everybody sees' },
    ]),
  ),
  'search.everywhere': {
    ask: (p) =>
      [
        ...hiddenLevels.flatMap((l) => [markOf(l), `${markOf(l)}ref`, ...p.numbers[l]]),
        ...askedFor,
        ...p.walledNumbers,
        'جمعية',
        'طلب',
      ].map((text) => ({
        text,
        limit: 100,
      })),
  },
  'letters.counts': { ask: () => [{}] },
  'letters.list': {
    ask: () => ['mine', 'toFinish', 'toVisa', 'toSign', 'toIssue', 'issued', 'all'].map((tab) => ({ tab })),
  },
  'letters.get': byId('letter'),
  'letters.reply': {
    of: 'entry',
    input: (p, entryId) => ({ id: newId(p), entryId, secondLanguage: 'fr' }),
    onlyHidden: true,
  },
  'letters.create': {
    ask: (p) => [
      {
        ...{ id: newId(p), contactId: p.contactId, kind: 'noteVerbale', layout: 'sideBySide', secondLanguage: 'fr' },
        ...{ level: 'ordinary', addressForm: { rank: 'unknown', woman: false }, name: { ar: '', other: '' } },
      },
    ],
  },
  ...Object.fromEntries(
    ['list', 'get', 'version', 'save', 'retire', 'export'].map((name) => [
      `templates.${name}`,
      { none: 'texts that are nobody’s yet' },
    ]),
  ),
  'templates.values': { of: 'entry', input: (_p, id) => ({ entryId: id, secondLanguage: 'fr' }) },
  'templates.page': { of: 'entry', input: (_p, id) => ({ entryId: id, secondLanguage: 'fr', body: templateBody }) },
  'templates.blocks': { of: 'letter', input: (_p, id) => ({ letterId: id }) },
  'runs.list': { ask: () => [{}] },
  'runs.plan': {
    of: 'entry',
    input: (p, id) => ({
      ...{ id: newId(p), name: 'x', templateId: ID, body: templateBody, secondLanguage: 'fr', byPost: false },
      ...{
        addressForm: { rank: 'unknown', woman: false },
        signerTitle: { ar: 'المدير', other: 'Le directeur' },
        list: { kind: 'entries', which: { ids: [id] } },
      },
    }),
  },
  ...Object.fromEntries(
    ['plans', 'open', 'look', 'planned', 'asked', 'sample', 'make', 'drop'].map((name) => [
      `runs.${name}`,
      { none: 'one’s own plan, and a file that is one’s own' },
    ]),
  ),
  ...Object.fromEntries(
    ['get', 'letters', 'toSign', 'sign', 'return', 'issue', 'print', 'each', 'envelopes', 'addressLabels'].map(
      (name) => [
        `runs.${name}`,
        { none: 'of a run, whose letters are letters; asked in tests/integration/runs.test.ts' },
      ],
    ),
  ),
  'letters.save': { of: 'letter', input: (_p, id) => ({ id, content, basedOn: 1 }) },
  'letters.keepOwn': { of: 'letter', input: (_p, id) => ({ id, content }) },
  'letters.own': byId('letter'),
  'letters.states': byId('letter'),
  'letters.dropOwn': byId('letter'),
  'letters.submit': { ...byId('letter'), onlyHidden: true } as Line,
  'letters.withdraw': byId('letter'),
  'letters.returnToDraft': withReason('letter'),
  'letters.sign': { of: 'letter', input: (_p, id) => ({ id, seenHash: '0'.repeat(64) }) },
  'letters.void': withReason('letter'),
  'letters.issue': { of: 'letter', input: (_p, id) => ({ id, unitId: ID, channel: 'post' }), onlyHidden: true },
  'letters.preview': byId('letter'),
  'visas.path': byId('letter'),
  'visas.give': { of: 'letter', input: (_p, id) => ({ id, textHash: '0'.repeat(64) }) },
  'visas.refuse': { of: 'letter', input: (_p, id) => ({ id, textHash: '0'.repeat(64), reason: 'x' }) },
  ...Object.fromEntries(
    ['prepare', 'decide'].map((name) => [
      `visas.${name}`,
      { none: 'an answer to each id that was asked; hidden ones are asked in tests/integration/visas.test.ts' },
    ]),
  ),
  ...Object.fromEntries(
    ['askable', 'usual', 'keepUsual'].map((name) => [`visas.${name}`, { none: 'who is asked, which everybody sees' }]),
  ),
  ...Object.fromEntries(
    ['list', 'mine', 'delegate', 'endDelegation', 'absent', 'endAbsence'].map((name) => [
      `standing.${name}`,
      { none: 'who stands for whom, which everybody sees' },
    ]),
  ),
  ...Object.fromEntries(
    ['pending', 'handOver', 'printHandover'].map((name) => [
      `standing.${name}`,
      { none: 'counts of one’s own work; what is named on paper is asked in tests/integration/visas.test.ts' },
    ]),
  ),
  'letters.verify': { none: 'says again what the code says; what became of it is asked below' },
  'letters.certificate': { none: 'the office’s certificate, for administrators' },
  'letters.importCertificate': { none: 'the office’s certificate, for administrators' },
  'letters.removeCertificate': { none: 'the office’s certificate, for administrators' },
  'letters.stampServer': { none: 'the office’s certificate, for administrators' },
  'letters.verifyFile': { none: 'the same of the code in a file they hold' },
  'security.lines': {
    ask: () => [{ personId: null, group: null, from: null, to: null, before: null, limit: 200 }],
  },
  'security.verify': { ask: () => [{}] },
  'security.export': { none: 'the same lines as a table' },
  'sync.status': { ask: () => [{}] },
  'sync.queue': { ask: () => [{ after: 0, limit: 200 }] },
  'sync.parked': { ask: () => [{}] },
  'sync.again': { of: 'parked', input: (_p, id) => ({ id }), onlyHidden: true },
  'sync.putAway': { of: 'parked', input: (_p, id) => ({ id, mended: false }), onlyHidden: true },
  'sync.conflicts': { ask: () => [{}] },
  'sync.later': { of: 'conflict', input: (_p, id) => ({ id, until: null }), onlyHidden: true },
  'sync.undecide': { of: 'conflict', input: (_p, id) => ({ id }), onlyHidden: true },
  'sync.decide': { of: 'conflict', input: (_p, id) => ({ id, keep: 'server' }), onlyHidden: true },
  'sync.devices': { ask: () => [{}] },
  'sync.enrol': { none: 'the line' },
  'sync.newCode': { none: 'the line' },
  'sync.renew': { none: 'the line' },
  'sync.aside': { ask: () => [{}] },
  'sync.proxyLogin': { none: 'the line' },
  'sync.tryNow': { ask: () => [{}] },
  'jobs.list': { ask: () => [{}] },
  'jobs.cancel': { none: 'one’s own' },
  'jobs.clear': { none: 'one’s own' },
  'support.diagnostics': { none: 'numbers and words of our own lists: tests/security/diagnostics.test.ts' },
  'support.crashes': { none: 'the program' },
  'support.answer': { none: 'the program' },
  'support.always': { none: 'the program' },
  ...Object.fromEntries(['offer', 'go', 'tryAgain'].map((name) => [`wayBack.${name}`, seat])),
  'updates.status': { none: 'the program' },
  'updates.check': { none: 'the program' },
  'updates.install': { none: 'the program' },
  'updates.fromFile': { none: 'the program' },
  'updates.given': { none: 'the program' },
  'updates.fromGiven': { none: 'the program' },
  'updates.overview': { none: 'the program' },
  'updates.order': { none: 'the program' },
  'updates.upload': { none: 'the program' },
  'updates.useFolder': { none: 'the program' },
  'updates.choose': { none: 'the program' },
}
/** The day of the planted entries. */
const DAY = '2026-11-20'
/** Of nothing. */
const ID = '01939999-0000-7000-8000-000000000000'

const calls = Object.entries(contract).flatMap(([feature, names]) =>
  Object.entries(names as Record<string, Call | Event>).map(([name, call]) => ({ feature, name, call })),
)
const viewers = levels.flatMap((clearance) => roleNames.map((role) => ({ clearance, roles: [role] as Role[] })))

/** Somebody sits down without a password: what is tried here is what they see, not how they came. */
function sit(roles: readonly Role[], clearance: Level): void {
  const { session } = p.desk.app
  const seat = session as unknown as { me: Me }
  seat.me = { ...seat.me, userId: p.viewerId, roles: [...roles], clearance }
  const { signer } = session.desk
  if (signer) session.desk.signer = { ...signer, userId: p.viewerId }
}

/** What this clearance hides: its texts and the ids and numbers nobody without it may read. */
function secretsOf(clearance: Level): { texts: string[]; ids: Record<Kind, string[]>; numbers: string[] } {
  const above = hiddenLevels.filter((l) => levels.indexOf(l) > levels.indexOf(clearance))
  const inTeam = p.desk.app.session.actor.userId === p.keeperId
  const walled = (kind: Kind): string[] => (inTeam ? [] : p.walled[kind])
  const ids = (kind: Kind): string[] => [...above.flatMap((l) => p.hidden[l][kind]), ...walled(kind)]
  return {
    // A country in which nobody else lives is a text too: of a figure.
    texts: [...above.map(markOf), ...(inTeam ? [] : [WALLED, '"countryCode":"IS"'])],
    ids: {
      entry: ids('entry'),
      letter: ids('letter'),
      file: ids('file'),
      conflict: ids('conflict'),
      parked: ids('parked'),
      contact: ids('contact'),
    },
    numbers: [...above.flatMap((l) => p.numbers[l]), ...(inTeam ? [] : p.walledNumbers)],
  }
}

const ask = async (feature: string, name: string, input: unknown): Promise<unknown> =>
  structuredClone(await p.desk.app.dispatch(structuredClone({ feature, name, input })))

/** The number of a hidden entry is evidence: in the whole register it keeps its place. */
const withoutPlaces = (result: unknown): unknown => {
  const { value } = result as { value?: { hidden?: boolean }[] }
  return Array.isArray(value) ? { ...(result as object), value: value.filter((row) => row.hidden !== true) } : result
}

const seen = (result: unknown, clearance: Level): string[] => {
  const text = JSON.stringify(result)
  const { texts, ids, numbers } = secretsOf(clearance)
  return [...texts, ...Object.values(ids).flat(), ...numbers.map((n) => JSON.stringify(n))].filter((s) =>
    text.includes(s),
  )
}

describe('what may be seen (A1, A2)', () => {
  it('every call of the contract is asked, or says why it has nothing to betray', () => {
    const named = calls.filter(({ call }) => call.kind !== 'event').map(({ feature, name }) => `${feature}.${name}`)
    expect(Object.keys(lines).sort()).toEqual(named.sort())
  })

  it.each(viewers)(
    '$roles.0 cleared for $clearance: no answer shows, counts or betrays what is hidden',
    async (who) => {
      sit(who.roles, who.clearance)
      const secrets = secretsOf(who.clearance)
      const betrayed: string[] = []
      for (const { feature, name, call } of calls) {
        const line = lines[`${feature}.${name}`]
        if (call.kind === 'event' || !line || 'none' in line) continue
        p.printed.length = 0
        if ('ask' in line) {
          sit(roleNames, 'secret')
          const inputs = await line.ask(p)
          sit(who.roles, who.clearance)
          for (const input of inputs) {
            const result = await ask(feature, name, input)
            for (const s of seen(withoutPlaces(result), who.clearance)) betrayed.push(`${feature}.${name}: ${s}`)
          }
          continue
        }
        const about = async (id: string): Promise<unknown> => {
          sit(roleNames, 'secret')
          const input = await line.input(p, id)
          sit(who.roles, who.clearance)
          return ask(feature, name, input)
        }
        const missing = await about(ID)
        for (const id of secrets.ids[line.of]) expect(await about(id), `${feature}.${name}`).toEqual(missing)
        if (!line.onlyHidden)
          for (const id of p.shown[line.of])
            for (const s of seen(await about(id), who.clearance)) betrayed.push(`${feature}.${name} ${id}: ${s}`)
        for (const s of seen(p.printed, who.clearance)) betrayed.push(`${feature}.${name} on paper: ${s}`)
      }
      expect([...new Set(betrayed)]).toEqual([])
    },
  )

  it('who is cleared sees all of it: the texts are where they are looked for', async () => {
    sit(roleNames, 'secret')
    const found = new Set<string>()
    for (const { feature, name, call } of calls) {
      const line = lines[`${feature}.${name}`]
      if (call.kind !== 'query' || !line || 'none' in line) continue
      const inputs =
        'ask' in line
          ? await line.ask(p)
          : await all(line.of === 'contact' ? p.shown.contact : p.hidden.secret[line.of], (id) => line.input(p, id))
      for (const input of inputs)
        if (JSON.stringify(await ask(feature, name, input)).includes(markOf('secret'))) found.add(`${feature}.${name}`)
    }
    expect([...found].sort()).toEqual(
      [
        'community.timeline',
        'deadlines.list',
        'deadlines.ofEntry',
        'deliveries.proposed',
        'finding.numbered',
        'letters.get',
        'letters.list',
        'letters.states',
        'register.check',
        'register.get',
        'register.rows',
      ]
        .concat(['mail.forwarded', 'mail.forwardedOf', 'mail.missing', 'mail.missingOf', 'mail.sheet'])
        .concat([
          'routing.basket',
          'routing.ofEntry',
          'search.everywhere',
          'sync.conflicts',
          'sync.parked',
          'sync.queue',
        ])
        .concat(['templates.blocks', 'templates.values', 'valuables.list', 'valuables.ofEntry'])
        .sort(),
    )
  })

  it('P4: who is let in sees all of it, and everybody else the same register as if the person were not in it', async () => {
    sit(roleNames, 'secret')
    ;(p.desk.app.session as unknown as { me: Me }).me.userId = p.keeperId
    const found = new Set<string>()
    for (const { feature, name, call } of calls) {
      const line = lines[`${feature}.${name}`]
      if (call.kind !== 'query' || !line || 'none' in line) continue
      const inputs = 'ask' in line ? await line.ask(p) : await all(p.walled[line.of], (id) => line.input(p, id))
      for (const input of inputs)
        if (JSON.stringify(await ask(feature, name, input)).includes(WALLED)) found.add(`${feature}.${name}`)
    }
    expect([...found].sort()).toEqual(
      [
        ...['alike', 'consents', 'find', 'get', 'relations', 'sameness', 'timeline'].map((name) => `community.${name}`),
        ...[
          'deliveries.proposed',
          'finding.numbered',
          'diaspora.cards',
          'letters.get',
          'letters.list',
          'letters.states',
          'mail.missing',
          'mail.missingOf',
          'mail.sheet',
        ],
        ...['register.get', 'register.rows'],
        ...['search.everywhere', 'sync.conflicts', 'sync.parked', 'sync.queue', 'templates.blocks', 'templates.values'],
        ...['walls.around', 'walls.list'],
      ].sort(),
    )
    const { api } = p.desk
    const own = async () => (await api.diaspora.own({})).find(({ countryCode }) => countryCode === 'IS')?.persons
    expect(await own()).toBe(1)
    const known = async () => (await api.petitions.preview({ names: [latin.full] }))[0]?.known
    expect(await known()).toBe(true)
    const count = async () => (await api.community.get({ id: p.contactId })).entries
    const inside = await count()
    sit(roleNames, 'secret')
    expect(await own()).toBeUndefined()
    expect(await known()).toBe(false)
    // The entry that names the walled person beside this one is not counted either.
    expect(await count()).toBe(inside - 1)
  })

  it.each(levels)(
    'cleared for %s: what only hidden entries answer is not answered, in list, card, timeline and counts',
    async (clearance) => {
      sit(['clerk'], clearance)
      const { api } = p.desk
      const [incoming] = await api.register.registers({})
      const filter = { registerId: incoming?.id ?? '', year: 2026, text: '' }
      const asked = async (tab: 'all' | 'unanswered'): Promise<string | undefined> => {
        const rows = await api.register.rows({ ...filter, tab, offset: 0, limit: 200 })
        const row = rows.find((r) => r.id === p.asked)
        return row && !isVoid(row) && !row.hidden ? row.status : undefined
      }
      const status = clearance === 'ordinary' ? 'registered' : 'answered'
      expect(await asked('all')).toBe(status)
      expect(await asked('unanswered')).toBe(clearance === 'ordinary' ? 'registered' : undefined)
      expect((await api.register.get({ id: p.asked })).status).toBe(status)
      const { items } = await api.community.timeline({ id: p.contactId, kinds: ['entry'], limit: 200 })
      const line = items.find((item) => item.id === p.asked)
      expect(line?.what === 'entry' && line.status).toBe(status)
      // What is counted beside a tab is what the tab shows; the days of the whole register say nothing of hidden cancellations.
      for (const tab of ['urgent', 'unanswered', 'cancelled'] as const) {
        const rows = await api.register.rows({ ...filter, tab, offset: 0, limit: 200 })
        const outline = await api.register.outline({ ...filter, tab: 'all' })
        expect(rows.every((r) => !isVoid(r) && !r.hidden)).toBe(true)
        expect(outline[tab], tab).toBe(rows.length)
      }
    },
  )

  it.each(viewers)(
    '$roles.0 cleared for $clearance: an address of diwan:// answers as if nothing were there',
    async (who) => {
      const hers = p.desk.app.session.desk.print.put({ bytes: Buffer.from('%PDF'), name: 'x', userId: 'somebody else' })
      sit(who.roles, who.clearance)
      const status = async (url: string): Promise<number> =>
        (await answer({ url, headers: { get: () => null } }, p.desk.app.ctx)).status
      const missing = await status(`diwan://file/${ID}`)
      for (const id of secretsOf(who.clearance).ids.file) expect(await status(`diwan://file/${id}`)).toBe(missing)
      expect(await status(hers)).toBe(404)
    },
  )

  it.each(levels)('cleared for %s: what is pushed to the window names nothing that is hidden', async (clearance) => {
    const { desk } = p
    sit(roleNames, clearance)
    desk.events.length = 0
    const idsOf = (about: readonly string[]): string[] =>
      (['entry', 'letter', 'file', 'contact'] as const)
        .filter((kind) => about.includes(kind))
        .flatMap((kind) => [...hiddenLevels.flatMap((l) => p.hidden[l][kind]), ...p.walled[kind], ...p.shown[kind]])
    for (const { feature, name, call } of calls) {
      if (call.kind !== 'event') continue
      const shape = Object.keys((call.payload as unknown as { shape?: object }).shape ?? {})
      if (!shape.includes('ids') && !shape.includes('id')) continue
      // An event with ids says whose they are.
      expect(call.about ?? [], `${feature}.${name}`).not.toEqual([])
      const emit = desk.app.session.desk.emit as unknown as (f: string, n: string, payload: object) => void
      const ids = idsOf(call.about ?? [])
      if (shape.includes('ids')) emit(feature, name, { ids })
      else for (const id of ids) emit(feature, name, { id, done: 1 })
    }
    await expect.poll(() => desk.events.some((e) => e.feature === 'letters')).toBe(true)
    await desk.api.register.registers({})
    const { entry, letter, file, contact } = secretsOf(clearance).ids
    const text = JSON.stringify(desk.events)
    expect([...entry, ...letter, ...file, ...contact].filter((id) => text.includes(id))).toEqual([])
    expect(text).toContain(p.asked)
    // A window that still shows what was raised is told to ask again.
    if (clearance !== 'secret')
      expect(desk.events).toContainEqual({ feature: 'letters', name: 'changed', payload: { ids: [] } })
  })

  it.each(levels)(
    'cleared for %s: what waits is counted as it is listed; who looks after the line is told the whole number',
    async (clearance) => {
      const { api } = p.desk
      sit(['clerk'], clearance)
      const status = await api.sync.status({})
      const queue = await api.sync.queue({ after: 0, limit: 200 })
      queue.push(...(await api.sync.queue({ after: queue.at(-1)?.d ?? 0, limit: 200 })))
      const conflicts = await api.sync.conflicts({})
      expect([status.waiting, status.conflicts, status.parked]).toEqual([queue.length, conflicts.length, 0])
      sit(['administrator'], clearance)
      const whole = await api.sync.status({})
      if (clearance === 'ordinary') expect(whole.waiting).toBeGreaterThan(status.waiting)
      expect(whole.conflicts).toBe(conflicts.length)
      // What the server did not take is listed as far as it may be seen; to whoever wrote it, and here to the administrator.
      const shown = (await api.sync.parked({})).map((c) => c.id)
      const cleared = levels.slice(0, levels.indexOf(clearance) + 1).flatMap((l) => p.hidden[l].parked)
      expect(shown.sort()).toEqual(cleared.sort())
    },
  )

  it.each(levels)('cleared for %s: the code of a hidden letter does not say what became of it', async (clearance) => {
    sit(['clerk'], clearance)
    for (const { level, payload } of p.codes) {
      const { verdict } = await p.desk.api.letters.verify({ payload })
      expect(verdict).toBe(levels.indexOf(level) > levels.indexOf(clearance) ? 'not-here' : 'genuine')
    }
  })

  it('lowered by authority it is seen again; nobody else lowers it, neither letter nor entry, and it is recorded (A1)', async () => {
    const { api } = p.desk
    const [letterId = ''] = p.hidden.restricted.letter
    const [id = ''] = p.hidden.restricted.entry
    sit(['clerk', 'officer'], 'secret')
    const letter = await api.letters.get({ id: letterId })
    const content_ = { ...content, level: 'ordinary' } as never
    await expect(
      api.letters.save({ id: letterId, content: content_, basedOn: letter.updatedAt }),
    ).rejects.toMatchObject({
      code: 'level-lowered',
    })
    await expect(api.register.correct({ id, field: 'level', value: 'ordinary', reason: 'x' })).rejects.toMatchObject({
      code: 'level-lowered',
    })
    sit(['headOfRegistry'], 'secret')
    await api.register.correct({ id, field: 'level', value: 'ordinary', reason: 'رفع السرية' })
    sit(['clerk'], 'ordinary')
    const card = await api.register.get({ id })
    expect(card.acts.at(-1)).toMatchObject({
      kind: 'correction',
      detail: { field: 'level', before: 'restricted', after: 'ordinary', reason: 'رفع السرية' },
    })
  })
})

async function all(ids: readonly string[], input: (id: string) => unknown): Promise<unknown[]> {
  const inputs: unknown[] = []
  for (const id of ids) inputs.push(await input(id))
  return inputs
}
