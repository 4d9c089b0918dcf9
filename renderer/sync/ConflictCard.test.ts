import { mount } from '@vue/test-utils'
import { createPinia } from 'pinia'
import { expect, it } from 'vitest'
import type { Conflict } from '../../contract/sync'
import { conflicts } from '../../tests/fixtures/fake-bridge-data'
import { i18n } from '../app/i18n'
import ConflictCard from './ConflictCard.vue'

const [open] = conflicts
const card = (side: 'server' | 'other', change: Partial<Conflict>, mayDecide: boolean) => {
  if (!open) throw new Error('the fixture has a conflict')
  return mount(ConflictCard, {
    props: { side, mayDecide, digit: '1', shown: { main: 'x', sub: '' }, conflict: { ...open, ...change } },
    global: { plugins: [createPinia(), i18n] },
  }).text()
}
const word = (key: string): string => i18n.global.t(`sync.conflicts.${key}`)

it('which value was written on this PC is said, and what each choice leads to', () => {
  expect(card('other', {}, true)).toContain(word('here'))
  expect(card('server', {}, true)).not.toContain(word('here'))
  expect(card('other', {}, true)).toContain(word('then.other'))
  expect(card('server', {}, true)).toContain(word('then.server'))
})

it('afterwards it is said which value was kept', () => {
  expect(card('other', { decidedAt: 1, kept: 'other' }, false)).toContain(word('wasKept'))
  expect(card('server', { decidedAt: 1, kept: 'other' }, false)).toContain(word('notKept'))
})
