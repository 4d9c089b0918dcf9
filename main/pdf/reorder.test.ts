import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { itemise } from './itemise'
import { visualOrder } from './reorder'

const levels = fc.array(fc.nat({ max: 6 }), { maxLength: 40 })

/** The words of a one-line paragraph from left to right. */
function fromTheLeft(text: string, direction: 'rtl' | 'ltr'): string[] {
  const pieces = itemise([{ text, noWrap: false }], direction)
  return visualOrder(pieces.map((piece) => piece.level))
    .map((index) => pieces[index]?.text.trim() ?? '')
    .filter((word) => word !== '')
}

describe('reordering a line (UAX #9 L2)', () => {
  test('loses and doubles nothing: the order is a permutation', () => {
    fc.assert(
      fc.property(levels, (given) => {
        expect([...visualOrder(given)].sort((a, b) => a - b)).toEqual(given.map((_, index) => index))
      }),
    )
  })

  test('leaves a line of even levels without odd ones as it is', () => {
    expect(visualOrder([0, 0, 2, 2, 0])).toEqual([0, 1, 2, 3, 4])
  })

  test('turns a line of one odd level round, and turned twice it is the line again', () => {
    fc.assert(
      fc.property(fc.nat({ max: 40 }), (length) => {
        const order = visualOrder(new Array<number>(length).fill(1))
        expect(order.map((index) => order[index])).toEqual(order.map((_, index) => index))
        expect(order).toEqual([...order].sort((a, b) => b - a))
      }),
    )
  })

  test('keeps every run of a higher level in one piece', () => {
    fc.assert(
      fc.property(levels, (given) => {
        const order = visualOrder(given)
        given.forEach((level, index) => {
          if (index === 0 || level !== given[index - 1]) return
          expect(Math.abs(order.indexOf(index) - order.indexOf(index - 1))).toBe(1)
        })
      }),
    )
  })

  test('صفحة 1 من 3 reads from the right, its numbers from the left', () => {
    expect(fromTheLeft('صفحة 12 من 30', 'rtl')).toEqual(['30', 'من', '12', 'صفحة'])
  })

  test('Arabic in a French sentence stands from the right inside it', () => {
    expect(fromTheLeft('Le ministère وزارة الداخلية publie', 'ltr')).toEqual([
      'Le',
      'ministère',
      'الداخلية',
      'وزارة',
      'publie',
    ])
  })
})
