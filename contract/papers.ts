import { z } from 'zod'
import { command, event, query } from './define'
import { Id, Ids, Instant, Level, Names, orNewer, text } from './values'

/** Who had, or has, the paper of an entry (D6). */
export const HoldingRow = z.object({
  id: Id,
  entryId: Id,
  numberText: z.string(),
  subject: z.string().nullable(),
  level: orNewer(Level),
  cancelled: z.boolean(),
  since: Instant,
  endedAt: Instant.nullable(),
  unitId: Id.nullable(),
  holderNames: Names.nullable(),
  holder: z.string(),
  note: z.string(),
  recordedByNames: Names.nullable(),
})
export type HoldingRow = z.infer<typeof HoldingRow>

export const papers = {
  /** What is out, the longest first; of one unit, or of all. */
  list: query({
    needs: 'register:read',
    input: z.object({ unitId: Id.nullable(), after: z.object({ since: Instant, id: Id }).optional() }),
    output: z.object({ rows: z.array(HoldingRow), more: z.boolean() }),
  }),
  /** Through whose hands it went, the newest first. */
  ofEntry: query({ needs: 'register:read', input: z.object({ entryId: Id }), output: z.array(HoldingRow) }),
  /** The paper is with somebody since then; whoever had it has it no more. `id` is also the idempotency key. */
  hold: command({
    needs: 'register:write',
    input: z.object({ id: Id, entryId: Id, unitId: Id.nullable(), holder: text(200), since: Instant, note: text(500) }),
    output: z.array(HoldingRow),
  }),
  /** It is back at the desk. */
  back: command({ needs: 'register:write', input: z.object({ entryId: Id }), output: z.array(HoldingRow) }),
  /** The sheet that travels with it; counted, and a reprint says so: diwan://print/<token>. */
  sheet: command({
    needs: 'register:write',
    input: z.object({ entryId: Id }),
    output: z.object({ url: z.string() }),
  }),
  changed: event({ needs: 'register:read', payload: Ids, about: ['holding'] }),
}
