import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { joined, oneWith, pairKey, pairOf, type Said } from './sameness'

const word = (kept: string, other: string, verdict = 'same', removedAt: number | null = null): Said => {
  const [oneId, otherId] = pairOf(kept, other)
  return {
    id: `${verdict}${kept}${other}`,
    oneId,
    otherId,
    verdict,
    keptId: verdict === 'same' ? kept : null,
    removedAt,
  }
}
const leadOf = (words: readonly Said[], id: string): string => joined(words).leads.get(id) ?? id

describe('cards that are one person (P3)', () => {
  it('leads to the kept card; taken back, each is its own again', () => {
    expect(oneWith('b', joined([word('a', 'b')]))).toEqual(['a', 'b'])
    expect(oneWith('a', joined([word('b', 'a')]))).toEqual(['b', 'a'])
    expect(oneWith('b', joined([word('a', 'b', 'same', 1)]))).toEqual(['b'])
  })

  it('two offices that keep different ones have all three as one: A→B and A→C, A→B and B→A', () => {
    const three = [word('b', 'a'), word('c', 'a')]
    expect(['a', 'b', 'c'].map((id) => leadOf(three, id))).toEqual(['b', 'b', 'b'])
    expect(leadOf([word('b', 'a'), word('a', 'b')], 'b')).toBe('a')
    expect(oneWith('c', joined([word('b', 'a'), word('c', 'b')]))).toEqual(['c', 'a', 'b'])
  })

  it('who is said not to be one is not, and it is said that people disagree', () => {
    const words = [word('a', 'b'), word('a', 'b', 'different'), word('b', 'c')]
    expect(oneWith('a', joined(words))).toEqual(['a'])
    expect([...joined(words).disputed]).toEqual([pairKey('a', 'b')])
    expect(oneWith('c', joined(words))).toEqual(['b', 'c'])
  })

  const cards = fc.constantFrom('a', 'b', 'c', 'd', 'e')
  const words = fc.array(
    fc
      .tuple(
        cards,
        cards,
        fc.constantFrom('same', 'same', 'different', 'of a newer version'),
        fc.constantFrom(null, null, 7),
      )
      .filter(([a, b]) => a !== b)
      .map(([a, b, verdict, removed]) => word(a, b, verdict, removed)),
    { maxLength: 12 },
  )
  it('every desk with the same words has the same answer, in whatever order they came, and no card is lost', () => {
    fc.assert(
      fc.property(words, fc.integer(), (all, seed) => {
        const other = [...all]
          .sort((x, y) => ((x.id.length * 31 + seed) % 7) - ((y.id.length * 17 + seed) % 7))
          .reverse()
        const [one, two] = [joined(all), joined([...other, ...all])]
        for (const id of ['a', 'b', 'c', 'd', 'e']) {
          const of = oneWith(id, one)
          expect(oneWith(id, two)).toEqual(of)
          expect(of).toContain(id)
          // Whoever it is asked from: the same cards, and one that leads.
          for (const card of of) expect(oneWith(card, one)).toEqual(of)
        }
      }),
    )
  })
})
