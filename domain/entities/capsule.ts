import { as } from '../visibility/rule'
import { entity } from './entity'
import { Id, Instant, fixed, int, line, names, json, optional, text, word } from './field'
import { has, isOwn, only } from './writing'
import { LegalDate, Sha256 } from '../../contract/values'

const acknowledgement = { group: 'acknowledgement', nullable: true }

/**
 * That an entry left as a signed file, or came as one (ADR 037). What left is acknowledged once, by the receiver's own file. Of two PCs that
 * take in one capsule without a line both rows stay, as both entries do: each finds the other.
 */
export const capsule = entity({
  fields: {
    entryId: text(Id, fixed),
    direction: text(word, fixed),
    /** Which letter of which office it is (`keptIdOf`). */
    keptId: text(Id, fixed),
    /** Its id as its writer gave it: what an acknowledgement names. */
    capsuleId: text(Id, fixed),
    /** Of what came: the office it came from. */
    officeId: text(Id, { ...fixed, ...optional }),
    officeNames: json(names.nullable(), { ...fixed, ...optional }),
    at: int(Instant, fixed),
    byId: text(Id, fixed),
    deviceId: text(Id, fixed),
    sha256: text(Sha256, fixed),
    ackNames: json(names.nullable(), acknowledgement),
    ackNumber: text(line(80), acknowledgement),
    ackDate: text(LegalDate, acknowledgement),
    ackAt: int(Instant, acknowledgement),
    ackById: text(Id, acknowledgement),
  },
  sees: as('entry', 'entryId'),
  writes: (op, row, who) => {
    if (!has(who, 'register:write')) return 'forbidden'
    if (row === null) return only(op.fields['byId'] === op.user && isOwn(who, op.fields['deviceId']))
    if (row['direction'] !== 'out' || (row['ackAt'] ?? null) !== null) return 'wrong-state'
    return only(op.fields['ackById'] === op.user)
  },
  tells: [
    { feature: 'exchange', ids: 'entryId' },
    { feature: 'register', ids: 'entryId' },
  ],
})
