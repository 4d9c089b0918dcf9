import { as } from '../visibility/rule'
import { entity } from './entity'
import { Id, Instant, fixed, int, text, word } from './field'
import { has, isOwn, only } from './writing'

/** Somebody to whom an entry was given says that they have it: written once, in their own name, for themselves or their unit. */
export const acknowledgement = entity({
  fields: {
    entryId: text(Id, fixed),
    /** `unit` or `person`, and which. */
    toKind: text(word, fixed),
    toId: text(Id, fixed),
    at: int(Instant, fixed),
    byId: text(Id, fixed),
    deviceId: text(Id, fixed),
  },
  sees: as('entry', 'entryId'),
  writes: (op, row, who) =>
    only(
      row === null && has(who, 'register:read') && op.fields['byId'] === op.user && isOwn(who, op.fields['deviceId']),
    ),
  tells: [{ feature: 'register', ids: 'entryId' }],
})
