import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { superfluous } from './kept'

const day = (n: number): string => new Date(Date.UTC(2026, 0, 1) + n * 86_400_000).toISOString().slice(0, 10)

describe('which daily copies are kept', () => {
  it('a PC that makes one each day keeps its last three days and one of each of four weeks', () => {
    let copies: string[] = []
    for (let n = 0; n < 60; n++) {
      copies.push(day(n))
      const gone = superfluous(copies)
      copies = copies.filter((one) => !gone.includes(one))
    }
    // 1 January 2026 is a Thursday; the sixtieth day is Sunday, 1 March.
    expect(copies).toEqual([
      '2026-02-02',
      '2026-02-09',
      '2026-02-16',
      '2026-02-23',
      '2026-02-27',
      '2026-02-28',
      '2026-03-01',
    ])
  })

  it('whichever days a PC was on: the newest stays, never more than seven are kept, and one kept is never far from the last', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(400), { minLength: 1, maxLength: 80 }), (on) => {
        let copies: string[] = []
        for (const n of [...on].sort((a, b) => a - b)) {
          copies.push(day(n))
          const gone = superfluous(copies)
          expect(gone).not.toContain(day(n))
          copies = copies.filter((one) => !gone.includes(one))
          expect(copies.length).toBeLessThanOrEqual(7)
          expect(superfluous(copies)).toEqual([])
        }
        expect(copies.length).toBeGreaterThanOrEqual(Math.min(3, on.length))
      }),
    )
  })

  it('knows nothing of the order they are given in', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(400)), (on) => {
        const copies = on.map(day)
        expect(superfluous(copies).sort()).toEqual(superfluous([...copies].reverse()).sort())
      }),
    )
  })
})
