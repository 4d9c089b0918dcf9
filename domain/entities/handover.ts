import { z } from 'zod'
import { can } from '../../contract/permissions'
import { everybody } from '../visibility/rule'
import { entity } from './entity'
import { Id, Instant, count, fixed, int, json, line, proof, text } from './field'
import { has, only } from './writing'

const counted = z.looseObject({ kind: z.string().max(60), count })

/**
 * W7: all that waited for one person is another's from that moment on. One row, written once: what moved follows from it
 * (domain/standing/standing.ts), so that no kill leaves half of it behind. How much there was is said by kind, never by name.
 */
export const handover = entity({
  fields: {
    fromId: text(Id, fixed),
    toId: text(Id, fixed),
    at: int(Instant, fixed),
    occasion: text(line(300), fixed),
    items: json(z.array(counted).max(40), fixed),
    byId: text(Id, fixed),
    proof: proof('proof', fixed),
  },
  sees: everybody,
  writes: ({ fields, user }, row, who) =>
    row === null
      ? only(
          fields['byId'] === user &&
            fields['fromId'] !== fields['toId'] &&
            (fields['fromId'] === user || has(who, 'letters:sign')),
        )
      : 'wrong-state',
  power: {
    proves: ['fromId', 'toId', 'at', 'occasion', 'items', 'byId'],
    may: ({ fromId, byId }, signer) =>
      byId === signer.userId && (fromId === signer.userId || can(signer, 'letters:sign')),
  },
  title: () => ['occasion'],
  tells: [{ feature: 'standing', ids: 'id' }],
})
