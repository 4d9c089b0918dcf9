import { z } from 'zod'
import { command, event, query } from './define'
import { Discharge, DischargeInput } from './discharge'
import { BulkOutcome } from './lists'
import { Id, Ids, Instant, LegalDate, Level, Names, filled, orNewer, text } from './values'

/** Which sheet of a day: of a messenger, of a unit, or the whole day. */
export const Round = z.object({ messenger: filled(200).optional(), unitId: Id.optional() })
export type Round = z.infer<typeof Round>

/** So many are written, or signed, at once: a long day. */
export const MOST_LINES = 200

/** A line of the delivery book (D5). `subject` is null where there is none yet (a sealed envelope). */
export const DeliveryRow = z.object({
  id: Id,
  entryId: Id,
  numberText: z.string(),
  subject: z.string().nullable(),
  level: orNewer(Level),
  cancelled: z.boolean(),
  day: LegalDate,
  enteredAt: Instant,
  messenger: z.string(),
  unitId: Id.nullable(),
  toNames: Names.nullable(),
  to: z.string(),
  pieces: z.int(),
  dischargedAt: Instant.nullable(),
  dischargedBy: z.string().nullable(),
  struckReason: z.string().nullable(),
})
export type DeliveryRow = z.infer<typeof DeliveryRow>

export const Delivery = DeliveryRow.omit({ dischargedAt: true, dischargedBy: true, struckReason: true }).extend({
  enteredByNames: Names.nullable(),
  discharge: Discharge.nullable(),
  struck: z.object({ at: Instant, reason: z.string(), byNames: Names.nullable() }).nullable(),
})
export type Delivery = z.infer<typeof Delivery>

/** An entry that stands in no line yet, and where it would go. */
export const ProposedDelivery = z.object({
  entryId: Id,
  numberText: z.string(),
  subject: z.string().nullable(),
  unitId: Id.nullable(),
  to: z.string(),
})
export type ProposedDelivery = z.infer<typeof ProposedDelivery>

export const deliveryTabs = ['open', 'day'] as const
const ById = z.object({ id: Id })

export const deliveries = {
  /** `open`: not signed yet, the oldest first, for it has waited longest; `day`: that day's lines in the order they were written. */
  list: query({
    needs: 'register:read',
    input: z.object({
      tab: z.enum(deliveryTabs),
      day: LegalDate,
      of: Round,
      after: z.object({ enteredAt: Instant, id: Id }).optional(),
    }),
    output: z.object({ rows: z.array(DeliveryRow), more: z.boolean() }),
  }),
  /** How many are not signed, as far as this person sees. */
  count: query({ needs: 'register:read', input: z.object({}), output: z.object({ open: z.int() }) }),
  /** Whose sheets a day has. */
  rounds: query({
    needs: 'register:read',
    input: z.object({ day: LegalDate }),
    output: z.object({ messengers: z.array(z.string()), unitIds: z.array(Id) }),
  }),
  get: query({ needs: 'register:read', input: ById, output: Delivery }),
  ofEntry: query({ needs: 'register:read', input: z.object({ entryId: Id }), output: z.array(DeliveryRow) }),
  /** What was registered on a day and stands in no line: what arrived goes to its unit, what leaves by hand to its addressee. */
  proposed: query({
    needs: 'register:write',
    input: z.object({ day: LegalDate }),
    output: z.array(ProposedDelivery),
  }),
  /** Writes lines on a day's sheet, all or none. Each `id` is also the idempotency key. */
  write: command({
    needs: 'register:write',
    input: z.object({
      day: LegalDate,
      messenger: text(200),
      lines: z
        .array(z.object({ id: Id, entryId: Id, unitId: Id.nullable(), to: text(200), pieces: z.int().min(1).max(999) }))
        .min(1)
        .max(MOST_LINES),
    }),
    output: Ids,
  }),
  /** Who received each; every line for itself, and each that did not go says why. */
  sign: command({
    needs: 'register:write',
    input: z.object({
      lines: z
        .array(DischargeInput.extend({ id: Id }))
        .min(1)
        .max(MOST_LINES),
    }),
    output: BulkOutcome,
  }),
  /** It was not handed over, or written by mistake: the line stays, struck through, with why. */
  strike: command({
    needs: 'register:write',
    input: z.object({ id: Id, reason: filled(500) }),
    output: Delivery,
  }),
  /** A day's sheet as it lies on paper, with boxes to sign in: diwan://print/<token>. */
  print: query({
    needs: 'register:read',
    input: z.object({ day: LegalDate, of: Round }),
    output: z.object({ url: z.string() }),
  }),
  changed: event({ needs: 'register:read', payload: Ids, about: ['delivery'] }),
}
