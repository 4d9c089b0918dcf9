import { describe, expect, it } from 'vitest'
import { gridLayout, moveBy, pagesOf } from './registerGridLayout'

const days = [
  { date: '2026-11-20', entries: 3, cancelled: 1, voids: 0 },
  { date: '2026-11-19', entries: 0, cancelled: 0, voids: 0 },
  { date: '2026-11-17', entries: 2, cancelled: 0, voids: 0 },
]

describe('the layout of a register', () => {
  it('draws a heading before the entries of each day, and none for a day without entries', () => {
    const layout = gridLayout(days)
    expect(layout.lines).toBe(7)
    expect(layout.entries).toBe(5)
    const drawn = Array.from({ length: 7 }, (_, i) => layout.lineAt(i))
    expect(drawn.map((line) => (line?.kind === 'day' ? line.day.date : line?.offset))).toEqual([
      '2026-11-20',
      0,
      1,
      2,
      '2026-11-17',
      3,
      4,
    ])
  })

  it('gives a void number its line, and a day that has nothing else its heading', () => {
    const layout = gridLayout([
      { date: '2026-11-21', entries: 0, cancelled: 0, voids: 2 },
      { date: '2026-11-20', entries: 1, cancelled: 0, voids: 1 },
    ])
    expect([layout.lines, layout.entries]).toEqual([6, 4])
    expect(layout.lineAt(3)).toMatchObject({ kind: 'day', day: { date: '2026-11-20' } })
    expect(layout.lineOf(3)).toBe(5)
  })

  it('finds the line of every entry again', () => {
    const layout = gridLayout(days)
    for (let offset = 0; offset < layout.entries; offset++) {
      expect(layout.lineAt(layout.lineOf(offset))).toMatchObject({ kind: 'entry', offset })
    }
  })

  it('has no line outside the register, and none in an empty one', () => {
    const layout = gridLayout(days)
    expect(layout.lineAt(-1)).toBeUndefined()
    expect(layout.lineAt(7)).toBeUndefined()
    expect(gridLayout([]).lineAt(0)).toBeUndefined()
    expect(gridLayout([]).lines).toBe(0)
  })

  it('lays out a year of 200,000 entries from its days', () => {
    const year = Array.from({ length: 250 }, (_, i) => ({ date: `d${i}`, entries: 800, cancelled: 0, voids: 0 }))
    const layout = gridLayout(year)
    expect(layout.entries).toBe(200_000)
    expect(layout.lineOf(199_999)).toBe(layout.lines - 1)
    expect(layout.lineAt(layout.lineOf(123_456))).toMatchObject({ kind: 'entry', offset: 123_456 })
  })
})

describe('pages', () => {
  it('cover what is seen, across a page border', () => {
    expect(pagesOf(95, 130, 100)).toEqual([0, 1])
    expect(pagesOf(200, 200, 100)).toEqual([2])
  })
})

describe('keys', () => {
  it('move within the register and stop at its ends', () => {
    expect(moveBy('ArrowDown', null, 10, 5)).toBe(0)
    expect(moveBy('ArrowDown', 9, 10, 5)).toBe(9)
    expect(moveBy('ArrowUp', 0, 10, 5)).toBe(0)
    expect(moveBy('PageDown', 3, 10, 5)).toBe(8)
    expect(moveBy('End', 0, 10, 5)).toBe(9)
    expect(moveBy('Home', 7, 10, 5)).toBe(0)
  })

  it('do nothing in an empty register or for another key', () => {
    expect(moveBy('ArrowDown', null, 0, 5)).toBeNull()
    expect(moveBy('x', 3, 10, 5)).toBeNull()
  })
})
