import { z } from 'zod'
import { everybody } from '../visibility/rule'
import { has, isOwn, only } from './writing'
import { entity } from './entity'
import { Instant, base64, fixed, int, line, optional, proof, text } from './field'

export const device = entity({
  fields: {
    name: text(line(60)),
    deskCode: text(z.string().max(12), { ...fixed, ...optional }),
    publicKey: text(base64, fixed),
    createdAt: int(Instant, fixed),
    proof: proof('proof', fixed),
  },
  sees: everybody,
  writes: (op, row, who) =>
    only(
      row === null
        ? isOwn(who, op.id) && (op.fields['deskCode'] ?? null) === who.deskCode
        : has(who, 'sync:manage') || (isOwn(who, op.id) && who.actor !== null),
    ),
  power: { proves: ['deskCode', 'publicKey', 'createdAt'], may: () => true },
  title: () => ['name'],
  needed: true,
  stays: 'always',
})
