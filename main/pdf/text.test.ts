import { describe, expect, test } from 'vitest'
import { breaksOf } from './breaks'
import { itemise } from './itemise'
import { joinedAt } from './joining'
import { scriptsOf } from './scripts'

/** The text with | where a line may end. */
function broken(text: string): string {
  const breaks = breaksOf(text)
  return Array.from(text, (character, index) => (breaks.has(index) ? `|${character}` : character)).join('')
}

describe('where a line may end', () => {
  test.each([
    ['م.ش/45 ', 'م.ش/45 '],
    ['2024/D.G.C.T', '2024/D.G.C.T'],
    ['https://www.gov.ma/ar', 'https://www.gov.ma/ar'],
    ['و/أو', 'و/|أو'],
    ['رقم 1183-24 المتعلق', 'رقم |1183-|24 |المتعلق'],
    ['من -5 إلى', 'من |-5 |إلى'],
    ['cité : œuvre', 'cité |: |œuvre'],
    ['cité\u00a0: 15\u00a0%', 'cité\u00a0: |15\u00a0%'],
  ])('%s', (text, expected) => {
    expect(broken(text)).toBe(expected)
  })
})

describe('scripts (UAX #24)', () => {
  test('a closing bracket has the script of its opening one', () => {
    const scripts = scriptsOf('قرار (PDF) رقم')
    expect(scripts[5]).toBe('Arab')
    expect(scripts[9]).toBe('Arab')
    expect(scripts[6]).toBe('Latn')
  })
})

describe('a word cut by a change of style', () => {
  test('stays joined where its letters are', () => {
    const pieces = itemise(
      ['مقسو', 'مة'].map((text) => ({ text, noWrap: false })),
      'rtl',
    )
    expect(pieces.map((piece) => piece.text)).toEqual(['مقسو', 'مة'])
    const joined = itemise(
      ['مجتـ', 'مع'].map((text) => ({ text, noWrap: false })),
      'rtl',
    )
    expect(joined.map((piece) => piece.text)).toEqual(['مجتـ\u200d', '\u200dمع'])
    expect(joined[0]?.glued).toBe(true)
  })

  test('vowel marks do not hide the join', () => {
    expect(joinedAt('بَب', 2)).toBe(true)
    expect(joinedAt('دَب', 2)).toBe(false)
  })
})
