import type { Actor } from '../../contract/permissions'
import type { NamedParty } from '../../contract/parties'
import type { EntryRow, RegisterFilter } from '../../contract/register'
import type { Unit } from '../../contract/units'
import type { Language, Level, Names, Urgency } from '../../contract/values'
import { nameFor } from '../../domain/community/name'
import { namesOn } from '../../domain/units/tree'
import { clearanceRank, rankSql, shownLevel, visible } from '../../domain/visibility'
import { nameIn } from '../../domain/words'
import { asLines, columnsAs } from '../core/as-lines'
import { sql, type Reader } from '../core/sql'
import type { Value } from '../core/value'
import type { Fields } from '../../contract/wire'
import { fromRow } from '../outbox/rows'
import { answeredFor } from './answered'
import { partiesOf } from './parties'
import { MOST_FOUND, where } from './filter'
import { placeOf } from './places'

/** The columns of `entry` as SQLite returns them. */
export type EntryRecord = {
  id: string
  registerId: string
  bookId: string
  year: number
  seq: number
  numberText: string
  registeredAt: number
  businessDate: string
  registeredById: string
  deviceId: string
  arrivalAt: number
  letterDate: string | null
  letterDateSaid: string | null
  postmarkDate: string | null
  correspondentId: string | null
  reference: string | null
  otherNumber: string | null
  postNumber: string | null
  classId: string | null
  parties: string | null
  languages: string | null
  route: string | null
  batchOfId: string | null
  subject: string | null
  channel: string
  urgency: string
  level: Level
  unitId: string
  enclosureCount: number
  enclosures: string
  notes: string
  replyToId: string | null
  secondCopyOfId: string | null
  letterId: string | null
  paperNumber: string | null
  paperPage: string | null
  cancelledAt: number | null
  cancelledById: string | null
  cancelReason: string | null
  rv: number
}

export const entryRecord = (read: Reader, id: string): Promise<EntryRecord | undefined> =>
  sql(read).one('SELECT * FROM entry WHERE id = ?', [id])

/** By its printed number and its day, as a letter's code names it. */
export const entryByNumber = (read: Reader, numberText: string, date: string): Promise<EntryRecord | undefined> =>
  sql(read).one(
    `SELECT * FROM entry WHERE registerId IN (SELECT id FROM register) AND year IN (SELECT year FROM book) AND businessDate = ?
       AND numberText = ? LIMIT 1`,
    [date, numberText],
  )

/** Every entry of a book as the table has it, for holding it against its acts (I5). */
export async function entryFieldsAfter(
  read: Reader,
  bookId: string,
  seq: number,
  limit: number,
): Promise<{ id: string; seq: number; numberText: string; fields: Fields }[]> {
  const rows = await sql(read).all<Record<string, unknown>>(
    'SELECT * FROM entry WHERE bookId = ? AND seq > ? ORDER BY seq LIMIT ?',
    [bookId, seq, limit],
  )
  return rows.map((row) => ({
    id: String(row['id']),
    seq: Number(row['seq']),
    numberText: String(row['numberText']),
    fields: fromRow('entry', row),
  }))
}

/** What a line shows of the entry itself. */
const SHOWN = [
  ...(['id', 'year', 'seq', 'numberText', 'registeredAt', 'businessDate', 'arrivalAt', 'letterDate'] as const),
  ...(['reference', 'subject', 'urgency', 'level', 'classId', 'cancelledAt', 'cancelReason'] as const),
]
type ListRecord = Pick<EntryRecord, (typeof SHOWN)[number]> & {
  seen: number
  /** Its level is within the reader's clearance. */
  cleared: number
  register: string
  desk: string | null
  nameAr: string | null
  nameLatin: string | null
  unitNames: string | null
  unitWas: string | null
  files: number
  pending: number
  conflict: number
  answered: number
  parties: NamedParty[]
}

/** Lines `offset` … `offset + limit` as the table has them, newest first. */
export async function entryRecords(
  read: Reader,
  actor: Actor,
  filter: RegisterFilter & { offset: number; limit: number },
  today: string,
): Promise<ListRecord[]> {
  const w = await where(read, actor, filter, today)
  // What was searched is walked hit by hit; a day has an index of its own.
  const walked = filter.text !== '' || filter.tab === 'today'
  const limit = filter.text === '' ? filter.limit : Math.min(filter.limit, Math.max(0, MOST_FOUND - filter.offset))
  const from = walked ? { sql: '1', params: [], offset: filter.offset } : await placeOf(read, actor, filter)
  if (!from) return []
  return recordsOf(read, actor, {
    sql: `SELECT e.id FROM ${w.from} WHERE ${w.clause} AND ${from.sql} ORDER BY ${w.order} LIMIT ? OFFSET ?`,
    params: [...w.params, ...from.params, limit, from.offset],
  })
}

/** Those that stand at these places of the table, as a list was found (found.ts). What their reader may not see by now comes as hidden. */
export const entryRecordsAt = (read: Reader, actor: Actor, rows: readonly number[]): Promise<ListRecord[]> =>
  recordsOf(read, actor, {
    sql: 'SELECT e.id FROM json_each(?) j CROSS JOIN entry e ON e.rowid = j.value',
    params: [JSON.stringify(rows)],
  })

export const entryRecordsOf = (read: Reader, actor: Actor, ids: readonly string[]): Promise<ListRecord[]> =>
  recordsOf(read, actor, {
    sql: 'SELECT e.id FROM json_each(?) j CROSS JOIN entry e ON e.id = j.value',
    params: [JSON.stringify(ids)],
  })

/** The lines of one page, newest first, with all they show. */
async function recordsOf(read: Reader, actor: Actor, page: { sql: string; params: Value[] }): Promise<ListRecord[]> {
  const [may, answered, contest] = [visible('entry', 'e', actor), answeredFor(actor), visible('conflict', 'k', actor)]
  const columns: Record<keyof Omit<ListRecord, 'parties'>, string> = {
    ...columnsAs('e', SHOWN),
    register: 'g.code',
    desk: 'b.desk',
    nameAr: 'c.nameAr',
    nameLatin: 'c.nameLatin',
    unitNames: 'u.names',
    unitWas: 'u.was',
    files: '(SELECT count(*) FROM file f WHERE f.entryId = e.id AND f.replacedById IS NULL)',
    pending: `EXISTS (SELECT 1 FROM outbox o WHERE o.rowId = e.id AND o.state = 'waiting')`,
    conflict: `EXISTS (SELECT 1 FROM conflict k WHERE k.rowId = e.id AND k.decidedAt IS NULL AND ${contest.sql})`,
    answered: answered.sql,
    seen: may.sql,
    cleared: `${rankSql('e.level')} <= ${clearanceRank(actor.clearance)}`,
  }
  const lines = await asLines<Omit<ListRecord, 'parties'>>(
    read,
    columns,
    `FROM (${page.sql}) page
     CROSS JOIN entry e ON e.id = page.id JOIN register g ON g.id = e.registerId JOIN book b ON b.id = e.bookId
     LEFT JOIN contact c ON c.id = e.correspondentId LEFT JOIN unit u ON u.id = e.unitId
     ORDER BY e.registeredAt DESC, e.seq DESC`,
    [...contest.params, ...answered.params, ...may.params, ...page.params],
  )
  const parties = await partiesOf(
    read,
    lines.flatMap((line) => (line.seen === 1 ? [line.id] : [])),
  )
  return lines.map((line) => ({ ...line, parties: parties.get(line.id) ?? [] }))
}

export const statusOf = (
  e: { cancelledAt: number | null },
  answered: boolean,
): 'registered' | 'answered' | 'cancelled' =>
  e.cancelledAt !== null ? 'cancelled' : answered ? 'answered' : 'registered'

/** A correspondent in a list, as a reader of that language is shown them. */
export function displayName(
  { nameAr, nameLatin }: { nameAr: string | null; nameLatin: string | null },
  language: Language,
): string | null {
  const full = (json: string | null): string => (json ? (JSON.parse(json) as { full: string }).full : '')
  return nameFor({ nameAr: full(nameAr), nameLatin: full(nameLatin) }, language).name || null
}

const NO_UNIT: Names = { ar: '—', fr: '—', en: '—', es: '—' }

/** As it was called on the day of the entry. */
function unitThen({ unitNames, unitWas, businessDate }: ListRecord): Names {
  if (!unitNames) return NO_UNIT
  const unit = { names: JSON.parse(unitNames) as Names, was: JSON.parse(unitWas ?? 'null') as Unit['was'] | null }
  return namesOn({ names: unit.names, was: unit.was ?? [] }, businessDate)
}

export function toRow(r: ListRecord, language: Language): EntryRow {
  const shown = {
    id: r.id,
    numberText: r.numberText,
    number: { register: r.register, year: r.year, desk: r.desk, seq: r.seq },
    businessDate: r.businessDate,
    level: shownLevel(r.level),
  } as const
  // P4: what a wall hides looks like what the highest level hides: a line does not say which it is.
  if (r.seen !== 1) return { hidden: true, ...shown, level: r.cleared === 1 ? 'secret' : shown.level }
  return {
    hidden: false,
    ...shown,
    registeredAt: r.registeredAt,
    arrivalAt: r.arrivalAt,
    letterDate: r.letterDate,
    correspondent: displayName(r, language),
    parties: r.parties.map(({ role, names }) => ({ role, name: nameIn(names, language) })),
    reference: r.reference,
    subject: r.subject,
    // A newer version's word passes as it is (`orNewer`); the contract checks the line where it leaves.
    urgency: r.urgency as Urgency,
    unitNames: unitThen(r),
    classId: r.classId,
    status: statusOf(r, r.answered === 1),
    cancelReason: r.cancelReason,
    files: r.files,
    pending: r.pending === 1,
    conflict: r.conflict === 1,
  }
}
