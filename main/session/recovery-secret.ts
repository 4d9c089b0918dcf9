import { createHash } from 'node:crypto'

/** Crockford's base 32: no I, L, O, U, so that a printed secret can be read aloud and typed by hand. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** 32 bytes + 3 check bytes → 56 characters in groups of four. */
export function printSecret(secret: Buffer): string {
  let bits = 0
  let value = 0
  let out = ''
  for (const byte of Buffer.concat([secret, check(secret)])) {
    value = (value << 8) | byte
    bits += 8
    while (bits >= 5) {
      out += ALPHABET[(value >> (bits - 5)) & 31]
      bits -= 5
    }
    value &= (1 << bits) - 1
  }
  return out.replace(/.{4}(?=.)/g, '$&-')
}

/** Forgives spaces, dashes, small letters and O I L for 0 1 1. Null when a character was mistyped. */
export function readSecret(text: string): Buffer | null {
  const clean = text
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1')
  const bytes: number[] = []
  let bits = 0
  let value = 0
  for (const char of clean) {
    const digit = ALPHABET.indexOf(char)
    if (digit < 0) return null
    value = (value << 5) | digit
    bits += 5
    if (bits >= 8) {
      bytes.push((value >> (bits - 8)) & 255)
      bits -= 8
    }
    value &= (1 << bits) - 1
  }
  const all = Buffer.from(bytes)
  const secret = all.subarray(0, 32)
  return all.length === 35 && check(secret).equals(all.subarray(32)) ? secret : null
}

const check = (secret: Buffer): Buffer => createHash('sha256').update(secret).digest().subarray(0, 3)
