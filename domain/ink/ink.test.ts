import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Ink, inkBox, inkLimits } from '../../contract/ink'
import { fitsInk, pathOf, pointsOf, strokeOf } from './ink'

const point = fc.record({
  x: fc.double({ min: -50, max: 700, noNaN: true }),
  y: fc.double({ min: -50, max: 300, noNaN: true }),
})

describe('a signature on the screen (C6, D5)', () => {
  it('whatever a hand draws becomes ink the contract takes: inside the box, from its first point to its last', () => {
    fc.assert(
      fc.property(fc.array(point, { minLength: 1, maxLength: 400 }), (points) => {
        const stroke = strokeOf(points)
        expect(Ink.safeParse([stroke]).success).toBe(true)
        const [first, last] = [points[0], points.at(-1)]
        const clamp = (n: number, most: number): number => Math.round(Math.min(Math.max(n, 0), most)) + 0
        expect(stroke.slice(0, 2)).toEqual([clamp(first?.x ?? 0, inkBox.width), clamp(first?.y ?? 0, inkBox.height)])
        expect(stroke.slice(-2)).toEqual([clamp(last?.x ?? 0, inkBox.width), clamp(last?.y ?? 0, inkBox.height)])
      }),
    )
  })

  it('a straight line is two points, and a corner stays', () => {
    const line = Array.from({ length: 200 }, (_, at) => ({ x: at * 2, y: at / 2 }))
    expect(strokeOf(line)).toEqual([0, 0, 398, 100])
    expect(strokeOf([...line, { x: 0, y: 190 }])).toEqual([0, 0, 398, 100, 0, 190])
  })

  it('no point that was left out lies farther than a hair from the line that is kept', () => {
    fc.assert(
      fc.property(fc.array(point, { minLength: 3, maxLength: 120 }), (points) => {
        const kept = pointsOf(strokeOf(points))
        for (const { x, y } of points) {
          const p = { x: Math.min(Math.max(x, 0), inkBox.width), y: Math.min(Math.max(y, 0), inkBox.height) }
          const away = kept.slice(1).map((b, at) => distance(p, kept[at] ?? b, b))
          expect(Math.min(...away, Infinity)).toBeLessThan(3)
        }
      }),
    )
  })

  it('what is no signature is refused: nothing drawn, a point outside, half a point, more than a row holds', () => {
    for (const no of [[], [[]], [[1]], [[1, 2, 3]], [[601, 1]], [[1, 201]], [[-1, 1]], [[1.5, 1]]])
      expect(Ink.safeParse(no).success, JSON.stringify(no)).toBe(false)
    const most = [Array.from({ length: inkLimits.numbers }, () => 1)]
    expect(Ink.safeParse(most).success).toBe(true)
    expect(Ink.safeParse([...most, [1, 1]]).success).toBe(false)
    expect(fitsInk(most, [1, 1])).toBe(false)
    expect(fitsInk([], [1, 1])).toBe(true)
  })

  it('a dot is drawn too', () => {
    expect(
      pathOf([
        [5, 6],
        [1, 2, 3, 4],
      ]),
    ).toBe('M5 6L6 6M1 2L3 4')
  })
})

function distance(p: { x: number; y: number }, a: { x: number; y: number }, b: { x: number; y: number }): number {
  const [dx, dy] = [b.x - a.x, b.y - a.y]
  const along =
    dx === 0 && dy === 0 ? 0 : Math.min(1, Math.max(0, ((p.x - a.x) * dx + (p.y - a.y) * dy) / (dx * dx + dy * dy)))
  return Math.hypot(p.x - a.x - along * dx, p.y - a.y - along * dy)
}
