import { describe, expect, it } from 'vitest'
import { AppError } from '../../contract/errors'
import { letterStates, type LetterContent, type LetterState } from '../../contract/letters'
import type { Fields } from '../../contract/wire'
import type { Actor } from '../../contract/permissions'
import { checkFields, pieces } from './fields'
import { checkComplete, checkStep, letterCreation, letterPatch } from './flow'
import { letterSteps } from './states'

const actor = (userId: string, roles: Actor['roles']): Actor => ({
  userId,
  roles,
  clearance: 'secret',
  officeId: 'o',
  deviceId: 'd',
})
const head = actor('head', ['headOfOffice'])
const officer = actor('officer', ['officer'])
const clerk = actor('clerk', ['clerk'])
const letter = (state: LetterState, change = {}) => ({
  state,
  draftedById: 'officer',
  authors: ['officer'],
  signedById: state === 'signed' || state === 'issued' || state === 'void' ? 'head' : null,
  ...change,
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

describe('a letter’s way, every pair of states', () => {
  const everybody = actor('officer', ['officer', 'headOfOffice', 'clerk'])
  const pairs = letterStates.flatMap((from) => letterStates.map((to) => ({ from, to, step: letterSteps[from][to] })))

  it.each(pairs)('$from → $to', ({ from, to, step }) => {
    const stands = letter(from, { signedById: 'officer' })
    const tries = (who: Actor, own: boolean) => () => checkStep(who, stands, to, own)
    if (!step) expect(tries(everybody, true)).toThrow(/letter-/)
    else expect(tries(everybody, true)).not.toThrow()
    // The server says the same of a patch, and of one that writes a field more.
    const before = { state: from, draftedById: 'officer', authors: ['officer'], signedById: 'officer' }
    const written: Record<string, string | number | string[]> = Object.fromEntries(
      (step?.writes ?? ['state']).map((name) => [name, name === 'state' ? to : name.endsWith('ById') ? 'officer' : 1]),
    )
    if ('authors' in written) written['authors'] = ['officer']
    expect(letterPatch(everybody, before, written, true)).toBe(step ? null : 'wrong-state')
    expect(letterPatch(everybody, before, { ...written, draftedById: 'x' }, true)).toBe('wrong-state')
  })

  it.each(['signedById', 'returnedById'])('nobody writes another’s name into %s', (name) => {
    const before = { state: 'submitted', draftedById: 'karim', authors: ['karim'], signedById: null }
    const to = name === 'signedById' ? 'signed' : 'returned'
    expect(letterPatch(everybody, before, { state: to, [name]: 'officer' }, false)).toBeNull()
    expect(letterPatch(everybody, before, { state: to, [name]: 'said' }, false)).toBe('forbidden')
  })

  it('nothing leaves the states that are over', () => {
    expect(Object.keys(letterSteps.void)).toEqual([])
    expect(Object.keys(letterSteps.issued)).toEqual(['issued'])
  })
})

describe('who may take a step', () => {
  it('nobody signs what they wrote in (A4), unless the office’s policy allows it', () => {
    expect(() => checkStep(head, letter('submitted'), 'signed', false)).not.toThrow()
    expect(() => checkStep(head, letter('submitted', { draftedById: 'head' }), 'signed', false)).toThrow('own-draft')
    const rewritten = letter('submitted', { authors: ['officer', 'head'] })
    expect(() => checkStep(head, rewritten, 'signed', false)).toThrow('own-draft')
    expect(() => checkStep(head, rewritten, 'signed', true)).not.toThrow()
    expect(() => checkStep(officer, letter('submitted'), 'signed', true)).toThrow('forbidden')
  })

  it('signed text is frozen (W2); the number comes only after the signature', () => {
    for (const state of ['signed', 'issued', 'void'] as const)
      expect(() => checkStep(officer, letter(state), 'draft', false)).toThrow('letter-frozen')
    expect(() => checkStep(officer, letter('submitted'), 'submitted', false)).toThrow('letter-frozen')
    expect(() => checkStep(clerk, letter('submitted'), 'issued', false)).toThrow('letter-not-signed')
    expect(() => checkStep(clerk, letter('signed'), 'issued', false)).not.toThrow()
  })

  it('its author takes a letter back; whoever signed voids it', () => {
    expect(() => checkStep(officer, letter('submitted'), 'draft', false)).not.toThrow()
    expect(() => checkStep(actor('other', ['officer']), letter('submitted'), 'draft', false)).toThrow('forbidden')
    expect(() => checkStep(head, letter('signed'), 'void', false)).not.toThrow()
    expect(() => checkStep(actor('other', ['headOfOffice']), letter('signed'), 'void', false)).toThrow('forbidden')
  })

  it('whoever writes stays among the authors, and a draft begins as its author’s own', () => {
    const before = { state: 'draft', draftedById: 'officer', authors: ['officer'] }
    const by = (authors: string[]) => letterPatch(actor('b', ['officer']), before, { content: {}, authors }, false)
    expect([by(['officer', 'b']), by(['officer']), by(['b'])]).toEqual([null, 'forbidden', null])
    expect(
      letterPatch(
        actor('b', ['officer']),
        { ...before, authors: ['officer', 'c'] },
        { content: {}, authors: ['b'] },
        false,
      ),
    ).toBe('forbidden')
    expect(letterCreation('b', { state: 'draft', draftedById: 'b', authors: ['b'] })).toBe(true)
    const others: Fields[] = [
      { state: 'signed' },
      { draftedById: 'c' },
      { signedById: 'head' },
      { authors: ['b', 'c'] },
    ]
    for (const change of others)
      expect(letterCreation('b', { state: 'draft', draftedById: 'b', authors: ['b'], ...change })).toBe(false)
  })

  it('is not offered for signing with a paragraph in one language only', () => {
    expect(() => checkComplete(content)).not.toThrow()
    expect(() => checkComplete({ ...content, paragraphs: [{ role: 'free', ar: 'نص', other: '' }] })).toThrow(/other/)
    expect(() => checkComplete({ ...content, paragraphs: [{ role: 'free', ar: '', other: '' }] })).toThrow(/paragraphs/)
    expect(() => checkComplete({ ...content, subject: { ar: '', other: 'x' } })).toThrow(/subject/)
  })

  it('a letter in one language asks for nothing of the other, and for all of its own', () => {
    const arabic: LetterContent = {
      ...content,
      layout: 'arabic',
      subject: { ar: 'تعيين', other: '' },
      addressee: { ar: 'إلى السيدة', other: '' },
      paragraphs: [{ role: 'context', ar: 'جوابا', other: '' }],
    }
    expect(() => checkComplete(arabic)).not.toThrow()
    expect(() => checkComplete({ ...arabic, layout: 'stacked' })).toThrow(/letter-incomplete/)
    expect(() => checkComplete({ ...arabic, layout: 'other' })).toThrow(/letter-incomplete/)
    expect(() => checkComplete({ ...arabic, addressee: { ar: '', other: 'À Madame' } })).toThrow(/letter-incomplete/)
  })

  it('a formula in whose name needs who it is, in each language that prints (W3)', () => {
    const part = (more: Partial<LetterContent>) => {
      try {
        return checkComplete({ ...content, signatureMode: 'byOrder', ...more })
      } catch (error) {
        return (error as AppError).params?.['part']
      }
    }
    expect(part({})).toBe('signerTitleAr')
    expect(part({ signerTitle: { ar: 'المدير', other: '' } })).toBe('signerTitleOther')
    expect(part({ signerTitle: { ar: 'المدير', other: '' }, layout: 'arabic' })).toBeUndefined()
    expect(part({ signerTitle: { ar: 'المدير', other: 'Le Directeur' } })).toBeUndefined()
    // A note verbale is initialled, in nobody’s name.
    expect(part({ kind: 'noteVerbale' })).toBeUndefined()
  })

  it('a letter to nobody needs no addressee; a slip lists what it brings (C6)', () => {
    const nobody = { ...content, addressee: { ar: '', other: '' } }
    expect(() => checkComplete(nobody)).toThrow(/letter-incomplete/)
    expect(() => checkComplete({ ...nobody, kind: 'attestation' })).not.toThrow()
    expect(() => checkComplete({ ...content, kind: 'slip' })).toThrow(/letter-incomplete/)
    const half = { ...content, addressee: { ar: 'إلى سفارة إيطاليا', other: '' } }
    expect(() => checkComplete(half)).not.toThrow()
    expect(() => checkComplete({ ...half, kind: 'noteVerbale' })).toThrow(/letter-incomplete/)
    const enclosures = [{ ar: 'نسخة', other: 'Copie' }]
    expect(() => checkComplete({ ...content, kind: 'slip', enclosures })).not.toThrow()
  })

  it('the missing side of the subject is named by its language', () => {
    const part = (subject: LetterContent['subject']): unknown => {
      try {
        return checkComplete({ ...content, secondLanguage: 'es', subject })
      } catch (error) {
        return error instanceof AppError && error.params?.['part']
      }
    }
    expect(part({ ar: '', other: 'x' })).toBe('subjectAr')
    expect(part({ ar: 'س', other: '' })).toBe('subjectEs')
    expect(part({ ar: '', other: '' })).toBe('subject')
  })
})

describe('fields in a paragraph', () => {
  it('are taken out whole, spaces forgiven, and what is not a field stays text', () => {
    expect(pieces('رقم {{number}} بتاريخ {{ letterDate }}، {{nothing}}.')).toEqual([
      { text: 'رقم ' },
      { field: 'number' },
      { text: ' بتاريخ ' },
      { field: 'letterDate' },
      { text: '، {{nothing}}.' },
    ])
    expect(pieces('')).toEqual([])
  })

  it('a misspelt field and one without a value are named before the letter is submitted', () => {
    const says = (ar: string) => ({ ...content, paragraphs: [{ role: 'free' as const, ar, other: 'x' }] })
    const original = { letterDate: null, reference: null }
    for (const wrong of ['{{letterdate}}', '{{رقم}}', '{{ Number }}', '{{number}', 'number}}', '{{}}', '{{number'])
      expect(() => checkFields(says(wrong), original)).toThrow('letter-field-unknown')
    expect(() => checkFields(says('{{ letterDate }}'), original)).toThrow('letter-field-empty')
    expect(() => checkFields(says('{{reference}}'), null)).toThrow('letter-field-empty')
    expect(() => checkFields(says('{{number}} {{ today }} {واحد}'), original)).not.toThrow()
    const subject = { ar: 'رقم {{number}}', other: 'n° {{number}}' }
    expect(() => checkFields({ ...says('x'), subject }, original)).not.toThrow()
    expect(() => checkFields({ ...says('x'), addressee: subject }, original)).toThrow('letter-field-unknown')
  })
})
