import type { Measured } from './measured'

/** The container's length, and the picture's size in the first chunk (RFC 9649). */
export function measureWebp(bytes: Buffer): Measured {
  if (bytes.length < 30 || bytes.length < bytes.readUInt32LE(4) + 8) return 'cut'
  switch (bytes.toString('latin1', 12, 16)) {
    case 'VP8 ':
      return { width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff }
    case 'VP8L': {
      const bits = bytes.readUInt32LE(21)
      return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 }
    }
    case 'VP8X':
      return { width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1 }
    default:
      return 'cut'
  }
}
