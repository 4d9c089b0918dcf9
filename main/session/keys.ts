import type { Pass } from '../../contract/proof'
import type { Fields, Plain } from '../../contract/sync'
import { createRow } from '../../db/outbox/changes'
import type { Stamp } from '../../db/outbox/stamp'
import type { Tx } from '../../db/core/sql'
import { signer, type SigningKey } from '../../domain/trust/keys'
import { prove } from '../../domain/trust/proof'

/**
 * Whose word a new key rests on: the office's own key (founding, printed secret), an administrator's pass with its key of one use
 * (a new PC), or whoever signs the change (an administrator's reset, or the person's older key).
 */
export type Certifier =
  | { origin: 'founding' | 'recovery'; root: SigningKey }
  | { origin: 'enrolment'; once: SigningKey; pass: Pass }
  | { origin: 'reset' | 'own' }

export type NewKey = { id: string; userId: string; publicKey: string }

/** Says to the office whose key this is, with the proof of it. */
export async function createKey(tx: Tx, key: NewKey, certifier: Certifier, stamp: Stamp): Promise<void> {
  const { id, userId, publicKey } = key
  const { origin } = certifier
  const fields: Fields = { userId, deviceId: stamp.deviceId, publicKey, createdAt: stamp.at, origin }
  const by = givenBy(certifier, userId)
  const proof = by && (prove(stamp.officeId, 'userKey', id, fields, by, stamp.at) as unknown as Plain)
  await createRow(tx, 'userKey', id, { ...fields, ...(proof && { proof }) }, stamp)
}

function givenBy(certifier: Certifier, userId: string): Parameters<typeof prove>[4] | null {
  if ('root' in certifier) {
    const { root } = certifier
    return { by: 'office', key: root.publicKey, as: null, sign: signer(root.seed) }
  }
  if ('once' in certifier) {
    const { once, pass } = certifier
    return { by: userId, key: once.publicKey, as: null, pass, sign: signer(once.seed) }
  }
  return null // the change's own signer: db/outbox signs it like any power
}
