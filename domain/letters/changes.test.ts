import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { LetterContent } from '../../contract/letters'
import { changesOf, comparedFirst, stretchesOf } from './changes'

const text = fc
  .array(fc.constantFrom('و', 'الطلب', 'la', 'demande', ' ', '\n', '12'), { maxLength: 20 })
  .map((all) => all.join(''))

test('what stayed and what is gone are the old text, what stayed and what came the new one', () => {
  fc.assert(
    fc.property(text, text, (before, after) => {
      const found = stretchesOf(before, after)
      const without = (kind: string): string =>
        found
          .filter((one) => one.kind !== kind)
          .map((one) => one.text)
          .join('')
      expect(without('come')).toBe(before)
      expect(without('gone')).toBe(after)
    }),
    { numRuns: 500 },
  )
})

test('a changed word is that word', () => {
  expect(stretchesOf('حظي الطلب بعناية خاصة', 'حظي الطلب بعناية بالغة')).toEqual([
    { kind: 'same', text: 'حظي الطلب بعناية ' },
    { kind: 'gone', text: 'خاصة' },
    { kind: 'come', text: 'بالغة' },
  ])
})

const letter = (paragraphs: [string, string][], more: Partial<LetterContent> = {}): LetterContent => ({
  secondLanguage: 'fr',
  addressee: { ar: '', other: '' },
  subject: { ar: 'موضوع', other: 'objet' },
  paragraphs: paragraphs.map(([ar, other]) => ({ role: 'free', ar, other })),
  enclosures: [],
  urgency: 'routine',
  level: 'ordinary',
  signatureMode: 'own',
  ...more,
})

test('paragraphs that stand are not named, whatever came between them; nor is a letter that only bears marks now', () => {
  const before = letter([
    ['أ', 'a'],
    ['ب', 'b'],
    ['ج', 'c'],
  ])
  expect(changesOf(before, before)).toEqual([])
  const parts = changesOf(
    before,
    letter([
      ['أ', 'a'],
      ['جديد', 'nouveau'],
      ['ب', 'b'],
      ['ج', 'c d'],
    ]),
  )
  expect(parts.map(({ part, at }) => [part, at])).toEqual([
    ['paragraph', 1],
    ['paragraph', 3],
  ])
  expect(parts[1]?.other).toEqual([
    { kind: 'same', text: 'c' },
    { kind: 'come', text: ' d' },
  ])
  expect(changesOf(letter([['- أ', '1. a']]), letter([['\\- أ', '1\\. a']], { marked: true }))).toEqual([])
  const bold = changesOf(letter([['x', 'a']], { marked: true }), letter([['x', '**a**']], { marked: true }))
  expect(bold[0]?.other).toEqual([
    { kind: 'gone', text: 'a' },
    { kind: 'come', text: '**a**' },
  ])
})

test('what this person returned last is compared first; else the last that said something else', () => {
  const [one, two, three] = [letter([['1', '1']]), letter([['2', '2']]), letter([['3', '3']])]
  expect(
    comparedFirst(
      [
        { mine: true, content: one },
        { mine: false, content: two },
      ],
      three,
    ),
  ).toBe(0)
  expect(
    comparedFirst(
      [
        { mine: false, content: one },
        { mine: false, content: two },
      ],
      two,
    ),
  ).toBe(0)
  expect(comparedFirst([{ mine: true, content: one }], one)).toBe(-1)
})
