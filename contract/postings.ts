import { z } from 'zod'
import { command, event, query } from './define'
import { Id, Ids, Instant, LegalDate, Level, filled, orNewer, text } from './values'

export const postingOutcomes = ['delivered', 'returned'] as const
export const PostingOutcome = z.enum(postingOutcomes)
export type PostingOutcome = z.infer<typeof PostingOutcome>

/** Why the post brought it back, as its label says. */
export const returnReasons = ['unclaimed', 'refused', 'moved', 'unknown', 'address', 'deceased', 'other'] as const
export const ReturnReason = z.enum(returnReasons)
export type ReturnReason = z.infer<typeof ReturnReason>

/** What is not back after so many days is asked for, where nobody chose another number. */
export const LATE_AFTER_DAYS = 15
/** What one list holds. */
export const MOST_POSTED = 200

export const PostingRow = z.object({
  id: Id,
  entryId: Id,
  numberText: z.string(),
  level: orNewer(Level),
  cancelled: z.boolean(),
  /** The addressee's name, in the reader's script first. */
  to: z.string(),
  listId: Id,
  place: z.int(),
  day: LegalDate,
  postedAt: Instant,
  postNumber: z.string(),
  outcome: z
    .object({
      what: orNewer(PostingOutcome),
      day: LegalDate,
      by: z.string(),
      reason: orNewer(ReturnReason).nullable(),
      note: z.string(),
    })
    .nullable(),
  struckReason: z.string().nullable(),
})
export type PostingRow = z.infer<typeof PostingRow>

/** An entry that leaves by registered post and stands on no list; with the number that was typed when it was registered. */
export const ProposedPosting = z.object({
  entryId: Id,
  numberText: z.string(),
  subject: z.string().nullable(),
  to: z.string(),
  postNumber: z.string(),
})
export type ProposedPosting = z.infer<typeof ProposedPosting>

export const postingTabs = ['away', 'late', 'day', 'all'] as const

export const postings = {
  /** `away`: no card yet, the oldest first; `late`: the same, from so many days on; `day`: a day's lists; `all`: newest first. */
  list: query({
    needs: 'register:read',
    input: z.object({
      tab: z.enum(postingTabs),
      day: LegalDate,
      days: z.int().min(1).max(365).default(LATE_AFTER_DAYS),
      after: z.object({ postedAt: Instant, id: Id }).optional(),
    }),
    output: z.object({ rows: z.array(PostingRow), more: z.boolean() }),
  }),
  /** How many have no card after the usual time. */
  count: query({ needs: 'register:read', input: z.object({}), output: z.object({ late: z.int() }) }),
  ofEntry: query({ needs: 'register:read', input: z.object({ entryId: Id }), output: z.array(PostingRow) }),
  /** By the number on a card, typed or scanned; newest first, for a post uses its numbers again. */
  find: query({ needs: 'register:read', input: z.object({ number: filled(60) }), output: z.array(PostingRow) }),
  proposed: query({ needs: 'register:write', input: z.object({}), output: z.array(ProposedPosting) }),
  /** One list, all of it or none. `listId` is also the idempotency key. */
  post: command({
    needs: 'register:write',
    input: z.object({
      listId: Id,
      day: LegalDate,
      lines: z
        .array(z.object({ entryId: Id, postNumber: filled(60) }))
        .min(1)
        .max(MOST_POSTED),
    }),
    output: z.array(PostingRow),
  }),
  /** What the card, or the envelope that came back, says. */
  settle: command({
    needs: 'register:write',
    input: z.object({
      id: Id,
      outcome: PostingOutcome,
      day: LegalDate,
      by: text(200),
      reason: ReturnReason.nullable(),
      note: text(500),
    }),
    output: PostingRow,
  }),
  /** It did not leave, or stands there by mistake. */
  strike: command({ needs: 'register:write', input: z.object({ id: Id, reason: filled(500) }), output: PostingRow }),
  /** The list in two copies, one for the post and one that comes back stamped: diwan://print/<token>. */
  print: query({
    needs: 'register:read',
    input: z.object({ listId: Id }),
    output: z.object({ url: z.string() }),
  }),
  changed: event({ needs: 'register:read', payload: Ids, about: ['posting'] }),
}
