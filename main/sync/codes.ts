import { randomBytes } from 'node:crypto'
import { AppError } from '../../contract/errors'
import type { Pass, Proof } from '../../contract/proof'
import type { Actor } from '../../contract/permissions'
import { authorityOf } from '../../db/outbox/proving'
import { personById } from '../../db/session/people'
import { trustOf } from '../../db/sync/trust'
import { sha256 } from '../../domain/hash'
import { printCode } from '../../domain/sync/code'
import { newSigningKey } from '../../domain/trust/keys'
import { provePass } from '../../domain/trust/proof'
import { stampOf, type Desk } from '../desk'
import { fingerprintOf } from './certificate'
import { asLineError } from './refusal'
import { record } from '../security/log'
import type { Wire } from './wire'

const CODE_MS = 15 * 60_000

/**
 * A code with which a person brings one new PC: valid a quarter of an hour, once. It carries a key of one use that the server never
 * learns, and the office's own key to hold everything against; the administrator signs the pass that names both person and key.
 * @throws server-unreachable · server-refused · not-found
 */
export async function newCode(desk: Desk, actor: Actor, wire: Wire, userId: string): Promise<string> {
  const { officeId, at, signer } = stampOf(desk, actor)
  const { read } = desk.db
  const person = await personById(read, userId)
  if (!person?.active) throw new AppError('not-found')
  const once = newSigningKey()
  const asked = { id: desk.newId(), userId, publicKey: once.publicKey, expiresAt: at + CODE_MS }
  const unsigned: Omit<Proof, 'signature'> = {
    by: actor.userId,
    key: signer.publicKey,
    at,
    as: await authorityOf(read, actor.userId),
  }
  const pass: Pass = { ...asked, proof: provePass(officeId, asked, unsigned, signer.sign) }
  const secret = randomBytes(20).toString('base64url')
  try {
    await wire.code({ secretHash: sha256(secret), pass })
  } catch (error) {
    throw asLineError(error)
  }
  await record(desk, { kind: 'deviceCode', userId: actor.userId, entity: 'user', rowId: userId })
  const { url, certificate } = wire.transport.address
  const { root } = await trustOf(read, officeId)
  return printCode({ u: url, f: fingerprintOf(certificate), s: secret, k: once.seed.toString('base64url'), r: root })
}
