import { z } from 'zod'
import { command, event, query } from './define'
import { Id, Ids, Instant, LegalDate, Names, filled, orNewer, text } from './values'

/** What is kept in the safe and not in a folder (D3). */
export const valuableKinds = ['passport', 'identity', 'civilStatus', 'cheque', 'cash', 'stamps', 'other'] as const
export const ValuableKind = z.enum(valuableKinds)
export type ValuableKind = z.infer<typeof ValuableKind>

/** `reversed`: the movement before was noted in error, and what stood before it stands again. */
export const movementKinds = ['received', 'handedOn', 'cameBack', 'returned', 'reversed'] as const
export const MovementKind = z.enum(movementKinds)
export type MovementKind = z.infer<typeof MovementKind>

/** Where it is after a movement; `void`: it was never here, it was noted in error. */
export const whereabouts = ['inSafe', 'handedOn', 'returned', 'void'] as const
export const Whereabouts = z.enum(whereabouts)
export type Whereabouts = z.infer<typeof Whereabouts>

/** Money as it is written, never a float: `1500`, `1500.50`, at most three decimals. */
export const Amount = z.string().regex(/^\d{1,12}(\.\d{1,3})?$/)
export const Currency = z.string().regex(/^[A-Z]{3}$/)

/** What a thing is; it never changes. An amount has its currency, a currency its amount. */
export const ValuableFacts = z.object({
  kind: ValuableKind,
  /** Of the passport, of the cheque; empty where there is none. */
  number: text(80),
  pieces: z.int().min(1).max(9999),
  amount: Amount.nullable(),
  currency: Currency.nullable(),
  owner: text(200),
})
export type ValuableFacts = z.infer<typeof ValuableFacts>

/** Both words of a movement, verified by whoever reads it: of the two keepers, one whose key is not here yet, or altered. */
export const Word = z.enum(['holds', 'unknown', 'broken'])
export type Word = z.infer<typeof Word>

export const Movement = z.object({
  id: Id,
  place: z.int(),
  kind: orNewer(MovementKind),
  where: orNewer(Whereabouts),
  at: Instant,
  /** From whom, to whom. */
  who: z.string(),
  note: z.string(),
  firstNames: Names.nullable(),
  secondNames: Names.nullable(),
  word: Word,
})
export type Movement = z.infer<typeof Movement>

export const Valuable = ValuableFacts.extend({
  id: Id,
  kind: orNewer(ValuableKind),
  entryId: Id,
  numberText: z.string(),
  cancelled: z.boolean(),
  receivedAt: Instant,
  where: orNewer(Whereabouts),
  /** The newest movement: to whom it went, and since when it is where it is. */
  who: z.string(),
  at: Instant,
})
export type Valuable = z.infer<typeof Valuable>

/** What is in the safe, by kind and currency: things, pieces, and their sum where they have an amount. */
export const Balance = z.object({
  kind: orNewer(ValuableKind),
  currency: Currency.nullable(),
  things: z.int(),
  pieces: z.int(),
  amount: Amount.nullable(),
})
export type Balance = z.infer<typeof Balance>

export const valuableTabs = ['safe', 'handedOn', 'all'] as const
const Second = { login: filled(40), password: z.string().min(1).max(200) }
const What = { who: filled(200), note: text(500) }

export const valuables = {
  /** From after a line on: in the safe and handed on the oldest first, for they have waited longest; all the newest first. */
  list: query({
    needs: 'register:read',
    input: z.object({ tab: z.enum(valuableTabs), after: z.object({ receivedAt: Instant, id: Id }).optional() }),
    output: z.object({ rows: z.array(Valuable), more: z.boolean() }),
  }),
  balance: query({ needs: 'register:read', input: z.object({}), output: z.array(Balance) }),
  ofEntry: query({ needs: 'register:read', input: z.object({ entryId: Id }), output: z.array(Valuable) }),
  get: query({
    needs: 'register:read',
    input: z.object({ id: Id }),
    output: Valuable.extend({ movements: z.array(Movement) }),
  }),
  /** Each thing with its first movement, by two people. The ids are also the idempotency keys. */
  receive: command({
    needs: 'register:write',
    input: z.object({
      entryId: Id,
      things: z
        .array(ValuableFacts.extend({ id: Id }))
        .min(1)
        .max(50),
      ...What,
      ...Second,
    }),
    output: z.array(Valuable),
  }),
  /** All of them, or none. `place`: of the movement each was seen after; another one meanwhile is `stale`. */
  move: command({
    needs: 'register:write',
    input: z.object({
      of: z
        .array(z.object({ id: Id, at: Instant }))
        .min(1)
        .max(50),
      kind: z.enum(['handedOn', 'cameBack', 'returned', 'reversed']),
      ...What,
      ...Second,
    }),
    output: z.array(Valuable),
  }),
  /**
   * The stock-taking as paper, with places for two signatures: diwan://print/<token>. `found`: what was in the safe; what the book says is
   * there and nobody found stands on it as missing.
   */
  stock: query({
    needs: 'register:write',
    input: z.object({ found: z.array(Id).max(2000), beside: text(500) }),
    output: z.object({ url: z.string(), missing: z.int(), date: LegalDate }),
  }),
  changed: event({ needs: 'register:read', payload: Ids, about: ['valuable'] }),
}
