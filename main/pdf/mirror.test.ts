import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mirrorRtl, reversedRow } from './mirror'

const cell = fc.record({ text: fc.string() })

describe('mirrorRtl', () => {
  test('a table turned round twice is the table again', () => {
    const row = fc.array(cell, { minLength: 3, maxLength: 3 })
    fc.assert(
      fc.property(
        fc.array(row, { minLength: 1 }),
        fc.array(fc.nat(), { minLength: 3, maxLength: 3 }),
        (body, widths) => {
          const table = () => ({
            direction: 'rtl' as const,
            table: { body: structuredClone(body), widths: [...widths] },
          })
          expect(mirrorRtl(mirrorRtl(table()))).toEqual(table())
        },
      ),
    )
  })

  test('a row turned round twice is the row again, spans with the cells they cover', () => {
    const row = ['a', { text: 'wide', colSpan: 2 }, {}, 'b']
    expect(reversedRow(row)).toEqual(['b', { text: 'wide', colSpan: 2 }, {}, 'a'])
    expect(reversedRow(reversedRow(row))).toEqual(row)
  })

  test('columns, widths, side borders and layout functions change sides', () => {
    const table = mirrorRtl({
      direction: 'rtl' as const,
      table: { widths: [10, '*'], body: [[{ text: '1', border: [true, false, false, false] }, 'x']] },
      layout: { vLineWidth: (line: number) => line, paddingLeft: (column: number) => column },
    })
    expect(table.table.widths).toEqual(['*', 10])
    expect(table.table.body).toEqual([['x', { text: '1', border: [false, false, true, false] }]])
    expect(table.layout.vLineWidth(0)).toBe(2)
    expect((table.layout as { paddingRight?: (column: number) => number }).paddingRight?.(0)).toBe(1)
  })

  test('what runs from the left is left alone, also inside what does not', () => {
    const node = mirrorRtl({ direction: 'rtl', columns: ['a', { direction: 'ltr', columns: ['b', 'c'] }] })
    expect(node.columns).toEqual([{ direction: 'ltr', columns: ['b', 'c'] }, 'a'])
  })
})
