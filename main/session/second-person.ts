import type { PersonSigner } from '../desk'
import { signerOf } from './own-keys'
import type { Session } from './session'
import { wipe } from './slots'
import { refusalReason } from './who'

/**
 * A colleague's word at this desk (I4): their password opens their key, which signs and is put away; nobody is logged in by it. A guess is
 * counted and written down as one at the log-in is.
 * @throws wrong-password { waitSeconds } · wait-before-retry
 */
export async function secondPerson(s: Session, login: string, password: string): Promise<PersonSigner | null> {
  const { desk } = s
  const { keys, userId, person } = await s.vault.unlock(login, password).catch(async (error: unknown) => {
    const reason = refusalReason(error)
    const whose = s.vault.holderOf(login) ?? null
    if (reason !== null) await s.happened({ kind: 'logInRefused', userId: whose, detail: { reason } })
    throw error
  })
  wipe(keys.data, keys.next)
  const signer = await signerOf(desk, userId, person)
  wipe(person.seed, person.box)
  return signer
}
