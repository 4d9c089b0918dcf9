import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  diffieHellman,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto'
import { hashRaw } from '@node-rs/argon2'
import { signingKey, type SigningKey } from '../../domain/trust/keys'
import { privateKeyOf, publicHalf, publicKeyOf } from '../../domain/trust/raw-keys'

/** AES-256-GCM: nonce (12) ‖ tag (16) ‖ text, base64. `context` is authenticated with it: a slot cannot be moved to another person. */
export function wrap(key: Buffer, plain: Buffer, context: string): string {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context))
  const sealed = Buffer.concat([cipher.update(plain), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64')
}

/** Null when the key is not the one it was wrapped with (a wrong password), or the bytes were touched. */
export function unwrap(key: Buffer, sealed: string, context: string): Buffer | null {
  const bytes = Buffer.from(sealed, 'base64')
  if (bytes.length < 28) return null
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12)).setAAD(Buffer.from(context))
  decipher.setAuthTag(bytes.subarray(12, 28))
  try {
    return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()])
  } catch {
    return null
  }
}

/** A key of its own for each purpose, from one that is kept. */
export const purposeKey = (key: Buffer, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', key, '', `diwan ${purpose}`, 32))

export const macOf = (key: Buffer, text: string): string => createHmac('sha256', key).update(text).digest('base64')

export function macHolds(key: Buffer, text: string, mac: string): boolean {
  const [said, found] = [Buffer.from(mac, 'base64'), Buffer.from(macOf(key, text), 'base64')]
  return said.length === found.length && timingSafeEqual(said, found)
}

/** Argon2id. Its parameters are stored with the slot, so that they can be raised later. */
export type Kdf = Cost & { lanes: number; salt: string }
/** What a guess costs. */
export type Cost = { memoryKiB: number; passes: number }
export const USUAL_COST: Cost = { memoryKiB: 64 * 1024, passes: 3 }
export const newKdf = (cost: Cost): Kdf => ({ ...cost, lanes: 1, salt: randomBytes(16).toString('base64') })

/** A slot made when machines were weaker is made anew when it opens. */
export const isWeak = (kdf: Cost, now: Cost): boolean => kdf.memoryKiB < now.memoryKiB || kdf.passes < now.passes

const ARGON2ID = 2
export async function deriveKey(password: string, kdf: Kdf): Promise<Buffer> {
  return hashRaw(password.normalize('NFKC'), {
    algorithm: ARGON2ID,
    memoryCost: kdf.memoryKiB,
    timeCost: kdf.passes,
    parallelism: kdf.lanes,
    salt: Buffer.from(kdf.salt, 'base64'),
    outputLen: 32,
  })
}

/* ---- recovery: the data key sealed to the office's X25519 key; one printed secret opens every PC of the office ---- */

/** The office's own signing key, from the printed secret: it founded the office, and certifies a key when nobody else can. */
export const rootKeyOf = (secret: Buffer): SigningKey => signingKey(purposeKey(secret, 'office root'))

export type BoxKey = { secret: Buffer; publicKey: string }
/** An X25519 pair: what is sealed to its public half opens with the secret one only. */
export const newBox = (): BoxKey => boxOf(randomBytes(32))
export const boxOf = (secret: Buffer): BoxKey => ({ secret, publicKey: publicHalf(privateKeyOf('X25519', secret)) })

const sealKey = (secret: Buffer, publicKey: string, context: string): Buffer => {
  const [ours, theirs] = [privateKeyOf('X25519', secret), publicKeyOf('X25519', publicKey)]
  return Buffer.from(hkdfSync('sha256', diffieHellman({ privateKey: ours, publicKey: theirs }), '', context, 32))
}

export function sealTo(publicKey: string, plain: Buffer, context: string): string {
  const once = newBox()
  return `${once.publicKey}.${wrap(sealKey(once.secret, publicKey, context), plain, context)}`
}

/** Null when it was sealed to somebody else, or touched. */
export function unseal(secret: Buffer, sealed: string, context: string): Buffer | null {
  const [ephemeral = '', box = ''] = sealed.split('.')
  try {
    return unwrap(sealKey(secret, ephemeral, context), box, context)
  } catch {
    return null // not a key: touched
  }
}
