import { any, as, empty } from '../visibility/rule'
import { entity } from './entity'
import { Id, Instant, fixed, int, line, optional, text } from './field'
import { has, isOwn, only } from './writing'

const lift = { group: 'lift', nullable: true }

/** What stops disposal of an entry or a class (R1): placed with a reason, lifted once, with another. */
export const hold = entity({
  fields: {
    reason: text(line(500), fixed),
    entryId: text(Id, { ...fixed, ...optional }),
    classId: text(Id, { ...fixed, ...optional }),
    placedAt: int(Instant, fixed),
    placedById: text(Id, fixed),
    deviceId: text(Id, fixed),
    liftedAt: int(Instant, lift),
    liftedById: text(Id, lift),
    liftReason: text(line(500), lift),
  },
  sees: any(empty('entryId'), as('entry', 'entryId')),
  writes: (op, row, who) => {
    if (!has(who, 'filing:manage')) return 'forbidden'
    if (row === null)
      return only(
        op.fields['placedById'] === op.user &&
          isOwn(who, op.fields['deviceId']) &&
          (op.fields['liftedAt'] ?? null) === null &&
          ((op.fields['entryId'] ?? null) === null) !== ((op.fields['classId'] ?? null) === null),
      )
    if ((row['liftedAt'] ?? null) !== null) return 'wrong-state'
    return only(op.fields['liftedById'] === op.user)
  },
  title: () => ['reason'],
  tells: [
    { feature: 'disposal', ids: 'id' },
    { feature: 'register', ids: 'entryId' },
  ],
})
