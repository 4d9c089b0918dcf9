import { z } from 'zod'
import { command, event, query } from './define'
import { EntryLink } from './register'
import { Id, Ids, Instant, LegalDate, Level, Names, SecondLanguage, Sha256, Urgency, filled, text } from './values'

export const letterStates = ['draft', 'submitted', 'returned', 'signed', 'issued'] as const
export const LetterState = z.enum(letterStates)
export type LetterState = z.infer<typeof LetterState>

/** Fields a paragraph may carry as `{{name}}`; the letter model isolates their values from bidi reordering. */
export const letterFields = ['letterDate', 'number', 'reference', 'arrivalDate', 'today'] as const
export type LetterField = (typeof letterFields)[number]

export const paragraphRoles = ['opening', 'context', 'decision', 'request', 'closing', 'free'] as const
export const Paragraph = z.object({ role: z.enum(paragraphRoles), ar: text(6000), other: text(6000) })
export type Paragraph = z.infer<typeof Paragraph>

/** W3: in whose name. */
export const signatureModes = ['own', 'byDelegation', 'byOrder', 'acting'] as const

export const LetterContent = z.object({
  secondLanguage: SecondLanguage,
  addressee: z.object({ ar: text(300), other: text(300) }),
  subject: z.object({ ar: text(500), other: text(500) }),
  paragraphs: z.array(Paragraph).min(1).max(60),
  enclosures: z.array(z.object({ ar: text(200), other: text(200) })).max(50),
  urgency: Urgency,
  level: Level,
  signatureMode: z.enum(signatureModes),
})
export type LetterContent = z.infer<typeof LetterContent>

export const Letter = LetterContent.extend({
  id: Id,
  /** The entry it answers, and what the composer shows of it. */
  replyTo: EntryLink.extend({
    letterDate: LegalDate.nullable(),
    reference: z.string().nullable(),
    arrivalAt: Instant,
  }).nullable(),
  addresseeId: Id.nullable(),
  state: LetterState,
  draftedById: Id,
  draftedByNames: Names,
  createdAt: Instant,
  updatedAt: Instant,
  submittedAt: Instant.nullable(),
  returnReason: z.string().nullable(),
  signedAt: Instant.nullable(),
  signedByNames: Names.nullable(),
  /** SHA-256 of the frozen text (W2): signed text does not change. */
  frozenHash: Sha256.nullable(),
  issuedEntryId: Id.nullable(),
  numberText: z.string().nullable(),
  /** diwan://file/<id> once issued. */
  pdfUrl: z.string().nullable(),
  pending: z.boolean(),
  maySign: z.boolean(),
})
export type Letter = z.infer<typeof Letter>

export const LetterRow = z.object({
  id: Id,
  state: LetterState,
  subject: z.string(),
  addressee: z.string(),
  draftedByNames: Names,
  updatedAt: Instant,
  replyToNumber: z.string().nullable(),
  numberText: z.string().nullable(),
})
export type LetterRow = z.infer<typeof LetterRow>

const ById = z.object({ id: Id })

export const letters = {
  list: query({
    needs: 'letters:read',
    input: z.object({ tab: z.enum(['mine', 'toSign', 'toIssue', 'issued', 'all']) }),
    output: z.object({ rows: z.array(LetterRow), counts: z.record(z.string(), z.int()) }),
  }),
  get: query({ needs: 'letters:read', input: ById, output: Letter }),
  /** A reply from the template, filled from the entry it answers. Creating twice with one id gives one letter. */
  reply: command({
    needs: 'letters:write',
    input: z.object({ id: Id, entryId: Id, secondLanguage: SecondLanguage }),
    output: Letter,
  }),
  save: command({
    needs: 'letters:write',
    input: ById.extend({ content: LetterContent, basedOn: Instant }),
    output: Letter,
  }),
  submit: command({ needs: 'letters:write', input: ById, output: Letter }),
  returnToDraft: command({ needs: 'letters:sign', input: ById.extend({ reason: filled(1000) }), output: Letter }),
  /** A4: never by whoever drafted it. Freezes the text and signs its hash with the person's key. */
  sign: command({ needs: 'letters:sign', input: ById.extend({ seenHash: Sha256 }), output: Letter }),
  /** W2: the number comes only after the signature; then the PDF is made once and kept by hash. */
  issue: command({
    needs: 'letters:issue',
    input: ById.extend({
      unitId: Id,
      channel: z.enum(['post', 'registeredPost', 'courier', 'hand', 'email', 'diplomaticBag']),
    }),
    output: Letter,
  }),
  /** The page as it would be printed now: diwan://print/<token>, its page count, and the hash a signature would freeze. */
  preview: query({
    needs: 'letters:read',
    input: ById,
    output: z.object({ url: z.string(), pages: z.int(), hash: Sha256 }),
  }),
  /** Checks a scanned QR text against the keys this office knows; offline. */
  verify: query({
    needs: 'letters:read',
    input: z.object({ payload: text(2000) }),
    output: z.object({
      valid: z.boolean(),
      number: z.string().nullable(),
      date: LegalDate.nullable(),
      device: z.string().nullable(),
    }),
  }),
  changed: event({ needs: 'letters:read', payload: Ids }),
}
