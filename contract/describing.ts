import { z } from 'zod'
import { command, query } from './define'
import { Entry, EntryInput } from './register'
import { Channel, Id, Instant, LegalDate, Names, None } from './values'

/** Envelopes of one delivery: more lie on another table. */
export const MOST_NUMBERED = 100

/** What is known of a letter before it is read: when and how it came, and whose it is to be for now. */
const Arrived = z.object({
  /** One id a letter, each its own idempotency key: ordered twice, they are numbered once. */
  ids: z.array(Id).min(1).max(MOST_NUMBERED),
  registerId: Id,
  arrivalAt: Instant,
  channel: Channel,
  unitId: Id,
  /** N4: the clerk has confirmed the day after the clock jumped. */
  confirmDate: LegalDate.optional(),
})

export const Undescribed = z.object({
  id: Id,
  numberText: z.string(),
  registerId: Id,
  registerNames: Names,
  registeredAt: Instant,
  arrivalAt: Instant,
  channel: z.string(),
  unitNames: Names,
  files: z.int(),
})
export type Undescribed = z.infer<typeof Undescribed>

/** What is said of it afterwards, all at once; that it is a second copy is said at registration only. */
export const Description = EntryInput.omit({ registerId: true, secondCopyOfId: true })
export type Description = z.infer<typeof Description>

/** D2: number first, details after. */
export const describing = {
  number: command({
    needs: 'register:write',
    input: Arrived,
    output: z.object({ entries: z.array(z.object({ id: Id, numberText: z.string() })) }),
  }),
  /** The longest waiting first, from after a line on, as far as this person sees them. */
  list: query({
    needs: 'register:write',
    input: z.object({ after: z.object({ registeredAt: Instant, id: Id }).optional() }),
    output: z.object({ rows: z.array(Undescribed), more: z.boolean() }),
  }),
  count: query({ needs: 'register:write', input: None, output: z.object({ open: z.int() }) }),
  describe: command({ needs: 'register:correct', input: Description, output: Entry }),
}
