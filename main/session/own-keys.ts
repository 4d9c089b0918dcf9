import type { Actor } from '../../contract/permissions'
import { keyOf } from '../../db/session/people'
import { signer, signingKey } from '../../domain/trust/keys'
import { stampOf, type Desk } from '../desk'
import { note } from '../security/log'
import { createKey, type Certifier } from './keys'
import { signingPublicKey, type PersonKeys } from './slots'

type Rooted = Extract<Certifier, { origin: 'founding' | 'recovery' }>

/** A key that the office's own key certifies: its first change is signed with itself. */
export async function certifyOwnKey(desk: Desk, userId: string, keys: PersonKeys, certifier: Rooted): Promise<void> {
  const row = { id: desk.newId(), userId, publicKey: signingPublicKey(keys) }
  const signing = { keyId: row.id, publicKey: row.publicKey, sign: signer(keys.seed) }
  const { office, device, clock } = desk
  const stamp = { officeId: office.id, userId, deviceId: device.id, at: clock.now(), signer: signing }
  await desk.db.write((tx) => createKey(tx, row, certifier, stamp))
}

/** A key that somebody else gives a person with a new password: said in the log in the same transaction. */
export async function giveKey(
  desk: Desk,
  actor: Actor,
  userId: string,
  keys: PersonKeys,
  certifier: Certifier,
): Promise<void> {
  const row = { id: desk.newId(), userId, publicKey: signingPublicKey(keys) }
  const stamp = stampOf(desk, actor)
  await desk.db.write(async (tx) => {
    await createKey(tx, row, certifier, stamp)
    await note(tx, desk, { kind: 'passwordSet', userId: stamp.userId, entity: 'user', rowId: userId })
  })
}

/** A person's own key in the place of one that was made for them: the older one certifies it. */
export async function replaceOwnKey(
  desk: Desk,
  userId: string,
  keys: PersonKeys,
  older: NonNullable<Desk['signer']>,
): Promise<void> {
  const row = { id: desk.newId(), userId, publicKey: signingPublicKey(keys) }
  const { office, device, clock } = desk
  const stamp = { officeId: office.id, userId, deviceId: device.id, at: clock.now(), signer: older }
  await desk.db.write((tx) => createKey(tx, row, { origin: 'own' }, stamp))
}

/** What a person signs with at this desk; null while no row says whose key it is. */
export async function signerOf(desk: Desk, userId: string, keys: PersonKeys): Promise<Desk['signer']> {
  const { publicKey } = signingKey(keys.seed)
  const key = await keyOf(desk.db.read, userId, publicKey)
  return key ? { userId, keyId: key.id, publicKey, sign: signer(keys.seed), reset: key.origin === 'reset' } : null
}
