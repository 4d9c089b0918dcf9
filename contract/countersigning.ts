import { z } from 'zod'
import { command, query } from './define'
import { Id, Instant, LegalDate, Names, None, paragraphs, Year } from './values'

export const countersigned = ['reopening', 'confirmation'] as const
export const countersignStates = ['asked', 'given', 'refused', 'withdrawn', 'expired', 'done'] as const

/** A second person's word that is asked of another PC (I4, N1), and what became of it. */
export const Countersignature = z.object({
  id: Id,
  what: z.enum(countersigned),
  bookId: Id,
  names: Names,
  code: z.string(),
  year: Year,
  desk: z.string().nullable(),
  /** The day of the closing that is to be opened again, or the last of its year; null where a number is confirmed. */
  date: LegalDate.nullable(),
  opening: z.int(),
  reason: z.string(),
  firstNames: Names.nullable(),
  askedAt: Instant,
  state: z.enum(countersignStates),
  secondNames: Names.nullable(),
  answeredAt: Instant.nullable(),
  refusal: z.string().nullable(),
  /** Until when a word that was given counts. */
  until: Instant.nullable(),
  /** Whoever asked is the one who reads this. */
  mine: z.boolean(),
  /** It is this reader's to answer, and to carry out at this PC. */
  mayAnswer: z.boolean(),
  mayCarryOut: z.boolean(),
})
export type Countersignature = z.infer<typeof Countersignature>

const One = z.object({ id: Id })

export const countersigning = {
  /** Of the last 60 days, the newest first. */
  list: query({ needs: 'register:reopen', input: None, output: z.array(Countersignature) }),
  /** `id` is the idempotency key. `closing`: the place of the closing in the book; null where its first number is confirmed. */
  ask: command({
    needs: 'register:close',
    input: One.extend({ bookId: Id, closing: z.int().min(1).nullable(), reason: paragraphs(500) }),
    output: None,
  }),
  /** One's own word, with one's own key: given, or refused with a reason. */
  answer: command({
    needs: 'register:reopen',
    input: One.extend({ refusal: paragraphs(500).min(1).nullable() }),
    output: None,
  }),
  withdraw: command({ needs: 'register:close', input: One, output: None }),
  /** What was asked for is done, with the word that was given. */
  carryOut: command({
    needs: 'register:close',
    input: One.extend({
      /** The day, confirmed after the clock jumped (N4). */
      confirmDate: LegalDate.optional(),
    }),
    output: None,
  }),
}
