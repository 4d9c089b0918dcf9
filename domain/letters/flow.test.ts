import { describe, expect, it } from 'vitest'
import type { LetterContent } from '../../contract/letters'
import type { Actor } from '../../contract/permissions'
import { pieces } from './fields'
import { checkChangeable, checkComplete, checkIssuable, checkSignable } from './flow'

const actor = (userId: string, roles: Actor['roles']): Actor => ({
  userId,
  roles,
  clearance: 'secret',
  officeId: 'o',
  deviceId: 'd',
})
const head = actor('head', ['headOfOffice'])
const officer = actor('officer', ['officer'])
const letter = (state: Parameters<typeof checkChangeable>[0]['state'], draftedById = 'officer') => ({
  state,
  draftedById,
})
const content: LetterContent = {
  secondLanguage: 'fr',
  addressee: { ar: 'إلى السيدة', other: 'À Madame' },
  subject: { ar: 'تعيين', other: 'Affectation' },
  paragraphs: [{ role: 'context', ar: 'جوابا على رسالتكم', other: 'En réponse' }],
  enclosures: [],
  urgency: 'routine',
  level: 'ordinary',
  signatureMode: 'own',
}

describe('a letter’s way', () => {
  it('nobody signs their own draft (A4), unless the office’s policy allows it', () => {
    expect(() => checkSignable(head, letter('submitted'), false)).not.toThrow()
    expect(() => checkSignable(head, letter('submitted', 'head'), false)).toThrow('own-draft')
    expect(() => checkSignable(head, letter('submitted', 'head'), true)).not.toThrow()
    expect(() => checkSignable(officer, letter('submitted', 'x'), true)).toThrow('forbidden')
  })
  it('signed text is frozen (W2)', () => {
    for (const state of ['submitted', 'signed', 'issued'] as const)
      expect(() => checkChangeable(letter(state))).toThrow('letter-frozen')
    expect(() => checkChangeable(letter('returned'))).not.toThrow()
    expect(() => checkSignable(head, letter('signed'), false)).toThrow('letter-frozen')
  })
  it('the number comes only after the signature (W2)', () => {
    expect(() => checkIssuable(letter('submitted'))).toThrow('letter-not-signed')
    expect(() => checkIssuable(letter('signed'))).not.toThrow()
  })
  it('is not offered for signing with a paragraph in one language only', () => {
    expect(() => checkComplete(content)).not.toThrow()
    expect(() => checkComplete({ ...content, paragraphs: [{ role: 'free', ar: 'نص', other: '' }] })).toThrow(/other/)
    expect(() => checkComplete({ ...content, paragraphs: [{ role: 'free', ar: '', other: '' }] })).toThrow(/paragraphs/)
    expect(() => checkComplete({ ...content, subject: { ar: '', other: 'x' } })).toThrow(/subject/)
  })
})

describe('fields in a paragraph', () => {
  it('are taken out whole, and what is not a field stays text', () => {
    expect(pieces('رقم {{number}} بتاريخ {{letterDate}}، {{nothing}}.')).toEqual([
      { text: 'رقم ' },
      { field: 'number' },
      { text: ' بتاريخ ' },
      { field: 'letterDate' },
      { text: '، {{nothing}}.' },
    ])
    expect(pieces('')).toEqual([])
  })
})
