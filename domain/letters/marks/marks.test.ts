import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { paragraphsOf } from '../../../contract/typed'
import { blocksOf, type Table } from './blocks'
import { joined, MOST_COLUMNS, textOfRuns, type Cell, type Line, type Run } from './model'
import { parseMarked, plainLines } from './parse'
import { beMarked, escaped, inertMarks, plainOf, wordsOf, writeMarked } from './write'

const words = fc
  .array(
    fc.oneof(
      fc.constantFrom('**', '*', "''", "'", '++', '+212', '\\', '|', '# ', '- ', '-- ', '1. ', '2.1. ', '<', '^', ' '),
      fc.constantFrom('نص', 'l’article', '{{number}}', '45 000 درهم', 'x'),
      fc.string({ maxLength: 3 }),
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join('').replace(/[\n\r]/g, ''))
const style = fc.option(fc.constant(true as const), { nil: undefined })
const run: fc.Arbitrary<Run> = fc.tuple(words, style, style, style).map(([text, bold, italic, underline]) => ({
  text,
  ...(bold && { bold }),
  ...(italic && { italic }),
  ...(underline && { underline }),
}))
const runs = fc.array(run, { maxLength: 4 }).map(joined)
const cell: fc.Arbitrary<Cell> = fc.oneof(
  { weight: 4, arbitrary: runs.map((given) => ({ runs: given })) },
  fc.constantFrom<Cell>({ joins: 'before' }, { joins: 'above' }),
)
const depth = fc.constantFrom(1 as const, 2 as const)
const line: fc.Arbitrary<Line> = fc.oneof(
  fc.record({ kind: fc.constantFrom('text' as const, 'heading' as const), runs }),
  fc.record({
    kind: fc.constantFrom('bullet' as const, 'number' as const),
    depth,
    at: fc.integer({ min: 1, max: 99 }),
    runs,
  }),
  fc.record({
    kind: fc.constant('row' as const),
    head: fc.boolean(),
    cells: fc.array(cell, { minLength: 1, maxLength: 5 }),
  }),
)
const lines = fc.array(line, { minLength: 1, maxLength: 6 })

describe('marks of a letter', () => {
  test('what is written is read back the same, whatever signs its words hold', () => {
    fc.assert(
      fc.property(lines, (given) => {
        const text = writeMarked(given)
        const read = parseMarked(text)
        expect(writeMarked(read)).toBe(text)
        expect(read.map(({ kind }) => kind)).toEqual(given.map(({ kind }) => kind))
        given.forEach((one, at) => {
          const again = read[at] as Line
          if (one.kind !== 'row' && again.kind !== 'row') expect(again.runs).toEqual(one.runs)
          else expect(wordsOf(again).replace(/\s+/g, '')).toBe(wordsOf(one).replace(/\s+/g, ''))
        })
      }),
      { numRuns: 1500 },
    )
  })

  test('no word of any text is dropped: what is no mark is what somebody wrote', () => {
    fc.assert(
      fc.property(fc.array(words, { maxLength: 5 }), (texts) => {
        const text = texts.join('\n')
        expect(plainOf(escaped(text), true)).toBe(text)
        const letters = (given: string): string => given.replace(/[^\p{L}\p{N}]/gu, '')
        const openings = /^(?:\d{1,3}\.(?:\d{1,3}\.)?)(?: |$)/gm
        expect(letters(plainOf(text, true))).toBe(letters(text.replace(openings, '')))
      }),
      { numRuns: 1000 },
    )
  })

  test('a text that nobody marked stands as it is, and a marked letter says the same', () => {
    expect(parseMarked('l’article 5 ** 3, C++ et \\n')).toEqual(plainLines('l’article 5 ** 3, C++ et \\n'))
    const content = { paragraphs: [{ role: 'free' as const, ar: '- أولا', other: '1. a\n**b**' }] }
    const marked: Parameters<typeof beMarked>[0] = structuredClone(content)
    beMarked(marked)
    beMarked(marked)
    expect(marked.marked).toBe(true)
    expect(marked.paragraphs.map(({ ar, other }) => [plainOf(ar, true), plainOf(other, true)])).toEqual([
      ['- أولا', '1. a\n**b**'],
    ])
  })

  test('what is kept passes the way every typed text passes, unchanged', () => {
    fc.assert(
      fc.property(lines, (given) => {
        const text = writeMarked(given.map((one) => one))
        const taken = paragraphsOf(text)
        expect(parseMarked(taken).map(({ kind }) => kind)).toEqual(given.map(({ kind }) => kind))
      }),
      { numRuns: 300 },
    )
  })

  test('items are numbered on, from where the first begins, and the second rank within the first', () => {
    const text = '3. a\n9. b\n0.7. c\n-- d\n9.9. e\n- f\nx\n1. g'
    const [list, , again] = blocksOf(parseMarked(text))
    expect(list).toMatchObject({
      kind: 'list',
      items: [
        { number: '3', items: [] },
        { number: '4', items: [{ number: '4.1' }, { number: null }, { number: '4.1' }] },
        { number: null, items: [] },
      ],
    })
    expect(again).toMatchObject({ items: [{ number: '1' }] })
    expect(writeMarked(parseMarked(text))).toBe('3. a\n4. b\n4.1. c\n-- d\n4.1. e\n- f\nx\n1. g')
  })

  test('a value in a marked text says itself, wherever it stands, and marks nothing', () => {
    const value = words.map((text) => text.trim()).filter((text) => text !== '')
    const around = fc.constantFrom<[string, string]>(['', ''], ['a ', ' b'], ['**', '**'], ["''x ", " y''"], ['- ', ''])
    fc.assert(
      fc.property(value, around, (given, [before, after]) => {
        const said = inertMarks(given)
        expect(plainOf(`${before}${said}${after}`, true)).toBe(
          plainOf(`${before}@${after}`, true).replace('@', () => given),
        )
        const [row] = parseMarked(`| ${said} | x |`)
        expect(row).toMatchObject({ kind: 'row', cells: [{ runs: [{ text: given }] }, { runs: [{ text: 'x' }] }] })
      }),
      { numRuns: 1000 },
    )
  })

  test('a table is whole whatever its rows say: every place is a cell or covered by one, once', () => {
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 8 }), (given) => {
        for (const block of blocksOf(given)) {
          if (block.kind !== 'table') continue
          const { rows, columns, heads } = block
          expect(columns).toBeLessThanOrEqual(MOST_COLUMNS)
          const covered = rows.map((row) => row.map(() => 0))
          rows.forEach((row, y) =>
            row.forEach((placed, x) => {
              for (let down = 0; down < (placed?.down ?? 0); down++)
                for (let across = 0; across < (placed?.across ?? 0); across++)
                  (covered[y + down] as number[])[x + across] = (covered[y + down]?.[x + across] ?? NaN) + 1
              // A head does not reach into what it is the head of.
              if (placed && y < heads) expect(y + placed.down).toBeLessThanOrEqual(heads)
            }),
          )
          expect(covered.flat().every((times) => times === 1)).toBe(true)
        }
      }),
      { numRuns: 500 },
    )
  })

  test('heads, spans and styles of a table', () => {
    const [table] = blocksOf(parseMarked('|# البند | المبلغ | < |\n| **أ** | 1 | 2 |\n| ^ | 3 | \\| |')) as [Table]
    expect(table.heads).toBe(1)
    expect(table.rows[0]).toMatchObject([{ across: 1 }, { across: 2 }, null])
    expect(table.rows[1]?.[0]).toEqual({ runs: [{ text: 'أ', bold: true }], across: 1, down: 2 })
    expect(table.rows[2]?.[0]).toBeNull()
    expect(textOfRuns(table.rows[2]?.[2]?.runs ?? [])).toBe('|')
  })
})
