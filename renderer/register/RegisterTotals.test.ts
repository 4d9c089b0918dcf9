import { mount } from '@vue/test-utils'
import { createPinia } from 'pinia'
import { expect, it } from 'vitest'
import type { Outline } from '../../contract/register'
import { i18n } from '../app/i18n'
import RegisterTotals from './RegisterTotals.vue'

const outline = (first: number, last: number): Outline => ({
  days: [{ date: '2026-11-25', entries: 2, cancelled: 0 }],
  ...{ total: 5, cancelled: 0, unanswered: 0, urgent: 0 },
  continuity: [{ bookId: '00000000-0000-4000-8000-000000000001', desk: null, first, last, whole: true }],
})
const carried = (first: number): string =>
  mount(RegisterTotals, {
    props: { outline: outline(first, first + 4), answers: false, today: '2026-11-25' },
    global: { plugins: [createPinia(), i18n] },
  })
    .get('b')
    .text()

it('a book taken over from paper at 418 carries its 417 forward, with what came before today', () => {
  expect(carried(1)).toBe('3')
  expect(carried(418)).toBe('420')
})
