import { z } from 'zod'
import { contactKinds } from './community'
import { command, event, query } from './define'
import { errorCodes } from './errors'
import { Look, textEncodings, textSeparators } from './imports'
import { AddressForm } from './letter-forms'
import { LetterState } from './letters'
import { labelFormatNames } from './labels'
import { Which } from './lists'
import { TemplateBody } from './template-body'
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
  filled,
  orNewer,
  orNewerCode,
  paragraphs,
  text,
} from './values'

/** Letters of one run: more is more than one order, and more than a signer looks through. */
export const MOST_IN_RUN = 2_000
/** Letters of one file for the printer: what is held in memory while it is put together. */
export const PRINTED_AT_ONCE = 200

/** What a column of a list is taken for: the addressee, the lines of the address, or a field of the text. */
export const runColumnUses = [
  ...(['none', 'nameAr', 'nameLatin', 'address', 'city', 'countryCode'] as const),
  ...(['column1', 'column2', 'column3', 'column4', 'column5', 'column6'] as const),
] as const
export const RunColumnUse = z.enum(runColumnUses)
export type RunColumnUse = z.infer<typeof RunColumnUse>

const Columns = z.array(RunColumnUse).max(500)
/** Whom a run is to. */
export const RunList = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('contacts'), ids: z.array(Id).min(1).max(MOST_IN_RUN) }),
  /** Everybody a search of the directory finds; without a word typed, all of the kind. */
  z.strictObject({ kind: z.literal('search'), text: text(120), contactKind: z.enum(contactKinds).nullable() }),
  /** The correspondents of entries: chosen ones, or all a filter shows. */
  z.strictObject({ kind: z.literal('entries'), which: Which }),
  /** The rows of a file that `open` gave an id. */
  z.strictObject({ kind: z.literal('sheet'), fileId: Id, columns: Columns }),
  /** Whoever was written to by an earlier run and has not answered. */
  z.strictObject({ kind: z.literal('unanswered'), runId: Id }),
])
export type RunList = z.infer<typeof RunList>

export const RunInput = z.object({
  id: Id,
  name: filled(120),
  templateId: Id,
  /** The template's text, as it was changed for this run. */
  body: TemplateBody,
  secondLanguage: SecondLanguage,
  addressForm: AddressForm,
  /** W3: the function of whoever signs; empty: as this person's last letter said it. In whose name is the text's. */
  signerTitle: z.object({ ar: text(120), other: text(120) }),
  /** It goes by post: whoever has no address is left out. */
  byPost: z.boolean(),
  list: RunList,
})
export type RunInput = z.infer<typeof RunInput>

const Reason = z.object({
  code: z.enum(errorCodes),
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
})
/** One addressee before there is a letter; `refused`: why there will be none. */
export const PlannedLine = z.object({
  /** Its place in the list, from 0. */
  at: z.int(),
  ar: z.string(),
  other: z.string(),
  city: z.string(),
  refused: Reason.nullable(),
})
export type PlannedLine = z.infer<typeof PlannedLine>

export const RunPlan = z.object({
  id: Id,
  name: z.string(),
  total: z.int(),
  ready: z.int(),
  /** By reason, the most frequent first. */
  refused: z.array(Reason.extend({ count: z.int() })),
  /** Some of its letters are there already: the making was cut, and goes on. */
  begun: z.boolean(),
  at: Instant,
})
export type RunPlan = z.infer<typeof RunPlan>

export const OpenedList = z.object({
  id: Id,
  name: z.string(),
  look: Look,
  headings: z.array(z.string()),
  sample: z.array(z.object({ line: z.int(), cells: z.array(z.string()) })),
  joined: z.int(),
  headerRows: z.int(),
  columns: Columns,
  /** The columns are those of an earlier list with these headings. */
  remembered: z.boolean(),
})
export type OpenedList = z.infer<typeof OpenedList>

/** How many of a run's letters stand where; those a reader may not see are not counted (A2). */
const Standing = z.object({
  draft: z.int(),
  submitted: z.int(),
  returned: z.int(),
  signed: z.int(),
  issued: z.int(),
  void: z.int(),
})
export const RunRow = z.object({
  id: Id,
  name: z.string(),
  createdAt: Instant,
  createdByNames: Names,
  level: orNewer(Level),
  standing: Standing,
})
export type RunRow = z.infer<typeof RunRow>

export const Run = RunRow.extend({
  /** Letters it was ordered with; fewer are there while it is being made, or when that was cut. */
  total: z.int(),
  /** Who got none, by reason. */
  left: z.array(z.object({ code: orNewerCode(z.enum(errorCodes)), count: z.int() })),
  /** Issued, and its paper is made. */
  printed: z.int(),
  /** Issued, and something came in that answers it. */
  answered: z.int(),
  circular: z.boolean(),
  /** Submitted ones that this person may sign (A4). */
  maySign: z.boolean(),
  mayIssue: z.boolean(),
  issuesHere: z.boolean(),
  /** The rest may be made here, by whoever began it. */
  mayGoOn: z.boolean(),
})
export type Run = z.infer<typeof Run>

export const RunLetter = z.object({
  id: Id,
  place: z.int(),
  addressee: z.string(),
  state: orNewer(LetterState),
  numberText: z.string().nullable(),
  cancelled: z.boolean(),
  answered: z.boolean(),
})
export type RunLetter = z.infer<typeof RunLetter>

/** What became of each: those that are not named went well. */
export const RunOutcome = z.object({
  done: z.int(),
  failed: z.array(Reason.extend({ who: z.string() })),
  /** How many were reached; fewer than there were when a person stopped it. */
  reached: z.int(),
  of: z.int(),
})
export type RunOutcome = z.infer<typeof RunOutcome>

export const envelopeFormats = ['dl', 'c65', 'c6', 'c5'] as const
export type EnvelopeFormat = (typeof envelopeFormats)[number]
/** Of a run's letters that have left, or of cards. */
const OnPaper = z.union([
  z.strictObject({ runId: Id, part: z.int().min(0).max(MOST_IN_RUN) }),
  z.strictObject({ contactIds: z.array(Id).min(1).max(PRINTED_AT_ONCE) }),
])
export type OnPaper = z.infer<typeof OnPaper>
export const PostMade = z.object({
  /** diwan://print/<token>; null when none could be made. */
  url: z.string().nullable(),
  made: z.int(),
  failed: z.array(Reason.extend({ who: z.string() })),
  /** Of how many parts. */
  parts: z.int(),
})
export type PostMade = z.infer<typeof PostMade>

const ById = z.object({ id: Id })
const write = 'letters:write'

/** One text to many (mail merge): planned, made as letters that wait for a signature, signed, numbered, put on paper (ADR 046). */
export const runs = {
  /** Newest first. */
  list: query({
    needs: 'letters:read',
    input: z.object({ after: z.object({ createdAt: Instant, id: Id }).optional() }),
    output: z.object({ rows: z.array(RunRow), more: z.boolean() }),
  }),
  /** What this person began here and has not made. */
  plans: query({ needs: write, input: None, output: z.array(RunPlan) }),
  /** The path comes from a File the person chose (preload). */
  open: command({ needs: write, input: z.object({ path: z.string().max(4000) }), output: OpenedList }),
  look: command({
    needs: write,
    input: ById.extend({
      encoding: z.enum(textEncodings).optional(),
      separator: z.enum(textSeparators).optional(),
      sheet: z.int().min(0).max(500).optional(),
      headerRows: z.int().min(0).max(5).optional(),
    }),
    output: OpenedList,
  }),
  /** Who would get a letter and who would not, and why. Kept on this PC until it is made or dropped; no letter is written. */
  plan: command({ needs: write, input: RunInput, output: RunPlan }),
  planned: query({
    needs: write,
    input: ById.extend({ from: z.int().min(0), only: z.enum(['all', 'ready', 'refused']) }),
    output: z.object({ plan: RunPlan, rows: z.array(PlannedLine), more: z.boolean() }),
  }),
  /** What was asked for, to go on with it another day. */
  asked: query({ needs: write, input: ById, output: RunInput }),
  /** The letter to the one at this place, as it would be printed: diwan://print/<token>. */
  sample: query({
    needs: write,
    input: ById.extend({ at: z.int().min(0).max(MOST_IN_RUN) }),
    output: z.object({ url: z.string(), pages: z.int() }),
  }),
  /** Writes the letters and submits them. What was cut goes on where it was; twice makes none twice. */
  make: command({ needs: write, input: ById, output: RunOutcome }),
  drop: command({ needs: write, input: ById, output: None }),
  get: query({ needs: 'letters:read', input: ById, output: Run }),
  letters: query({
    needs: 'letters:read',
    input: ById.extend({ after: z.int().optional(), state: LetterState.optional() }),
    output: z.object({ rows: z.array(RunLetter), more: z.boolean() }),
  }),
  /** What a signature of all that wait would be over. */
  toSign: query({ needs: 'letters:sign', input: ById, output: z.object({ count: z.int(), digest: Sha256 }) }),
  /** A4: every letter that waits, with an outcome each. @throws letter-superseded when they are not those that were looked at */
  sign: command({ needs: 'letters:sign', input: ById.extend({ digest: Sha256 }), output: RunOutcome }),
  /** Every letter that waits goes back, with one reason. */
  return: command({
    needs: 'letters:sign',
    input: ById.extend({ reason: paragraphs(1000).min(1) }),
    output: RunOutcome,
  }),
  /** N2, N3: each signed letter its number, in the order of the list, then its paper. Twice gives none a second number. */
  issue: command({
    needs: 'letters:issue',
    input: ById.extend({
      registerId: Id.optional(),
      unitId: Id,
      channel: z.enum(['post', 'registeredPost', 'courier', 'hand', 'email', 'diplomaticBag']),
      confirmDate: LegalDate.optional(),
    }),
    output: RunOutcome,
  }),
  /** A part of the letters as one file for the printer, each beginning on a sheet of its own: diwan://print/<token>. */
  print: command({
    needs: 'letters:read',
    input: ById.extend({ part: z.int().min(0).max(MOST_IN_RUN) }),
    output: PostMade,
  }),
  /** A PDF each, in one file where the person says; null when they changed their mind. */
  each: command({
    needs: 'letters:read',
    input: ById,
    output: z.object({ letters: z.int(), name: z.string() }).nullable(),
  }),
  envelopes: command({
    needs: 'letters:read',
    input: z.object({ of: OnPaper, format: z.enum(envelopeFormats) }),
    output: PostMade,
  }),
  addressLabels: command({
    needs: 'letters:read',
    input: z.object({ of: OnPaper, format: z.enum(labelFormatNames), start: z.int().min(0).max(23) }),
    output: PostMade,
  }),
  changed: event({ needs: 'letters:read', payload: Ids, about: ['run'] }),
}
