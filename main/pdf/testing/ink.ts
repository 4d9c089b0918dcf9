import type { Picture } from './chromium'

const DARK = 128

const isInk = ({ width, height, grey }: Picture, x: number, y: number): boolean =>
  x >= 0 && y >= 0 && x < width && y < height && (grey[y * width + x] ?? 255) < DARK

function nearInk(picture: Picture, x: number, y: number): boolean {
  for (let dy = -1; dy <= 1; dy++) for (let dx = -1; dx <= 1; dx++) if (isInk(picture, x + dx, y + dy)) return true
  return false
}

function covered(of: Picture, by: Picture): number {
  let ink = 0
  let near = 0
  for (let y = 0; y < of.height; y++)
    for (let x = 0; x < of.width; x++) {
      if (!isInk(of, x, y)) continue
      ink++
      if (nearInk(by, x, y)) near++
    }
  return ink === 0 ? 0 : near / ink
}

/** The share of the ink of each page that has ink of the other within one pixel; the worse of the two ways round. */
export function inkInCommon(one: Picture, other: Picture): number {
  return Math.min(covered(one, other), covered(other, one))
}
