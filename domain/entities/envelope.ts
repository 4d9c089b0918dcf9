import { as } from '../visibility/rule'
import { entity } from './entity'
import { Id, Instant, fixed, int, line, text, word } from './field'
import { has, isOwn, only } from './writing'

const back = { group: 'back', nullable: true }

/** A tender's envelope (D4), told by its outside only; its number and its moment are its entry's. Never deleted: what is withdrawn is given back. */
export const envelope = entity({
  fields: {
    entryId: text(Id, fixed),
    tenderId: text(Id, fixed),
    /** The entry's own moment of registration: no clerk types it. */
    receivedAt: int(Instant, fixed),
    receivedById: text(Id, fixed),
    deviceId: text(Id, fixed),
    depositor: text(line(200), fixed),
    condition: text(word, fixed),
    /** What stands on it. */
    outside: text(line(500), fixed),
    backAt: int(Instant, back),
    backById: text(Id, back),
    backTo: text(line(200), back),
    backReason: text(line(500), back),
  },
  sees: as('entry', 'entryId'),
  writes: (op, row, who) => {
    if (!has(who, 'register:write')) return 'forbidden'
    if (row === null)
      return only(
        op.fields['receivedById'] === op.user &&
          isOwn(who, op.fields['deviceId']) &&
          (op.fields['backAt'] ?? null) === null,
      )
    return (row['backAt'] ?? null) !== null ? 'wrong-state' : only(op.fields['backById'] === op.user)
  },
  title: () => ['depositor'],
  stays: 'always',
  tells: [
    { feature: 'tenders', ids: 'tenderId' },
    { feature: 'register', ids: 'entryId' },
  ],
})
