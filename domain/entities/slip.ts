import { SlipPiece } from '../../contract/slips'
import { as } from '../visibility/rule'
import { dischargeFields, mayDischarge } from './discharge'
import { entity } from './entity'
import { Id, Instant, fixed, int, json, line, listed, optional, text, withMembers, word } from './field'
import { has, isOwn, only } from './writing'

/** A transmission slip (C6): its number is its entry's; who received it is said once. */
export const slip = entity({
  fields: {
    entryId: text(Id, fixed),
    sentAt: int(Instant, fixed),
    sentById: text(Id, fixed),
    deviceId: text(Id, fixed),
    unitId: text(Id, { ...fixed, ...optional }),
    addressee: text(line(200), fixed),
    action: text(word, fixed),
    note: text(line(1000), fixed),
    pieces: json(listed(withMembers(SlipPiece.shape), 200), fixed),
    ...dischargeFields,
  },
  sees: as('entry', 'entryId'),
  writes: (op, row, who) => {
    if (!has(who, 'register:write')) return 'forbidden'
    if (row === null) return only(op.fields['sentById'] === op.user && isOwn(who, op.fields['deviceId']))
    return mayDischarge(op, row)
  },
  title: () => ['addressee'],
  tells: [
    { feature: 'slips', ids: 'id' },
    { feature: 'register', ids: 'entryId' },
  ],
})
