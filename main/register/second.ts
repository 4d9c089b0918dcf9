import { AppError } from '../../contract/errors'
import { can, type Actor, type Permission } from '../../contract/permissions'
import { personById } from '../../db/session/people'
import type { Desk, PersonSigner } from '../desk'

/** A second person's word as it lies in an act. `until`: it was given at another PC, and counts no longer than that. */
export type Word = { secondId: string; secondKey: string; secondSignature: string; until?: number }

/** Proves a colleague's password at this desk and lends their key for one signature (session). */
export type SecondPerson = (login: string, password: string) => Promise<PersonSigner | null>
export type Credentials = { login: string; password: string }

/**
 * Somebody else at this desk, who may say such a word, with their own password and their own key.
 * @throws `refused` · password-to-change · wrong-password · wait-before-retry
 */
export async function proven(
  desk: Desk,
  actor: Actor,
  { login, password }: Credentials,
  second: SecondPerson,
  { needs, refused }: { needs: Permission; refused: 'second-person' | 'second-keeper' },
): Promise<{ signer: PersonSigner; them: Actor }> {
  const signer = await second(login, password)
  if (!signer || signer.userId === actor.userId) throw new AppError(refused)
  if (signer.reset) throw new AppError('password-to-change')
  const person = await personById(desk.db.read, signer.userId)
  if (person?.active !== true) throw new AppError(refused)
  const them: Actor = { ...actor, userId: person.id, roles: person.roles, clearance: person.clearance }
  if (!can(them, needs)) throw new AppError(refused)
  return { signer, them }
}

/** The second word over a book: of the head of office or of registry. @throws second-person and what `proven` throws */
export const otherPerson = async (
  desk: Desk,
  actor: Actor,
  credentials: Credentials,
  second: SecondPerson,
): Promise<PersonSigner> =>
  (await proven(desk, actor, credentials, second, { needs: 'register:reopen', refused: 'second-person' })).signer

/** Said at this desk, of one text. */
export const wordFor = ({ userId: secondId, keyId: secondKey, sign }: PersonSigner, text: string): Word => ({
  ...{ secondId, secondKey, secondSignature: sign(text) },
})
