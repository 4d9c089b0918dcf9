import type { Column } from 'pdfmake/interfaces'
import { QrEncoder } from './internals'

const DARK = '#000'

/** The code is on every page of a letter, and finding the best mask takes longer than setting the page. */
let latest: { payload: string; code: { path: string; size: number } } | null = null

/** The dark modules as one path, neighbours in a row as one box: no hairlines between them, and a third of the length. */
function darkPath(payload: string): { path: string; size: number } {
  const { _canvas: squares, _width: size } = QrEncoder.measure({ qr: payload, eccLevel: 'M' })
  const boxes: { x: number; y: number; w: number; h: number }[] = []
  for (const { x, y, w, color } of squares) {
    if (color !== DARK) continue
    const last = boxes.at(-1)
    if (last && last.y === y && last.x + last.w === x) last.w += w
    else boxes.push({ x, y, w, h: w })
  }
  return { path: boxes.map(({ x, y, w, h }) => `M${x} ${y}h${w}v${h}h-${w}z`).join(''), size }
}

/** A QR code as vectors, sharp at any size, with error correction M (15 %). `side` in points. */
export function qrCode(payload: string, side: number): Column {
  if (latest?.payload !== payload) latest = { payload, code: darkPath(payload) }
  const { path, size } = latest.code
  const frame = `<svg viewBox="0 0 ${size} ${size}" width="${size}" height="${size}"/>`
  return { width: side, svg: frame, fit: [side, side], ...{ plainPath: { path, size } } }
}
