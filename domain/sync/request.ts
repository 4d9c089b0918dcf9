import { sha256 } from '../hash'

/** Everything the device signs of a request: method, path with its query, claimed time, a nonce of its own, the bytes as sent. */
export const signedText = (method: string, path: string, time: number, nonce: string, body: Uint8Array): string =>
  [method, path, String(time), nonce, sha256(body)].join('\n')

/** Headers of a signed request, and the server's clock in every reply. */
export const headers = {
  device: 'x-diwan-device',
  time: 'x-diwan-time',
  nonce: 'x-diwan-nonce',
  signature: 'x-diwan-signature',
} as const

/**
 * A piece of a scan: nine seconds of a line of 56 kbit/s. A good line carries several at once; what a cut costs is never more
 * than what was on its way.
 */
export const CHUNK = 64 * 1024
/** Pieces that travel in one request at most: 256 KiB. */
export const MOST_CHUNKS = 4
export const chunksOf = (size: number): number => Math.max(1, Math.ceil(size / CHUNK))
export const chunkSize = (size: number, index: number): number => Math.min(CHUNK, size - index * CHUNK)
/** Bytes of `count` pieces from `index` on, to the end of the scan at most. */
export const runSize = (size: number, index: number, count: number): number =>
  Math.max(0, Math.min(count * CHUNK, size - index * CHUNK))
