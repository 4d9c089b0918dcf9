import { describe, expect, it } from 'vitest'
import { nameFor } from './name'

const both = { nameAr: 'جمعية مغاربة ليون', nameLatin: 'Association des Marocains de Lyon' }

describe('a correspondent is shown in the script of the reader (P1)', () => {
  it('Arabic first to who reads Arabic, the Latin name beside it', () =>
    expect(nameFor(both, 'ar')).toEqual({ name: both.nameAr, other: both.nameLatin }))
  it.each(['fr', 'en', 'es'] as const)('Latin letters first in %s', (language) =>
    expect(nameFor(both, language)).toEqual({ name: both.nameLatin, other: both.nameAr }),
  )
  it('a card of one script is read in it by everybody', () => {
    expect(nameFor({ ...both, nameLatin: '' }, 'fr')).toEqual({ name: both.nameAr, other: '' })
    expect(nameFor({ ...both, nameAr: '' }, 'ar')).toEqual({ name: both.nameLatin, other: '' })
  })
})
