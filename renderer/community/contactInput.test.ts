import { describe, expect, it } from 'vitest'
import { newContact, problemOf, tidied } from './contactInput'

const ID = '01900000-0000-7000-8000-000000000001'

describe('a new card', () => {
  it('takes what was typed into the script it is written in (P1)', () => {
    expect(newContact(ID, 'خديجة العمراني').nameAr.full).toBe('خديجة العمراني')
    expect(newContact(ID, 'Khadija Amrani').nameLatin.full).toBe('Khadija Amrani')
    expect(newContact(ID, 'Khadija Amrani').nameAr.full).toBe('')
    expect(newContact(ID, 'Khadija Amrani').kind).toBe('person')
    expect(newContact(ID, 'وزارة الداخلية').kind).toBe('entity')
  })

  it('needs a name in one script at least', () => {
    const card = newContact(ID, '')
    expect(problemOf(card)).toBe('name')
    card.nameLatin.family = 'Amrani'
    expect(problemOf(card)).toBeNull()
    expect(tidied(card).nameLatin.full).toBe('Amrani')
  })

  it('of an entity keeps no civil-status parts', () => {
    const card = { ...newContact(ID, 'جمعية المغاربة بليون'), kind: 'entity' as const }
    card.nameAr.given = 'خديجة'
    expect(tidied(card).nameAr).toEqual({ full: 'جمعية المغاربة بليون', given: '', father: '', family: '', maiden: '' })
  })

  it('refuses an address or a country that cannot be', () => {
    expect(problemOf({ ...newContact(ID, 'x'), email: 'lyon' })).toBe('email')
    expect(problemOf({ ...newContact(ID, 'x'), countryCode: 'FRA' })).toBe('country')
    expect(problemOf({ ...newContact(ID, 'x'), countryCode: 'fr' })).toBeNull()
  })
})
