import { AppError } from '../../contract/errors'
import type { Actor } from '../../contract/permissions'
import { maySee } from '../../db/visibility/sight'
import type { Desk, PersonSigner } from '../desk'
import { proven, type Credentials, type SecondPerson } from '../register/second'

/**
 * The second of two people (D3): somebody else, who may keep valuables and may see what they came with, by their own password at this desk.
 * A word from another PC would be of somebody who does not stand before the safe.
 * @throws second-keeper · password-to-change · wrong-password · wait-before-retry
 */
export async function secondKeeper(
  desk: Desk,
  actor: Actor,
  credentials: Credentials,
  entryIds: readonly string[],
  second: SecondPerson,
): Promise<PersonSigner> {
  const by = { needs: 'valuables:keep', refused: 'second-keeper' } as const
  const { signer, them } = await proven(desk, actor, credentials, second, by)
  for (const id of new Set(entryIds))
    if (!(await maySee(desk.db.read, them, 'entry', id))) throw new AppError('second-keeper')
  return signer
}
