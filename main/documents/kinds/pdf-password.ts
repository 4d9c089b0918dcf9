import { createCipheriv, createHash } from 'node:crypto'
import type { Dict } from './pdf-values'

const PAD = Buffer.from('28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a', 'hex')

/**
 * Many files are encrypted only to forbid printing or copying: every viewer opens them, so they are not "protected". The
 * empty password is tried as the standard says (ISO 32000-2, 7.6.4, algorithms 2, 2.B, 6 and 11); nothing is guessed.
 */
export function opensWithoutPassword(lock: Dict, trailer: Dict): boolean {
  if (lock.get('/Filter') !== '/Standard') return false
  const revision = lock.get('/R')
  const user = lock.get('/U')
  if (typeof revision !== 'number' || !Buffer.isBuffer(user)) return false
  if (revision >= 5) {
    if (user.length < 48) return false
    const salt = user.subarray(32, 40)
    const hash = revision === 5 ? createHash('sha256').update(salt).digest() : hashOf2B(salt)
    return hash.equals(user.subarray(0, 32))
  }
  return opensOlder(lock, trailer, revision, user)
}

function opensOlder(lock: Dict, trailer: Dict, revision: number, user: Buffer): boolean {
  const [owner, permissions, bits] = [lock.get('/O'), lock.get('/P'), lock.get('/Length')]
  if (!Buffer.isBuffer(owner) || typeof permissions !== 'number') return false
  const ids = trailer.get('/ID')
  const id = Array.isArray(ids) && Buffer.isBuffer(ids[0]) ? ids[0] : Buffer.alloc(0)
  const length = revision === 2 ? 5 : typeof bits === 'number' && bits >= 40 && bits <= 128 ? bits >> 3 : 16
  const rights = Buffer.alloc(4)
  rights.writeInt32LE(permissions | 0)
  const hidden = revision >= 4 && lock.get('/EncryptMetadata') === false ? Buffer.alloc(4, 0xff) : Buffer.alloc(0)
  let key = md5(PAD, owner.subarray(0, 32), rights, id, hidden)
  if (revision >= 3) for (let i = 0; i < 50; i++) key = md5(key.subarray(0, length))
  key = key.subarray(0, length)
  if (revision === 2) return rc4(key, PAD).equals(user.subarray(0, 32))
  let check = rc4(key, md5(PAD, id))
  for (let i = 1; i < 20; i++) check = rc4(Buffer.from(key.map((byte) => byte ^ i)), check)
  return check.equals(user.subarray(0, 16))
}

const md5 = (...parts: Buffer[]): Buffer => createHash('md5').update(Buffer.concat(parts)).digest()

/** Node's OpenSSL has it no more; it is only used to recognise the empty password. */
function rc4(key: Buffer, data: Buffer): Buffer {
  const state = Uint8Array.from({ length: 256 }, (_, i) => i)
  const at = (i: number): number => state[i & 255] ?? 0
  const swap = (i: number, j: number): void => {
    const kept = at(i)
    state[i] = at(j)
    state[j] = kept
  }
  for (let i = 0, j = 0; i < 256; i++) swap(i, (j = (j + at(i) + (key[i % key.length] ?? 0)) & 255))
  let [i, j] = [0, 0]
  return Buffer.from(
    data.map((byte) => {
      i = (i + 1) & 255
      j = (j + at(i)) & 255
      swap(i, j)
      return byte ^ at(at(i) + at(j))
    }),
  )
}

/** Algorithm 2.B with an empty password and no owner's part. */
function hashOf2B(salt: Buffer): Buffer {
  let key = createHash('sha256').update(salt).digest()
  for (let round = 0; ; round++) {
    const repeated = Buffer.concat(Array.from({ length: 64 }, () => key))
    const cipher = createCipheriv('aes-128-cbc', key.subarray(0, 16), key.subarray(16, 32)).setAutoPadding(false)
    const mixed = cipher.update(repeated)
    const sum = mixed.subarray(0, 16).reduce((all, byte) => all + byte, 0) % 3
    key = createHash((['sha256', 'sha384', 'sha512'] as const)[sum] ?? 'sha256')
      .update(mixed)
      .digest()
    if (round >= 63 && (mixed[mixed.length - 1] ?? 0) <= round - 31) return key.subarray(0, 32)
  }
}
