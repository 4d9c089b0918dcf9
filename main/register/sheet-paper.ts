import type { Language, SecondLanguage } from '../../contract/values'
import { isUndescribed } from '../../domain/register/undescribed'
import { nameFor } from '../../domain/community/name'
import { policies } from '../../domain/policies'
import { printNumber } from '../../domain/register/numbering'
import { groupedHead } from '../../domain/register/sheet-code'
import { digits } from '../../domain/text/digits'
import { dateTime, longDate, time, weekdayDate, type ZonedFormat } from '../../domain/text/dates'
import { inWords } from '../../domain/text/in-words'
import { zoneOf } from '../../domain/text/zone'
import { fill, nameIn, words } from '../../domain/words'
import type { OfficeFacts } from '../desk'
import type { Both } from '../pdf/text'
import type { PaperModel } from './pdf/paper-model'
import { enclosed } from './sheet-enclosed'
import type { SheetFacts } from './sheet-facts'

/** Lines of a day that are printed; all of them are in the file inside. */
const MOST_LINES = 2_000

export type Speakers = { ar: ZonedFormat; other: ZonedFormat; second: SecondLanguage }
/** A paper of the office: Arabic with its country's digits, and the office's second language. */
export function speakersOf(office: OfficeFacts, second: SecondLanguage = office.secondLanguage): Speakers {
  const { country } = office
  const of = (language: Language): ZonedFormat => ({
    ...{ language, country, zone: zoneOf(office) },
    digits: language === 'ar' ? policies[country].digits : 'latn',
  })
  return { ar: of('ar'), other: of(second), second }
}

/** Arabic has each country's own word for the registry. */
export const chiefOf = (office: OfficeFacts, second: SecondLanguage): Both => ({
  ar: fill(words.ar.closing.chief, { registry: policies[office.country].words.registry }),
  other: words[second].closing.chief,
})

export const headOf = (office: OfficeFacts, second: SecondLanguage): PaperModel['office'] => {
  const policy = policies[office.country]
  return {
    ar: [policy.state.ar, ...office.ministry.ar, office.names.ar],
    other: [policy.state[second], ...office.ministry.other, nameIn(office.names, second)],
  }
}

/** A closing as paper: what a head of registry signs. @param qr the sheet's code, signed by this PC */
export function sheetPaper(facts: SheetFacts, office: OfficeFacts, qr: string): PaperModel {
  const speakers = speakersOf(office)
  const { ar, other, second } = speakers
  const [a, b] = [words.ar.closing, words[second].closing]
  type Said = typeof a
  const both = (of: (w: Said) => string): Both => ({ ar: of(a), other: of(b) })
  const said = facts.day ?? facts.year
  if (!said) throw new Error('a closing is of a day or a year')
  const number = (seq: number | null): string =>
    seq === null
      ? '—'
      : printNumber(facts.register.pattern, {
          ...{ register: facts.register.code, year: facts.book.year, desk: facts.book.desk, seq },
        })
  const by = facts.people.get(facts.act.userId)
  const filled = (of: (w: Said) => string, values: (f: ZonedFormat) => Record<string, string>): Both => ({
    ar: fill(of(a), values(ar)),
    other: fill(of(b), values(other)),
  })
  const numbers = { first: number(said.first), last: number(said.last) }
  const counts = ['entries', 'cancelled', 'corrected', 'late', 'voids'] as const
  const figures = [
    ...counts.map((name) => ({ label: both((w) => w.counts[name]), n: said[name] })),
    ...(facts.year ? [{ label: both((w) => w.counts.days), n: facts.year.days }] : []),
  ]
  const kind = facts.year ? 'year' : facts.day?.session ? 'session' : 'day'
  return {
    createdAt: facts.act.at,
    other: second,
    office: headOf(office, second),
    title: both((w) => w[kind]),
    mark: facts.stands ? null : both((w) => w.again),
    facts: [
      {
        label: both((w) => w.register),
        value: { ar: nameIn(facts.register.names, 'ar'), other: nameIn(facts.register.names, second) },
      },
      {
        label: both((w) => w.date),
        value: facts.year
          ? { ar: digits(facts.year.year, ar.digits), other: String(facts.year.year) }
          : { ar: weekdayDate(said.date, ar), other: weekdayDate(said.date, other) },
      },
      ...(facts.book.desk ? [{ label: both((w) => w.desk), value: alike(facts.book.desk) }] : []),
      ...(facts.day?.session ? [{ label: both((w) => w.sessionNumber), value: alike(String(facts.day.session)) }] : []),
    ],
    statement: withClosed(
      said.entries + said.voids === 0
        ? both((w) => w.nil)
        : filled(
            (w) => w.statement,
            (f) => ({ ...numbersIn(numbers, f), words: inWords(said.entries, f.language) }),
          ),
      filled(
        (w) => w.closedAt,
        (f) => ({ when: dateTime(facts.act.at, f), name: by ? nameIn(by, f.language) : '—' }),
      ),
    ),
    figures: figures.map(({ label, n }) => ({
      ...{ label, figure: digits(n, ar.digits) },
      words: { ar: inWords(n, 'ar'), other: inWords(n, second) },
    })),
    tables: facts.year ? [daysTable(facts, speakers, number)] : linesOf(facts, speakers),
    signatures: [
      ...(facts.year ? [] : [both((w) => w.clerk)]),
      chiefOf(office, second),
      ...(facts.year ? [both((w) => w.authority)] : []),
    ],
    code: {
      qr,
      values: [
        { label: both((w) => w.head), value: groupedHead(facts.act.link) },
        { label: both((w) => w.position), value: String(facts.act.position) },
        { label: both((w) => w.before), value: groupedHead(facts.before) },
      ],
    },
    footer: both((w) => w.footer),
    attached: {
      name: `${facts.register.code}-${facts.book.year}-${facts.act.position}.json`,
      description: `${a.attached} · ${b.attached}`,
      text: JSON.stringify(enclosed(facts, office), null, 1),
    },
  }
}

const alike = (text: string): Both => ({ ar: text, other: text })
const withClosed = (statement: Both, closed: Both): Both => ({
  ar: `${statement.ar} ${closed.ar}.`,
  other: `${statement.other} (${closed.other})`,
})
const numbersIn = (numbers: { first: string; last: string }, f: ZonedFormat): Record<string, string> => ({
  first: `\u2068${digits(numbers.first, f.digits)}\u2069`,
  last: `\u2068${digits(numbers.last, f.digits)}\u2069`,
})

type Table = PaperModel['tables'][number]

function linesOf(facts: SheetFacts, { ar, second }: Speakers): Table[] {
  const [a, b] = [words.ar, words[second]]
  const c = (name: keyof typeof a.closing.columns): Both => ({
    ar: a.closing.columns[name],
    other: b.closing.columns[name],
  })
  const entered = facts.acts.filter(({ kind }) => kind === 'registration' || kind === 'void')
  const changed = facts.acts.filter(({ kind }) =>
    ['correction', 'description', 'cancellation', 'rescan'].includes(kind),
  )
  const rows = entered.slice(0, MOST_LINES).map((act): Table['rows'][number] => {
    const entry = act.entryId === null ? undefined : facts.entries.get(act.entryId)
    const seq = { register: facts.register.code, year: facts.book.year, desk: facts.book.desk, seq: act.seq }
    const shown = digits(entry?.numberText ?? printNumber(facts.register.pattern, seq), ar.digits)
    const [who, what] = contentOf(facts, act, second)
    const struck = entry?.fields?.['cancelReason'] != null
    return { cells: [shown, time(act.at, ar), who, what], struck }
  })
  const left = entered.length - rows.length
  const more = (w: typeof a): string => fill(w.closing.more, { n: String(left) })
  if (left > 0) rows.push({ cells: ['…', '', '', { ar: more(a), other: more(b) }] })
  const acts = changed.slice(0, MOST_LINES).map((act): Table['rows'][number] => {
    const kind = act.kind as 'correction' | 'description' | 'cancellation' | 'rescan'
    const name = facts.entries.get(act.entryId ?? '')?.numberText ?? '—'
    return { cells: [digits(name, ar.digits), time(act.at, ar), a.acts[kind], b.acts[kind]] }
  })
  return [
    {
      title: null,
      columns: [
        { head: c('number'), width: 82 },
        { head: c('hour'), width: 40 },
        { head: c('correspondent'), width: 130 },
        { head: c('subject'), width: '*' },
      ],
      rows,
    },
    {
      title: c('acts'),
      columns: [
        { head: c('number'), width: 82 },
        { head: c('hour'), width: 40 },
        { head: { ar: a.closing.columns.what, other: '' }, width: '*' },
        { head: { ar: '', other: b.closing.columns.what }, width: '*' },
      ],
      rows: acts,
    },
  ]
}

/** Correspondent and subject; of what is guarded, that it is. */
function contentOf(
  { entries, correspondents }: SheetFacts,
  { entryId }: SheetFacts['acts'][number],
  second: SecondLanguage,
): [string, string | Both] {
  const [a, b] = [words.ar, words[second]]
  if (entryId === null) return ['', { ar: a.closing.void, other: b.closing.void }]
  const entry = entries.get(entryId)
  if (!entry?.fields) {
    const level = (w: typeof a): string =>
      (w.values.levels as Record<string, string>)[entry?.level ?? ''] ?? w.values.levels.secret
    return [
      '',
      {
        ar: fill(a.closing.withheld, { level: level(a) }),
        other: fill(b.closing.withheld, { level: level(b) }),
      },
    ]
  }
  const { correspondentId, subject, level: of } = entry.fields
  const unsaid = (w: typeof a): string =>
    isUndescribed({ subject, level: of }) ? w.print.undescribed : w.closing.sealed
  const contact = correspondents.get(String(correspondentId))
  const full = (json: string): string => (JSON.parse(json) as { full: string }).full
  const name = contact && nameFor({ nameAr: full(contact.nameAr), nameLatin: full(contact.nameLatin) }, 'ar').name
  return [name ?? a.closing.anonymous, typeof subject === 'string' ? subject : { ar: unsaid(a), other: unsaid(b) }]
}

/** The year's act names each day's sheet by the beginning of its head: one paper holds them all against the book. */
function daysTable(facts: SheetFacts, { ar, second }: Speakers, number: (seq: number | null) => string): Table {
  const [a, b] = [words.ar.closing, words[second].closing]
  const of = (pick: (w: typeof a) => string): Both => ({ ar: pick(a), other: pick(b) })
  const days = facts.acts.filter(({ kind, body }) => kind === 'dayClosing' && body !== null)
  return {
    title: of((w) => w.counts.days),
    columns: [
      { head: of((w) => w.date), width: 92 },
      { head: of((w) => w.columns.number), width: 150 },
      { head: of((w) => w.counts.entries), width: 60 },
      { head: of((w) => w.head), width: '*' },
    ],
    rows: days.map(({ body, link }) => {
      const { date, first, last, entries } = JSON.parse(body ?? '{}') as NonNullable<SheetFacts['day']>
      const numbers = first === null ? '—' : `${digits(number(first), ar.digits)} … ${digits(number(last), ar.digits)}`
      return { cells: [longDate(date, ar), numbers, digits(entries, ar.digits), groupedHead(link.slice(0, 16))] }
    }),
  }
}
