import type { Circle } from './circles'
import { labelAt } from './circles'
import { SIZE, type World } from './world'

type Said = { title: string; lines: readonly string[]; language: string; rtl: boolean }
const [WIDTH, HEIGHT] = SIZE
const HEAD = 34
const LINE = 15

/** The map on its own, with what it shows and whose figures they are: on paper nobody sees the page around it. Black on white. */
export function svgOf(world: World, circles: readonly Circle[], { title, lines, language, rtl }: Said): string {
  const height = HEIGHT + HEAD + LINE * (lines.length + 1)
  const edge = rtl ? WIDTH - 12 : 12
  const text = (at: number, size: number, said: string, weight = 400): string =>
    `<text x="${edge}" y="${at}" font-size="${size}" font-weight="${weight}" fill="#000">${escaped(said)}</text>`
  const one = (n: number): string => n.toFixed(1)
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" lang="${language}" direction="${rtl ? 'rtl' : 'ltr'}" font-family="IBM Plex Sans Arabic, IBM Plex Sans, sans-serif">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="${WIDTH}" height="${height}" fill="#fff"/>`,
    text(22, 16, title, 600),
    `<g transform="translate(0 ${HEAD})">`,
    `<path d="${world.land}" fill="#e8e8e8"/><path d="${world.own}" fill="#9a9a9a"/><path d="${world.borders}" fill="none" stroke="#fff" stroke-width="0.6"/>`,
    ...circles.map(
      ({ x, y, r }) =>
        `<circle cx="${one(x)}" cy="${one(y)}" r="${one(r)}" fill="#000" fill-opacity="0.28" stroke="#000" stroke-width="0.8"/>`,
    ),
    ...circles
      .filter(({ labelled }) => labelled)
      .map((circle) => {
        const at = labelAt(circle)
        return `<text x="${one(at.x)}" y="${one(at.y)}" font-size="12" text-anchor="middle" fill="#000">${escaped(circle.name)}</text>`
      }),
    '</g>',
    ...lines.map((line, place) => text(HEIGHT + HEAD + LINE * (place + 1), 11, line)),
    '</svg>',
  ].join('')
}

const escaped = (said: string): string =>
  said
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')

/** Twice as fine as the screen: for a report. */
export async function pngOf(svg: Blob): Promise<Blob> {
  const url = URL.createObjectURL(svg)
  try {
    const image = new Image()
    image.src = url
    await image.decode()
    const canvas = document.createElement('canvas')
    canvas.width = image.naturalWidth * 2
    canvas.height = image.naturalHeight * 2
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
    return await new Promise((done, failed) =>
      canvas.toBlob((png) => (png ? done(png) : failed(new Error('not drawn'))), 'image/png'),
    )
  } finally {
    URL.revokeObjectURL(url)
  }
}
