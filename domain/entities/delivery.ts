import { LegalDate } from '../../contract/values'
import { as } from '../visibility/rule'
import { dischargeFields, mayDischarge } from './discharge'
import { entity } from './entity'
import { Id, Instant, count, fixed, int, line, optional, text } from './field'
import { has, isOwn, only } from './writing'

const struck = { group: 'struck', nullable: true }

/** A line of the delivery book (D5): an entry that is handed to somebody, and their signature. What was not handed over is struck, and stays. */
export const delivery = entity({
  fields: {
    entryId: text(Id, fixed),
    /** The day of the sheet it stands on. */
    day: text(LegalDate, fixed),
    enteredAt: int(Instant, fixed),
    enteredById: text(Id, fixed),
    deviceId: text(Id, fixed),
    /** Who carries it; empty where it is handed over at the desk. */
    messenger: text(line(200), fixed),
    unitId: text(Id, { ...fixed, ...optional }),
    addressee: text(line(200), fixed),
    pieces: int(count, fixed),
    ...dischargeFields,
    struckAt: int(Instant, struck),
    struckById: text(Id, struck),
    struckReason: text(line(500), struck),
  },
  sees: as('entry', 'entryId'),
  writes: (op, row, who) => {
    if (!has(who, 'register:write')) return 'forbidden'
    if (row === null)
      return only(
        op.fields['enteredById'] === op.user &&
          isOwn(who, op.fields['deviceId']) &&
          (op.fields['dischargedAt'] ?? null) === null &&
          (op.fields['struckAt'] ?? null) === null,
      )
    if ((row['struckAt'] ?? null) !== null) return 'wrong-state'
    if (!('struckAt' in op.fields)) return mayDischarge(op, row)
    // Either it was received or it was not.
    if ((row['dischargedAt'] ?? null) !== null || 'dischargedAt' in op.fields) return 'wrong-state'
    return only(op.fields['struckById'] === op.user)
  },
  title: () => ['addressee'],
  tells: [
    { feature: 'deliveries', ids: 'id' },
    { feature: 'register', ids: 'entryId' },
  ],
})
