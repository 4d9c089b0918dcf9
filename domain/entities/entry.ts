import { MOST_PARTIES } from '../../contract/parties'
import { can } from '../../contract/permissions'
import type { Fields } from '../../contract/wire'
import { LegalDate, Year } from '../../contract/values'
import { isUndescribed } from '../register/undescribed'
import { all, among, any, cleared, given, partiesUnwalled, person, unwalled } from '../visibility/rule'
import { isOwn, only, type Asked, type Pusher, type Refusal } from './writing'
import { entity } from './entity'
import {
  Id,
  Instant,
  count,
  fixed,
  int,
  json,
  line,
  listed,
  optional,
  proof,
  seq,
  text,
  withMembers,
  word,
} from './field'

const dates = { group: 'dates' }
const cancellation = { group: 'cancellation', nullable: true }
const enclosures = { group: 'enclosures' }

function changes(
  op: Asked,
  row: Fields,
  { actor, ownApprovalAllowed }: Pusher,
  seen: (row: Fields) => boolean,
): Refusal | null {
  if (!actor || !seen(row)) return 'forbidden'
  if ((row['cancelledAt'] ?? null) !== null) return 'wrong-state'
  if ('describedAt' in op.fields && !isUndescribed({ subject: row['subject'], level: row['level'] }))
    return 'wrong-state'
  if (!('cancelledAt' in op.fields)) return only(can(actor, 'register:correct'))
  // A4: whoever registers does not cancel.
  const subject = { registeredBy: String(row['registeredById']), ownApprovalAllowed }
  return only(op.fields['cancelledById'] === op.user && can(actor, 'register:cancel', subject))
}

export const entry = entity({
  fields: {
    registerId: text(Id, fixed),
    bookId: text(Id, fixed),
    year: int(Year, fixed),
    seq: int(seq, fixed),
    numberText: text(line(80), fixed),
    registeredAt: int(Instant, fixed),
    businessDate: text(LegalDate, fixed),
    registeredById: text(Id, fixed),
    deviceId: text(Id, fixed),
    arrivalAt: int(Instant, dates),
    letterDate: text(LegalDate, { ...dates, ...optional }),
    letterDateSaid: text(line(60), { ...dates, ...optional }),
    postmarkDate: text(LegalDate, { ...dates, ...optional }),
    correspondentId: text(Id, optional),
    reference: text(line(80), optional),
    subject: text(line(1000), optional),
    channel: text(word),
    urgency: text(word),
    level: text(word),
    unitId: text(Id),
    enclosureCount: int(count, enclosures),
    enclosures: json(listed(withMembers({ title: line(200), kind: word }), 200), enclosures),
    notes: text(line(4000)),
    /** When what was numbered first was described (D2). */
    describedAt: int(Instant, { group: 'description', ...optional }),
    replyToId: text(Id, optional),
    secondCopyOfId: text(Id, { ...fixed, ...optional }),
    letterId: text(Id, { ...fixed, ...optional }),
    /** The first of identical petitions (D9). */
    batchOfId: text(Id, { ...fixed, ...optional }),
    /** The number another desk, or the ministry, gave it (D7); that of the registered post it came or left by (D5). */
    otherNumber: text(line(80), optional),
    postNumber: text(line(60), optional),
    /** Its class in the filing plan (R1); null: not classed yet, and never due. */
    classId: text(Id, optional),
    /** Besides the correspondent; one list, merged as one: who is on it is one statement of one clerk (ADR 037). */
    parties: json(listed(withMembers({ role: word, kind: word, id: Id }), MOST_PARTIES).nullable(), optional),
    languages: json(listed(word, 20).nullable(), optional),
    /** The superior through whom it came or goes: sous couvert (D9). */
    route: text(line(200), optional),
    /** In a transcribed book: the number and the page as they stand on paper; empty where no number does. */
    paperNumber: text(line(40), { ...fixed, ...optional }),
    paperPage: text(line(40), { ...fixed, ...optional }),
    cancelledAt: int(Instant, cancellation),
    cancelledById: text(Id, cancellation),
    cancelReason: text(line(500), cancellation),
    proof: proof('cancellation'),
  },
  /** Whoever registered it has seen it already; whom it names, or was given to, is meant to see it (A2). A wall keeps out even those (P4). */
  sees: all(
    any(person('registeredById'), cleared('level'), among('parties'), given),
    unwalled('correspondentId'),
    partiesUnwalled('parties'),
  ),
  /** Its creation is the pen's to allow (ADR 013): a number that was given is never taken back because rights changed since. */
  writes: (op, row, who, seen) =>
    row === null
      ? only(who.actor !== null && op.fields['registeredById'] === op.user && isOwn(who, op.fields['deviceId']))
      : changes(op, row, who, seen),
  power: {
    proves: ['bookId', 'seq', 'registeredById', 'cancelledAt', 'cancelledById', 'cancelReason'],
    claims: ({ cancelledAt }) => cancelledAt !== null && cancelledAt !== undefined,
    may: ({ cancelledById }, signer) => cancelledById === signer.userId && can(signer, 'register:cancel'),
  },
  title: () => ['numberText'],
  stays: 'in-held-book',
  tells: [{ feature: 'register', ids: 'id' }],
})
