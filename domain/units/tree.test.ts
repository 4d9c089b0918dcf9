import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { existsOn, mayStandUnder, namesOn, treeOf } from './tree'

const ids = ['a', 'b', 'c', 'd', 'e', 'f']
const rows = fc
  .uniqueArray(fc.constantFrom(...ids), { minLength: 1 })
  .chain((some) =>
    fc.tuple(...some.map((id) => fc.record({ id: fc.constant(id), parentId: fc.option(fc.constantFrom(...ids)) }))),
  )
const same = (text: string) => ({ ar: text, fr: text, en: text, es: text })

describe('units', () => {
  it('each stands in the tree once, under its superior, whatever two PCs made of the rows', () => {
    fc.assert(
      fc.property(rows, (units) => {
        const lines = treeOf(units)
        expect(lines.map((l) => l.unit.id).sort()).toEqual(units.map((u) => u.id).sort())
        for (const [index, { unit, depth }] of lines.entries()) {
          if (depth === 0) continue
          const above = lines
            .slice(0, index)
            .reverse()
            .find((l) => l.depth === depth - 1)
          expect(above?.unit.id).toBe(unit.parentId)
        }
      }),
    )
  })

  it('no move that is allowed makes a circle', () => {
    fc.assert(
      fc.property(rows, fc.constantFrom(...ids), fc.constantFrom(...ids), (units, id, parentId) => {
        const straight = treeOf(units).filter((l) => l.depth > 0 || l.unit.parentId === null)
        if (straight.length < units.length || !units.some((u) => u.id === id)) return
        if (!mayStandUnder(units, id, parentId)) return
        const moved = units.map((u) => (u.id === id ? { ...u, parentId } : u))
        expect(
          treeOf(moved)
            .filter((l) => l.depth === 0)
            .every((l) => l.unit.parentId === null),
        ).toBe(true)
      }),
    )
    expect(mayStandUnder([{ id: 'a', parentId: null }], 'a', 'a')).toBe(false)
    expect(mayStandUnder([{ id: 'a', parentId: null }], 'a', 'gone')).toBe(false)
  })

  it('an old letter keeps the name its unit had; a unit ends on the day its successors begin', () => {
    const unit = {
      names: same('قسم الجالية'),
      was: [
        { names: same('مكتب'), parentId: null, until: '2020-01-01' },
        { names: same('مصلحة'), parentId: null, until: '2024-06-01' },
      ],
    }
    expect(['2019-12-31', '2020-01-01', '2024-05-31', '2024-06-01'].map((day) => namesOn(unit, day).ar)).toEqual([
      'مكتب',
      'مصلحة',
      'مصلحة',
      'قسم الجالية',
    ])
    const dated = { since: '2020-01-01', until: '2026-01-01' }
    expect(['2019-12-31', '2020-01-01', '2025-12-31', '2026-01-01'].map((day) => existsOn(dated, day))).toEqual([
      false,
      true,
      true,
      false,
    ])
  })
})
