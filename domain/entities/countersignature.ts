import { everybody } from '../visibility/rule'
import { entity } from './entity'
import { Id, Instant, fixed, int, line, optional, seq, text, word } from './field'
import { has, isOwn, only } from './writing'

const answer = { group: 'answer', nullable: true }
const withdrawal = { group: 'withdrawal', nullable: true }

/**
 * Two people's word over a book where the second sits at another PC (I4, N1): asked by the first, given or refused once by another. What
 * counts is the signature in it, which the act takes into the chain and everybody verifies there; the row only carries it.
 */
export const countersignature = entity({
  fields: {
    bookId: text(Id, fixed),
    /** `reopening` or `confirmation` of an opening. */
    what: text(word, fixed),
    /** The place of the closing that is to be opened again. */
    closing: int(seq, { ...fixed, ...optional }),
    reason: text(line(500), fixed),
    firstId: text(Id, fixed),
    askedAt: int(Instant, fixed),
    deviceId: text(Id, fixed),
    secondId: text(Id, answer),
    secondKey: text(Id, answer),
    secondSignature: text(line(200), answer),
    until: int(Instant, answer),
    answeredAt: int(Instant, answer),
    /** Why not; null where it was given. */
    refusal: text(line(500), answer),
    withdrawnAt: int(Instant, withdrawal),
  },
  sees: everybody,
  writes: (op, row, who) => {
    const { fields } = op
    if (row === null)
      return only(
        has(who, fields['what'] === 'reopening' ? 'register:close' : 'register:open') &&
          fields['firstId'] === op.user &&
          isOwn(who, fields['deviceId']) &&
          (fields['answeredAt'] ?? null) === null,
      )
    if ((row['withdrawnAt'] ?? null) !== null) return 'wrong-state'
    if ('withdrawnAt' in fields) return only(row['firstId'] === op.user && !('answeredAt' in fields))
    if ((row['answeredAt'] ?? null) !== null) return 'wrong-state'
    return only(has(who, 'register:reopen') && fields['secondId'] === op.user && row['firstId'] !== op.user)
  },
  title: () => ['reason'],
  tells: [{ feature: 'register', ids: 'bookId' }],
})
