import { AppError } from '../../contract/errors'
import type { Person } from '../../db/session/people'
import { record } from '../security/log'
import type { Certifier } from './keys'
import { certifyOwnKey, giveKey, replaceOwnKey } from './own-keys'
import { checkNewPassword, checkPassword } from './password-rule'
import type { Session } from './session'
import { newPersonKeys, wipe } from './slots'

/** With their own password comes their own key: one an administrator made is left behind (docs/security.md). */
export async function changePassword(session: Session, current: string, next: string): Promise<void> {
  const { desk, vault } = session
  const { me } = session.state()
  if (!me || !desk.signer) throw new AppError('signed-out')
  checkPassword(next, me.login)
  const { keys, person: old } = await vault.unlock(me.login, current)
  wipe(keys.data, keys.next)
  const person = desk.signer.reset ? newPersonKeys() : old
  if (desk.signer.reset) {
    await replaceOwnKey(desk, me.userId, person, desk.signer)
    wipe(old.seed, old.box)
  }
  await record(desk, { kind: 'passwordChanged', userId: me.userId })
  // The row first: a slot whose key nobody knows could sign nothing.
  await vault.setSlot({ id: me.userId, login: me.login }, next, person)
  await session.goOnWith(person)
  wipe(person.seed, person.box)
}

/**
 * A slot on this PC for a person of the office, with a new key: their old one is gone with the old password, and what it signed
 * stays its own. An administrator's is marked as such, and changed at the first log-in.
 * @returns the seed of the new key, for the demonstration, which signs as everybody
 */
export async function giveSlot(
  session: Session,
  { id: userId, login }: Pick<Person, 'id' | 'login'>,
  password: string,
  certifier: Certifier = { origin: 'reset' },
): Promise<Buffer> {
  const { backgroundDesk: desk, vault } = session
  if (!desk) throw new AppError('signed-out')
  checkNewPassword(password, login, vault.facts())
  // One login opens one slot: while two people are called the same, the second gets none here (docs/sync.md).
  if ((vault.holderOf(login) ?? userId) !== userId) throw new AppError('login-taken', { login })
  const person = newPersonKeys()
  if ('root' in certifier) await certifyOwnKey(desk, userId, person, certifier)
  else await giveKey(desk, session.actor, userId, person, certifier)
  await vault.setSlot({ id: userId, login }, password, person)
  return person.seed
}
