import { Sha256 } from '../../contract/values'
import { can } from '../../contract/permissions'
import { as } from '../visibility/rule'
import { entity } from './entity'
import { Id, Instant, fixed, int, line, proof, text, word } from './field'
import { has, isOwn, only } from './writing'

/**
 * What somebody who was asked says of a text before it is signed (W2): written once, signed, and bound to the hash of the words they saw. Whose turn
 * it is follows from all of them (domain/letters/visas.ts); a text that changed has none.
 */
export const visa = entity({
  fields: {
    letterId: text(Id, fixed),
    /** Of whom it was asked: a step of the letter's path. */
    toKind: text(word, fixed),
    toId: text(Id, fixed),
    toRole: text(line(40), fixed),
    /** The text, when it was last written, and when it was submitted. */
    textHash: text(Sha256, fixed),
    textAt: int(Instant, fixed),
    round: int(Instant, fixed),
    verdict: text(word, fixed),
    reason: text(line(1000), fixed),
    at: int(Instant, fixed),
    byId: text(Id, fixed),
    deviceId: text(Id, fixed),
    proof: proof('proof', fixed),
  },
  sees: as('letter', 'letterId'),
  writes: ({ fields, user }, row, who) =>
    row === null
      ? only(has(who, 'letters:approve') && fields['byId'] === user && isOwn(who, fields['deviceId']))
      : 'wrong-state',
  power: {
    proves: [
      ...(['letterId', 'toKind', 'toId', 'toRole', 'textHash', 'textAt', 'round', 'verdict', 'reason'] as const),
      ...(['at', 'byId', 'deviceId'] as const),
    ],
    may: ({ byId }, signer) => byId === signer.userId && can(signer, 'letters:approve'),
  },
  title: () => ['reason'],
  stays: 'always',
  tells: [{ feature: 'letters', ids: 'letterId' }],
})
