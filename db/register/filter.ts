import type { Actor } from '../../contract/permissions'
import type { RegisterFilter } from '../../contract/register'
import { visible } from '../../domain/visibility'
import type { Value } from '../core/value'
import { matchOf } from '../search/search'
import { answeredFor } from './answered'

export type Where = { from: string; clause: string; params: Value[]; order: string }

const NEWEST = 'e.registeredAt DESC, e.seq DESC'

/**
 * One place for "which lines": rows and export show the same, and the kept counts count it (kept.ts). Only the whole register shows
 * that a hidden number exists; every other list leaves it out, so that no counter betrays it (A2).
 */
export function where(actor: Actor, filter: RegisterFilter, today: string): Where {
  const parts = ['e.registerId = ?', 'e.year = ?']
  const params: Value[] = [filter.registerId, filter.year]
  const match = filter.text ? matchOf(filter.text) : null
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
  // CROSS JOIN: what the index found, newest first, and each of them looked at; a page ends the walk.
  return match
    ? {
        from: 'search s CROSS JOIN searchDoc d ON d.docId = s.rowid CROSS JOIN entry e ON e.id = d.rowId',
        ...{ clause: parts.join(' AND '), params, order: 's.rowid DESC' },
      }
    : { from: `entry e${ofTab[filter.tab] ?? ''}`, clause: parts.join(' AND '), params, order: NEWEST }
}

/** Few entries are in these tabs: without a word SQLite would walk all of them along the whole register. */
const few = 'ix_entry_registerId_year_registeredAt_seq_businessDate_level_registeredById_cancelledAt'
const ofTab: Partial<Record<RegisterFilter['tab'], string>> = {
  cancelled: ` INDEXED BY ${few}`,
  urgent: ` INDEXED BY ${few}_urgency`,
}
