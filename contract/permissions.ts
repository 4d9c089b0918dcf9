import type { Level } from './values'

/**
 * Roles and what they may do, as data: one table shared by button, router, service and server. `letters:approve`: takes part in the e-signature
 * book, that is gives a visa when asked (W2) and signs when a delegation says so (W3).
 */
export const roles = {
  clerk: [
    'register:read',
    'register:write',
    'register:correct',
    'register:duty',
    'deadlines:keep',
    'routing:assign',
    'valuables:keep',
    'contacts:read',
    'contacts:write',
    'letters:read',
    'letters:issue',
    'sync:read',
  ],
  officer: [
    'register:read',
    'valuables:keep',
    'deadlines:keep',
    'contacts:read',
    'contacts:write',
    'walls:break',
    'letters:read',
    'letters:approve',
    'letters:write',
    'letters:issue',
    'templates:read',
    'figures:manage',
    'sync:read',
  ],
  headOfOffice: [
    'register:read',
    'routing:assign',
    'routing:manage',
    'valuables:keep',
    'register:declassify',
    'register:reopen',
    'filing:approve',
    'deadlines:keep',
    'deadlines:extend',
    'calendar:manage',
    'contacts:read',
    'walls:keep',
    'walls:break',
    'walls:oversee',
    'letters:read',
    'letters:approve',
    'letters:write',
    'letters:sign',
    'templates:read',
    'templates:manage',
    'figures:manage',
    'sync:read',
    'conflicts:resolve',
  ],
  socialWorker: [
    'register:read',
    'deadlines:keep',
    'contacts:read',
    'contacts:write',
    'walls:keep',
    'walls:break',
    'letters:read',
    'letters:approve',
    'letters:write',
    'templates:read',
    'sync:read',
  ],
  headOfRegistry: [
    'register:read',
    'register:write',
    'register:correct',
    'register:cancel',
    'register:open',
    'register:close',
    'routing:assign',
    'routing:manage',
    'valuables:keep',
    'register:duty',
    'register:reopen',
    'register:declassify',
    'filing:manage',
    'filing:approve',
    'deadlines:keep',
    'deadlines:extend',
    'calendar:manage',
    'contacts:read',
    'contacts:write',
    'walls:keep',
    'walls:break',
    'letters:read',
    'letters:approve',
    'letters:issue',
    'templates:read',
    'templates:manage',
    'figures:manage',
    'sync:read',
    'conflicts:resolve',
  ],
  administrator: [
    'security:read',
    'users:manage',
    'office:manage',
    'calendar:manage',
    'templates:read',
    'templates:manage',
    'backup:manage',
    'sync:read',
    'sync:manage',
  ],
} as const satisfies Record<string, readonly string[]>

export type Role = keyof typeof roles
export const roleNames = Object.keys(roles) as Role[]
export type Permission = (typeof roles)[Role][number]

/** Who acts. `session` (main) is the only source of it; the window never says who it is. */
export type Actor = {
  userId: string
  roles: readonly Role[]
  /** The highest level this person may read (A1). */
  clearance: Level
  officeId: string
  deviceId: string
  /** Cards whose wall stands open to this person for now, because they broke its glass (P4). */
  opened?: readonly string[]
}

/** What is acted upon, as far as the rule needs it. */
export type Subject = {
  registeredBy?: string | null
  draftedBy?: string | null
  /** A4: the office's policy for posts of two people. */
  ownApprovalAllowed?: boolean
}

/**
 * The only place that answers "may this person do that?". Router, service, server and window all call it. What they may see is
 * another question: domain/visibility.
 */
export function can(actor: Actor, permission: Permission, subject: Subject = {}): boolean {
  // A role of a newer version gives nothing here.
  const held = actor.roles.some(
    (role) => Object.hasOwn(roles, role) && (roles[role] as readonly Permission[]).includes(permission),
  )
  return held && !isSelfApproval(actor, permission, subject)
}

/** A4: whoever registers does not cancel, and nobody approves their own draft, unless the office's policy says so. */
function isSelfApproval(actor: Actor, permission: Permission, subject: Subject): boolean {
  if (subject.ownApprovalAllowed) return false
  if (permission === 'register:cancel') return subject.registeredBy === actor.userId
  if (permission === 'letters:sign') return subject.draftedBy === actor.userId
  return false
}
