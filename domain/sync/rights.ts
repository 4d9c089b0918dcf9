import type { EntityName } from '../../contract/entities'
import { can, type Actor, type Permission } from '../../contract/permissions'
import type { Fields, Operation, Outcome } from '../../contract/sync'
import { letterCreation, letterPatch } from '../letters/flow'
import { provenByOffice } from '../trust/powers'
import { lowersLevel, sees } from '../visibility'

/** Who pushes, as the server's own rows say it. */
export type Pusher = {
  /** The change's person; null for the device's own work, and when this office has no such person. */
  actor: Actor | null
  device: string
  /** This PC's ids: its own, and those it had before it was restored or copied (ADR 020). */
  was: readonly string[]
  /** Of those, whose books went over to it. */
  pens: readonly string[]
  deskCode: string | null
  ownApprovalAllowed: boolean
}

type Asked = Pick<Operation, 'entity' | 'id' | 'kind' | 'fields' | 'before' | 'user'>
type Reason = NonNullable<Outcome['reason']>
/** `row` is null for a creation. Null: it may. */
type Rule = (op: Asked, row: Fields | null, who: Pusher) => Reason | null

const only = (allowed: boolean): Reason | null => (allowed ? null : 'forbidden')
const has = (who: Pusher, ...any: Permission[]): boolean =>
  any.some((permission) => who.actor !== null && can(who.actor, permission))
const holds =
  (...any: Permission[]): Rule =>
  (_op, _row, who) =>
    only(has(who, ...any))

export const isOwn = (who: Pick<Pusher, 'was'>, device: unknown): boolean =>
  typeof device === 'string' && who.was.includes(device)
export const holdsPen = (who: Pick<Pusher, 'pens'>, holder: unknown): boolean =>
  typeof holder === 'string' && who.pens.includes(holder)

/** A PC with a new identity takes over what it held under the old one (ADR 020). */
const takesOwnBook = (op: Asked, row: Fields, who: Pusher): boolean =>
  has(who, 'sync:manage') && op.fields['holderId'] === who.device && holdsPen(who, row['holderId'])

/**
 * The same table as the desk's router and services, asked again by the server, whose answer counts. What a number was given
 * to (entry, act, the desk's own book) asks only for a person of this office: the pen decides there, and a number that was
 * given is never taken back because somebody's rights changed meanwhile (decisions.md). What gives power is proven besides
 * (domain/trust).
 */
const rules: Record<EntityName, Rule> = {
  office: holds('office:manage'),
  unit: holds('office:manage'),
  user: holds('users:manage'),
  userKey: (op, row, who) =>
    only(
      row === null &&
        (has(who, 'users:manage') || (op.fields['userId'] === op.user && isOwn(who, op.fields['deviceId']))),
    ),
  device: (op, row, who) =>
    only(
      row === null
        ? isOwn(who, op.id) && (op.fields['deskCode'] ?? null) === who.deskCode
        : has(who, 'sync:manage') || (isOwn(who, op.id) && who.actor !== null),
    ),
  register: holds('register:open'),
  book: (op, row, who) =>
    only(
      row === null
        ? holdsPen(who, op.fields['holderId']) && (op.fields['desk'] ?? null) === who.deskCode && who.actor !== null
        : has(who, 'register:open') || takesOwnBook(op, row, who),
    ),
  entry: (op, row, who) =>
    row === null
      ? only(who.actor !== null && op.fields['registeredById'] === op.user && isOwn(who, op.fields['deviceId']))
      : changeOfEntry(op, row, who),
  act: (op, row, who) =>
    only(
      row === null &&
        who.actor !== null &&
        op.fields['userId'] === op.user &&
        isOwn(who, op.fields['deviceId']) &&
        // A number nobody used is declared void by who may open registers (N3).
        (op.fields['kind'] !== 'void' || has(who, 'register:open')) &&
        (op.fields['kind'] !== 'rescan' || has(who, 'register:write', 'register:correct')),
    ),
  file: (op, row, who) => {
    // The page of a letter is made by the PC that issued it, in the background (W2).
    if (op.user === null) return only(row === null && op.fields['mediaType'] === 'application/pdf')
    // With the entry it came with (pairing.ts), like its number; a version that takes another's place asks for the right.
    if (row === null) return only(who.actor !== null && op.fields['createdById'] === op.user)
    // A scan stays with its entry: with another it would be seen by others (A2).
    if ((row['entryId'] ?? null) !== null && 'entryId' in op.fields && op.fields['entryId'] !== row['entryId'])
      return 'forbidden'
    return only(has(who, 'register:write', 'register:correct', 'letters:issue'))
  },
  contact: holds('contacts:write'),
  letter: (op, row, who) => {
    if (op.user === null) return only(row?.['state'] === 'issued' && Object.keys(op.fields).join() === 'pdfFileId')
    if (!who.actor) return 'forbidden'
    if (row === null) return only(has(who, 'letters:write') && letterCreation(op.user, op.fields))
    const before = { ...row, ...plain(op.before) }
    // A number that was given is not taken back because somebody's rights changed meanwhile.
    if (op.fields['state'] !== 'issued' && !sees(who.actor, 'letter', before)) return 'forbidden'
    return letterPatch(who.actor, before, op.fields, who.ownApprovalAllowed)
  },
  /** Made by the server alone; decided by a person, once. */
  conflict: (op, row, who) =>
    row === null || !has(who, 'conflicts:resolve')
      ? 'forbidden'
      : (row['decidedAt'] ?? null) === null && op.fields['decidedById'] === op.user
        ? null
        : 'wrong-state',
}

/** A row the office's own key stands behind (the founding, the printed secret) asks for nobody's rights: its proof is checked. */
export function mayPlace(entity: EntityName, op: Asked, row: Fields | null, who: Pusher): Reason | null {
  if (provenByOffice(entity, op.fields)) return null
  return row && !mayRelevel(entity, op, row, who.actor) ? 'forbidden' : rules[entity](op, row, who)
}

/** A1: only authority lowers a level, of whatever it is, also by deciding a conflict; judged from what its writer had before. */
export const mayRelevel = (
  entity: EntityName,
  op: Pick<Asked, 'fields' | 'before'>,
  row: Fields,
  actor: Actor | null,
): boolean =>
  !lowersLevel(entity, { ...row, ...plain(op.before) }, op.fields) ||
  (actor !== null && can(actor, 'register:declassify'))

/** What the writer had before, without the values that travelled as a hash: those are compared by the merge. */
const plain = (before: Fields): Fields =>
  Object.fromEntries(
    Object.entries(before).filter(
      ([, v]) => !(v !== null && typeof v === 'object' && !Array.isArray(v) && 'sha256' in v),
    ),
  )

function changeOfEntry(op: Asked, row: Fields, who: Pusher): Reason | null {
  const { actor, ownApprovalAllowed } = who
  if (!actor) return 'forbidden'
  const registeredBy = String(row['registeredById'])
  if (!sees(actor, 'entry', row)) return 'forbidden'
  if ('cancelledAt' in op.fields) {
    if ((row['cancelledAt'] ?? null) !== null) return 'wrong-state'
    // A4: whoever registers does not cancel.
    return only(
      op.fields['cancelledById'] === op.user && can(actor, 'register:cancel', { registeredBy, ownApprovalAllowed }),
    )
  }
  if ((row['cancelledAt'] ?? null) !== null) return 'wrong-state'
  return only(can(actor, 'register:correct'))
}
