import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { LetterContent, Paragraph } from '../../contract/letters'
import { merged } from './merging'

const paragraph = (ar: string, other = ''): Paragraph => ({ role: 'free', ar, other })
const letter = (paragraphs: Paragraph[], more: Partial<LetterContent> = {}): LetterContent => ({
  ...{ secondLanguage: 'fr', urgency: 'routine', level: 'ordinary', signatureMode: 'own', enclosures: [] },
  ...{ addressee: { ar: 'أ', other: 'a' }, subject: { ar: 'م', other: 's' } },
  paragraphs,
  ...more,
})
const [a, b, c] = [paragraph('أولا', 'un'), paragraph('ثانيا', 'deux'), paragraph('ثالثا', 'trois')]
const base = letter([a, b, c])

describe('several people on one letter', () => {
  it('who wrote in different paragraphs does not disagree', () => {
    const mine = letter([paragraph('أولا، مني', 'un'), b, c])
    const theirs = letter([a, b, paragraph('ثالثا', 'trois, d’elle')])
    expect(merged(base, mine, theirs)).toEqual({
      content: letter([paragraph('أولا، مني', 'un'), b, paragraph('ثالثا', 'trois, d’elle')]),
      ...{ both: 0, left: 0 },
    })
  })
  it('nor does who wrote its translation', () => {
    const mine = letter([a, paragraph('ثانيا مني', 'deux'), c])
    const theirs = letter([a, paragraph('ثانيا', 'deux, d’elle'), c])
    expect(merged(base, mine, theirs).content.paragraphs[1]).toEqual(paragraph('ثانيا مني', 'deux, d’elle'))
  })
  it('who made words bold does not disagree with who wrote beside them, and no sign of theirs becomes a mark', () => {
    const mine = letter([paragraph('**أولا**', 'un'), b, c], { marked: true })
    const theirs = letter([a, b, paragraph('- ثالثا', '2 ** 3')])
    expect(merged(base, mine, theirs)).toEqual({
      content: letter([paragraph('**أولا**', 'un'), b, paragraph('\\- ثالثا', '2 \\*\\* 3')], { marked: true }),
      ...{ both: 0, left: 0 },
    })
  })
  it('a paragraph both wrote stands twice, theirs above mine', () => {
    const [mine, theirs] = [paragraph('ثانيا مني', 'deux'), paragraph('ثانيا منها', 'deux')]
    expect(merged(base, letter([a, mine, c]), letter([a, theirs, c]))).toMatchObject({
      content: { paragraphs: [a, theirs, mine, c] },
      ...{ both: 1, left: 0 },
    })
  })
  it('one added a paragraph, one took another away', () => {
    const added = paragraph('رابعا')
    expect(merged(base, letter([a, b, c, added]), letter([a, c])).content.paragraphs).toEqual([a, c, added])
  })
  it('a subject both wrote cannot stand twice: it is said', () => {
    const subject = (ar: string): LetterContent => letter([a], { subject: { ar, other: 's' } })
    expect(merged(letter([a]), subject('مني'), subject('منها'))).toMatchObject({
      content: { subject: { ar: 'منها' } },
      ...{ both: 0, left: 1 },
    })
  })
  it('what one of them chose (a layout, a level) is kept', () => {
    const theirs = letter([a], { level: 'confidential' })
    expect(merged(letter([a]), letter([a], { layout: 'arabic' }), theirs).content).toMatchObject({
      ...{ level: 'confidential', layout: 'arabic' },
    })
  })
  it('nothing anybody typed into a paragraph is gone, and where one of them did nothing the other’s text stands', () => {
    const word = fc.constantFrom('و', 'ز', 'ح', 'ط', 'ي')
    const text = fc.array(fc.record({ ar: word, other: word }), { minLength: 1, maxLength: 7 })
    const made = text.map((all) => letter(all.map(({ ar, other }) => paragraph(ar, other))))
    fc.assert(
      fc.property(made, made, made, (from, mine, theirs) => {
        const { content, both } = merged(from, mine, theirs)
        const typed = (of: LetterContent): string[] =>
          of.paragraphs
            .filter((one) => !from.paragraphs.some((known) => JSON.stringify(known) === JSON.stringify(one)))
            .flatMap(({ ar, other }) => [ar, other])
        const stands = [...content.paragraphs, ...from.paragraphs].flatMap(({ ar, other }) => [ar, other])
        for (const one of [...typed(mine), ...typed(theirs)]) expect(stands).toContain(one)
        expect(both >= 0).toBe(true)
        expect(merged(from, from, theirs).content).toEqual(theirs)
        expect(merged(from, mine, from).content).toEqual(mine)
      }),
    )
  })
})
