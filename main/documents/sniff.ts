export type Kind = 'application/pdf' | 'image/jpeg' | 'image/png' | 'image/webp'
export type Sniffed = { kind: Kind } | 'unknown' | 'cut'

/**
 * What a file is by its bytes, never by its name, and whether its end is there: a scan cut off on its way is refused at once,
 * not found unreadable in a year.
 * @param head first 1 KiB · @param tail last 2 KiB
 */
export function sniff(head: Buffer, tail: Buffer, size: number): Sniffed {
  if (head.subarray(0, 1024).includes('%PDF-')) {
    return tail.includes('%%EOF') && tail.includes('startxref') ? { kind: 'application/pdf' } : 'cut'
  }
  if (head.subarray(0, 3).equals(JPEG)) return tail.lastIndexOf(JPEG_END) >= 0 ? { kind: 'image/jpeg' } : 'cut'
  if (head.subarray(0, 8).equals(PNG)) return tail.lastIndexOf('IEND') >= 0 ? { kind: 'image/png' } : 'cut'
  if (head.toString('latin1', 0, 4) === 'RIFF' && head.toString('latin1', 8, 12) === 'WEBP') {
    return size >= head.readUInt32LE(4) + 8 ? { kind: 'image/webp' } : 'cut'
  }
  return 'unknown'
}

const JPEG = Buffer.from([0xff, 0xd8, 0xff])
const JPEG_END = Buffer.from([0xff, 0xd9])
const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
