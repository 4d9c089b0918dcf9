import { z } from 'zod'
import { command, event, query } from './define'
import { Channel, Id, Ids, Instant, Names, filled, orNewer, paragraphs, text } from './values'

/** What a tender's envelope looks like when it is received (D4): whole, damaged, or not closed at all. */
export const envelopeConditions = ['intact', 'damaged', 'unsealed'] as const
export const EnvelopeCondition = z.enum(envelopeConditions)
export type EnvelopeCondition = z.infer<typeof EnvelopeCondition>

/** So many of one tender are listed, printed and handed over. */
export const MOST_ENVELOPES = 500

/** `late`: received after the closing minute as it stands. */
export const Envelope = z.object({
  id: Id,
  entryId: Id,
  tenderId: Id,
  numberText: z.string(),
  cancelled: z.boolean(),
  receivedAt: Instant,
  late: z.boolean(),
  depositor: z.string(),
  condition: orNewer(EnvelopeCondition),
  outside: z.string(),
  /** Nothing inside is known, described or attached. */
  sealed: z.boolean(),
  back: z.object({ at: Instant, to: z.string(), reason: z.string(), byNames: Names.nullable() }).nullable(),
})
export type Envelope = z.infer<typeof Envelope>

export const TenderRow = z.object({
  id: Id,
  reference: z.string(),
  title: z.string(),
  unitId: Id,
  unitNames: Names.nullable(),
  closesAt: Instant,
  openedAt: Instant.nullable(),
  /** As far as the reader sees them; what was given back is not among them. */
  envelopes: z.int(),
  late: z.int(),
})
export type TenderRow = z.infer<typeof TenderRow>

export const Tender = TenderRow.extend({
  postponed: z.array(z.object({ from: Instant, at: Instant, reason: z.string(), byNames: Names.nullable() })),
  opening: z
    .object({
      at: Instant,
      committee: z.array(z.string()),
      minutes: z.string(),
      recordedAt: Instant,
      byNames: Names.nullable(),
    })
    .nullable(),
  list: z.array(Envelope),
  /** This person sees every envelope there is: they may print the list, hand it over and record the session. */
  whole: z.boolean(),
})
export type Tender = z.infer<typeof Tender>

export const tenderTabs = ['open', 'all'] as const
const ById = z.object({ id: Id })

export const tenders = {
  /** `open`: no session yet, the next to close first; all the newest first. */
  list: query({
    needs: 'register:read',
    input: z.object({ tab: z.enum(tenderTabs), after: z.object({ at: Instant, id: Id }).optional() }),
    output: z.object({ rows: z.array(TenderRow.extend({ createdAt: Instant })), more: z.boolean() }),
  }),
  get: query({ needs: 'register:read', input: ById, output: Tender }),
  /** Of one entry: the envelope it is, with its tender. */
  ofEntry: query({
    needs: 'register:read',
    input: z.object({ entryId: Id }),
    output: z.object({ envelope: Envelope, tender: TenderRow }).nullable(),
  }),
  /** `id` is also the idempotency key. */
  create: command({
    needs: 'register:write',
    input: z.object({ id: Id, reference: filled(80), title: filled(500), unitId: Id, closesAt: Instant }),
    output: Tender,
  }),
  /** While the closing hour has not passed, and only to a later one. */
  postpone: command({
    needs: 'register:correct',
    input: z.object({ id: Id, closesAt: Instant, reason: filled(500) }),
    output: Tender,
  }),
  /** An envelope takes its number, unopened; the moment is the office's clock. `id` is the entry's, and the idempotency key. */
  receive: command({
    needs: 'register:write',
    input: z.object({
      id: Id,
      tenderId: Id,
      registerId: Id,
      channel: Channel,
      postNumber: text(60),
      depositor: filled(200),
      condition: EnvelopeCondition,
      outside: text(500),
      confirmDate: z.iso.date().optional(),
    }),
    output: Envelope,
  }),
  /** Withdrawn by its bidder, or late: given back shut. It stays in the register. */
  giveBack: command({
    needs: 'register:write',
    input: z.object({ id: Id, to: filled(200), reason: filled(500) }),
    output: Envelope,
  }),
  /** What came in time goes into the delivery book, a line each, for the committee to sign. @returns how many lines were written */
  handOver: command({
    needs: 'register:write',
    input: z.object({ id: Id, to: filled(200) }),
    output: z.object({ lines: z.int() }),
  }),
  recordOpening: command({
    needs: 'register:write',
    input: z.object({ id: Id, at: Instant, committee: z.array(filled(120)).min(1).max(12), minutes: paragraphs(4000) }),
    output: Tender,
  }),
  /** The list the committee gets, with late ones marked: diwan://print/<token>. */
  print: query({ needs: 'register:write', input: ById, output: z.object({ url: z.string() }) }),
  changed: event({ needs: 'register:read', payload: Ids, about: ['tender', 'envelope'] }),
}
