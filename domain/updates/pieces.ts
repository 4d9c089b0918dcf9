import { createHash } from 'node:crypto'
import { sha256 } from '../hash'

/** A piece of a package: bytes, and the first half of their SHA-256. Nobody trusts it; a whole package has its own hash. */
export type Piece = { hash: string; length: number }

/** Bytes. Pieces end where their content says so, so that what moved is the same piece: about 64 KiB, at least and at most so long. */
export const LEAST = 16 * 1024
export const MOST = 256 * 1024
/** A piece ends where these bits of the rolling hash are 0: at every 65,536th byte. */
const ENDS = 0xffff_0000
/** What is older than so many bytes has left the hash. */
const WINDOW = 32

/** A number for each byte. Another table would only find fewer pieces again: never change it. */
const GEAR = Uint32Array.from({ length: 256 }, (_, byte) => parseInt(sha256(`diwan piece ${byte}`).slice(0, 8), 16))

/** Where pieces end in bytes that come one after the other (a "gear" hash, as FastCDC cuts). */
export class Cutter {
  private length = 0
  private hash = 0

  /** @returns places in these bytes behind which a piece ends */
  cuts(bytes: Uint8Array): number[] {
    const ends: number[] = []
    for (let at = 0; at < bytes.length;) {
      // What is too short to end is not looked at.
      const skipped = Math.min(Math.max(LEAST - WINDOW - this.length, 0), bytes.length - at)
      this.length += skipped
      at += skipped
      const end = this.endIn(bytes, at)
      if (end === null) break
      ends.push((at = end))
      this.length = this.hash = 0
    }
    return ends
  }

  private endIn(bytes: Uint8Array, from: number): number | null {
    let { hash, length } = this
    for (let at = from; at < bytes.length; at++) {
      hash = ((hash << 1) + (GEAR[bytes[at] ?? 0] ?? 0)) | 0
      length++
      if (length >= MOST || (length >= LEAST && (hash & ENDS) === 0)) return at + 1
    }
    ;[this.hash, this.length] = [hash, length]
    return null
  }
}

/** The pieces of a package, in order. */
export async function piecesOf(chunks: AsyncIterable<Uint8Array>): Promise<Piece[]> {
  const pieces: Piece[] = []
  const cutter = new Cutter()
  let [hash, length] = [createHash('sha256'), 0]
  const ended = (): void => {
    if (length > 0) pieces.push({ hash: half(hash.digest()), length })
    ;[hash, length] = [createHash('sha256'), 0]
  }
  const add = (bytes: Uint8Array): void => {
    hash.update(bytes)
    length += bytes.length
  }
  for await (const bytes of chunks) {
    let from = 0
    for (const end of cutter.cuts(bytes)) {
      add(bytes.subarray(from, end))
      ended()
      from = end
    }
    add(bytes.subarray(from))
  }
  ended()
  return pieces
}

const HALF = 16
const half = (digest: Buffer): string => digest.toString('hex', 0, HALF)
export const pieceHash = (bytes: Uint8Array): string => half(createHash('sha256').update(bytes).digest())

/** On the line: of each piece its hash, and its length as four bytes. */
const RECORD = HALF + 4

export function listOf(pieces: readonly Piece[]): Buffer {
  const list = Buffer.alloc(pieces.length * RECORD)
  for (const [index, { hash, length }] of pieces.entries()) {
    list.write(hash, index * RECORD, 'hex')
    list.writeUInt32BE(length, index * RECORD + HALF)
  }
  return list
}

/** @returns null when it is no list of a package of so many bytes */
export function readList(list: Buffer, size: number): Piece[] | null {
  const pieces: Piece[] = []
  for (let at = 0; at + RECORD <= list.length; at += RECORD)
    pieces.push({ hash: list.toString('hex', at, at + HALF), length: list.readUInt32BE(at + HALF) })
  const fits = pieces.every(({ length }) => length > 0 && length <= MOST)
  return fits && pieces.reduce((sum, { length }) => sum + length, 0) === size ? pieces : null
}
