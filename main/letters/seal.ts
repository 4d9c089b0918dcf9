import { createHash } from 'node:crypto'
import type { Sign } from '../../domain/trust/keys'

/*
 * The verification code of a letter says what was signed, but a code can be copied onto another page. So the file bears it a second
 * time, with a seal over every byte of the file: `DIWAN-PROOF1:code:length:signature` in its information. The signature is made with
 * the PC's key, as the code's is, over the code, the length and the hash of that many bytes, in which the signature itself is zeros.
 */

const MARK = '(DIWAN-PROOF1:'
const LENGTH = 10
/** An Ed25519 signature in Base64. */
const SIGNATURE = 88
const SEAL = new RegExp(`^([A-Za-z0-9_-]{1,2400}):(\\d{${LENGTH}}):([A-Za-z0-9+/=]{${SIGNATURE}}|0{${SIGNATURE}})\\)`)

/** What stands in the file until it is sealed: as long as the seal. */
export const roomForSeal = (code: string): string =>
  `${MARK.slice(1)}${Buffer.from(code).toString('base64url')}:${'0'.repeat(LENGTH)}:${'0'.repeat(SIGNATURE)}`

export type Seal = {
  /** The verification code, as a scanner would read it. */
  code: string
  /** How many bytes from the first are sealed. */
  length: number
  signature: string
  /** What the signature is over. */
  text: string
}
type Place = { code: string; length: number; signature: string; at: number }

function placeOf(bytes: Buffer): Place | null {
  const from = bytes.indexOf(MARK, 0, 'latin1')
  if (from < 0) return null
  const start = from + MARK.length
  const found = SEAL.exec(bytes.toString('latin1', start, start + 3_000))
  const [all = '', code = '', length = '', signature = ''] = found ?? []
  if (!found) return null
  return {
    code: Buffer.from(code, 'base64url').toString(),
    length: Number(length),
    signature,
    at: start + all.length - 1 - SIGNATURE,
  }
}

function textOf(bytes: Buffer, { code, at }: Place, length: number): string {
  const hash = createHash('sha256')
    .update(bytes.subarray(0, at))
    .update('0'.repeat(SIGNATURE))
    .update(bytes.subarray(at + SIGNATURE, length))
  return `DIWAN-PROOF1|${code}|${length}|${hash.digest('hex')}`
}

/** The file with its seal, of the same length. @throws Error when it has no room for one */
export function sealed(bytes: Buffer, sign: Sign): Buffer {
  const place = placeOf(bytes)
  if (!place) throw new Error('the letter has no room for its seal')
  const copy = Buffer.from(bytes)
  copy.write(String(copy.length).padStart(LENGTH, '0'), place.at - 1 - LENGTH, 'latin1')
  copy.write(sign(textOf(copy, place, copy.length)), place.at, 'latin1')
  return copy
}

/** The seal of a file, as it says itself: whether it is true is asked of the key. Null: it has none that could be. */
export function sealOf(bytes: Buffer): Seal | null {
  const place = placeOf(bytes)
  if (!place) return null
  const { code, length, signature, at } = place
  if (length > bytes.length || at + SIGNATURE >= length) return { code, length, signature, text: '' }
  return { code, length, signature, text: textOf(bytes, place, length) }
}
