import { z } from 'zod'
import { contested } from '../visibility/rule'
import { has } from './writing'
import { entity } from './entity'
import { Id, Instant, fixed, int, json, text } from './field'

const decision = { group: 'decision', nullable: true }

const side = z.looseObject({
  fields: z.record(z.string().max(40), z.json()),
  userId: Id.nullable(),
  deviceId: Id,
  at: Instant,
})

/** Made by the server's merge: both values are kept, a person decides. */
export const conflict = entity({
  fields: {
    entity: text(z.string().max(40), fixed),
    rowId: text(Id, fixed),
    group: text(z.string().max(40), fixed),
    server: json(side, fixed),
    other: json(side, fixed),
    at: int(Instant, fixed),
    decidedAt: int(Instant, decision),
    decidedById: text(Id, decision),
    keep: text(z.enum(['server', 'other']), decision),
  },
  sees: contested,
  writes: (op, row, who) =>
    row === null || !has(who, 'conflicts:resolve')
      ? 'forbidden'
      : (row['decidedAt'] ?? null) === null && op.fields['decidedById'] === op.user
        ? null
        : 'wrong-state',
  tells: [{ feature: 'register', ids: 'rowId' }],
})
