import { can } from '../../contract/permissions'
import { LegalDate } from '../../contract/values'
import type { Fields } from '../../contract/wire'
import { any, cleared, person } from '../visibility/rule'
import { entity } from './entity'
import { Id, Instant, fixed, int, json, line, listed, proof, text, word } from './field'
import { has, isOwn, only, type Asked, type Pusher, type Refusal } from './writing'

const decision = { group: 'decision', nullable: true }
const done = { group: 'done', nullable: true }
const none = (fields: Fields, name: string): boolean => (fields[name] ?? null) === null

/** A4, R2: decided once, approved or refused by another than its maker, withdrawn by its maker; carried out once it is approved. */
function changes(op: Asked, row: Fields, who: Pusher): Refusal | null {
  if ('doneAt' in op.fields) {
    if (row['decision'] !== 'approved' || !none(row, 'doneAt')) return 'wrong-state'
    return only(has(who, 'filing:manage') && op.fields['doneById'] === op.user)
  }
  if (!none(row, 'decision')) return 'wrong-state'
  const own = row['preparedById'] === op.user
  const may =
    op.fields['decision'] === 'withdrawn' ? own && has(who, 'filing:manage') : !own && has(who, 'filing:approve')
  return only(may && op.fields['decidedById'] === op.user)
}

/**
 * A list of what is to be destroyed, or handed over to the archives (R2). What it names is written once; it gives power only when somebody
 * else has approved it, and says so by itself (docs/security.md).
 */
export const disposal = entity({
  fields: {
    fate: text(word, fixed),
    name: text(line(120), fixed),
    dueBy: text(LegalDate, fixed),
    entryIds: json(listed(Id, 1_000), fixed),
    /** The highest of what it names. */
    level: text(word, fixed),
    preparedAt: int(Instant, fixed),
    preparedById: text(Id, fixed),
    deviceId: text(Id, fixed),
    decision: text(word, decision),
    decidedAt: int(Instant, decision),
    decidedById: text(Id, decision),
    decisionNote: text(line(500), decision),
    proof: proof('decision'),
    doneAt: int(Instant, done),
    doneOn: text(LegalDate, done),
    doneById: text(Id, done),
    doneNote: text(line(500), done),
  },
  /** Whoever prepared it has seen it already. */
  sees: any(person('preparedById'), cleared('level')),
  writes: (op, row, who, seen) => {
    if (row !== null) return seen(row) ? changes(op, row, who) : 'forbidden'
    const begun = none(op.fields, 'decision') && none(op.fields, 'doneAt')
    return only(
      begun && has(who, 'filing:manage') && op.fields['preparedById'] === op.user && isOwn(who, op.fields['deviceId']),
    )
  },
  power: {
    proves: ['fate', 'entryIds', 'preparedById', 'decision', 'decidedAt', 'decidedById'],
    claims: ({ decision: said }) => said === 'approved',
    may: ({ decidedById, preparedById }, signer) =>
      decidedById === signer.userId && preparedById !== signer.userId && can(signer, 'filing:approve'),
  },
  title: () => ['name'],
  tells: [{ feature: 'disposal', ids: 'id' }],
})
