import { mount } from '@vue/test-utils'
import { createPinia } from 'pinia'
import { expect, it } from 'vitest'
import type { Letter } from '../../contract/letters'
import { i18n } from '../app/i18n'
import LetterFlow from './LetterFlow.vue'

const names = { ar: 'كريم', fr: 'Karim', en: 'Karim', es: 'Karim' }
const letter = (change: Partial<Letter>): Letter =>
  ({
    state: 'draft',
    draftedByNames: names,
    createdAt: 1_790_000_000_000,
    ...{ submittedAt: null, signedAt: null, signedByNames: null, numberText: null, cancelled: false, voided: null },
    ...{ issuedEntryId: null, returned: null },
    ...change,
  }) as Letter
const steps = (change: Partial<Letter>): string[] =>
  mount(LetterFlow, {
    props: { letter: letter(change) },
    global: { plugins: [createPinia(), i18n], stubs: { RouterLink: true } },
  })
    .findAll('li')
    .map((step) => step.text())
const word = (key: string): string => i18n.global.t(`letters.flow.${key}`)

it('the path of a draft says what is still to be done, not that it was done', () => {
  const [, second = '', third = ''] = steps({})
  expect(second).toContain(word('toBeSubmitted'))
  expect(second).not.toContain(word('submitted'))
  expect(third).toContain(word('toBeSigned'))
})

it('the path of a returned letter says who sent it back and why, also after it was submitted again', () => {
  const returned = { at: 1_790_000_000_000, byNames: names, reason: 'التاريخ خطأ' }
  for (const change of [{ state: 'returned' as const }, { state: 'submitted' as const, submittedAt: 2 }]) {
    const [, second = ''] = steps({ ...change, returned })
    expect([second.includes('التاريخ خطأ'), second.includes('كريم')]).toEqual([true, true])
  }
})

it('what was submitted and signed is said to be so', () => {
  const [, second = '', third = ''] = steps({ state: 'signed', submittedAt: 1, signedAt: 2, signedByNames: names })
  expect([second.includes(word('submitted')), third.includes(word('signed'))]).toEqual([true, true])
})
