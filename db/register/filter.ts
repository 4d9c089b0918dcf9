import type { Actor } from '../../contract/permissions'
import type { RegisterFilter } from '../../contract/register'
import { visible } from '../../domain/visibility'
import type { Value } from '../core/value'
import type { Reader } from '../core/sql'
import { classWords } from '../search/classes'
import { matchOf } from '../search/search'
import { isBounded } from '../search/version'
import { answeredFor } from './answered'
import type { Parts } from './criteria'

export type Where = { from: string; clause: string; params: Value[]; order: string }

/** Of what was searched, the newest are shown: who has found more adds a word. The rest is not even counted. */
export const MOST_FOUND = 1_000

const NEWEST = 'e.registeredAt DESC, e.seq DESC'

/**
 * One place for "which lines": rows and export show the same, and the kept counts count it (kept.ts). Only the whole register shows
 * that a hidden number exists; every other list leaves it out, so that no counter betrays it (A2).
 */
export async function where(
  read: Reader,
  actor: Actor,
  filter: RegisterFilter,
  today: string,
  also: Parts = { parts: [], params: [] },
): Promise<Where> {
  const parts = ['e.registerId = ?', 'e.year = ?', ...also.parts]
  const params: Value[] = [filter.registerId, filter.year, ...also.params]
  const match = filter.text
    ? matchOf(filter.text, (await isBounded(read)) ? filter : undefined, await classWords(read))
    : null
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
  // Nothing to look for (a sign alone) finds nothing; no index is named for it, because none has to be.
  const nothing = Boolean(filter.text) && !match
  if (nothing) parts.push('0')
  if (match) {
    parts.push('search MATCH ?')
    params.push(match)
    if (filter.tab === 'today') {
      // The index is in the order of registration: what is older than the day is not looked at.
      parts.push(
        's.rowid >= (SELECT 1024 * min(f.registeredAt) FROM entry f WHERE f.registerId = ? AND f.year = ? AND f.businessDate = ?)',
      )
      params.push(filter.registerId, filter.year, today)
    }
  }
  if (match || filter.tab !== 'all' || also.parts.length > 0) {
    const may = visible('entry', 'e', actor)
    parts.push(may.sql)
    params.push(...may.params)
  }
  // CROSS JOIN: what the index found in this register and year, newest first, and each of them looked at; a page ends the walk.
  return match
    ? {
        from: 'search s CROSS JOIN searchDoc d ON d.docId = s.rowid CROSS JOIN entry e ON e.id = d.rowId',
        ...{ clause: parts.join(' AND '), params, order: 's.rowid DESC' },
      }
    : { from: `entry e${nothing ? '' : (ofTab[filter.tab] ?? '')}`, clause: parts.join(' AND '), params, order: NEWEST }
}

/** Few entries are in these tabs: without a word SQLite would walk all of them along the whole register. */
const few = 'ix_entry_registerId_year_registeredAt_seq_businessDate_level_registeredById_cancelledAt'
const ofTab: Partial<Record<RegisterFilter['tab'], string>> = {
  cancelled: ` INDEXED BY ${few}`,
  urgent: ` INDEXED BY ${few}_urgency`,
}
