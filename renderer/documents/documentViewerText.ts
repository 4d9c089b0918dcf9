import type { PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { PageText, Rotation, TextBox } from './documentViewerDocument'

/** A run of text as pdf.js gives it: `transform` leads from the run's own directions to the page's. */
export type Run = { str: string; dir: string; transform: number[]; width: number; height: number; hasEOL: boolean }
type Viewport = { width: number; height: number; convertToViewportPoint: (x: number, y: number) => number[] }

const isRun = (item: object): item is Run => 'str' in item && 'transform' in item

/** The words of a page in the order they are read, each run with its place. */
export async function textOfPage(page: PDFPageProxy): Promise<PageText> {
  const viewport = page.getViewport({ scale: 1 }) as unknown as Viewport
  const { items } = await page.getTextContent()
  return textOfRuns((items as object[]).filter(isRun), viewport)
}

export function textOfRuns(runs: readonly Run[], viewport: Viewport): PageText {
  let text = ''
  const boxes: TextBox[] = []
  for (const line of linesOf(runs)) {
    for (const run of line) {
      const from = text.length
      text += run.str
      if (run.str.trim() !== '')
        boxes.push({ from, to: text.length, rtl: run.dir === 'rtl', ...placeOf(run, viewport) })
    }
    text += '\n'
  }
  return { text, boxes }
}

/** Lines as they are drawn; one of Arabic is read from the right, in whatever order its words were drawn. */
function linesOf(runs: readonly Run[]): Run[][] {
  const lines: Run[][] = [[]]
  for (const run of runs) {
    lines.at(-1)?.push(run)
    if (run.hasEOL) lines.push([])
  }
  return lines.map((line) => {
    const words = line.filter(({ str }) => str.trim() !== '')
    const arabic = words.filter(({ dir }) => dir === 'rtl').length
    if (words.length < 2 || arabic * 2 <= words.length) return line
    const end = (run: Run): number => (run.transform[4] ?? 0) + run.width
    return [...line].sort((a, b) => end(b) - end(a))
  })
}

/** Letters reach a little below the line they stand on. */
const BELOW = 0.22

function placeOf({ transform, width, height }: Run, viewport: Viewport): Omit<TextBox, 'from' | 'to' | 'rtl'> {
  const [a = 1, b = 0, c = 0, d = 1, x = 0, y = 0] = transform
  const along = Math.hypot(a, b) || 1
  const up = Math.hypot(c, d) || 1
  const corners = [0, width].flatMap((w) =>
    [-BELOW * height, (1 - BELOW) * height].map((h) =>
      viewport.convertToViewportPoint(x + (a / along) * w + (c / up) * h, y + (b / along) * w + (d / up) * h),
    ),
  )
  const [xs, ys] = [corners.map(([left = 0]) => left), corners.map(([, top = 0]) => top)]
  const [left, top] = [Math.min(...xs), Math.min(...ys)]
  return {
    x: left / viewport.width,
    y: top / viewport.height,
    width: (Math.max(...xs) - left) / viewport.width,
    height: (Math.max(...ys) - top) / viewport.height,
  }
}

export type MarkBox = { x: number; y: number; width: number; height: number }

/** Where a piece of the text stands: of a run that holds more, the share of its length. */
export const boxesOf = ({ boxes }: PageText, { from, to }: { from: number; to: number }): MarkBox[] =>
  boxes
    .filter((box) => box.from < to && box.to > from)
    .map((box) => {
      const length = box.to - box.from
      const [start, end] = [Math.max(0, from - box.from) / length, Math.min(length, to - box.from) / length]
      const [left, right] = box.rtl ? [1 - end, 1 - start] : [start, end]
      // A line that stands upright is marked whole.
      if (box.height > box.width * 2) return box
      return { x: box.x + left * box.width, width: (right - left) * box.width, y: box.y, height: box.height }
    })

/** The same place on the page as somebody turned it to look at it. */
export function turnedBox({ x, y, width, height }: MarkBox, rotation: Rotation): MarkBox {
  if (rotation === 90) return { x: 1 - y - height, y: x, width: height, height: width }
  if (rotation === 180) return { x: 1 - x - width, y: 1 - y - height, width, height }
  if (rotation === 270) return { x: y, y: 1 - x - width, width: height, height: width }
  return { x, y, width, height }
}
