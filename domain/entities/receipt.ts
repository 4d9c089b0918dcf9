import { ReceiptFacts } from '../../contract/receipts'
import { as } from '../visibility/rule'
import { entity } from './entity'
import { Id, Instant, count, fixed, int, json, text } from './field'
import { has, isOwn, only } from './writing'

/** A receipt that was handed over (C5), and each reprint of it: written once, never changed. */
export const receipt = entity({
  fields: {
    entryId: text(Id, fixed),
    issuedAt: int(Instant, fixed),
    issuedById: text(Id, fixed),
    deviceId: text(Id, fixed),
    copy: int(count, fixed),
    facts: json(ReceiptFacts, fixed),
  },
  sees: as('entry', 'entryId'),
  writes: (op, row, who) =>
    only(
      row === null &&
        has(who, 'register:write') &&
        op.fields['issuedById'] === op.user &&
        isOwn(who, op.fields['deviceId']),
    ),
  title: () => ['facts.numberText'],
  tells: [{ feature: 'register', ids: 'entryId' }],
})
