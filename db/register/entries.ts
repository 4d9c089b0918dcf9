import type { Actor } from '../../contract/permissions'
import { EntryRow, type Outline, type RegisterFilter } from '../../contract/register'
import type { Unit } from '../../contract/units'
import type { Level, Names } from '../../contract/values'
import { namesOn } from '../../domain/units/tree'
import { hideable, shownLevel, visible, type Condition } from '../../domain/visibility'
import { sql, type Reader } from '../core/sql'
import type { Value } from '../core/value'
import type { Fields } from '../../contract/sync'
import { fromRow } from '../outbox/rows'
import { matchOf } from '../search/search'
import { tabCounts } from './counts'
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
  cancelledAt: number | null
  cancelledById: string | null
  cancelReason: string | null
  rv: number
}

export const entryRecord = (read: Reader, id: string): Promise<EntryRecord | undefined> =>
  sql(read).one('SELECT * FROM entry WHERE id = ?', [id])

/** By its printed number and its day, as a letter's code names it. */
export const entryByNumber = (read: Reader, numberText: string, date: string): Promise<EntryRecord | undefined> =>
  sql(read).one('SELECT * FROM entry WHERE businessDate = ? AND numberText = ? LIMIT 1', [date, numberText])

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

type Where = { from: string; clause: string; params: Value[] }
/** C4: something answers `e` that this person may see; a hidden answer betrays itself nowhere (A2). */
export function answeredFor(actor: Actor): Condition {
  const { sql: may, params } = visible('entry', 'r', actor)
  return {
    sql: `EXISTS (SELECT 1 FROM entry r WHERE r.replyToId = e.id AND r.cancelledAt IS NULL AND ${may})`,
    params,
  }
}

/**
 * One place for "which lines": outline, rows and export count and show the same. Only the whole register shows that a hidden
 * number exists; every other list leaves it out, so that no counter betrays it (A2).
 */
function where(actor: Actor, filter: RegisterFilter, today: string): Where {
  const parts = ['e.registerId = ?', 'e.year = ?']
  const params: Value[] = [filter.registerId, filter.year]
  const match = filter.text ? matchOf(filter.text) : null
  const from = match ? 'entry e JOIN searchDoc d ON d.rowId = e.id JOIN search s ON s.rowid = d.docId' : 'entry e'
  if (filter.tab === 'urgent') parts.push(`e.urgency <> 'routine'`)
  if (filter.tab === 'cancelled') parts.push('e.cancelledAt IS NOT NULL')
  if (filter.tab === 'unanswered') {
    const answered = answeredFor(actor)
    parts.push(`e.cancelledAt IS NULL AND NOT ${answered.sql}`)
    params.push(...answered.params)
  }
  if (filter.tab === 'today') {
    parts.push('e.businessDate = ?')
    params.push(today)
  }
  if (filter.text && !match) parts.push('0')
  if (match) {
    parts.push('search MATCH ?')
    params.push(match)
  }
  if (match || filter.tab !== 'all') {
    const may = visible('entry', 'e', actor)
    parts.push(may.sql)
    params.push(...may.params)
  }
  return { from, clause: parts.join(' AND '), params }
}

const isWhole = ({ tab, text }: RegisterFilter): boolean => tab === 'all' && !text

/** Days and totals of a filter, without reading a line: the grid lays itself out from it. */
export async function outline(read: Reader, actor: Actor, filter: RegisterFilter, today: string): Promise<Outline> {
  const s = sql(read)
  const w = where(actor, filter, today)
  // Kept by the table itself (migration 0008), not counted: the register may be a million entries long.
  const all = await s.all<Outline['days'][number]>(
    `SELECT date, sum(entries) AS entries, sum(cancelled) AS cancelled FROM entryCount WHERE registerId = ? AND year = ?
     GROUP BY date HAVING sum(entries) > 0 ORDER BY date DESC`,
    [filter.registerId, filter.year],
  )
  const days = isWhole(filter)
    ? withoutHidden(all, await hiddenCancelled(read, actor, filter))
    : await s.all<Outline['days'][number]>(
        `SELECT e.businessDate AS date, count(*) AS entries, count(e.cancelledAt) AS cancelled FROM ${w.from} WHERE ${w.clause}
         GROUP BY e.businessDate ORDER BY e.businessDate DESC`,
        w.params,
      )
  const open = all.reduce((sum, d) => sum + d.entries - d.cancelled, 0)
  const books = await s.all<{ bookId: string; desk: string | null; first: number; last: number; n: number }>(
    `SELECT b.id AS bookId, b.desk, b.opening AS first, b.lastSeq AS last,
       (SELECT coalesce(sum(x.entries), 0) FROM entryCount x WHERE x.registerId = b.registerId AND x.year = b.year AND x.bookId = b.id) +
       (SELECT count(*) FROM act v WHERE v.bookId = b.id AND v.kind = 'void') AS n
     FROM book b WHERE b.registerId = ? AND b.year = ? ORDER BY b.desk`,
    [filter.registerId, filter.year],
  )
  return {
    days,
    total: days.reduce((sum, d) => sum + d.entries, 0),
    cancelled: days.reduce((sum, d) => sum + d.cancelled, 0),
    ...(await tabCounts(read, actor, filter, open)),
    continuity: books.map(({ n, ...b }) => ({ ...b, whole: b.last === 0 ? n === 0 : n === b.last - b.first + 1 })),
  }
}

/** The whole register shows that a hidden number is there, and nothing of what became of it. */
async function hiddenCancelled(read: Reader, actor: Actor, filter: RegisterFilter): Promise<Map<string, number>> {
  const may = visible('entry', 'e', actor)
  const rows = await sql(read).all<{ date: string; n: number }>(
    `SELECT e.businessDate AS date, count(*) AS n FROM entry e WHERE e.registerId = ? AND e.year = ? AND ${hideable('entry', 'e')}
       AND e.cancelledAt IS NOT NULL AND NOT ${may.sql} GROUP BY e.businessDate`,
    [filter.registerId, filter.year, ...may.params],
  )
  return new Map(rows.map((r) => [r.date, r.n]))
}

const withoutHidden = (days: Outline['days'], hidden: ReadonlyMap<string, number>): Outline['days'] =>
  days.map((day) => ({ ...day, cancelled: day.cancelled - (hidden.get(day.date) ?? 0) }))

type ListRecord = EntryRecord & {
  seen: number
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
}

/** Lines `offset` … `offset + limit`, newest first. */
export async function entryRows(
  read: Reader,
  actor: Actor,
  filter: RegisterFilter & { offset: number; limit: number },
  today: string,
): Promise<EntryRow[]> {
  const w = where(actor, filter, today)
  const from = isWhole(filter) ? await placeOf(read, filter) : { sql: '1', params: [], offset: filter.offset }
  const [may, answered, contest] = [visible('entry', 'e', actor), answeredFor(actor), visible('conflict', 'k', actor)]
  const records = await sql(read).all<ListRecord>(
    `SELECT e.*, g.code AS register, b.desk, c.nameAr, c.nameLatin, u.names AS unitNames, u.was AS unitWas,
       (SELECT count(*) FROM file f WHERE f.entryId = e.id AND f.replacedById IS NULL) AS files,
       EXISTS (SELECT 1 FROM outbox o WHERE o.rowId = e.id AND o.state = 'waiting') AS pending,
       EXISTS (SELECT 1 FROM conflict k WHERE k.rowId = e.id AND k.decidedAt IS NULL AND ${contest.sql}) AS conflict,
       ${answered.sql} AS answered, ${may.sql} AS seen
     FROM (SELECT e.id FROM ${w.from} WHERE ${w.clause} AND ${from.sql} ORDER BY e.registeredAt DESC, e.seq DESC LIMIT ? OFFSET ?) page
     JOIN entry e ON e.id = page.id JOIN register g ON g.id = e.registerId JOIN book b ON b.id = e.bookId
     LEFT JOIN contact c ON c.id = e.correspondentId LEFT JOIN unit u ON u.id = e.unitId
     ORDER BY e.registeredAt DESC, e.seq DESC`,
    [...contest.params, ...answered.params, ...may.params, ...w.params, ...from.params, filter.limit, from.offset],
  )
  return records.map(toLine)
}

export const statusOf = (
  e: { cancelledAt: number | null },
  answered: boolean,
): 'registered' | 'answered' | 'cancelled' =>
  e.cancelledAt !== null ? 'cancelled' : answered ? 'answered' : 'registered'

/** A name for a list: as on the letter, in Arabic when there is one. */
export function displayName(nameAr: string | null, nameLatin: string | null): string | null {
  const full = (json: string | null): string => (json ? (JSON.parse(json) as { full: string }).full : '')
  return full(nameAr) || full(nameLatin) || null
}

const NO_UNIT: Names = { ar: '—', fr: '—', en: '—', es: '—' }

/** As it was called on the day of the entry. */
function unitThen({ unitNames, unitWas, businessDate }: ListRecord): Names {
  if (!unitNames) return NO_UNIT
  const unit = { names: JSON.parse(unitNames) as Names, was: JSON.parse(unitWas ?? 'null') as Unit['was'] | null }
  return namesOn({ names: unit.names, was: unit.was ?? [] }, businessDate)
}

function toLine(r: ListRecord): EntryRow {
  const shown = {
    id: r.id,
    numberText: r.numberText,
    number: { register: r.register, year: r.year, desk: r.desk, seq: r.seq },
    businessDate: r.businessDate,
    level: shownLevel(r.level),
  } as const
  if (r.seen !== 1) return { hidden: true, ...shown }
  return EntryRow.parse({
    hidden: false,
    ...shown,
    registeredAt: r.registeredAt,
    arrivalAt: r.arrivalAt,
    letterDate: r.letterDate,
    correspondent: displayName(r.nameAr, r.nameLatin),
    reference: r.reference,
    subject: r.subject,
    urgency: r.urgency,
    unitNames: unitThen(r),
    status: statusOf(r, r.answered === 1),
    cancelReason: r.cancelReason,
    files: r.files,
    pending: r.pending === 1,
    conflict: r.conflict === 1,
  })
}
