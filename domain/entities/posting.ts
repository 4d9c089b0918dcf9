import { LegalDate } from '../../contract/values'
import { as } from '../visibility/rule'
import { entity } from './entity'
import { Id, Instant, count, fixed, int, line, text, word } from './field'
import { has, isOwn, only } from './writing'

const outcome = { group: 'outcome', nullable: true }
const struck = { group: 'struck', nullable: true }

/** An item of a list of registered post (D5): which entry left under which number of the post, and what its return card said. */
export const posting = entity({
  fields: {
    entryId: text(Id, fixed),
    /** The list it was handed in with, and its place there; a list is its lines. */
    listId: text(Id, fixed),
    place: int(count, fixed),
    day: text(LegalDate, fixed),
    postNumber: text(line(60), fixed),
    postedAt: int(Instant, fixed),
    postedById: text(Id, fixed),
    deviceId: text(Id, fixed),
    /** `delivered`, or `returned` to the sender. */
    outcome: text(word, outcome),
    outcomeDay: text(LegalDate, outcome),
    outcomeBy: text(line(200), outcome),
    outcomeReason: text(word, outcome),
    outcomeNote: text(line(500), outcome),
    outcomeAt: int(Instant, outcome),
    outcomeById: text(Id, outcome),
    struckAt: int(Instant, struck),
    struckById: text(Id, struck),
    struckReason: text(line(500), struck),
  },
  sees: as('entry', 'entryId'),
  writes: (op, row, who) => {
    if (!has(who, 'register:write')) return 'forbidden'
    if (row === null)
      return only(
        op.fields['postedById'] === op.user &&
          isOwn(who, op.fields['deviceId']) &&
          (op.fields['outcome'] ?? null) === null &&
          (op.fields['struckAt'] ?? null) === null,
      )
    // One card comes back, and it says one thing.
    if ((row['outcome'] ?? null) !== null || (row['struckAt'] ?? null) !== null) return 'wrong-state'
    const both = 'struckAt' in op.fields && 'outcome' in op.fields
    return both ? 'wrong-state' : only(op.fields['struckAt' in op.fields ? 'struckById' : 'outcomeById'] === op.user)
  },
  title: () => ['postNumber'],
  tells: [
    { feature: 'postings', ids: 'id' },
    { feature: 'register', ids: 'entryId' },
  ],
})
