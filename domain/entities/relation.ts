import { LegalDate } from '../../contract/values'
import { all, unwalled } from '../visibility/rule'
import { entity } from './entity'
import { Id, Instant, fixed, int, line, optional, text, word } from './field'
import { has, only } from './writing'

const mandate = { group: 'mandate' }
const dates = { group: 'dates', nullable: true }
const removed = { group: 'removed', nullable: true }

/**
 * What one card is to another (P1): family and household, mandates, membership. Said once and read from both ends (domain/community). Its id
 * follows from what it says: two desks that say the same say one thing. Nothing is deleted: one that was wrong is removed, and may come back.
 */
export const relation = entity({
  fields: {
    kind: text(word, fixed),
    fromId: text(Id, fixed),
    toId: text(Id, fixed),
    capacity: text(word, { ...mandate, ...optional }),
    title: text(line(120), mandate),
    basis: text(line(300), mandate),
    since: text(LegalDate, dates),
    until: text(LegalDate, dates),
    note: text(line(500)),
    removedAt: int(Instant, removed),
    removedById: text(Id, removed),
  },
  sees: all(unwalled('fromId'), unwalled('toId')),
  writes: (op, row, who, seen) => {
    const { fields } = op
    if (!has(who, 'contacts:write') || !seen(row ?? fields)) return 'forbidden'
    if (row === null && fields['fromId'] === fields['toId']) return 'forbidden'
    return only((fields['removedById'] ?? null) === null || fields['removedById'] === op.user)
  },
  title: () => ['title', 'basis'],
  tells: [
    { feature: 'community', ids: 'fromId' },
    { feature: 'community', ids: 'toId' },
  ],
})
