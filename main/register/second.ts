import { AppError } from '../../contract/errors'
import { can, type Actor } from '../../contract/permissions'
import { personById } from '../../db/session/people'
import type { Desk, PersonSigner } from '../desk'

/** Proves a colleague's password at this desk and lends their key for one signature (session). */
export type SecondPerson = (login: string, password: string) => Promise<PersonSigner | null>
export type Credentials = { login: string; password: string }

/**
 * Somebody else at this desk, who may say such a word (head of office, head of registry), with their own password and their own key.
 * @throws second-person · password-to-change · wrong-password · wait-before-retry
 */
export async function otherPerson(
  desk: Desk,
  actor: Actor,
  { login, password }: Credentials,
  second: SecondPerson,
): Promise<PersonSigner> {
  const other = await second(login, password)
  if (!other || other.userId === actor.userId) throw new AppError('second-person')
  if (other.reset) throw new AppError('password-to-change')
  const person = await personById(desk.db.read, other.userId)
  const may = person?.active === true && can({ ...actor, userId: person.id, roles: person.roles }, 'register:reopen')
  if (!may) throw new AppError('second-person')
  return other
}
