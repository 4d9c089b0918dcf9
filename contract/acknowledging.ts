import { z } from 'zod'
import { command, query } from './define'
import { Id, Instant, Names } from './values'

/** One to whom an entry was given, and who said for them that it came; null: nobody yet. */
export const Acknowledged = z.object({
  kind: z.enum(['unit', 'person']),
  id: Id,
  names: Names.nullable(),
  at: Instant.nullable(),
  byNames: Names.nullable(),
  /** This reader may say so now. */
  mine: z.boolean(),
})
export type Acknowledged = z.infer<typeof Acknowledged>

const OfEntry = z.object({ entryId: Id })

export const acknowledging = {
  /** Its unit first, then whom it names inside the office; of what leaves, nobody. */
  ofEntry: query({ needs: 'register:read', input: OfEntry, output: z.array(Acknowledged) }),
  /** For everybody this person answers for: themselves, their unit. Again, it is what was said. */
  acknowledge: command({ needs: 'register:read', input: OfEntry, output: z.array(Acknowledged) }),
}
