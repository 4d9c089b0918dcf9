import type { World } from './world'

export type Circle = { id: string; name: string; value: number; x: number; y: number; r: number; labelled: boolean }

const LARGEST = 30
const SMALLEST = 1.5
const LABELS = 9

/**
 * A circle a country, its area as the number is: read in black and white as well. The largest come first, so that the small ones lie over
 * them; those of them that have room bear their name.
 */
export function circlesOf(
  values: readonly { id: string; name: string; value: number }[],
  { middles }: Pick<World, 'middles'>,
): Circle[] {
  const most = Math.max(1, ...values.map(({ value }) => value))
  const placed = values
    .filter(({ id, value }) => value > 0 && middles.has(id))
    .sort((a, b) => b.value - a.value)
    .map((one): Circle => {
      const [x, y] = middles.get(one.id) ?? [0, 0]
      return { ...one, x, y, r: Math.max(SMALLEST, LARGEST * Math.sqrt(one.value / most)), labelled: false }
    })
  const taken: Box[] = []
  for (const circle of placed.slice(0, LABELS)) {
    const box = boxOf(circle)
    if (taken.some((other) => meet(box, other))) continue
    taken.push(box)
    circle.labelled = true
  }
  return placed
}

/** Under its circle. */
export const labelAt = ({ x, y, r }: Circle): { x: number; y: number } => ({ x, y: y + r + 13 })

type Box = { left: number; right: number; top: number; bottom: number }
function boxOf(circle: Circle): Box {
  const { x, y } = labelAt(circle)
  const half = circle.name.length * 4.2
  return { left: x - half, right: x + half, top: y - 13, bottom: y + 4 }
}
const meet = (a: Box, b: Box): boolean => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom

/** Two round sizes to read the circles by: about the largest, and a tenth of it. */
export function scaleOf(circles: readonly Circle[]): { value: number; r: number }[] {
  const most = circles[0]
  if (!most) return []
  const round = (value: number): number => {
    const step = 10 ** Math.floor(Math.log10(Math.max(1, value)))
    return Math.max(1, Math.floor(value / step) * step)
  }
  return [round(most.value), round(most.value / 10)]
    .filter((value, at, all) => all.indexOf(value) === at)
    .map((value) => ({ value, r: LARGEST * Math.sqrt(value / most.value) }))
}
