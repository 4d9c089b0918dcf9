import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify, type KeyObject } from 'node:crypto'

/** Ed25519: private key as 32 raw bytes (seed), public as base64 of 32 raw bytes. */
export type SigningKey = { seed: Buffer; publicKey: string }
/** Signs with a person's, a PC's or the office's key; base64. */
export type Sign = (data: string) => string

/** Node takes raw keys only in an envelope (RFC 8410): these are its fixed first bytes. */
const PKCS8_ED25519 = Buffer.from('302e020100300506032b657004220420', 'hex')
const SPKI_ED25519 = Buffer.from('302a300506032b6570032100', 'hex')

export function newSigningKey(): SigningKey {
  const { privateKey } = generateKeyPairSync('ed25519')
  return signingKey(privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(-32))
}

export function signingKey(seed: Buffer): SigningKey {
  const der = createPublicKey(privateKeyOf(seed)).export({ format: 'der', type: 'spki' })
  return { seed, publicKey: der.subarray(-32).toString('base64') }
}

export function signer(seed: Buffer): Sign {
  const key = privateKeyOf(seed)
  return (data) => sign(null, Buffer.from(data), key).toString('base64')
}

/** False for anything that is not a key, or not a signature: somebody else's bytes never verify. */
export function verifySignature(publicKey: string, data: string, signature: string): boolean {
  try {
    return verify(null, Buffer.from(data), publicKeyOf(publicKey), Buffer.from(signature, 'base64'))
  } catch {
    return false
  }
}

const privateKeyOf = (seed: Buffer): KeyObject =>
  createPrivateKey({ key: Buffer.concat([PKCS8_ED25519, seed]), format: 'der', type: 'pkcs8' })

/** Making a key object costs more than one verification, and a batch is signed by few. */
const known = new Map<string, KeyObject>()
function publicKeyOf(raw: string): KeyObject {
  const found = known.get(raw)
  if (found) return found
  const bytes = Buffer.from(raw, 'base64')
  if (bytes.length !== 32) throw new RangeError('not an Ed25519 key')
  const key = createPublicKey({ key: Buffer.concat([SPKI_ED25519, bytes]), format: 'der', type: 'spki' })
  if (known.size >= 1000) known.clear()
  known.set(raw, key)
  return key
}
