import { z } from 'zod'
import { ContactHit } from './community'
import { command, event, query } from './define'
import { Id, Ids, Instant, Names, None, filled } from './values'

/** Minutes for which a glass may be broken. */
export const glassMinutes = [15, 30, 60, 120] as const

const Person = z.object({ id: Id, names: Names })
const Team = z.object({
  keeperId: Id,
  /** Everybody who is let in, the keeper included. */
  team: z.array(Id).min(1).max(40),
  /** Why it is raised, or changed. */
  reason: filled(500),
})

/** A wall as its reader may know it: of a card they do not see, no name. */
export const WallShown = z.object({
  id: Id,
  card: ContactHit.pick({ id: true, kind: true, nameAr: true, nameLatin: true }).nullable(),
  standing: z.boolean(),
  raisedAt: Instant,
  changedAt: Instant,
  changedBy: Names,
  keeper: Person,
  team: z.array(Person),
  reason: z.string(),
  /** What this person may do with it. */
  mayChange: z.boolean(),
  mayLower: z.boolean(),
})
export type WallShown = z.infer<typeof WallShown>

export const GlassShown = z.object({
  id: Id,
  wallId: Id.nullable(),
  /** Null where what was asked for has no wall, or its card is not this reader's to see. */
  card: WallShown.shape.card,
  at: Instant,
  until: Instant,
  by: Names,
  reason: z.string(),
  notedAt: Instant.nullable(),
  notedBy: Names.nullable(),
  mayNote: z.boolean(),
})
export type GlassShown = z.infer<typeof GlassShown>

/** Walls around cards, and whose glass was broken (P4). */
export const walls = {
  /** The wall around a card, for whoever is let in, or of one that stood, for its team; null for everybody else. */
  around: query({ needs: 'contacts:read', input: z.object({ contactId: Id }), output: WallShown.nullable() }),
  /** Those of this person's teams; for whoever oversees them, all. */
  list: query({ needs: 'contacts:read', input: None, output: z.array(WallShown) }),
  raise: command({ needs: 'walls:keep', input: Team.extend({ contactId: Id }), output: None }),
  /** Who keeps it and who is let in. */
  change: command({ needs: 'contacts:read', input: Team.extend({ id: Id }), output: None }),
  lower: command({ needs: 'contacts:read', input: z.object({ id: Id, reason: filled(500) }), output: None }),
  /**
   * Opens the cards behind a wall that are called so, or have that number, for a time: recorded, and told, before anything is shown; also when
   * there is none.
   */
  breakGlass: command({
    needs: 'walls:break',
    input: z.object({
      /** A whole name, a document's number or a telephone. */
      asked: filled(200),
      reason: filled(500),
      minutes: z.union(glassMinutes.map((one) => z.literal(one))),
    }),
    output: z.object({ cards: z.array(ContactHit), until: Instant }),
  }),
  /** What stands open to this person now. */
  open: query({
    needs: 'contacts:read',
    input: None,
    output: z.array(
      ContactHit.pick({ id: true, kind: true, nameAr: true, nameLatin: true }).extend({ until: Instant }),
    ),
  }),
  /** Before its time is over. */
  closeGlass: command({ needs: 'contacts:read', input: None, output: None }),
  /** Whose glass was broken, of the walls this person keeps or oversees; `waiting`: nobody took note of it yet. */
  broken: query({ needs: 'contacts:read', input: z.object({ waiting: z.boolean() }), output: z.array(GlassShown) }),
  takeNote: command({ needs: 'contacts:read', input: z.object({ id: Id }), output: None }),
  changed: event({ needs: 'contacts:read', payload: Ids, about: ['wall', 'glass'] }),
}
