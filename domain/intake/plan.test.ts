import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { planOf, toggled, type PageMark } from './plan'

const page = (entryId: string | null = null): PageMark => ({ separator: false, entryId })
const sheet = (entryId: string | null = null): PageMark => ({ separator: true, entryId })
const shown = (marks: PageMark[]) => planOf(marks).parts.map(({ pages, entryId }) => [entryId, ...pages])

describe('a batch of scans', () => {
  it.each<[string, PageMark[], unknown[]]>([
    [
      'labels on first pages part it',
      [page('a'), page(), page('b')],
      [
        ['a', 0, 1],
        ['b', 2],
      ],
    ],
    [
      'a label on every page of one letter is one letter',
      [page('a'), page('a'), page('b')],
      [
        ['a', 0, 1],
        ['b', 2],
      ],
    ],
    [
      'separators part it and are no pages',
      [page(), sheet(), page(), page()],
      [
        [null, 0],
        [null, 2, 3],
      ],
    ],
    ['two separators in a row make no empty letter', [sheet(), sheet(), page()], [[null, 2]]],
    ['a labelled separator says whose the letter is', [sheet('a'), page(), page()], [['a', 1, 2]]],
    ['the page’s own label is surer than the sheet’s', [sheet('a'), page('b')], [['b', 1]]],
    [
      'the same entry twice, parted by a sheet, is two scans',
      [page('a'), sheet(), page('a')],
      [
        ['a', 0],
        ['a', 2],
      ],
    ],
    [
      'what comes before any mark is for a person',
      [page(), page('a')],
      [
        [null, 0],
        ['a', 1],
      ],
    ],
  ])('%s', (_what, marks, expected) => expect(shown(marks)).toEqual(expected))

  const marks = fc.array(fc.record({ separator: fc.boolean(), entryId: fc.option(fc.constantFrom('a', 'b', 'c')) }), {
    maxLength: 30,
  })
  it('loses no page, gives none twice, in order, however it is marked and parted by hand', () => {
    fc.assert(
      fc.property(marks, fc.array(fc.nat(29), { maxLength: 8 }), (read, touched) => {
        const { parts, left } = planOf(read)
        const whole = touched.reduce((now, at) => toggled(now, at), parts)
        const pages = whole.flatMap((part) => part.pages)
        expect(pages).toEqual(parts.flatMap((part) => part.pages))
        expect([...pages, ...left].sort((a, b) => a - b)).toEqual(read.map((_, i) => i))
        expect(whole.every((part) => part.pages.length > 0)).toBe(true)
      }),
    )
  })
})
