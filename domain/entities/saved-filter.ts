import { z } from 'zod'
import { any, empty, person } from '../visibility/rule'
import { entity } from './entity'
import { Id, Instant, fixed, int, json, line, optional, text, word } from './field'
import { has, only } from './writing'

/** What a list is narrowed by, as it was saved: criteria of ours and ids, never a word somebody searched; a newer version's pass as they are. */
const asked = z.record(z.string().max(40), z.json()).refine((criteria) => JSON.stringify(criteria).length <= 2_000)

const filter = { group: 'filter' }

/** A filter under a name: its owner's alone, or the office's to use; only its owner changes it. */
export const savedFilter = entity({
  fields: {
    ownerId: text(Id, fixed),
    /** Its owner, or nobody: then it is the office's. */
    privateTo: text(Id, optional),
    name: text(line(80)),
    tab: text(word, filter),
    criteria: json(asked, filter),
    createdAt: int(Instant, fixed),
    removedAt: int(Instant, optional),
  },
  sees: any(empty('privateTo'), person('ownerId')),
  writes: (op, row, who) => {
    const owner = (row ?? op.fields)['ownerId']
    const to = op.fields['privateTo'] ?? null
    return only(has(who, 'register:read') && owner === op.user && (to === null || to === owner))
  },
  title: () => ['name'],
  tells: [{ feature: 'finding', ids: 'id' }],
})
