import { z } from 'zod'
import { command, event, query } from './define'
import { Discharge, DischargeInput } from './discharge'
import { Id, Ids, Instant, LegalDate, Names, filled, orNewer, paragraphs, text } from './values'

/** What the receiver is asked to do (C6). */
export const slipActions = ['action', 'information', 'opinion', 'signature', 'return', 'filing'] as const
export const SlipAction = z.enum(slipActions)
export type SlipAction = z.infer<typeof SlipAction>

/** One thing that goes along: an entry of a register, or something that is in none. */
export const SlipPiece = z.object({ entryId: Id.nullable(), what: filled(400), count: z.int().min(1).max(999) })
export type SlipPiece = z.infer<typeof SlipPiece>

/** A piece as it is read: of an entry its number stands beside it; one the reader may not see is no more than a line that is there. */
export const ShownPiece = z.object({
  entryId: Id.nullable(),
  numberText: z.string().nullable(),
  cancelled: z.boolean(),
  what: z.string().nullable(),
  count: z.int(),
})

export const SlipRow = z.object({
  id: Id,
  entryId: Id,
  numberText: z.string(),
  businessDate: LegalDate,
  sentAt: Instant,
  /** The unit it went to, or what was typed. */
  toNames: Names.nullable(),
  to: z.string(),
  action: orNewer(SlipAction),
  pieces: z.int(),
  cancelled: z.boolean(),
  dischargedAt: Instant.nullable(),
  dischargedBy: z.string().nullable(),
})
export type SlipRow = z.infer<typeof SlipRow>

export const Slip = SlipRow.omit({ pieces: true, dischargedAt: true, dischargedBy: true }).extend({
  note: z.string(),
  sentByNames: Names.nullable(),
  pieces: z.array(ShownPiece),
  discharge: Discharge.nullable(),
})
export type Slip = z.infer<typeof Slip>

export const slipTabs = ['open', 'all'] as const
const ById = z.object({ id: Id })

export const slips = {
  /** Newest first, from after a line on; `open`: not discharged yet, the oldest first, for it has waited longest. */
  list: query({
    needs: 'register:read',
    input: z.object({ tab: z.enum(slipTabs), after: z.object({ sentAt: Instant, id: Id }).optional() }),
    output: z.object({ rows: z.array(SlipRow), more: z.boolean() }),
  }),
  /** How many are not discharged, as far as this person sees. */
  count: query({ needs: 'register:read', input: z.object({}), output: z.object({ open: z.int() }) }),
  get: query({ needs: 'register:read', input: ById, output: Slip }),
  /** Numbers the slip as an entry of an internal register, in one transaction. `id` is also the idempotency key. */
  send: command({
    needs: 'register:write',
    input: z.object({
      id: Id,
      registerId: Id,
      unitId: Id.nullable(),
      to: text(200),
      action: SlipAction,
      note: paragraphs(1000),
      pieces: z.array(SlipPiece).min(1).max(200),
      confirmDate: LegalDate.optional(),
    }),
    output: Slip,
  }),
  /** A PDF of it, with its discharge where there is one: diwan://print/<token>. */
  print: query({ needs: 'register:read', input: ById, output: z.object({ url: z.string() }) }),
  discharge: command({
    needs: 'register:write',
    input: DischargeInput.extend({ id: Id }),
    output: Slip,
  }),
  changed: event({ needs: 'register:read', payload: Ids, about: ['slip'] }),
}
