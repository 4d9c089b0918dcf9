import type { Measured } from './measured'

const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc

/**
 * Walks the segments as a decoder does (ITU T.81 B.1): the end is the EOI of the picture itself, not one of a thumbnail in
 * its head nor of what a telephone hangs behind it.
 */
export function measureJpeg(bytes: Buffer): Measured {
  let size: Measured = 'cut'
  let scans = 0
  let at = 2
  for (;;) {
    // Fill bytes before a marker, and rubbish between segments, are passed over.
    at = bytes.indexOf(0xff, at)
    if (at < 0 || at + 1 >= bytes.length) return 'cut'
    const marker = bytes[at + 1] ?? 0
    if (marker === 0xd9) return scans > 0 ? size : 'cut'
    const alone = marker === 0xff || marker === 0 || marker === 1 || (marker >= 0xd0 && marker <= 0xd8)
    if (alone) {
      at += marker === 0xff ? 1 : 2
      continue
    }
    if (at + 4 > bytes.length) return 'cut'
    const length = bytes.readUInt16BE(at + 2)
    if (at + 2 + length > bytes.length) return 'cut'
    if (isFrame(marker) && length >= 8) size = { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) }
    // After the head of a scan come its bits; inside them FF is always followed by 00 or a restart mark.
    if (marker === 0xda) scans++
    at += 2 + Math.max(2, length)
  }
}
