import { describe, expect, it } from 'vitest'
import { changedFacts, copyOf, newContact, problemOf, tidied, UNREADABLE } from './contactInput'

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
    expect(problemOf({ ...newContact(ID, 'x'), emails: [{ kind: 'work', address: 'lyon' }] })).toBe('email')
    expect(problemOf({ ...newContact(ID, 'x'), birthDate: UNREADABLE })).toBe('birthDate')
    expect(problemOf({ ...newContact(ID, 'x'), countryCode: 'FRA' })).toBe('country')
    expect(problemOf({ ...newContact(ID, 'x'), countryCode: 'fr' })).toBeNull()
  })
})

describe('a card that is mended', () => {
  it('says only the facts that changed, and an empty line of a number is none', () => {
    const before = newContact(ID, 'خديجة العمراني')
    before.sex = 'newer' as never
    const typed = copyOf(before)
    typed.phones.push({ kind: 'mobile', number: '' })
    typed.birthDate = '1974'
    const said = changedFacts(tidied(typed), tidied(before))
    expect(said).toMatchObject({ id: ID, birthDate: '1974' })
    expect(said).not.toHaveProperty('sex')
    expect(said).not.toHaveProperty('phones')
  })
  it('of which a part was not taken by the server, is filled where that says nothing', () => {
    expect(copyOf({ ...newContact(ID, 'x'), documents: null, birthDate: null }).documents).toEqual([])
  })
})
