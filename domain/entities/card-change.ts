import { z } from 'zod'
import { unwalled } from '../visibility/rule'
import { entity } from './entity'
import { Id, Instant, fixed, int, json, listed, optional, text, withMembers, word } from './field'
import { has, only } from './writing'

/** A correction of a card: who changed what, from what to what. Written with the change, once, in one's own name. */
export const cardChange = entity({
  fields: {
    contactId: text(Id, fixed),
    at: int(Instant, fixed),
    byId: text(Id, fixed),
    changes: json(listed(withMembers({ field: word, was: z.json(), now: z.json() }), 60), fixed),
    /** The import that said it. */
    importId: text(Id, { ...fixed, ...optional }),
  },
  sees: unwalled('contactId'),
  writes: (op, row, who, seen) =>
    only(row === null && has(who, 'contacts:write') && op.fields['byId'] === op.user && seen(op.fields)),
  tells: [{ feature: 'community', ids: 'contactId' }],
})
