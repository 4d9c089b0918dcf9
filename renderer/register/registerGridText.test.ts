import { describe, expect, it } from 'vitest'
import { isMixed, shortenByWords } from './registerGridText'

const byLetter = (text: string): number => text.length

describe('a subject that is too long', () => {
  it('loses whole words from its logical end', () => {
    expect(shortenByWords('إحالة ملفات dossiers de retraite', 20, byLetter)).toBe('إحالة ملفات …')
  })

  it('keeps its first word whatever happens', () => {
    expect(shortenByWords('Affectation de deux', 3, byLetter)).toBe('Affectation …')
  })

  it('stays as it is when it fits', () => {
    expect(shortenByWords('هبة', 10, byLetter)).toBe('هبة')
  })

  it('needs this only when two scripts meet', () => {
    expect(isMixed('إحالة 14 ملفا (dossiers)')).toBe(true)
    expect(isMixed('إحالة 14 ملفا')).toBe(false)
    expect(isMixed('Note verbale')).toBe(false)
  })
})
