import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { begunItem, indented, joinedAfter, joinedBefore, ofKind, parted, pasted, styled, typed } from './edit'
import { parseMarked } from './parse'
import { leavesOf, lengthAt, removed, standing, type Chosen } from './places'
import { belowCell, tableChanged, tableInserted, tableSteps } from './table'
import { plainOf, writeMarked } from './write'

/** `[` and `]` are where it is chosen, `|`-free texts only. */
const chosen = (text: string, from: [number, number], to: [number, number] = from): Chosen => ({
  lines: parseMarked(text),
  from: { leaf: from[0], at: from[1] },
  to: { leaf: to[0], at: to[1] },
})
const written = (after: Chosen | null): string | null => after && writeMarked(after.lines)

const TEXTS = [
  'une phrase',
  '# Objet\ntexte **gras** ici\n- un\n-- deux\n1. trois',
  '|# a | b | c |\n| 1 | < | 2 |\n| ^ | 3 | 4 |\nfin',
  'x\n|# a | b |\n| 1 | 2 |',
]
/** Anywhere in one of the texts. */
const anywhere = fc.constantFrom(...TEXTS).chain((text) => {
  const lines = parseMarked(text)
  const leaves = leavesOf(lines)
  const place = fc.nat(leaves.length - 1).chain((leaf) => fc.nat(lengthAt(lines, leaf)).map((at) => ({ leaf, at })))
  return fc.tuple(place, place).map(([a, b]): Chosen => {
    const [from, to] = a.leaf < b.leaf || (a.leaf === b.leaf && a.at <= b.at) ? [a, b] : [b, a]
    return { lines, from, to }
  })
})
const isWhole = (after: Chosen): void => {
  expect(after.lines.length).toBeGreaterThan(0)
  for (const { leaf, at } of [after.from, after.to]) {
    expect(leaf).toBeLessThan(leavesOf(after.lines).length)
    expect(at).toBeLessThanOrEqual(lengthAt(after.lines, leaf))
  }
  expect(parseMarked(writeMarked(after.lines)).map(({ kind }) => kind)).toEqual(after.lines.map(({ kind }) => kind))
}

describe('what keys do to a text', () => {
  test('whatever is done, the text is whole and its caret stands in it', () => {
    const steps: ((given: Chosen) => Chosen | null)[] = [
      removed,
      parted,
      joinedBefore,
      joinedAfter,
      begunItem,
      belowCell,
      tableInserted,
      (given) => styled(given, 'bold'),
      (given) => typed(given, 'é'),
      (given) => ofKind(given, 'number'),
      (given) => ofKind(given, 'heading'),
      (given) => indented(given, 1),
      (given) => indented(given, -1),
      (given) => pasted(given, parseMarked('a\n- b\n| c | d |')),
      ...tableSteps.map((step) => (given: Chosen) => tableChanged(given, step)),
    ]
    fc.assert(
      fc.property(anywhere, fc.array(fc.constantFrom(...steps), { minLength: 1, maxLength: 6 }), (given, all) => {
        let now = given
        for (const step of all) {
          const next = step(now)
          if (next) isWhole((now = next))
        }
      }),
      { numRuns: 1500 },
    )
  })

  test('styles change no word', () => {
    fc.assert(
      fc.property(anywhere, (given) => {
        const text = writeMarked(given.lines)
        const bold = styled(given, 'bold')
        expect(plainOf(writeMarked(bold.lines), true)).toBe(plainOf(text, true))
      }),
    )
    const bold = styled(chosen('a bc d', [0, 2], [0, 4]), 'bold')
    expect(written(bold)).toBe('a **bc** d')
    expect(written(styled(bold, 'bold'))).toBe('a bc d')
    expect(written(styled(chosen('ab\ncd', [0, 1], [1, 1]), 'italic'))).toBe("a''b''\n''c''d")
  })

  test('Enter goes on with a list, and leaves it where an item is empty', () => {
    const next = parted(chosen('1. un', [0, 2]))
    expect(written(next)).toBe('1. un\n2. ')
    expect(written(parted(next))).toBe('1. un\n')
    expect(written(parted(chosen('-- x', [0, 0])))).toBe('-- \n-- x')
    expect(written(parted(chosen('- a\n-- ', [1, 0])))).toBe('- a\n- ')
    expect(written(parted(chosen('# titre', [0, 7])))).toBe('# titre\n')
  })

  test('Backspace takes what a line is, then the line', () => {
    const first = joinedBefore(chosen('a\n- b', [1, 0]))
    expect(written(first)).toBe('a\nb')
    expect(first && written(joinedBefore(first))).toBe('ab')
    expect(joinedBefore(chosen('| a |\nb', [1, 0]))).toBeNull()
    expect(written(joinedAfter(chosen('a\n- b', [0, 1])))).toBe('ab')
  })

  test('a blank behind a sign begins an item, in figures of either script', () => {
    expect(written(begunItem(standing(parseMarked('\\-'), { leaf: 0, at: 1 })))).toBe('- ')
    expect(written(begunItem(chosen('3\\.suite', [0, 2])))).toBe('3. suite')
    expect(written(begunItem(chosen('٣\\.', [0, 2])))).toBe('3. ')
    expect(begunItem(chosen('l’an 3.', [0, 7]))).toBeNull()
  })

  test('an item goes in and out; the first of a list has nothing to stand in', () => {
    expect(written(indented(chosen('1. a\n2. b', [1, 0]), 1))).toBe('1. a\n1.1. b')
    expect(indented(chosen('1. a', [0, 0]), 1)).toBeNull()
    expect(written(indented(chosen('- a\n-- b', [1, 0]), -1))).toBe('- a\n- b')
  })

  test('a table: rows, columns, heads, cells joined and parted', () => {
    const given = chosen('|# a | b |\n| 1 | 2 |', [2, 0])
    expect(written(tableChanged(given, 'rowBelow'))).toBe('|# a | b |\n| 1 | 2 |\n|  |  |')
    expect(written(tableChanged(given, 'columnAfter'))).toBe('|# a |  | b |\n| 1 |  | 2 |')
    expect(written(tableChanged(given, 'columnGone'))).toBe('|# b |\n| 2 |')
    const joined = tableChanged(given, 'joinNext')
    expect(written(joined)).toBe('|# a | b |\n| 1 2 | < |')
    expect(joined && written(tableChanged(joined, 'apart'))).toBe('|# a | b |\n| 1 2 |  |')
    expect(written(tableChanged(given, 'heads'))).toBe('|# a | b |\n|# 1 | 2 |')
    expect(written(tableChanged(given, 'gone'))).toBe('')
    expect(written(removed(chosen('x\n| ab | c |', [0, 0], [1, 1])))).toBe('\n| b | c |')
    expect(written(belowCell(chosen('|# a |\n|  |', [1, 0])))).toBe('|# a |\n')
  })

  test('what is pasted into a cell is one line; into a text it keeps its lines', () => {
    expect(written(pasted(chosen('| a |', [0, 1]), parseMarked('b\n- c')))).toBe('| ab c |')
    expect(written(pasted(chosen('ab', [0, 1]), parseMarked('x\n- y\nz')))).toBe('ax\n- y\nzb')
    expect(written(pasted(chosen('ab', [0, 1]), parseMarked('| c |')))).toBe('a\n| c |\nb')
  })
})
