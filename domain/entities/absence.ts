import { can } from '../../contract/permissions'
import { LegalDate } from '../../contract/values'
import { everybody } from '../visibility/rule'
import { entity } from './entity'
import { Id, Instant, fixed, int, optional, proof, text } from './field'
import { has, only } from './writing'

const ending = { group: 'ending', ...optional }

/** Somebody is away, and who stands in: said by themselves or by somebody who signs, for nobody gives themselves another's work. */
export const absence = entity({
  fields: {
    userId: text(Id, fixed),
    standInId: text(Id, fixed),
    since: text(LegalDate, fixed),
    until: text(LegalDate, fixed),
    recordedAt: int(Instant, fixed),
    recordedById: text(Id, fixed),
    endedAt: int(Instant, ending),
    endedById: text(Id, ending),
    proof: proof('proof', fixed),
  },
  sees: everybody,
  writes: ({ fields, user }, row, who) => {
    const of = (row ?? fields)['userId']
    if (!(of === user || has(who, 'letters:sign'))) return 'forbidden'
    if (row === null) return only(fields['recordedById'] === user && fields['standInId'] !== of)
    if ((row['endedAt'] ?? null) !== null) return 'wrong-state'
    return only(typeof fields['endedAt'] === 'number' && fields['endedById'] === user)
  },
  power: {
    proves: ['userId', 'standInId', 'since', 'until', 'recordedAt', 'recordedById'],
    may: ({ userId, recordedById }, signer) =>
      recordedById === signer.userId && (userId === signer.userId || can(signer, 'letters:sign')),
  },
  tells: [{ feature: 'standing', ids: 'id' }],
})
