import { can } from '../../contract/permissions'
import { any, cleared, person } from '../visibility/rule'
import { entity } from './entity'
import { Id, Instant, fixed, int, json, listed, proof, text, word } from './field'
import { has, isOwn, only } from './writing'

/** So many scans one list destroys at once: a thousand entries have a few each. */
export const MOST_DESTROYED = 10_000

/**
 * That the scans of what an approved list names were destroyed (R2, ADR 044): written once, by hand, of exactly these files. Their rows,
 * hashes and everything the register says stay. It gives power, because every PC and the server let go of bytes by it.
 */
export const destruction = entity({
  fields: {
    /** Its own id follows from it: a list is carried out once. */
    disposalId: text(Id, fixed),
    fileIds: json(listed(Id, MOST_DESTROYED), fixed),
    /** The list's. */
    level: text(word, fixed),
    at: int(Instant, fixed),
    byId: text(Id, fixed),
    deviceId: text(Id, fixed),
    proof: proof('proof'),
  },
  sees: any(person('byId'), cleared('level')),
  writes: (op, row, who) => {
    if (row !== null) return 'wrong-state'
    return only(has(who, 'filing:manage') && op.fields['byId'] === op.user && isOwn(who, op.fields['deviceId']))
  },
  power: {
    proves: ['disposalId', 'fileIds', 'level', 'at', 'byId'],
    may: ({ byId }, signer) => byId === signer.userId && can(signer, 'filing:manage'),
  },
  stays: 'always',
  tells: [{ feature: 'disposal', ids: 'disposalId' }],
})
