import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'

/** Keys are kept as 32 raw bytes, a secret being any that are random, a public one in base64: Node's objects for them, and back. */
export type Curve = 'Ed25519' | 'X25519'

/** A JWK has the public half beside it, which is what is asked for here: the envelope of RFC 8410 does without. */
const ENVELOPE = { Ed25519: '302e020100300506032b657004220420', X25519: '302e020100300506032b656e04220420' }
export const privateKeyOf = (curve: Curve, secret: Buffer): KeyObject =>
  createPrivateKey({ key: Buffer.concat([Buffer.from(ENVELOPE[curve], 'hex'), secret]), format: 'der', type: 'pkcs8' })

/** @throws when it is no key of 32 bytes */
export const publicKeyOf = (curve: Curve, publicKey: string): KeyObject =>
  createPublicKey({
    key: { kty: 'OKP', crv: curve, x: Buffer.from(publicKey, 'base64').toString('base64url') },
    format: 'jwk',
  })

export const publicHalf = (privateKey: KeyObject): string =>
  Buffer.from(createPublicKey(privateKey).export({ format: 'jwk' }).x ?? '', 'base64url').toString('base64')
