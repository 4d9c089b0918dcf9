import bwip from 'bwip-js/node'

type Raw = { sbs: number[] }[]

/** Code 128 as the widths of bars and gaps in turn, the first a bar, in modules; `size` is their sum. */
export function code128(text: string): { widths: readonly number[]; size: number } {
  const [drawn] = (bwip as unknown as { raw(kind: string, text: string, options: object): Raw }).raw(
    'code128',
    text,
    {},
  )
  const widths = drawn?.sbs ?? []
  return { widths, size: widths.reduce((sum, width) => sum + width, 0) }
}

/** The bars as one path, `height` modules high. */
export function barPath(widths: readonly number[], height: number): string {
  let x = 0
  return widths
    .map((width, i) => {
      const box = i % 2 === 0 ? `M${x} 0h${width}v${height}h-${width}z` : ''
      x += width
      return box
    })
    .join('')
}

/**
 * How wide a module is drawn, in points, so that all bars fit into `room` with the quiet ten modules at either side: a whole number of the
 * printer's dots, the widest that fits, and no wider than a hand scanner wants it.
 */
export function moduleWidth(size: number, room: number, dpi: number): number {
  const dot = 72 / dpi
  const widest = Math.floor(room / (size + 20) / dot)
  const wanted = Math.max(1, Math.round(WANTED / dot))
  return dot * Math.max(1, Math.min(widest, wanted))
}
/** 0.3 mm. */
const WANTED = (0.3 * 72) / 25.4
