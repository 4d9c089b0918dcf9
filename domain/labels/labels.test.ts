import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { labelFormatNames } from '../../contract/labels'
import { barFigures, barText } from './code'
import { formatOf, placeOf, placesOn } from './formats'

describe('labels (D2)', () => {
  it('lie on their paper, whole and not on one another, wherever one begins', () => {
    for (const name of labelFormatNames) {
      const { paper, label } = formatOf(name)
      const places = Array.from({ length: placesOn(name) * 2 }, (_, place) => placeOf(name, place))
      for (const { x, y } of places) {
        expect(x).toBeGreaterThanOrEqual(0)
        expect(x + label.width).toBeLessThanOrEqual(paper.width + 0.01)
        expect(y + label.height).toBeLessThanOrEqual(paper.height + 0.01)
      }
      expect(new Set(places.map(({ page, x, y }) => `${page} ${x} ${y}`)).size).toBe(places.length)
      for (const [i, one] of places.entries())
        for (const other of places.slice(i + 1))
          expect(
            one.page !== other.page ||
              Math.abs(one.x - other.x) >= label.width - 0.01 ||
              Math.abs(one.y - other.y) >= label.height - 0.01,
          ).toBe(true)
    }
  })

  it('say any number in bars: Latin ones as they are, Arabic ones in figures that lead back to book and place (N1)', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.uuid(), fc.integer({ min: 1, max: 99_999_999 }), (bookId, other, seq) => {
        const figures = barText({ numberText: `و/2026/${seq}`, bookId, seq })
        expect(figures).toMatch(/^\d{16}$/)
        expect(barFigures(figures, [bookId])).toEqual({ bookId, seq })
        if (other !== bookId) expect(barFigures(figures, [other])?.bookId ?? null).not.toBe(bookId)
        expect(barText({ numberText: `RA/2026/${seq}`, bookId, seq })).toBe(`RA/2026/${seq}`)
      }),
    )
    expect(barFigures('2026', [])).toBeNull()
  })
})
