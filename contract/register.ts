import { z } from 'zod'
import { Criteria } from './criteria'
import { Correctable } from './correctable'
import { DeadlineInput } from './deadlines'
import { command, event, query } from './define'
import {
  Channel,
  Id,
  Ids,
  Instant,
  LegalDate,
  Level,
  Names,
  None,
  Sha256,
  Urgency,
  orNewer,
  Year,
  filled,
  paragraphs,
  text,
} from './values'
import { letterLanguages, LetterLanguages, NamedParty, Parties, PartyKind, PartyRole } from './parties'
import { Arrangement } from './pages'
import { RegisterKind, EntryNumber, Book, Register, Act, Continuity, OnPaper, Verdict } from './books'

export const enclosureKinds = ['original', 'copy', 'certifiedCopy'] as const
export const Enclosure = z.object({
  title: filled(200),
  kind: z.enum(enclosureKinds),
  pages: z.int().min(1).max(9999).nullable(),
})
export type Enclosure = z.infer<typeof Enclosure>

/**
 * What the clerk types (C1, C2). A value nobody gave is `null` and says something: `letterDate: null` is "undated",
 * `reference: null` "unreferenced", `correspondentId: null` "anonymous", `subject: null` a sealed envelope.
 */
export const EntryInput = z.object({
  /** Also the idempotency key: registering twice with one id gives one entry and one number. */
  id: Id,
  registerId: Id,
  letterDate: LegalDate.nullable(),
  /** The Hijri day the letter bears, as it is written there; `letterDate` is what Umm al-Qura makes of it. */
  letterDateSaid: text(60).nullable().optional(),
  arrivalAt: Instant,
  postmarkDate: LegalDate.nullable(),
  correspondentId: Id.nullable(),
  reference: filled(80).nullable(),
  subject: text(1000).nullable(),
  channel: Channel,
  urgency: Urgency,
  level: Level,
  unitId: Id,
  enclosureCount: z.int().min(0).max(999),
  enclosures: z.array(Enclosure).max(200),
  notes: paragraphs(4000),
  /** C4: the entry this one answers. */
  replyToId: Id.nullable(),
  /** D7: the number another desk gave it; D5: that of the registered post; D9: the superior it came or goes through (sous couvert). */
  otherNumber: text(80).nullable().optional(),
  postNumber: text(60).nullable().optional(),
  /** R1: its class in the filing plan. */
  classId: Id.nullable().optional(),
  /** Besides the correspondent: co-senders or more addressees, and copies for information. */
  parties: Parties.nullable().optional(),
  languages: LetterLanguages.nullable().optional(),
  route: text(200).nullable().optional(),
  /** C3: allowed, and linked to the first. */
  secondCopyOfId: Id.nullable(),
  /** Scans staged with `documents.stage`, in order. */
  fileIds: z.array(Id).max(50),
})
export type EntryInput = z.infer<typeof EntryInput>

/** What is typed of a letter itself: registering writes each of these into the entry, and reading shows each. */
export type Typed = Omit<EntryInput, 'id' | 'registerId' | 'fileIds'>
export const typedNames = Object.keys(
  EntryInput.omit({ id: true, registerId: true, fileIds: true }).shape,
) as (keyof Typed)[]

export const EntryFile = z.object({
  id: Id,
  name: z.string(),
  mediaType: z.string(),
  size: z.int(),
  sha256: Sha256,
  /** I3: a re-scan is a new version; the old one stays. */
  version: z.int(),
  replacedById: Id.nullable(),
  createdAt: Instant,
  /** diwan://file/<id>; streamed, decrypted, checked with the same `can()`. */
  url: z.string(),
  present: z.boolean(),
  destroyed: z.boolean(),
})
export type EntryFile = z.infer<typeof EntryFile>

export const EntryStatus = z.enum(['registered', 'answered', 'cancelled'])

/** One line of the register. A hidden line keeps number and date: the sequence is evidence; the rest is not sent. */
export const EntryRow = z.discriminatedUnion('hidden', [
  z.object({
    hidden: z.literal(true),
    id: Id,
    numberText: z.string(),
    number: EntryNumber,
    businessDate: LegalDate,
    level: Level,
  }),
  z.object({
    hidden: z.literal(false),
    id: Id,
    numberText: z.string(),
    number: EntryNumber,
    businessDate: LegalDate,
    level: Level,
    registeredAt: Instant,
    arrivalAt: Instant,
    letterDate: LegalDate.nullable(),
    correspondent: z.string().nullable(),
    /** The other parties' names, in their order. */
    parties: z.array(z.object({ role: z.string(), name: z.string() })),
    reference: z.string().nullable(),
    subject: z.string().nullable(),
    urgency: orNewer(Urgency),
    unitNames: Names,
    classId: Id.nullable(),
    status: EntryStatus,
    cancelReason: z.string().nullable(),
    files: z.int(),
    /** Waits to be sent to the server. */
    pending: z.boolean(),
    conflict: z.boolean(),
  }),
])
export type EntryRow = z.infer<typeof EntryRow>

/** N3: a number that no letter bears, in its place in the sequence: why, when and by whom. There is nothing behind it to open. */
export const VoidRow = z.object({
  void: z.literal(true),
  id: Id,
  numberText: z.string(),
  number: EntryNumber,
  businessDate: LegalDate,
  at: Instant,
  byNames: Names.nullable(),
  /** `restored`, or a word of a newer version; null where what the act says is withheld. */
  reason: z.string().nullable(),
})
export type VoidRow = z.infer<typeof VoidRow>

/** Nearly every line is an entry: it is asked first. */
export const RegisterLine = z.union([EntryRow, VoidRow])
export type RegisterLine = z.infer<typeof RegisterLine>
export const isVoid = (line: RegisterLine): line is VoidRow => 'void' in line

/** Another entry, where it is named: a cancelled one looks cancelled there too (I1). */
export const EntryLink = z.object({
  id: Id,
  numberText: z.string(),
  subject: z.string().nullable(),
  cancelled: z.boolean(),
})
export type EntryLink = z.infer<typeof EntryLink>

export const Entry = EntryInput.omit({ fileIds: true }).extend({
  channel: orNewer(Channel),
  urgency: orNewer(Urgency),
  enclosures: z.array(Enclosure.extend({ kind: orNewer(z.enum(enclosureKinds)) })),
  parties: z.array(z.object({ role: orNewer(PartyRole), kind: orNewer(PartyKind), id: Id })).nullable(),
  languages: z.array(orNewer(z.enum(letterLanguages))).nullable(),
  kind: orNewer(RegisterKind),
  number: EntryNumber,
  numberText: z.string(),
  registeredAt: Instant,
  businessDate: LegalDate,
  registeredById: Id,
  registeredByNames: Names,
  correspondent: z
    .object({ id: Id, nameAr: z.string(), nameLatin: z.string(), kind: orNewer(z.enum(['person', 'entity'])) })
    .nullable(),
  /** `parties` with their names. */
  named: z.array(NamedParty),
  unitNames: Names,
  status: EntryStatus,
  cancellation: z.object({ at: Instant, byNames: Names, reason: z.string() }).nullable(),
  replyTo: EntryLink.nullable(),
  answeredBy: z.array(EntryLink),
  letterId: Id.nullable(),
  /** Transcribed from a paper register. */
  paper: OnPaper,
  files: z.array(EntryFile),
  acts: z.array(Act),
  pending: z.boolean(),
})
export type Entry = z.infer<typeof Entry>

/** Which lines: the same filter for outline, rows and export, so what is counted is what is seen. */
export const RegisterFilter = z.object({
  registerId: Id,
  year: Year,
  tab: z.enum(['all', 'urgent', 'unanswered', 'cancelled', 'today']),
  /** Found with the index; folds Arabic (P2). */
  text: text(200),
  criteria: Criteria.optional(),
})
export type RegisterFilter = z.infer<typeof RegisterFilter>

export const Outline = z.object({
  /** Newest day first; the grid lays out day headings and rows from it without reading a row. */
  days: z.array(z.object({ date: LegalDate, entries: z.int(), cancelled: z.int(), voids: z.int() })),
  total: z.int(),
  /** Something was searched and is in older entries as well: `days` and `total` are of the newest thousand. */
  more: z.boolean(),
  cancelled: z.int(),
  /** Numbers that are void: lines of the whole register, no entries. */
  voids: z.int(),
  /** Incoming and not yet answered. */
  unanswered: z.int(),
  urgent: z.int(),
  /** Per book of the year: numbers 1..last are used or void. */
  continuity: z.array(Continuity),
})
export type Outline = z.infer<typeof Outline>

export const duplicateReasons = ['reference', 'file'] as const
export const EntryCheck = z.object({
  duplicates: z.array(
    z.object({
      entry: EntryLink,
      correspondent: z.string().nullable(),
      businessDate: LegalDate,
      reason: z.enum(duplicateReasons),
    }),
  ),
  /** C1: letter ≤ arrival ≤ registration is a warning, not a refusal. */
  warnings: z.array(z.enum(['letter-after-arrival', 'arrival-after-registration', 'letter-very-old'])),
})
export type EntryCheck = z.infer<typeof EntryCheck>

export const Draft = z.object({ id: Id, registerId: Id, body: z.record(z.string(), z.json()), updatedAt: Instant })
export type Draft = z.infer<typeof Draft>

const ById = z.object({ id: Id })

export const register = {
  registers: query({ needs: 'register:read', input: None, output: z.array(Register) }),
  outline: query({ needs: 'register:read', input: RegisterFilter, output: Outline }),
  rows: query({
    needs: 'register:read',
    input: RegisterFilter.extend({ offset: z.int().min(0), limit: z.int().min(1).max(200) }),
    output: z.array(RegisterLine),
  }),
  get: query({ needs: 'register:read', input: ById, output: Entry }),
  /** What the next number would be; it is given only at registration (N2). */
  preview: query({
    needs: 'register:write',
    input: z.object({ registerId: Id }),
    output: z.object({ numberText: z.string(), businessDate: LegalDate, at: Instant }),
  }),
  check: query({ needs: 'register:write', input: EntryInput.partial().extend({ id: Id }), output: EntryCheck }),
  register: command({
    needs: 'register:write',
    /** `confirmDate`: the clerk has confirmed the day after the clock jumped by more than 24 h (N4). */
    input: EntryInput.extend({ confirmDate: LegalDate.optional(), deadline: DeadlineInput.optional() }),
    output: Entry,
  }),
  correct: command({
    needs: 'register:correct',
    input: z.object({
      id: Id,
      field: Correctable,
      value: z.union([z.string(), z.number(), z.null(), Parties]),
      reason: paragraphs(500).min(1),
    }),
    output: Entry,
  }),
  cancel: command({
    needs: 'register:cancel',
    input: z.object({ id: Id, reason: paragraphs(500).min(1) }),
    output: Entry,
  }),
  /** I3: a better scan of the same page; the old version stays. */
  rescan: command({
    needs: 'register:write',
    input: z.object({ id: Id, replacesFileId: Id.nullable(), fileId: Id }),
    output: Entry,
  }),
  arrange: command({ needs: 'register:write', input: Arrangement, output: Entry }),
  verify: query({ needs: 'register:read', input: z.object({ registerId: Id, year: Year }), output: z.array(Verdict) }),
  /** R3: after a restore a book stays suspended until somebody says the last number that was really given. */
  resume: command({ needs: 'register:open', input: z.object({ bookId: Id, lastSeq: z.int().min(0) }), output: Book }),
  drafts: query({ needs: 'register:write', input: None, output: z.array(Draft) }),
  saveDraft: command({ needs: 'register:write', input: Draft.omit({ updatedAt: true }), output: Draft }),
  discardDraft: command({ needs: 'register:write', input: ById, output: None }),
  /** A PDF of one entry, in the reader's language: diwan://print/<token>. */
  print: query({ needs: 'register:read', input: ById, output: z.object({ url: z.string() }) }),
  changed: event({ needs: 'register:read', payload: Ids, about: ['entry', 'register', 'book'] }),
}
