import { randomBytes, sign, verify, type KeyObject } from 'node:crypto'
import { privateKeyOf, publicHalf, publicKeyOf } from './raw-keys'

/** Ed25519: private key as 32 raw bytes (seed), public as base64 of 32 raw bytes. */
export type SigningKey = { seed: Buffer; publicKey: string }
/** Signs with a person's, a PC's or the office's key; base64. */
export type Sign = (data: string) => string

export const newSigningKey = (): SigningKey => signingKey(randomBytes(32))
export const signingKey = (seed: Buffer): SigningKey => ({ seed, publicKey: publicHalf(privateKeyOf('Ed25519', seed)) })

export function signer(seed: Buffer): Sign {
  const key = privateKeyOf('Ed25519', seed)
  return (data) => sign(null, Buffer.from(data), key).toString('base64')
}

/** False for anything that is not a key, or not a signature: somebody else's bytes never verify. */
export function verifySignature(publicKey: string, data: string, signature: string): boolean {
  try {
    return verify(null, Buffer.from(data), knownKey(publicKey), Buffer.from(signature, 'base64'))
  } catch {
    return false
  }
}

/** Making a key object costs more than one verification, and a batch is signed by few. */
const known = new Map<string, KeyObject>()
function knownKey(raw: string): KeyObject {
  const found = known.get(raw)
  if (found) return found
  const key = publicKeyOf('Ed25519', raw)
  if (known.size >= 1000) known.clear()
  known.set(raw, key)
  return key
}
