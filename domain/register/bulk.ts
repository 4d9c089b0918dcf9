import type { ErrorCode } from '../../contract/errors'
import type { Change } from '../../contract/lists'
import { lowersLevel, rankOf } from '../visibility'
import { isUndescribed } from './undescribed'

/** What a correction asks of an entry before it writes. */
export type Asked = {
  cancelled: boolean
  level: string
  urgency: string
  unitId: string
  classId: string | null
  subject: string | null
  /** Who holds its book, and whether it goes on. */
  held: boolean
  suspended: boolean
}

/** I2, A1, N7: what would become of an entry: changed, already so, or why not. What is ordered asks it all again of each. */
export function foreseen(entry: Asked, { field, value }: Change, mayDeclassify: boolean): 'will' | 'same' | ErrorCode {
  if (!entry.held) return 'no-book'
  if (entry.suspended) return 'book-suspended'
  if (entry.cancelled) return 'already-cancelled'
  if (entry[field] === value) return 'same'
  if (isUndescribed(entry) && !(field === 'level' && !isUndescribed({ subject: null, level: value })))
    return 'describe-first'
  if (field !== 'level') return 'will'
  // A sealed envelope has no subject yet: it is not opened by a lower level (C2).
  if (!entry.subject && rankOf(value) < rankOf('confidential')) return 'subject-missing'
  if (lowersLevel('entry', { level: entry.level }, { level: value }) && !mayDeclassify) return 'level-lowered'
  return 'will'
}
