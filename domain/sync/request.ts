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

/** Bytes of a scan that travel at once (256 KiB lines take longer, not another size). */
export const CHUNK = 1024 * 1024
export const chunksOf = (size: number): number => Math.max(1, Math.ceil(size / CHUNK))
export const chunkSize = (size: number, index: number): number => Math.min(CHUNK, size - index * CHUNK)
