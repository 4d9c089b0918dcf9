import { as } from '../visibility/rule'
import { entity } from './entity'
import { Id, Instant, fixed, int, line, optional, text, word } from './field'
import { has, isOwn, only } from './writing'

/** A letter that was not for us, and to whom it went (D8): written once. */
export const forwarding = entity({
  fields: {
    entryId: text(Id, fixed),
    /** The outgoing entry of the notice its sender got; none where there is no sender to tell. */
    noticeId: text(Id, { ...fixed, ...optional }),
    addressee: text(line(200), fixed),
    channel: text(word, fixed),
    note: text(line(500), fixed),
    forwardedAt: int(Instant, fixed),
    forwardedById: text(Id, fixed),
    deviceId: text(Id, fixed),
  },
  sees: as('entry', 'entryId'),
  writes: (op, row, who) =>
    only(
      row === null &&
        has(who, 'register:write') &&
        op.fields['forwardedById'] === op.user &&
        isOwn(who, op.fields['deviceId']),
    ),
  title: () => ['addressee'],
  tells: [
    { feature: 'mail', ids: 'id' },
    { feature: 'register', ids: 'entryId' },
  ],
})
