import { z } from 'zod'
import { command, event, query } from './define'
import { letterKinds } from './letter-forms'
import { Id, Ids, Instant, LegalDate, Level, Names, None, filled, orNewer, text } from './values'

/** W3: three other things, each printed in its own words. */
export const delegationKinds = ['byDelegation', 'byOrder', 'acting'] as const
export const DelegationKind = z.enum(delegationKinds)
export type DelegationKind = z.infer<typeof DelegationKind>

const Scope = z.object({
  /** Null: of every kind. */
  kinds: z.array(z.enum(letterKinds)).min(1).max(20).nullable(),
  /** By the unit of whoever drafted it; null: of every unit. */
  unitIds: z.array(Id).min(1).max(200).nullable(),
  /** The highest level. */
  level: Level,
})

export const Delegation = Scope.extend({
  kinds: z.array(z.string()).nullable(),
  level: orNewer(Level),
  id: Id,
  kind: orNewer(DelegationKind),
  toNames: Names.nullable(),
  /** Functions as they stand on paper, in every language of the office: whose signature it is, and who signs. */
  fromTitle: Names,
  fromWoman: z.boolean(),
  toTitle: Names,
  toId: Id,
  since: LegalDate,
  until: LegalDate,
  act: z.string(),
  recordedByNames: Names.nullable(),
  endedAt: Instant.nullable(),
  state: z.enum(['ahead', 'inForce', 'over']),
})
export type Delegation = z.infer<typeof Delegation>

export const Absence = z.object({
  id: Id,
  userId: Id,
  names: Names.nullable(),
  standInId: Id,
  standInNames: Names.nullable(),
  since: LegalDate,
  until: LegalDate,
  endedAt: Instant.nullable(),
  state: z.enum(['ahead', 'inForce', 'over']),
  mayEnd: z.boolean(),
})
export type Absence = z.infer<typeof Absence>

/** What waits for a person, by what it is. */
export const PendingCount = z.object({ kind: z.string(), count: z.int() })
export const Handover = z.object({
  id: Id,
  fromNames: Names.nullable(),
  toNames: Names.nullable(),
  at: Instant,
  occasion: z.string(),
  items: z.array(PendingCount),
})
export type Handover = z.infer<typeof Handover>

export const Standing = z.object({
  delegations: z.array(Delegation),
  absences: z.array(Absence),
  handovers: z.array(Handover),
})
export type Standing = z.infer<typeof Standing>

/** Who stands for whom: delegations of signature, absences, handovers (W3, W7). */
export const standing = {
  list: query({ needs: 'letters:read', input: None, output: Standing }),
  /** What this reader signs under today, and whose work is theirs. */
  mine: query({
    needs: 'letters:read',
    input: None,
    output: z.object({
      signs: z.array(z.object({ kind: DelegationKind, ofTitle: Names, until: LegalDate })),
      standsFor: z.array(Names),
    }),
  }),
  /** By somebody who signs, and under the act that says so. `id` is also the idempotency key. */
  delegate: command({
    needs: 'letters:sign',
    input: Scope.extend({
      id: Id,
      kind: DelegationKind,
      toId: Id,
      fromTitle: Names,
      fromWoman: z.boolean(),
      toTitle: Names,
      since: LegalDate,
      until: LegalDate,
      act: filled(200),
    }),
    output: Standing,
  }),
  endDelegation: command({ needs: 'letters:sign', input: z.object({ id: Id }), output: Standing }),
  /** One's own, or, of whoever signs, anybody's. */
  absent: command({
    needs: 'letters:read',
    input: z.object({ id: Id, userId: Id, standInId: Id, since: LegalDate, until: LegalDate }),
    output: Standing,
  }),
  endAbsence: command({ needs: 'letters:read', input: z.object({ id: Id }), output: Standing }),
  /** W7: what would move; `beyond`: what of it whoever takes over may not handle (A2, A4), and what therefore waits for nobody. */
  pending: query({
    needs: 'letters:read',
    input: z.object({ fromId: Id, toId: Id.optional() }),
    output: z.array(PendingCount),
  }),
  /** W7: all of it at once, by one row. */
  handOver: command({
    needs: 'letters:read',
    input: z.object({ id: Id, fromId: Id, toId: Id, occasion: text(300) }),
    output: Standing,
  }),
  /** The record, in both languages, with room to sign: diwan://print/<token>. */
  printHandover: query({ needs: 'letters:read', input: z.object({ id: Id }), output: z.object({ url: z.string() }) }),
  changed: event({
    needs: 'letters:read',
    payload: Ids,
    about: ['delegation', 'absence', 'handover', 'usualPath'],
  }),
}
