import { roleNames, type Actor, type Role } from '../../contract/permissions'
import type { Fields } from '../../contract/wire'
import { levels } from '../../contract/values'

/**
 * A replicated `user` row → the actor `can()` asks for. Somebody who was deactivated keeps the name and loses the roles; a role
 * or a level this version does not know gives nothing.
 */
export function actorOf(userId: string, user: Fields, officeId: string, deviceId: string): Actor {
  const named = Array.isArray(user['roles']) ? user['roles'] : []
  const roles = user['active'] === true ? roleNames.filter((role): role is Role => named.includes(role)) : []
  const level = levels.find((l) => l === user['clearance']) ?? 'ordinary'
  return { userId, roles, clearance: level, officeId, deviceId }
}
