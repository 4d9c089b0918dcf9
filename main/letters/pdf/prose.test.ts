import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { typeset } from './prose'

const set = (text: string, language: 'ar' | 'fr' | 'en' | 'es'): string =>
  typeset([{ text }], language)
    .map((piece) => ('text' in piece ? piece.text : piece.value))
    .join('')
const shown = (text: string): string =>
  text
    .replace(/\u00ad/g, '-')
    .replace(/\u00a0/g, '~')
    .replace(/\u200b/g, '|')

describe('a paragraph is set as a good typist sets it', () => {
  test.each([
    ['fr', 'Objet : demande ; « cité » ?', 'Objet~: de-mande~; «~cité~»~?'],
    ['fr', 'à 10:30, https://gov.ma', 'à 10:30, https://gov.ma'],
    ['fr', 'la déconcentration administrative', 'la dé-con-cen-tra-tion ad-mi-nis-tra-tive'],
    ['es', 'la desconcentración', 'la des-con-cen-tra-ción'],
    ['en', 'the administration', 'the ad-min-is-tra-tion'],
    ['fr', 'Madame Benabdeljalil, DGLAC, Casablanca', 'Madame Benabdeljalil, DGLAC, Casablanca'],
    ['fr', 'contact.consulat@affaires-etrangeres.gov.ma', 'contact|.consulat@|affaires-etrangeres|.gov|.ma'],
    ['ar', 'الموقع https://www.diaspora.gov.ma/services/ar', 'الموقع https://www|.diaspora|.gov|.ma/|services/|ar'],
    ['ar', 'contact@gov.ma', 'contact@gov.ma'],
  ] as const)('%s: %s', (language, text, expected) => {
    expect(shown(set(text, language))).toBe(expected)
  })

  test('a unit does not leave its figure', () => {
    const [, unit] = typeset([{ value: '45 000' }, { text: ' LL, puis 15 %' }], 'fr')
    expect(unit).toEqual({ text: '\u00a0LL, puis 15\u00a0%' })
    expect(typeset([{ value: '45 000' }, { text: ' livres' }], 'es')[1]).toEqual({ text: ' livres' })
  })

  test('nothing is added that is read, and nothing lost', () => {
    const bare = (text: string): string => text.replace(/[\u00ad\u200b]/g, '').replace(/\u00a0/g, ' ')
    fc.assert(
      fc.property(fc.string(), fc.constantFrom('ar', 'fr', 'en', 'es'), (text, language) => {
        const plain = bare(text).replace(/ {2,}/g, ' ')
        expect(bare(set(plain, language))).toBe(plain)
      }),
    )
  })
})
