import { z } from 'zod'
import { command, event, query } from './define'
import { Channel, Id, Ids, Instant, LegalDate, Names, filled, orNewer, paragraphs, text } from './values'

const Count = z.int().min(0).max(9999)
/** What was counted by hand when the mail was opened (D1). */
export const Counted = z.object({
  envelopes: Count,
  /** Private, handed on unopened. */
  handedOn: Count,
  /** Returned or misdirected. */
  returned: Count,
  /** Letters that came in the envelope of another. */
  together: Count,
})
export type Counted = z.infer<typeof Counted>

export const SheetRow = Counted.extend({
  id: Id,
  businessDate: LegalDate,
  /** The PC whose mail it is. */
  deviceName: z.string(),
  heldHere: z.boolean(),
  openedAt: Instant,
  /** Counted by Diwan: while it is open as of now, then as of its closing. */
  registered: z.int(),
  /** Envelopes without an entry; below nought, entries without an envelope. */
  difference: z.int(),
  closedAt: Instant.nullable(),
  corrected: z.int(),
})
export type SheetRow = z.infer<typeof SheetRow>

export const MissingPiece = z.object({
  id: Id,
  entryId: Id,
  numberText: z.string(),
  cancelled: z.boolean(),
  what: z.string(),
  notedAt: Instant,
  toldAt: Instant.nullable(),
  noticeId: Id.nullable(),
  noticeNumber: z.string().nullable(),
  suppliedAt: Instant.nullable(),
})
export type MissingPiece = z.infer<typeof MissingPiece>

export const Sheet = SheetRow.extend({
  openers: z.array(z.string()),
  notes: z.string(),
  openedByNames: Names.nullable(),
  closedByNames: Names.nullable(),
  corrections: z.array(
    Counted.extend({ at: Instant, byNames: Names.nullable(), reason: z.string(), difference: z.int() }),
  ),
  /** As far as the reader sees the entries they were missing in. */
  missing: z.array(MissingPiece),
})
export type Sheet = z.infer<typeof Sheet>

export const Forwarding = z.object({
  id: Id,
  entryId: Id,
  numberText: z.string(),
  cancelled: z.boolean(),
  subject: z.string().nullable(),
  to: z.string(),
  channel: orNewer(Channel),
  note: z.string(),
  at: Instant,
  byNames: Names.nullable(),
  noticeId: Id.nullable(),
  noticeNumber: z.string().nullable(),
})
export type Forwarding = z.infer<typeof Forwarding>

const ById = z.object({ id: Id })
const After = z.object({ after: z.object({ at: Instant, id: Id }).optional() })
const OfEntry = z.object({ entryId: Id })
/** The outgoing register a notice takes its number in. */
const Numbered = { registerId: Id, confirmDate: LegalDate.optional() }
const page = <T extends z.ZodType>(row: T) => z.object({ rows: z.array(row), more: z.boolean() })

export const mail = {
  /** Of all PCs, newest first. */
  sheets: query({ needs: 'register:read', input: After, output: page(SheetRow) }),
  sheet: query({ needs: 'register:read', input: ById, output: Sheet }),
  /** The one this PC has open. */
  current: query({ needs: 'register:read', input: z.object({}), output: z.object({ id: Id.nullable() }) }),
  /** One at a time on a PC: while one is open that one is given. */
  open: command({ needs: 'register:write', input: ById, output: Sheet }),
  save: command({
    needs: 'register:write',
    input: Counted.extend({ id: Id, openers: z.array(filled(120)).max(4), notes: paragraphs(2000) }),
    output: Sheet,
  }),
  /** `registered`: as it was seen; another number meanwhile is `stale`. */
  close: command({ needs: 'register:write', input: ById.extend({ registered: z.int().min(0) }), output: Sheet }),
  correct: command({
    needs: 'register:correct',
    input: Counted.extend({ id: Id, reason: filled(500) }),
    output: Sheet,
  }),
  print: query({ needs: 'register:read', input: ById, output: z.object({ url: z.string() }) }),

  /** What nobody has sent yet, the oldest first. */
  missing: query({ needs: 'register:read', input: After, output: page(MissingPiece) }),
  missingOf: query({ needs: 'register:read', input: OfEntry, output: z.array(MissingPiece) }),
  noteMissing: command({
    needs: 'register:write',
    input: OfEntry.extend({ id: Id, what: filled(200) }),
    output: z.array(MissingPiece),
  }),
  supplied: command({ needs: 'register:write', input: ById, output: z.array(MissingPiece) }),
  /** The sender is told of all that is missing: a notice under an outgoing number. `id` is also the idempotency key. */
  tellMissing: command({
    needs: 'register:write',
    input: OfEntry.extend({ id: Id, ...Numbered }),
    output: z.array(MissingPiece),
  }),

  forwarded: query({ needs: 'register:read', input: After, output: page(Forwarding) }),
  forwardedOf: query({ needs: 'register:read', input: OfEntry, output: z.array(Forwarding) }),
  /** D8. With `notice` the sender is told, under an outgoing number. `id` is also the idempotency key. */
  forward: command({
    needs: 'register:write',
    input: OfEntry.extend({
      id: Id,
      to: filled(200),
      at: Instant,
      channel: Channel,
      note: text(500),
      notice: z.object(Numbered).nullable(),
    }),
    output: Forwarding,
  }),
  /** The notice of an outgoing entry that is one: diwan://print/<token>. */
  notice: query({ needs: 'register:read', input: z.object({ noticeId: Id }), output: z.object({ url: z.string() }) }),
  changed: event({
    needs: 'register:read',
    payload: Ids,
    about: ['mailSheet', 'missingPiece', 'forwarding'],
  }),
}
