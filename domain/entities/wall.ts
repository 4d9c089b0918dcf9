import { z } from 'zod'
import { can } from '../../contract/permissions'
import type { Fields } from '../../contract/wire'
import { MOST_IN_TEAM, mayChange, mayRaise, type Changer, type Wall } from '../walls/wall'
import { member } from '../visibility/rule'
import { entity } from './entity'
import { Id, Instant, bool, fixed, int, line, json, listed, proof, text } from './field'
import { has, only, type Pusher } from './writing'

const standing = { group: 'standing' }

/**
 * A wall around a card (P4): the card, its letters, relations and consents are there for its team alone. One row a card, under the id that
 * follows from it; who is let in, who keeps it and whether it stands are one statement, signed by whoever said it. Never deleted.
 */
export const wall = entity({
  fields: {
    contactId: text(Id, fixed),
    keeperId: text(Id, standing),
    team: json(listed(Id, MOST_IN_TEAM), standing),
    standing: bool(standing),
    /** Why it was raised, changed or lowered, as the last word said it. */
    reason: text(line(500), standing),
    changedAt: int(Instant, standing),
    changedById: text(Id, standing),
    raisedAt: int(Instant, fixed),
    proof: proof('standing'),
  },
  sees: member('team'),
  writes: (op, row, who) => {
    if (op.fields['changedById'] !== op.user || !who.actor) return 'forbidden'
    const next = { ...row, ...op.fields }
    const by = changerOf(who, who.actor.userId)
    return only(row === null ? mayRaise(wallIn(next), by) : mayChange(wallIn(row), wallIn(next), by))
  },
  power: {
    proves: ['contactId', 'keeperId', 'team', 'standing', 'changedById'],
    may: ({ changedById, keeperId }, signer) =>
      changedById === signer.userId &&
      (can(signer, 'walls:keep') || can(signer, 'walls:oversee') || keeperId === signer.userId),
  },
  // Before the cards: a PC that joins shows none whose wall it does not have yet.
  needed: true,
  stays: 'always',
  tells: [
    { feature: 'walls', ids: 'id' },
    { feature: 'community', ids: 'contactId' },
  ],
})

const changerOf = (who: Pusher, userId: string): Changer => ({
  userId,
  keeps: has(who, 'walls:keep'),
  oversees: has(who, 'walls:oversee'),
})

const Shape = z.object({ keeperId: Id, team: z.array(Id), standing: z.boolean() })
const wallIn = (fields: Fields): Wall => Shape.parse(fields)
