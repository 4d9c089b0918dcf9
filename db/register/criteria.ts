import type { Criteria, DayRange } from '../../contract/criteria'
import { isBounded, type Around } from '../../domain/register/criteria'
import { startOfDay, type Zone } from '../../domain/text/zone'
import { beyondClearance, hideable, type Viewer } from '../../domain/visibility'
import type { Value } from '../core/value'
import { mayBeOwn, walledOff } from './own'
import { answeredFor } from './answered'
import { seenRank, type Scope } from './kept'
import { UNDESCRIBED } from './undescribed'

export type Parts = { parts: string[]; params: Value[] }

/**
 * The criteria as conditions over `e`, the same as `meets` says of one in hand (domain/register). Most of them are answered by the index the
 * list is read along; `answered`, scans and the country look further.
 */
export function criteriaSql(c: Criteria, scope: Scope, viewer: Viewer, { zone, units, classes }: Around): Parts {
  const all: Parts = { parts: [], params: [] }
  const add = (part: string, ...params: Value[]): void => {
    all.parts.push(part)
    all.params.push(...params)
  }
  days(c.registered, 'e.businessDate', add)
  days(c.written, 'e.letterDate', add)
  if (c.arrived?.from) add('e.arrivalAt >= ?', startOfDay(c.arrived.from, zone))
  if (c.arrived?.to) add('e.arrivalAt < ?', startOfDay(nextDay(c.arrived.to), zone))
  if (c.late) add(`e.arrivalAt < ${dayBegins(scope.year, zone)}`)
  if (c.undescribed) add(UNDESCRIBED)
  if (c.unitId !== undefined) add('e.unitId IN (SELECT value FROM json_each(?))', JSON.stringify(units))
  if (c.classId !== undefined)
    add(
      'e.rowid IN (SELECT x.rowid FROM json_each(?) j CROSS JOIN entry x ON x.classId = j.value WHERE x.classId IS NOT NULL)',
      JSON.stringify(classes),
    )
  if (c.classed !== undefined) add(`e.classId IS ${c.classed === 'with' ? 'NOT ' : ''}NULL`)
  for (const name of ['channel', 'urgency', 'level'] as const) if (c[name] !== undefined) add(`e.${name} = ?`, c[name])
  if (c.state !== undefined) add(`e.cancelledAt IS ${c.state === 'cancelled' ? 'NOT ' : ''}NULL`)
  if (c.enclosures !== undefined) add(`e.enclosureCount ${c.enclosures === 'with' ? '>' : '='} 0`)
  if (c.country !== undefined)
    add(
      `e.rowid IN (SELECT x.rowid FROM contact k CROSS JOIN entry x ON x.correspondentId = k.id WHERE k.countryCode = ? AND k.countryCode <> '')`,
      c.country,
    )
  if (c.state === 'answered' || c.state === 'unanswered') {
    const answered = answeredAlong(scope, viewer)
    add(`${c.state === 'answered' ? '' : 'NOT '}${answered.sql}`, ...answered.params)
  }
  if (c.scans !== undefined)
    add(
      `${c.scans === 'with' ? '' : 'NOT '}EXISTS (SELECT 1 FROM file f WHERE f.entryId = e.id AND f.replacedById IS NULL)`,
    )
  if (c.acknowledged !== undefined)
    add(
      `${c.acknowledged === 'with' ? '' : 'NOT '}EXISTS (SELECT 1 FROM acknowledgement k WHERE k.entryId = e.id AND k.toId = e.unitId)`,
    )
  return all
}

function days(range: DayRange | undefined, column: string, add: (part: string, ...params: Value[]) => void): void {
  if (!isBounded(range)) return
  if (range.from) add(`${column} >= ?`, range.from)
  if (range.to) add(`${column} <= ?`, range.to)
}

const DAY = 86_400_000
const nextDay = (date: string): string => new Date(Date.parse(`${date}T00:00:00Z`) + DAY).toISOString().slice(0, 10)

/**
 * The instant at which the day of an entry began in the office: its midnight of UTC, less what the clock is ahead. Days of one offset are one
 * stretch, of which a year has a few.
 */
function dayBegins(year: number, zone: Zone): string {
  const stretches: { from: string; ahead: number }[] = []
  for (let date = `${year}-01-01`; date <= `${year}-12-31`; date = nextDay(date)) {
    const ahead = Date.parse(`${date}T00:00:00Z`) - startOfDay(date, zone)
    if (stretches.at(-1)?.ahead !== ahead) stretches.push({ from: date, ahead })
  }
  const [first, ...later] = stretches
  const cases = later.reverse().map(({ from, ahead }) => `WHEN e.businessDate >= '${from}' THEN ${ahead}`)
  const ahead = cases.length === 0 ? `${first?.ahead ?? 0}` : `CASE ${cases.join(' ')} ELSE ${first?.ahead ?? 0} END`
  return `(strftime('%s', e.businessDate) * 1000 - ${ahead})`
}

/**
 * C4, A2 as `answeredFor` says it, by what is kept of the answered: it asks the entry itself only of the few that a person sees beyond their
 * clearance, or that they answered beyond it.
 */
function answeredAlong({ registerId, year }: Scope, viewer: Viewer): { sql: string; params: Value[] } {
  const within = `e.rowid IN (SELECT x.rowid FROM answeredEntry a CROSS JOIN entry x ON x.id = a.id WHERE a.registerId = ? AND a.year = ?
    AND a.rank <= ${seenRank(viewer)})`
  const [own, ownReply] = [beyondClearance('entry', 'e', viewer), beyondClearance('entry', 'r', viewer)]
  const all = answeredFor(viewer)
  // P4: an answer behind a wall is none; what may have another is asked itself.
  const off = walledOff('r', viewer, { sql: 'x.replyToId IS NOT NULL', params: [] })
  const walled = (joined: string): string =>
    `SELECT x.rowid FROM entry r CROSS JOIN entry x ON ${joined} = r.replyToId WHERE ${off.sql}`
  const kept = `(${within} AND (e.rowid NOT IN (${walled('x.id')} UNION ${walled('x.batchOfId')} AND x.batchOfId IS NOT NULL) OR ${all.sql}))`
  const byKept = [registerId, year, ...off.params, ...off.params, ...all.params]
  if (own.sql === '0') return { sql: kept, params: byKept }
  const replies = mayBeOwn('r', viewer, { sql: 'x.replyToId IS NOT NULL', params: [] })
  // What it answers, and the petitions of which that is the first (D9).
  const repliedOf = (
    joined: string,
  ): string => `SELECT x.rowid FROM entry r CROSS JOIN entry x ON ${joined} = r.replyToId WHERE ${replies.sql}
    AND ${hideable('entry', 'r')} AND ${ownReply.sql} AND r.cancelledAt IS NULL`
  const replied = `e.rowid IN (${repliedOf('x.id')} UNION ${repliedOf('x.batchOfId')} AND x.batchOfId IS NOT NULL)`
  const byReply = [...replies.params, ...ownReply.params]
  return {
    sql: `(${kept} OR ${replied} OR (${own.sql} AND ${all.sql}))`,
    params: [...byKept, ...byReply, ...byReply, ...own.params, ...all.params],
  }
}
