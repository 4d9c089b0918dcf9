import { z } from 'zod'
import { certificateCalls } from './certificate'
import { command, event, query } from './define'
import { AddressForm, letterForm, letterFormStored, letterKinds, letterLayouts, letterPathStep } from './letter-forms'
import { codeVerdicts, FileFound, LARGEST_PDF } from './letter-verdicts'
import { EntryLink } from './register'
import {
  Id,
  Ids,
  Instant,
  LegalDate,
  Level,
  Names,
  None,
  SecondLanguage,
  Sha256,
  Urgency,
  paragraphs,
  text,
  orNewer,
} from './values'

export const letterStates = ['draft', 'submitted', 'returned', 'signed', 'issued', 'void'] as const
export const LetterState = z.enum(letterStates)
export type LetterState = z.infer<typeof LetterState>

/** Fields a paragraph may carry as `{{name}}`; the letter model isolates their values from bidi reordering. */
export const letterFields = [
  'letterDate',
  'letterDateHijri',
  'number',
  'reference',
  'arrivalDate',
  'today',
  'todayHijri',
] as const
export type LetterField = (typeof letterFields)[number]

export const paragraphRoles = ['opening', 'context', 'decision', 'request', 'closing', 'free'] as const
/** Characters of a paragraph in one language, its fields included: two pages and more. */
export const PARAGRAPH_LIMIT = 6000
export const Paragraph = z.object({
  role: z.enum(paragraphRoles),
  ar: paragraphs(PARAGRAPH_LIMIT),
  other: paragraphs(PARAGRAPH_LIMIT),
})
export type Paragraph = z.infer<typeof Paragraph>

/** W3: in whose name. */
export const signatureModes = ['own', 'byDelegation', 'byOrder', 'acting'] as const

export const LetterContent = z.object({
  secondLanguage: SecondLanguage,
  addressee: z.object({ ar: paragraphs(300), other: paragraphs(300) }),
  subject: z.object({ ar: text(500), other: text(500) }),
  paragraphs: z.array(Paragraph).min(1).max(60),
  enclosures: z.array(z.object({ ar: text(200), other: text(200) })).max(50),
  urgency: Urgency,
  level: Level,
  signatureMode: z.enum(signatureModes),
  ...letterForm,
})
export type LetterContent = z.infer<typeof LetterContent>

/** The same as it is kept and travels: words a newer version added are let through, sizes are not. */
const stored = (max: number) => z.looseObject({ ar: z.string().max(max), other: z.string().max(max) })
export const letterContentValue = z.looseObject({
  secondLanguage: z.string().max(8),
  addressee: stored(300),
  subject: stored(500),
  paragraphs: z.array(stored(6000)).min(1).max(60),
  enclosures: z.array(stored(200)).max(50),
  urgency: z.string().max(40),
  level: z.string().max(40),
  signatureMode: z.string().max(40),
  ...letterFormStored,
})

/** A text that is read: with the words of a newer version. */
const ReadContent = LetterContent.extend({
  paragraphs: z.array(Paragraph.extend({ role: orNewer(z.enum(paragraphRoles)) })),
  urgency: orNewer(Urgency),
  signatureMode: orNewer(z.enum(signatureModes)),
})

export const Letter = ReadContent.extend({
  id: Id,
  /** The entry it answers, and what the composer shows of it. */
  replyTo: EntryLink.extend({
    letterDate: LegalDate.nullable(),
    reference: z.string().nullable(),
    arrivalAt: Instant,
  }).nullable(),
  addresseeId: Id.nullable(),
  /** What it was begun from, as that was then. */
  template: z.object({ version: z.int(), names: Names }).nullable(),
  state: orNewer(LetterState),
  draftedById: Id,
  draftedByNames: Names,
  createdAt: Instant,
  updatedAt: Instant,
  submittedAt: Instant.nullable(),
  /** The last return, also after it was submitted again; by nobody named where a version before this one wrote it. */
  returned: z.object({ at: Instant.nullable(), byNames: Names.nullable(), reason: z.string() }).nullable(),
  signedAt: Instant.nullable(),
  signedByNames: Names.nullable(),
  /** Whose word the signing key rests on when it came by an administrator's reset of the password; null = the person's own. */
  keyResetByNames: Names.nullable(),
  voided: z.object({ at: Instant, reason: z.string() }).nullable(),
  /** SHA-256 of the frozen text (W2): signed text does not change. */
  frozenHash: Sha256.nullable(),
  issuedEntryId: Id.nullable(),
  numberText: z.string().nullable(),
  /** The entry it left under was cancelled. */
  cancelled: z.boolean(),
  /** diwan://file/<id> once issued. */
  pdfUrl: z.string().nullable(),
  pending: z.boolean(),
  maySign: z.boolean(),
  /** An author takes it back to change it; whoever signed voids it. */
  mayWithdraw: z.boolean(),
  mayVoid: z.boolean(),
  /** False on a PC that holds no outgoing book of the office's own: exactly one issues from each (W2, N7). */
  issuesHere: z.boolean(),
})
export type Letter = z.infer<typeof Letter>

export const LetterRow = z.object({
  id: Id,
  state: orNewer(LetterState),
  subject: z.string(),
  addressee: z.string(),
  draftedByNames: Names,
  updatedAt: Instant,
  replyToNumber: z.string().nullable(),
  replyToCancelled: z.boolean(),
  numberText: z.string().nullable(),
  cancelled: z.boolean(),
  /** Whose it would be, where it waits for this reader in somebody's place. */
  forNames: Names.optional(),
})
export type LetterRow = z.infer<typeof LetterRow>

const ById = z.object({ id: Id })

export const letters = {
  ...certificateCalls,
  /** Newest first, a page at a time: `after` is the last line of the page before. */
  list: query({
    needs: 'letters:read',
    input: z.object({
      tab: z.enum(['mine', 'toFinish', 'toVisa', 'toSign', 'toIssue', 'issued', 'all']),
      after: LetterRow.pick({ updatedAt: true, id: true }).optional(),
    }),
    output: z.object({ rows: z.array(LetterRow), more: z.boolean() }),
  }),
  /** What waits for whom, and how many this person drafted; of all letters nobody needs to know how many there are. */
  counts: query({
    needs: 'letters:read',
    input: None,
    output: z.object({ mine: z.int(), toFinish: z.int(), toVisa: z.int(), toSign: z.int(), toIssue: z.int() }),
  }),
  get: query({ needs: 'letters:read', input: ById, output: Letter }),
  /** A reply, from a template or the country's plain one, filled from the entry it answers. Creating twice with one id gives one letter. */
  reply: command({
    needs: 'letters:write',
    input: z.object({ id: Id, entryId: Id, secondLanguage: SecondLanguage, templateId: Id.optional() }),
    output: Letter,
  }),
  /** A letter that answers nothing, of its kind: to somebody of the directory, to whoever is typed, or to nobody (minutes). */
  create: command({
    needs: 'letters:write',
    input: LetterContent.pick({ secondLanguage: true, level: true }).extend({
      id: Id,
      kind: z.enum(letterKinds),
      layout: z.enum(letterLayouts),
      addressForm: AddressForm,
      contactId: Id.nullable(),
      name: z.object({ ar: text(200), other: text(200) }),
      templateId: Id.optional(),
    }),
    output: Letter,
  }),
  /**
   * `hereOnly`: at every pause, into the vault of this PC and as what differs only; the letter stays as it is, and nobody hears of it.
   * Without it the letter is saved, for everybody.
   */
  save: command({
    needs: 'letters:write',
    input: ById.extend({ content: LetterContent, basedOn: Instant, hereOnly: z.boolean().optional() }),
    output: Letter,
  }),
  /** What somebody wrote over a text (`base`) that had changed meanwhile: kept for them beside it, on this PC. */
  keepOwn: command({
    needs: 'letters:write',
    input: ById.extend({ content: LetterContent, base: LetterContent.optional() }),
    output: None,
  }),
  /** `typed`: what was not saved yet when the program ended, over the letter as it stood at `over`. */
  own: query({
    needs: 'letters:write',
    input: ById,
    output: z.object({
      words: z.object({ content: LetterContent, base: LetterContent.nullable(), at: Instant }).nullable(),
      typed: z.object({ content: LetterContent, base: LetterContent.nullable(), over: Instant }).nullable(),
    }),
  }),
  /** What it said when it was submitted, returned and signed, as far as this PC saw it pass; `mine`: by this person. */
  states: query({
    needs: 'letters:read',
    input: ById,
    output: z.object({
      now: ReadContent,
      states: z.array(
        z.object({
          at: Instant,
          state: z.enum(['submitted', 'returned', 'signed']),
          /** Who returned or signed it; of a submitted one, who had written in it. */
          by: z.array(Names),
          mine: z.boolean(),
          content: ReadContent,
        }),
      ),
    }),
  }),
  dropOwn: command({ needs: 'letters:write', input: ById, output: None }),
  /** Along a path of visas (W2); without one, along the one the office usually goes. */
  submit: command({
    needs: 'letters:write',
    input: ById.extend({ path: z.array(letterPathStep).max(12).optional() }),
    output: Letter,
  }),
  /** After submission the text changes only like this: its author takes it back. */
  withdraw: command({ needs: 'letters:write', input: ById, output: Letter }),
  returnToDraft: command({
    needs: 'letters:approve',
    input: ById.extend({ reason: paragraphs(1000).min(1) }),
    output: Letter,
  }),
  /** A4: never by whoever drafted it. Freezes the text and signs its hash with the person's key. */
  sign: command({ needs: 'letters:approve', input: ById.extend({ seenHash: Sha256 }), output: Letter }),
  /** A signed letter that must not leave: by whoever signed it, with the reason. It is never deleted (I1). */
  void: command({ needs: 'letters:approve', input: ById.extend({ reason: paragraphs(1000).min(1) }), output: Letter }),
  /** W2: the number comes only after the signature; then the PDF is made once and kept by hash. */
  issue: command({
    needs: 'letters:issue',
    input: ById.extend({
      /** By which outgoing register it leaves; without it, the first that issues here. */
      registerId: Id.optional(),
      unitId: Id,
      channel: z.enum(['post', 'registeredPost', 'courier', 'hand', 'email', 'diplomaticBag']),
      /** As when an entry is registered: the day, confirmed after the clock jumped (N4). */
      confirmDate: LegalDate.optional(),
    }),
    output: Letter,
  }),
  /** The page as it would be printed now, with what this person typed: diwan://print/<token>, its pages, the hash a signature would freeze. */
  preview: query({
    needs: 'letters:read',
    input: ById,
    output: z.object({ url: z.string(), pages: z.int(), hash: Sha256 }),
  }),
  /** Checks a scanned QR text against the keys this office knows; offline. */
  verify: query({
    needs: 'letters:read',
    /** As the scanner gave it: marks, line breaks and wrong encodings are read, not tidied away. */
    input: z.object({ payload: z.string().max(2000) }),
    output: z.object({
      verdict: z.enum(codeVerdicts),
      /** What bears such a code; null where it could not be read. */
      paper: z.enum(['letter', 'receipt', 'label']).nullable(),
      number: z.string().nullable(),
      date: LegalDate.nullable(),
      device: z.string().nullable(),
    }),
  }),
  /** The same of a PDF: the code in it, every byte of it, and the signatures it bears; offline. */
  verifyFile: query({
    needs: 'letters:read',
    input: z.object({ pdf: z.base64().max(Math.ceil(LARGEST_PDF / 3) * 4) }),
    output: FileFound,
  }),
  changed: event({ needs: 'letters:read', payload: Ids, about: ['letter'] }),
}
