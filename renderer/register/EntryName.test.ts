import { mount } from '@vue/test-utils'
import { createPinia } from 'pinia'
import { expect, it } from 'vitest'
import { i18n } from '../app/i18n'
import EntryName from './EntryName.vue'

const drawn = (cancelled: boolean) =>
  mount(EntryName, { props: { number: 'و/2026/00001', cancelled }, global: { plugins: [createPinia(), i18n] } })

it('a cancelled entry is struck and called so wherever it is named; its number stays readable (I1)', () => {
  const word = i18n.global.t('values.entryStatuses.cancelled')
  expect(drawn(true).get('bdi.struck').text()).toBe('و/2026/00001')
  expect(drawn(true).text()).toBe(`و/2026/00001 ${word}`)
  expect(drawn(false).find('.struck').exists()).toBe(false)
  expect(drawn(false).text()).toBe('و/2026/00001')
})
