import { z } from 'zod'
import { can } from '../../contract/permissions'
import { Proof } from '../../contract/proof'
import { Sha256, Year } from '../../contract/values'
import { everybody } from '../visibility/rule'
import { has, holdsPen, only, type Asked, type Pusher } from './writing'
import type { Fields } from '../../contract/wire'
import { entity } from './entity'
import { Id, fixed, int, json, optional, proof, seq, text } from './field'

const pen = { group: 'pen' }

/** The mark of a transcribed book, where others have their desk's: no PC has it, and no two such books of a year are one. */
export const paperMark = (bookId: string): string => `P${bookId.slice(-11)}`

/** A PC opens a book under its own mark; one that was transcribed from paper is brought by who may open registers. */
const opensBook = ({ id, fields }: Asked, who: Pusher): boolean => {
  if (!holdsPen(who, fields['holderId']) || who.actor === null) return false
  if ((fields['transcribed'] ?? null) === null) return (fields['desk'] ?? null) === who.deskCode
  return has(who, 'register:open') && fields['desk'] === paperMark(id) && fields['opening'] === 1
}

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
    /** From paper, by which file: its numbers are those that stand there, doubled and missing as they are (N2, ADR 029). */
    transcribed: json(z.looseObject({ sha256: Sha256, proof: Proof.optional() }).nullable(), { ...fixed, ...optional }),
  },
  sees: everybody,
  writes: (op, row, who) =>
    only(row === null ? opensBook(op, who) : has(who, 'register:open') || takesOwnBook(op, row, who)),
  power: {
    proves: ['registerId', 'year', 'desk', 'opening', 'holderId', 'epoch'],
    seals: ['transcribed'],
    /** A PC opens books of its own; who passes one on may open registers, or look after the PCs (a restored one goes on, ADR 020). */
    may: ({ epoch }, signer) => epoch === 1 || can(signer, 'register:open') || can(signer, 'sync:manage'),
  },
  needed: true,
  stays: 'always',
  tells: [{ feature: 'register', ids: 'id' }],
})
