import { describe, expect, it } from 'vitest'
import { NewOffice } from '../../contract/session'
import {
  applyCountry,
  createSteps,
  emptyDraft,
  noNames,
  openingNumber,
  problemsOf,
  timeZones,
  toNewOffice,
} from './newOffice'

function finished() {
  const draft = emptyDraft('ar')
  draft.names.ar = 'مكتب الضبط'
  draft.place = { ar: 'الرباط', other: 'Rabat' }
  draft.administrator = {
    login: 'karim',
    names: { ...noNames(), ar: 'كريم العلوي' },
    password: 'كلمات طويلة جدا',
    again: 'كلمات طويلة جدا',
  }
  return draft
}

describe('the five questions of a new office', () => {
  it('a country proposes its time zone, second language and first letterhead line', () => {
    const draft = emptyDraft('fr')
    applyCountry(draft, 'EG')
    expect(draft).toMatchObject({ timeZone: 'Africa/Cairo', secondLanguage: 'en' })
    expect(draft.ministry.ar[0]).toBe('جمهورية مصر العربية')
    expect(draft.ministry.other[0]).toBe('Arab Republic of Egypt')
  })

  it('changing the country keeps the lines somebody wrote', () => {
    const draft = emptyDraft('ar')
    draft.ministry.ar[1] = 'وزارة الشؤون الخارجية'
    applyCountry(draft, 'LB')
    expect(draft.ministry.ar).toEqual(['المملكة المغربية', 'وزارة الشؤون الخارجية'])
  })

  it('a consulate may choose the hour of its own city', () => {
    expect(timeZones('MA', 'Europe/Madrid')).toEqual(['Africa/Casablanca', 'Europe/Madrid'])
    expect(timeZones('MA', 'Africa/Casablanca')).toEqual(['Africa/Casablanca'])
  })

  it('N1: a book taken over from paper opens at the number somebody typed, in either digits', () => {
    expect(openingNumber('418')).toBe(418)
    expect(openingNumber(' ٤١٨ ')).toBe(418)
    for (const wrong of ['', '0', '-3', '4.5', 'أول', '12345678']) expect(openingNumber(wrong)).toBeNull()
  })

  it('says what is missing, question by question', () => {
    const draft = emptyDraft('ar')
    draft.units = [noNames()]
    draft.registers.outgoing.opening = 'x'
    expect(problemsOf('office', draft)).toEqual({ nameAr: 'shell.required' })
    expect(Object.keys(problemsOf('letterhead', draft))).toEqual(['placeAr', 'placeOther'])
    expect(Object.keys(problemsOf('units', draft))).toEqual(['unit0'])
    expect(Object.keys(problemsOf('registers', draft))).toEqual(['outgoing'])
    expect(Object.keys(problemsOf('administrator', draft))).toEqual(['personAr', 'login', 'password'])
  })

  it('asks for one register at least', () => {
    const draft = finished()
    for (const register of Object.values(draft.registers)) register.kept = false
    expect(problemsOf('registers', draft)).toEqual({ registers: 'session.create.noRegister' })
  })

  it('a finished draft has no problems and is what the contract takes, empty lines left out', () => {
    const draft = finished()
    draft.units.push(noNames())
    draft.registers.internal.kept = false
    for (const step of createSteps) expect(problemsOf(step, draft)).toEqual({})
    const office = NewOffice.parse(toNewOffice(draft))
    expect(office.ministry).toEqual({ ar: ['المملكة المغربية'], other: ['Royaume du Maroc'] })
    expect(office.units).toHaveLength(1)
    expect(office.registers).toEqual([
      { kind: 'incoming', opening: 1 },
      { kind: 'outgoing', opening: 1 },
    ])
  })
})
