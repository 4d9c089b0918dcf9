import type { EntityName } from '../../domain/entities'
import { AppError } from '../../contract/errors'
import { Proof, type Authority } from '../../contract/proof'
import type { Fields, Plain } from '../../contract/sync'
import { canonical } from '../../domain/sync/canonical'
import { prove, seal, sealedFields } from '../../domain/trust/proof'
import { sql, type Reader, type Tx } from '../core/sql'
import { fromRow } from './rows'
import type { Stamp } from './stamp'

/** Signs what a row claims, with the key and the rights of whoever changes it. */
export async function proofFor(tx: Tx, entity: EntityName, id: string, fields: Fields, stamp: Stamp): Promise<Plain> {
  const who = await signing(tx, entity, stamp)
  const stood = Proof.safeParse(fields['proof'])
  const at = later(stamp, stood.success ? stood.data : null)
  return prove(stamp.officeId, entity, id, fields, who, at) as unknown as Plain
}

/** Signs the fields that carry their proof inside, where they say something else than what stands; what they say stays. */
export async function sealed(
  tx: Tx,
  entity: EntityName,
  id: string,
  fields: Fields,
  stands: Fields | null,
  stamp: Stamp,
): Promise<Fields> {
  const before = new Map(sealedFields(entity, stands ?? {}).map((one) => [one.name, one]))
  const next = { ...fields }
  for (const { name, said } of sealedFields(entity, fields)) {
    const stood = before.get(name)
    if (stood && canonical(stood.said) === canonical(said)) next[name] = stands?.[name] ?? null
    else {
      const who = await signing(tx, entity, stamp)
      next[name] = seal(stamp.officeId, entity, name, id, said, who, later(stamp, stood?.proof ?? null))
    }
  }
  return next
}

/** A later word is later, whatever the clocks of two PCs say: an old one sent again is told by it. */
const later = ({ at }: Stamp, stood: Proof | null): number => Math.max(at, stood ? stood.at + 1 : 0)

async function signing(tx: Tx, entity: EntityName, { userId, signer }: Stamp) {
  if (userId === null) throw new Error(`${entity} gives power: a PC cannot sign for it`)
  return { by: userId, key: signer.publicKey, as: await authorityOf(tx, userId), sign: signer.sign }
}

/** What this person may do, with the proof of it. @throws not-proven */
export async function authorityOf(tx: Reader, userId: string): Promise<Authority> {
  const row = await sql(tx).one<Record<string, unknown>>('SELECT * FROM user WHERE id = ?', [userId])
  const { login, roles, clearance, active, proof } = row ? fromRow('user', row) : {}
  if (!proof) throw new AppError('not-proven', { what: 'user' })
  return { login, roles, clearance, active, proof } as unknown as Authority
}
