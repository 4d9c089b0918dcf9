import { z } from 'zod'
import { LegalDate } from '../../contract/values'
import { can } from '../../contract/permissions'
import { everybody } from '../visibility/rule'
import { entity } from './entity'
import { Id, Instant, bool, fixed, int, json, line, names, optional, proof, text, word } from './field'
import { has, only } from './writing'

const ending = { group: 'ending', ...optional }

/**
 * Whose signature somebody gives, in which words, until when and for what (W3): written once, under an act, by somebody who signs. It ends by
 * itself; ended before, it is never begun again.
 */
export const delegation = entity({
  fields: {
    kind: text(word, fixed),
    toId: text(Id, fixed),
    /** Functions as they stand on paper. */
    fromTitle: json(names, fixed),
    fromWoman: bool(fixed),
    toTitle: json(names, fixed),
    since: text(LegalDate, fixed),
    until: text(LegalDate, fixed),
    /** Kinds of letters, units of their authors, the highest level; null: all. */
    kinds: json(z.array(z.string().max(40)).max(40).nullable(), { ...fixed, ...optional }),
    unitIds: json(z.array(Id).max(200).nullable(), { ...fixed, ...optional }),
    level: text(word, fixed),
    act: text(line(200), fixed),
    recordedAt: int(Instant, fixed),
    recordedById: text(Id, fixed),
    endedAt: int(Instant, ending),
    endedById: text(Id, ending),
    proof: proof('proof', fixed),
  },
  sees: everybody,
  writes: ({ fields, user }, row, who) => {
    if (!has(who, 'letters:sign')) return 'forbidden'
    if (row === null) return only(fields['recordedById'] === user && (fields['endedAt'] ?? null) === null)
    if ((row['endedAt'] ?? null) !== null) return 'wrong-state'
    return only(typeof fields['endedAt'] === 'number' && fields['endedById'] === user)
  },
  power: {
    proves: [
      ...([
        'kind',
        'toId',
        'fromTitle',
        'fromWoman',
        'toTitle',
        'since',
        'until',
        'kinds',
        'unitIds',
        'level',
      ] as const),
      ...(['act', 'recordedAt', 'recordedById'] as const),
    ],
    may: ({ recordedById }, signer) => recordedById === signer.userId && can(signer, 'letters:sign'),
  },
  title: () => ['act'],
  tells: [{ feature: 'standing', ids: 'id' }],
})
