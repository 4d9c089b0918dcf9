import type { EntityName } from '../../contract/entities'
import { can, roleNames, type Actor, type Permission, type Role } from '../../contract/permissions'
import type { Fields, Operation } from '../../contract/sync'
import { levels, type Level } from '../../contract/values'

/** Who pushes, as the server's own rows say it. */
export type Pusher = {
  /** The operation's person; null when this office has no such person. */
  actor: Actor | null
  device: string
  deskCode: string | null
  /** Nobody is in this office yet: its first PC is bringing it. */
  founding: boolean
  ownApprovalAllowed: boolean
}

type Asked = Pick<Operation, 'entity' | 'id' | 'kind' | 'fields' | 'user'>
/** `row` is null for a creation. */
type Rule = (op: Asked, row: Fields | null, who: Pusher) => boolean

/** A replicated `user` row → the actor `can()` asks for. Somebody who was deactivated keeps the name and loses the roles. */
export function actorOf(userId: string, user: Fields, officeId: string, deviceId: string): Actor {
  const named = Array.isArray(user['roles']) ? user['roles'] : []
  const roles = user['active'] === true ? roleNames.filter((role): role is Role => named.includes(role)) : []
  const level = levels.find((l) => l === user['clearance']) ?? 'ordinary'
  return { userId, roles, clearance: level, officeId, deviceId }
}

const holds =
  (...any: Permission[]): Rule =>
  (_op, _row, who) =>
    any.some((permission) => who.actor !== null && can(who.actor, permission))

/**
 * The same table as the desk's router and services, asked again by the server, whose answer counts. What a number was given
 * to (entry, act, the desk's own book) asks only for a person of this office: the pen decides there, and a number that was
 * given is never taken back because somebody's rights changed meanwhile (decisions.md).
 */
const rules: Record<EntityName, Rule> = {
  office: holds('office:manage'),
  unit: holds('office:manage'),
  user: holds('users:manage'),
  userKey: (op, row, who) =>
    row === null &&
    op.fields['deviceId'] === who.device &&
    (op.fields['userId'] === op.user || holds('users:manage')(op, row, who)),
  device: (op, row, who) =>
    row === null ? op.id === who.device && op.fields['deskCode'] === who.deskCode : holds('sync:manage')(op, row, who),
  register: holds('register:open'),
  book: (op, row, who) =>
    row === null
      ? op.fields['holderId'] === who.device && op.fields['desk'] === who.deskCode
      : holds('register:open')(op, row, who),
  entry: (op, row, who) => row === null || mayChangeEntry(op, row, who),
  act: (_op, row) => row === null,
  file: holds('register:write', 'register:correct', 'letters:issue'),
  contact: holds('contacts:write'),
  letter: mayChangeLetter,
  /** Made by the server alone; decided by a person. */
  conflict: (op, row, who) => row !== null && holds('conflicts:resolve')(op, row, who),
}

export function mayPlace(entity: EntityName, op: Asked, row: Fields | null, who: Pusher): boolean {
  if (who.founding) return true
  return who.actor !== null && rules[entity](op, row, who)
}

function mayChangeEntry(op: Asked, row: Fields, who: Pusher): boolean {
  const { actor, ownApprovalAllowed } = who
  if (!actor) return false
  const registeredBy = String(row['registeredById'])
  const level: Level = levels.find((l) => l === row['level']) ?? 'secret'
  // A4: whoever registers does not cancel.
  if ('cancelledAt' in op.fields) return can(actor, 'register:cancel', { level, registeredBy, ownApprovalAllowed })
  return can(actor, 'register:correct', { level, registeredBy })
}

function mayChangeLetter(op: Asked, row: Fields | null, who: Pusher): boolean {
  const { actor, ownApprovalAllowed } = who
  if (!actor) return false
  if (op.fields['state'] === 'signed') {
    // A4: nobody approves their own draft; W2: a signature is the signer's own.
    const draftedBy = row === null ? op.user : String(row['draftedById'])
    return op.fields['signedById'] === op.user && can(actor, 'letters:sign', { draftedBy, ownApprovalAllowed })
  }
  if (op.fields['state'] === 'issued' || 'pdfFileId' in op.fields || 'issuedEntryId' in op.fields) {
    return row !== null ? can(actor, 'letters:issue') : can(actor, 'letters:write')
  }
  return can(actor, 'letters:write')
}
