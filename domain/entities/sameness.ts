import { all, as } from '../visibility/rule'
import { entity } from './entity'
import { Id, Instant, fixed, int, line, optional, text, word } from './field'
import { has, isOwn, only } from './writing'

const removed = { group: 'removed', nullable: true }

/**
 * One person's word, said at one PC, that two cards are one or are not (P3). What follows from all that was said is a rule
 * (domain/community/sameness.ts): words never contradict each other as rows, whatever two offices say without a line. Taken back, it counts
 * no more; nothing of either card is ever changed. Who may not see both cards sees no word of them.
 */
export const sameness = entity({
  fields: {
    /** The smaller id of the two, and the greater. */
    oneId: text(Id, fixed),
    otherId: text(Id, fixed),
    verdict: text(word, fixed),
    /** Which of them leads, where they are one. */
    keptId: text(Id, { ...fixed, ...optional }),
    reason: text(line(300), fixed),
    at: int(Instant, fixed),
    byId: text(Id, fixed),
    deviceId: text(Id, fixed),
    removedAt: int(Instant, removed),
    removedById: text(Id, removed),
  },
  sees: all(as('contact', 'oneId'), as('contact', 'otherId')),
  writes: (op, row, who) => {
    if (!has(who, 'contacts:write')) return 'forbidden'
    const { fields } = op
    if (row === null && (fields['byId'] !== op.user || !isOwn(who, fields['deviceId']))) return 'forbidden'
    return only((fields['removedById'] ?? null) === null || fields['removedById'] === op.user)
  },
  title: () => ['reason'],
  tells: [
    { feature: 'community', ids: 'oneId' },
    { feature: 'community', ids: 'otherId' },
  ],
})
