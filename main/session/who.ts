import { AppError } from '../../contract/errors'
import type { Me, Preferences } from '../../contract/session'
import type { Person } from '../../db/session/people'
import type { Actor } from '../../contract/permissions'
import type { Desk } from '../desk'
import { openedTo } from '../walls/opened'
import type { Vault } from './vault'

/** What the window and the router know of whoever is at the desk. */
export const meAt = (desk: Desk, person: Person, preferences: Preferences): Me => ({
  userId: person.id,
  login: person.login,
  names: person.names,
  roles: person.roles,
  clearance: person.clearance,
  officeId: desk.office.id,
  deviceId: desk.device.id,
  unitId: person.unitId,
  preferences,
  mustChangePassword: desk.signer?.reset ?? false,
})

/** The acting person, with the walls that stand open to them now (P4). */
export function actorAt({ userId, roles, clearance, officeId, deviceId }: Me, desk: Desk | undefined): Actor {
  const opened = desk ? openedTo(desk, userId) : []
  return { userId, roles, clearance, officeId, deviceId, ...(opened.length > 0 && { opened }) }
}

const REASONS: Readonly<Record<string, string>> = {
  'wrong-password': 'wrong',
  'recovery-secret-wrong': 'wrong',
  'wait-before-retry': 'wait',
  forbidden: 'forbidden',
}

/** Why somebody was not let in, as the security log says it; null when it was not they who were refused. */
export const refusalReason = (error: unknown): string | null =>
  error instanceof AppError ? (REASONS[error.code] ?? null) : null

/** Whose password is made anew. Two desks may have made a login: here it is whoever has a slot here. */
export function recoverable(named: readonly Person[], vault: Pick<Vault, 'hasSlot'>): Person | undefined {
  const active = named.filter((person) => person.active)
  return active.find((person) => vault.hasSlot(person.id)) ?? (active.length === 1 ? active[0] : undefined)
}
