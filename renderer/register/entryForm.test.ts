import { describe, expect, it } from 'vitest'
import { emptyForm, inputOf, isBegun, partialInput, problemsOf, restored, type EntryForm } from './entryForm'

const now = { date: '2026-11-20', hour: '09:40' }
const ID = '01900000-0000-7000-8000-000000000001'
const REGISTER = '01900000-0000-7000-8000-000000000002'
const UNIT = '01900000-0000-7000-8000-000000000003'
const SENDER = '01900000-0000-7000-8000-000000000004'
const ZONE = { name: 'Africa/Casablanca', periods: [] }

const empty = (): EntryForm => emptyForm(ID, REGISTER, now, { channel: 'registeredPost', unitId: UNIT })
const filled = (): EntryForm => ({
  ...empty(),
  letterDate: '2026-11-12',
  reference: 'AML/2026/57',
  correspondent: { kind: 'contact', id: SENDER, nameAr: '', nameLatin: 'Association des Marocains de Lyon' },
  subject: 'Affectation de deux enseignants',
})

describe('a new entry', () => {
  it('never proposes a letter date (C1)', () => {
    expect(empty().letterDate).toBeNull()
    expect(problemsOf(empty(), 'incoming').letterDate).toBe('letterDate')
  })

  it('wants what is mandatory, or the word that says it is not there (C2)', () => {
    expect(Object.keys(problemsOf(empty(), 'incoming'))).toEqual([
      'letterDate',
      'reference',
      'correspondent',
      'subject',
    ])
    const said: EntryForm = { ...empty(), undated: true, unreferenced: true, correspondent: { kind: 'anonymous' } }
    expect(Object.keys(problemsOf(said, 'incoming'))).toEqual(['subject'])
    expect(problemsOf(filled(), 'incoming')).toEqual({})
  })

  it('has no subject yet when it is a sealed envelope, which is at least confidential (A1)', () => {
    const sealed: EntryForm = { ...filled(), subject: '', sealed: true }
    expect(problemsOf(sealed, 'incoming')).toEqual({ level: 'sealedLevel' })
    expect(problemsOf({ ...sealed, level: 'confidential' }, 'incoming')).toEqual({})
    expect(inputOf({ ...sealed, level: 'confidential' }, ZONE)?.subject).toBeNull()
  })

  it('counts the enclosures on the letter, not only those listed', () => {
    const form = {
      ...filled(),
      enclosureCount: '3',
      enclosures: [{ title: 'Statuts', kind: 'copy' as const, pages: '٨' }],
    }
    const input = inputOf(form, ZONE)
    expect(input?.enclosureCount).toBe(3)
    expect(input?.enclosures).toEqual([{ title: 'Statuts', kind: 'copy', pages: 8 }])
    expect(inputOf({ ...form, enclosureCount: '' }, ZONE)?.enclosureCount).toBe(1)
  })

  it('asks for duplicates only with what is known so far', () => {
    expect(partialInput(empty(), ZONE)).not.toHaveProperty('letterDate')
    expect(partialInput(filled(), ZONE)).toMatchObject({
      letterDate: '2026-11-12',
      reference: 'AML/2026/57',
      correspondentId: SENDER,
    })
    expect(partialInput({ ...filled(), undated: true }, ZONE).letterDate).toBeNull()
  })
})

describe('a draft', () => {
  it('comes back as it was typed', () => {
    const form = filled()
    expect(restored(JSON.parse(JSON.stringify(form)) as Record<string, unknown>, empty())).toEqual(form)
  })

  it('of an older version does not break the form', () => {
    const back = restored({ subject: 7, enclosures: 'x', reference: 'A/1', id: 'other' }, empty())
    expect(back.subject).toBe('')
    expect(back.enclosures).toEqual([])
    expect(back.reference).toBe('A/1')
    expect(back.id).toBe(ID)
  })

  it('is kept only once somebody has begun', () => {
    expect(isBegun(empty())).toBe(false)
    expect(isBegun(filled())).toBe(true)
  })

  it('a stated count is stored as said, or the field says what is wrong; never 0 by itself', () => {
    const said = (enclosureCount: string, listed = 0) => {
      const enclosures = Array.from({ length: listed }, () => ({ title: 'Statuts', kind: 'copy' as const, pages: '' }))
      const form = { ...filled(), enclosureCount, enclosures }
      return problemsOf(form, 'incoming').enclosures ?? inputOf(form, ZONE)?.enclosureCount
    }
    expect(['۲', '2م', '1+2', 'صفر', '٣ مرفقات', ''].map((count) => said(count))).toEqual([2, 2, 3, 0, 3, 0])
    expect(['عدة', '2-3', '1000', '-1'].map((count) => said(count))).toEqual(Array(4).fill('enclosureCount'))
    expect([said('صفر', 2), said('', 2)]).toEqual([0, 2])
    expect(inputOf({ ...filled(), enclosureCount: 'x' }, ZONE)).toBeNull()
  })

  it('a Hijri date goes with what the letter said', () => {
    const form = { ...filled(), letterDate: '2026-03-17', letterDateSaid: '28/09/1447' }
    expect(inputOf(form, ZONE)).toMatchObject({ letterDate: '2026-03-17', letterDateSaid: '28/09/1447' })
    expect(inputOf({ ...form, undated: true }, ZONE)).not.toHaveProperty('letterDateSaid')
  })
})
