import type { Measured } from './measured'

/** Chunk after chunk to IEND; what hangs behind it does not matter. Nothing is unpacked: a small file may hold a huge picture. */
export function measurePng(bytes: Buffer): Measured {
  let size: Measured = 'cut'
  for (let at = 8; at + 8 <= bytes.length;) {
    const length = bytes.readUInt32BE(at)
    const type = bytes.toString('latin1', at + 4, at + 8)
    if (!/^[A-Za-z]{4}$/.test(type)) return 'cut'
    if (type === 'IHDR' && at + 16 <= bytes.length)
      size = { width: bytes.readUInt32BE(at + 8), height: bytes.readUInt32BE(at + 12) }
    if (type === 'IEND') return size
    at += 12 + length
  }
  return 'cut'
}
