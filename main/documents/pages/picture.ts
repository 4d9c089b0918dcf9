import { AppError } from '../../../contract/errors'
import type { Turn } from '../../../domain/documents/pages'
import { measureJpeg } from '../kinds/jpeg'
import { measurePng } from '../kinds/png'

type Picture = 'image/jpeg' | 'image/png'

/** A4, in points. */
const A4 = { width: 595.28, height: 841.89 }
/** What scanners say; a telephone says 72 of everything. */
const SCANNED = { from: 100, to: 1200 }

/** How large a picture lies on paper, in points: as it was on the glass, or as wide as A4. `points`: how many it is made of. */
export function sizeOnPaper(bytes: Uint8Array, kind: Picture): { width: number; height: number; points: number } {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  const size = kind === 'image/jpeg' ? measureJpeg(buffer) : measurePng(buffer)
  if (typeof size === 'string') throw new AppError('file-unreadable', { name: '' })
  const dpi = kind === 'image/jpeg' ? jpegDpi(buffer) : pngDpi(buffer)
  const points = size.width * size.height
  if (dpi >= SCANNED.from && dpi <= SCANNED.to)
    return { width: (size.width / dpi) * 72, height: (size.height / dpi) * 72, points }
  const width = size.width > size.height ? A4.height : A4.width
  return { width, height: (size.height / size.width) * width, points }
}

/** JFIF's density; 0 = not said. */
function jpegDpi(bytes: Buffer): number {
  if (bytes.readUInt16BE(2) !== 0xffe0 || bytes.toString('latin1', 6, 10) !== 'JFIF') return 0
  const unit = bytes[13]
  const density = bytes.readUInt16BE(14)
  return unit === 1 ? density : unit === 2 ? density * 2.54 : 0
}

/** pHYs, in points a metre; 0 = not said. */
function pngDpi(bytes: Buffer): number {
  for (let at = 8; at + 20 < bytes.length; at += bytes.readUInt32BE(at) + 12) {
    const name = bytes.toString('latin1', at + 4, at + 8)
    if (name === 'pHYs') return bytes[at + 16] === 1 ? Math.round(bytes.readUInt32BE(at + 8) * 0.0254) : 0
    if (name === 'IDAT') return 0
  }
  return 0
}

const TURNED: Record<number, Turn> = { 3: 180, 4: 180, 5: 90, 6: 90, 7: 270, 8: 270 }

/** How far a camera was held from upright (EXIF), as a page's turn. A picture that is mirrored too stays mirrored. */
export function uprightTurn(bytes: Uint8Array, kind: Picture): Turn {
  if (kind === 'image/png') return 0
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  try {
    for (let at = 2; view.getUint8(at) === 0xff && view.getUint8(at + 1) !== 0xda; at += 2 + view.getUint16(at + 2)) {
      if (view.getUint8(at + 1) !== 0xe1 || view.getUint32(at + 4) !== 0x45786966) continue
      return TURNED[orientation(view, at + 10)] ?? 0
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error // cut: it says nothing
  }
  return 0
}

/** The tag of a TIFF head, as EXIF has it. */
function orientation(view: DataView, head: number): number {
  const little = view.getUint16(head) === 0x4949
  const first = head + view.getUint32(head + 4, little)
  const tags = view.getUint16(first, little)
  for (let i = 0; i < tags; i++) {
    const at = first + 2 + i * 12
    if (view.getUint16(at, little) === 0x0112) return view.getUint16(at + 8, little)
  }
  return 1
}
