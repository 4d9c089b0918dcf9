import { z } from 'zod'
import { Id, Instant, LegalDate, Names, Word, text } from './values'

/** For what somebody's data may be used (P4); what the office is by law for needs no consent and is not here. */
export const purposes = ['contact', 'sharing', 'competences', 'directory', 'image', 'statistics', 'events'] as const
export const Purpose = z.enum(purposes)
export type Purpose = z.infer<typeof Purpose>

export const ConsentFacts = z.object({
  purpose: Purpose,
  /** Whom the data may go to; empty: nobody outside the office. */
  sharedWith: text(200),
  givenOn: LegalDate,
  /** What shows it. */
  document: text(300),
})
export type ConsentFacts = z.infer<typeof ConsentFacts>

export const Consent = ConsentFacts.extend({
  id: Id,
  /** Of `purposes`, or a newer version's. */
  purpose: Word,
  recordedAt: Instant,
  recordedBy: Names.nullable(),
  withdrawnOn: LegalDate.nullable(),
  withdrawal: z.string(),
  withdrawnBy: Names.nullable(),
})
export type Consent = z.infer<typeof Consent>
