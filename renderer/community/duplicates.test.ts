import { flushPromises, mount } from '@vue/test-utils'
import { createPinia } from 'pinia'
import { afterEach, expect, it, vi } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import { noFacts } from '../../contract/card'
import type { Contact, ContactHit } from '../../contract/community'
import { i18n } from '../app/i18n'
import { api } from '../bridge/client'
import ContactAlike from './ContactAlike.vue'
import { newContact } from './contactInput'
import DuplicatesPage from './DuplicatesPage.vue'

vi.mock('../bridge/client', () => ({
  api: {
    community: { alike: vi.fn(), get: vi.fn(), proposals: vi.fn(), judge: vi.fn(), on: () => () => undefined },
    jobs: { list: async () => [], on: () => () => undefined },
    session: { on: () => () => undefined },
  },
}))
afterEach(() => vi.useRealTimers())

const hit = (id: string, nameAr: string, nameLatin: string): ContactHit => ({
  ...{ id, kind: 'person', nameAr, nameLatin, description: '', city: 'Lyon', entries: 2, createdAt: 1 },
})
const cardOf = (one: ContactHit): Contact => {
  const name = (full: string) => ({ full, given: '', father: '', family: '', maiden: '' })
  const facts = { phone: '0661', email: '', address: '', countryCode: '', notes: '', pending: false }
  return { ...noFacts(), ...one, nameAr: name(one.nameAr), nameLatin: name(one.nameLatin), ...facts }
}
const [one, other] = [hit('1', 'رشيد بوعزة', ''), hit('2', '', 'Rachid Bouazza')]
const reasons = [
  { reason: 'name-alike', weight: 1.2 },
  { reason: 'phone-same', weight: 1.6 },
  { reason: 'birth-other', weight: -5 },
]
const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/:all(.*)', component: {} }] })
const plugins = [createPinia(), i18n, router]
const word = (key: string): string => i18n.global.t(key)

it('two cards stand side by side with what speaks for and against; what is decided leaves the list (P3)', async () => {
  vi.mocked(api.community.proposals).mockResolvedValue({
    rows: [{ one, other, chance: 0.9, reasons }],
    more: false,
    cards: 7,
  })
  vi.mocked(api.community.get).mockImplementation(async ({ id }) => cardOf(id === '1' ? one : other))
  vi.mocked(api.community.judge).mockResolvedValue({ leadId: '2' })
  const page = mount(DuplicatesPage, { global: { plugins }, attachTo: document.body })
  await page.get('.head button').trigger('click')
  await flushPromises()
  await page.get('[role=option]').trigger('click')
  await flushPromises()
  const pair = page.get('.pair')
  for (const key of ['name-alike', 'phone-same', 'birth-other'])
    expect(pair.text()).toContain(word(`sameness.reason.${key}`))
  expect(pair.text()).toContain('Rachid Bouazza')
  await pair.findAll('td button')[1]?.trigger('click')
  await flushPromises()
  expect(api.community.judge).toHaveBeenCalledWith({ keptId: '2', otherId: '1', verdict: 'same', reason: '' })
  expect(page.find('[role=option]').exists()).toBe(false)
  page.unmount()
})

it('while a card is typed, who has one already is taken instead of a new one', async () => {
  vi.useFakeTimers()
  vi.mocked(api.community.alike).mockResolvedValue([{ hit: other, chance: 0.8, reasons }])
  vi.mocked(api.community.get).mockResolvedValue(cardOf(other))
  const alike = mount(ContactAlike, {
    props: { card: newContact('9', 'Rashid Bouaza'), fresh: true },
    global: { plugins },
  })
  await vi.advanceTimersByTimeAsync(300)
  expect(alike.text()).toContain(word('sameness.reason.phone-same'))
  expect(alike.text()).not.toContain(word('sameness.reason.birth-other'))
  await alike.get('button').trigger('click')
  await flushPromises()
  expect(alike.emitted('use')).toEqual([[cardOf(other)]])
})
