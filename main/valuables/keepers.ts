import { AppError } from '../../contract/errors'
import { can, type Actor } from '../../contract/permissions'
import { personById } from '../../db/session/people'
import { maySee } from '../../db/visibility/sight'
import type { Desk, PersonSigner } from '../desk'
import type { SecondPerson } from '../register/second'

/**
 * The second of two people (D3): somebody else, who may keep valuables and may see what they came with, by their own password at this desk.
 * A word from another PC would be of somebody who does not stand before the safe.
 * @throws second-keeper · password-to-change · wrong-password · wait-before-retry
 */
export async function secondKeeper(
  desk: Desk,
  actor: Actor,
  { login, password }: { login: string; password: string },
  entryIds: readonly string[],
  second: SecondPerson,
): Promise<PersonSigner> {
  const other = await second(login, password)
  if (!other || other.userId === actor.userId) throw new AppError('second-keeper')
  if (other.reset) throw new AppError('password-to-change')
  const person = await personById(desk.db.read, other.userId)
  if (person?.active !== true) throw new AppError('second-keeper')
  const them: Actor = { ...actor, userId: person.id, roles: person.roles, clearance: person.clearance }
  if (!can(them, 'valuables:keep')) throw new AppError('second-keeper')
  for (const id of new Set(entryIds))
    if (!(await maySee(desk.db.read, them, 'entry', id))) throw new AppError('second-keeper')
  return other
}
