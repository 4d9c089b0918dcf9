import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isUntouched, moved, movedTo, pageRange, turnedBy } from './pages'

const pages = (keys: string) => [...keys].map((key, page) => ({ key, fileId: 'a', page, turn: 0 as const }))
const order = (list: { key: string }[]): string => list.map(({ key }) => key).join('')
const set = (keys: string): Set<string> => new Set(keys)

describe('pages that are arranged', () => {
  it.each([
    ['abcd', 'b', -1, 'bacd'],
    ['abcd', 'b', 1, 'acbd'],
    ['abcd', 'a', -1, 'abcd'],
    ['abcd', 'd', 1, 'abcd'],
    ['abcd', 'bd', -1, 'badc'],
    ['abcd', 'cd', 1, 'abcd'],
    ['abcd', 'ab', -1, 'abcd'],
    ['abcde', 'ac', 1, 'badce'],
  ] as const)('%s: %s by %i is %s', (all, chosen, step, to) =>
    expect(order(moved(pages(all), set(chosen), step))).toBe(to),
  )

  it.each([
    ['abcd', 'd', 0, 'dabc'],
    ['abcd', 'a', 4, 'bcda'],
    ['abcd', 'ac', 4, 'bdac'],
    ['abcd', 'bc', 2, 'abcd'],
  ] as const)('%s: %s before place %i is %s', (all, chosen, at, to) =>
    expect(order(movedTo(pages(all), set(chosen), at))).toBe(to),
  )

  it('none is lost or doubled, wherever they go', () => {
    fc.assert(
      fc.property(
        fc.subarray([...'abcdef']),
        fc.nat(6),
        fc.constantFrom(-1 as const, 1 as const),
        (chosen, at, step) => {
          const all = pages('abcdef')
          for (const list of [moved(all, new Set(chosen), step), movedTo(all, new Set(chosen), at)])
            expect([...order(list)].sort().join('')).toBe('abcdef')
        },
      ),
    )
  })

  it('four turns are none; as they lay is untouched', () => {
    expect(turnedBy(turnedBy(0, 270), 90)).toBe(0)
    expect(isUntouched(pages('ab'), 'a', 2)).toBe(true)
    expect(isUntouched(pages('ab'), 'a', 3)).toBe(false)
    expect(isUntouched([...pages('ab')].reverse(), 'a', 2)).toBe(false)
    expect(
      isUntouched(
        pages('ab').map((page) => ({ ...page, turn: 90 as const })),
        'a',
        2,
      ),
    ).toBe(false)
  })

  it.each([
    ['1-3, 7', [0, 1, 2, 6]],
    ['٢–٣، ٥', [1, 2, 4]],
    ['3 1 3', [0, 2]],
    ['', null],
    ['0', null],
    ['4-2', null],
    ['8', null],
    ['1-', null],
    ['two', null],
  ])('%j of seven pages is %j', (text, wanted) => expect(pageRange(text, 7)).toEqual(wanted))
})
