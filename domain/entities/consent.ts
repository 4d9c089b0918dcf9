import { LegalDate } from '../../contract/values'
import { unwalled } from '../visibility/rule'
import { entity } from './entity'
import { Id, Instant, fixed, int, line, optional, text, word } from './field'
import { has, only } from './writing'

const withdrawal = { group: 'withdrawal', ...optional }

/**
 * What somebody agreed to (P4): for one purpose and one recipient, on a day, as a document says. Written once; it may be withdrawn,
 * once and dated, and neither is ever deleted: what was done between the two days was done with it.
 */
export const consent = entity({
  fields: {
    contactId: text(Id, fixed),
    purpose: text(word, fixed),
    /** Whom the data may go to; empty: nobody outside the office. */
    sharedWith: text(line(200), fixed),
    givenOn: text(LegalDate, fixed),
    /** What shows it: a signed form, an e-mail and its number. */
    document: text(line(300), fixed),
    recordedAt: int(Instant, fixed),
    recordedById: text(Id, fixed),
    withdrawnOn: text(LegalDate, withdrawal),
    /** How it was said. */
    withdrawal: text(line(300), withdrawal),
    withdrawnAt: int(Instant, withdrawal),
    withdrawnById: text(Id, withdrawal),
  },
  sees: unwalled('contactId'),
  writes: ({ fields, user }, row, who, seen) => {
    if (!has(who, 'contacts:write') || !seen(row ?? fields)) return 'forbidden'
    if (row === null) return only(fields['recordedById'] === user && (fields['withdrawnOn'] ?? null) === null)
    if ((row['withdrawnOn'] ?? null) !== null) return 'wrong-state'
    const on = fields['withdrawnOn']
    return only(typeof on === 'string' && on >= String(row['givenOn']) && fields['withdrawnById'] === user)
  },
  title: () => ['sharedWith', 'document'],
  tells: [{ feature: 'community', ids: 'contactId' }],
})
