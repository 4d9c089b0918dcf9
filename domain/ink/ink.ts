import { inkBox, inkLimits, type Ink } from '../../contract/ink'

export type Point = { x: number; y: number }

/** How far a point may lie beside the line that replaces it, in units of the box. */
const TOLERANCE = 1.2

/**
 * A stroke as it is kept: whole numbers of the box, without the points that say nothing (Ramer–Douglas–Peucker). A hand gives two
 * hundred points a second; a tenth of them draws the same line.
 */
export function strokeOf(points: readonly Point[]): number[] {
  const within = points.map(({ x, y }) => ({
    x: Math.round(Math.min(Math.max(x, 0), inkBox.width)),
    y: Math.round(Math.min(Math.max(y, 0), inkBox.height)),
  }))
  const kept = new Array<boolean>(within.length).fill(false)
  kept[0] = kept[within.length - 1] = true
  // By hand and not by recursion: a stroke may have thousands of points.
  const spans: [number, number][] = [[0, within.length - 1]]
  for (let span = spans.pop(); span; span = spans.pop()) {
    const [from, to] = span
    const far = farthest(within, from, to)
    if (far === null) continue
    kept[far] = true
    spans.push([from, far], [far, to])
  }
  return within.flatMap(({ x, y }, at) => (kept[at] ? [x, y] : []))
}

/** The point between two others that lies farthest from their line, if it says something. */
function farthest(points: readonly Point[], from: number, to: number): number | null {
  const [a, b] = [points[from], points[to]]
  if (!a || !b) return null
  const length = Math.hypot(b.x - a.x, b.y - a.y)
  let [far, most] = [-1, TOLERANCE]
  for (let at = from + 1; at < to; at++) {
    const p = points[at]
    if (!p) continue
    const away =
      length === 0
        ? Math.hypot(p.x - a.x, p.y - a.y)
        : Math.abs((b.x - a.x) * (a.y - p.y) - (a.x - p.x) * (b.y - a.y)) / length
    if (away > most) [far, most] = [at, away]
  }
  return far < 0 ? null : far
}

/** Whether another stroke still fits what a row may hold. */
export const fitsInk = (ink: Ink, stroke: readonly number[]): boolean =>
  ink.length < inkLimits.strokes && ink.reduce((sum, one) => sum + one.length, stroke.length) <= inkLimits.numbers

/** A stroke as points; a dot is a line too short to see, so that a pen draws it. */
export function pointsOf(stroke: readonly number[]): Point[] {
  const points: Point[] = []
  for (let at = 0; at + 1 < stroke.length; at += 2) points.push({ x: stroke[at] ?? 0, y: stroke[at + 1] ?? 0 })
  const [only] = points
  return points.length === 1 && only ? [only, { x: only.x + 1, y: only.y }] : points
}

/** All strokes as one path of SVG, in the units of the box. */
export const pathOf = (ink: Ink): string =>
  ink
    .map(
      (stroke) =>
        `M${pointsOf(stroke)
          .map(({ x, y }) => `${x} ${y}`)
          .join('L')}`,
    )
    .join('')
