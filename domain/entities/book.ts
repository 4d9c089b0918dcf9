import { z } from 'zod'
import { can } from '../../contract/permissions'
import { Year } from '../../contract/values'
import { everybody } from '../visibility/rule'
import { has, holdsPen, only, type Asked, type Pusher } from './writing'
import type { Fields } from '../../contract/wire'
import { entity } from './entity'
import { Id, fixed, int, optional, proof, seq, text } from './field'

const pen = { group: 'pen' }

/** A PC with a new identity takes over what it held under the old one (ADR 020). */
const takesOwnBook = (op: Asked, row: Fields, who: Pusher): boolean =>
  has(who, 'sync:manage') && op.fields['holderId'] === who.device && holdsPen(who, row['holderId'])

export const book = entity({
  fields: {
    registerId: text(Id, fixed),
    year: int(Year, fixed),
    desk: text(z.string().max(12), { ...fixed, ...optional }),
    opening: int(seq, fixed),
    holderId: text(Id, pen),
    epoch: int(seq, pen),
    proof: proof('pen'),
  },
  sees: everybody,
  writes: (op, row, who) =>
    only(
      row === null
        ? holdsPen(who, op.fields['holderId']) && (op.fields['desk'] ?? null) === who.deskCode && who.actor !== null
        : has(who, 'register:open') || takesOwnBook(op, row, who),
    ),
  power: {
    proves: ['registerId', 'year', 'desk', 'opening', 'holderId', 'epoch'],
    /** A PC opens books of its own; who passes one on may open registers, or look after the PCs (a restored one goes on, ADR 020). */
    may: ({ epoch }, signer) => epoch === 1 || can(signer, 'register:open') || can(signer, 'sync:manage'),
  },
  needed: true,
  stays: 'always',
  tells: [{ feature: 'register', ids: 'id' }],
})
