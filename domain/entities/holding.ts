import { as } from '../visibility/rule'
import { entity } from './entity'
import { Id, Instant, fixed, int, line, optional, text, word } from './field'
import { has, isOwn, only } from './writing'

const ended = { group: 'ended', nullable: true }

/**
 * Where the paper of an entry is (D6): who has had it since when, until it is with somebody else. `act` is `with`, or `sheet` where a
 * circulation sheet was printed that travels with it: the second bears that it is one.
 */
export const holding = entity({
  fields: {
    entryId: text(Id, fixed),
    act: text(word, fixed),
    since: int(Instant, fixed),
    unitId: text(Id, { ...fixed, ...optional }),
    holder: text(line(200), fixed),
    note: text(line(500), fixed),
    recordedById: text(Id, fixed),
    deviceId: text(Id, fixed),
    endedAt: int(Instant, ended),
    endedById: text(Id, ended),
  },
  sees: as('entry', 'entryId'),
  writes: (op, row, who) => {
    if (!has(who, 'register:write')) return 'forbidden'
    if (row === null) return only(op.fields['recordedById'] === op.user && isOwn(who, op.fields['deviceId']))
    if ((row['endedAt'] ?? null) !== null) return 'wrong-state'
    return only(op.fields['endedById'] === op.user)
  },
  title: () => ['holder'],
  tells: [
    { feature: 'papers', ids: 'id' },
    { feature: 'register', ids: 'entryId' },
  ],
})
