import type { EntityName } from '../../domain/entities'
import { AppError } from '../../contract/errors'
import { Proof, type Authority } from '../../contract/proof'
import type { Fields, Plain } from '../../contract/sync'
import { prove } from '../../domain/trust/proof'
import { sql, type Reader, type Tx } from '../core/sql'
import { fromRow } from './rows'
import type { Stamp } from './changes'

/** Signs what a row claims, with the key and the rights of whoever changes it. */
export async function proofFor(tx: Tx, entity: EntityName, id: string, fields: Fields, stamp: Stamp): Promise<Plain> {
  const { officeId, userId, at, signer } = stamp
  if (userId === null) throw new Error(`${entity} gives power: a PC cannot sign for it`)
  const stood = Proof.safeParse(fields['proof'])
  // A later word is later, whatever the clocks of two PCs say: an old one sent again is told by it.
  const later = Math.max(at, stood.success ? stood.data.at + 1 : 0)
  const who = { by: userId, key: signer.publicKey, as: await authorityOf(tx, userId), sign: signer.sign }
  return prove(officeId, entity, id, fields, who, later) as unknown as Plain
}

/** What this person may do, with the proof of it. @throws not-proven */
export async function authorityOf(tx: Reader, userId: string): Promise<Authority> {
  const row = await sql(tx).one<Record<string, unknown>>('SELECT * FROM user WHERE id = ?', [userId])
  const { login, roles, clearance, active, proof } = row ? fromRow('user', row) : {}
  if (!proof) throw new AppError('not-proven', { what: 'user' })
  return { login, roles, clearance, active, proof } as unknown as Authority
}
