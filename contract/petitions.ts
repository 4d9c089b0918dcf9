import { z } from 'zod'
import { command, query } from './define'
import { BulkOutcome } from './lists'
import { EntryLink } from './register'
import { Id, filled } from './values'

/** What is pasted at once: more is another batch. */
export const MOST_PETITIONS = 500

/** One of a batch: its number, and whose petition it is. */
export const PetitionRow = EntryLink.omit({ subject: true }).extend({ from: z.string() })
export type PetitionRow = z.infer<typeof PetitionRow>

const Names = z.array(filled(200)).min(1).max(MOST_PETITIONS)

/** Identical petitions (D9): the same letter from many, each with a number of its own (N3). */
export const petitions = {
  /** Which of these names have a card, in the order they were written; nothing is written. */
  preview: query({
    needs: 'register:write',
    input: z.object({ names: Names }),
    output: z.array(z.object({ name: z.string(), known: z.boolean() })),
  }),
  /**
   * Registers the same letter once more from each of these, as the first of them was registered. Each for itself: what does not go says
   * why. An `id` is also the idempotency key.
   */
  register: command({
    needs: 'register:write',
    input: z.object({
      headId: Id,
      lines: z
        .array(z.object({ id: Id, name: filled(200) }))
        .min(1)
        .max(MOST_PETITIONS),
    }),
    output: BulkOutcome,
  }),
  /** The batch an entry belongs to, the first included, and what answers any of them; `all`: what answers the first answers all of them (C4). */
  ofEntry: query({
    needs: 'register:read',
    input: z.object({ entryId: Id }),
    output: z.object({
      headId: Id.nullable(),
      rows: z.array(PetitionRow),
      answeredBy: z.array(EntryLink),
      all: z.boolean(),
    }),
  }),
}
