import type { DeadlineRule } from '../../contract/deadlines'
import type { Extension, Pause } from '../../domain/calendar/clock'
import type { Clocked } from '../../domain/calendar/standing'
import { visible, type Viewer } from '../../domain/visibility'
import { sql, type Reader } from '../core/sql'

export type ClockRecord = {
  id: string
  entryId: string
  kind: string
  label: string
  rule: DeadlineRule
  silence: string
  startedOn: string
  byDay: string | null
  startedById: string
  pauses: Pause[]
  extension: Extension | null
  ending: string | null
  endedOn: string | null
  endedAt: number | null
  endedById: string | null
  endNote: string | null
  replyId: string | null
}
type Stored = Omit<ClockRecord, 'rule' | 'pauses' | 'extension'> &
  Record<'rule', string> & {
    pauses: string | null
    extension: string | null
  }
/** A hundred thousand deadlines have some ten rules between them. */
const rules = new Map<string, DeadlineRule>()
function ruleOf(text: string): DeadlineRule {
  const known = rules.get(text)
  if (known) return known
  const rule = Object.freeze(JSON.parse(text) as DeadlineRule)
  if (rules.size < 500) rules.set(text, rule)
  return rule
}
type Written = Record<'rule', string> & Record<'pauses' | 'extension', string | null>
type OfEntry = { id: string; entryId: string }
type Slim = Written & OfEntry & Pick<ClockRecord, 'kind' | 'startedOn' | 'byDay' | 'endedAt'>
type Read<T> = Omit<T, keyof Written> & Pick<ClockRecord, keyof Written>
const toRecord = <T extends Written>({ rule, pauses, extension, ...row }: T): Read<T> => ({
  ...row,
  rule: ruleOf(rule),
  pauses: pauses === null ? [] : (JSON.parse(pauses) as Pause[]),
  extension: extension === null ? null : (JSON.parse(extension) as Extension | null),
})
const COLUMNS = `c.id, c.entryId, c.kind, c.label, c.rule, c.silence, c.startedOn, c.byDay, c.startedById, c.pauses, c.extension, c.ending,
  c.endedOn, c.endedAt, c.endedById, c.endNote, c.replyId`

/** Of an entry, the first one first, as far as this person sees (A2). */
export async function clocksOfEntry(read: Reader, viewer: Viewer, entryId: string): Promise<ClockRecord[]> {
  const may = visible('clock', 'c', viewer)
  const rows = await sql(read).all<Stored>(
    `SELECT ${COLUMNS} FROM clock c WHERE c.entryId = ? AND ${may.sql} ORDER BY c.startedAt, c.id LIMIT 200`,
    [entryId, ...may.params],
  )
  return rows.map(toRecord)
}

export async function clockById(read: Reader, viewer: Viewer, id: string): Promise<ClockRecord | undefined> {
  const may = visible('clock', 'c', viewer)
  const row = await sql(read).one<Stored>(`SELECT ${COLUMNS} FROM clock c WHERE c.id = ? AND ${may.sql}`, [
    id,
    ...may.params,
  ])
  return row && toRecord(row)
}

/** What a place follows from, of whichever of these are here, whoever sees them; no more, for it is read of all there are. */
export async function clocksNamed(read: Reader, ids: readonly string[]): Promise<(Clocked & OfEntry)[]> {
  const rows = await sql(read).all<Slim>(
    `SELECT c.id, c.entryId, c.kind, c.rule, c.startedOn, c.byDay, c.pauses, c.extension, c.endedAt
       FROM json_each(?) j CROSS JOIN clock c ON c.id = j.value`,
    [JSON.stringify(ids)],
  )
  return rows.map(toRecord)
}

export const isClock = async (read: Reader, id: string): Promise<boolean> =>
  (await sql(read).one('SELECT 1 AS here FROM clock WHERE id = ?', [id])) !== undefined

/** What a deadline asks of an entry: whether it stands, and which one it answers. */
export const entryFor = (
  read: Reader,
  id: string,
): Promise<{ numberText: string; cancelledAt: number | null; replyToId: string | null } | undefined> =>
  sql(read).one('SELECT numberText, cancelledAt, replyToId FROM entry WHERE id = ?', [id])
