import { z } from 'zod'
import { command, query } from './define'
import { EnvelopeCondition } from './tenders'
import { Channel, Id, Instant, LegalDate, Names, filled, orNewer } from './values'

/**
 * What a receipt states (C5), as it stood when it was handed over: a reprint says the same, whatever was corrected since. Null is said on
 * the paper: no subject is a sealed envelope, no sender an anonymous one.
 */
export const ReceiptFacts = z.looseObject({
  numberText: z.string().max(80),
  businessDate: LegalDate,
  /** Date and hour, to the minute on paper (D4). */
  registeredAt: Instant,
  unit: Names,
  channel: orNewer(Channel),
  /** Who brought it; need not be who sends it. */
  depositor: z.string().max(200),
  sender: z.looseObject({ nameAr: z.string().max(300), nameLatin: z.string().max(300) }).nullable(),
  subject: z.string().max(1000).nullable(),
  reference: z.string().max(80).nullable(),
  letterDate: LegalDate.nullable(),
  enclosureCount: z.int().min(0).max(999),
  enclosures: z.array(z.string().max(200)).max(200),
  deadline: LegalDate.nullable(),
  /** Of a tender's envelope (D4): until when it could come, and what it looked like; `registeredAt` is when it did. */
  tender: z
    .looseObject({
      reference: z.string().max(80),
      closesAt: Instant,
      late: z.boolean(),
      condition: orNewer(EnvelopeCondition),
      outside: z.string().max(500),
    })
    .optional(),
})
export type ReceiptFacts = z.infer<typeof ReceiptFacts>

export const Receipt = z.object({
  id: Id,
  issuedAt: Instant,
  issuedByNames: Names.nullable(),
  /** 0: the first; n: its nth duplicate. */
  copy: z.int().min(0),
  depositor: z.string(),
  deadline: LegalDate.nullable(),
})
export type Receipt = z.infer<typeof Receipt>

const Printed = z.object({ url: z.string(), receipt: Receipt })

export const receipts = {
  /** Of one entry, the first one first. */
  list: query({ needs: 'register:read', input: z.object({ entryId: Id }), output: z.array(Receipt) }),
  /** The first receipt of a deposit: diwan://print/<token>. `id` is also the idempotency key. */
  issue: command({
    needs: 'register:write',
    input: z.object({ id: Id, entryId: Id, depositor: filled(200), deadline: LegalDate.nullable() }),
    output: Printed,
  }),
  /** The same once more, marked as a duplicate and counted. */
  again: command({ needs: 'register:write', input: z.object({ id: Id, entryId: Id }), output: Printed }),
}
