import { flushPromises, mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import { installFakeBridge } from '../../tests/fixtures/fake-bridge'
import { contacts } from '../../tests/fixtures/fake-bridge-data'
import { policies } from '../../domain/policies'
import { i18n } from '../app/i18n'
import { useSession } from '../session/session'
import ContactForm from './ContactForm.vue'
import ContactFormDocuments from './ContactFormDocuments.vue'
import ContactFormName from './ContactFormName.vue'
import ContactPage from './ContactPage.vue'
import { newContact, type CardForm } from './contactInput'

beforeEach(async () => {
  installFakeBridge({ language: 'fr', digits: 'latn' } as never)
  setActivePinia(createPinia())
  await useSession().setPreferences({ language: 'fr' })
})
const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/:all(.*)', component: ContactForm }] })
const global = { plugins: [i18n, router] }
const blank = (change: Partial<CardForm> = {}): CardForm => ({
  ...newContact('01900000-0000-7000-8000-000000000001', ''),
  ...change,
})

describe('the form of a card', () => {
  it('a clerk who adds a sender sees a kind and a name; the rest is one key away (P1)', () => {
    const form = mount(ContactForm, { props: { contact: blank(), brief: true }, global })
    const shown = form.findAll('input').filter((input) => !input.element.closest('details:not([open])'))
    expect(shown).toHaveLength(2)
    expect(form.find('details').attributes('open')).toBeUndefined()
    form.unmount()
  })

  it.each([
    ['MA', ['Prénom', 'Nom de famille', 'Nom de naissance']],
    ['EG', ['Prénom', 'Nom du père', 'Nom du grand-père', 'Nom de famille', 'Nom de naissance']],
    ['LB', ['Prénom', 'Nom du père', 'Nom de famille', 'Nom de la mère', 'Nom de naissance']],
  ] as const)('asks for the parts of a name in the order of %s (P1)', (country, wanted) => {
    const { nameParts } = policies[country].civil
    const form = mount(ContactFormName, { props: { modelValue: blank(), parts: nameParts, error: null }, global })
    const labels = form.findAll('label').map((label) => label.text())
    const parts = labels.slice(2).filter((_, at) => at % 2 === 0)
    expect(parts.map((label) => label.split(' en arabe')[0])).toEqual([...wanted])
    form.unmount()
  })

  it('an expired document says so, and a national number what the card contradicts (P1)', () => {
    const document = {
      kind: 'nationalId',
      number: '29001150101234',
      country: 'EG',
      issued: '',
      expires: '2020-01-31',
    } as const
    const said = (change: Partial<CardForm>): string => {
      const card = blank({ documents: [{ ...document }], ...change })
      const form = mount(ContactFormDocuments, {
        props: { modelValue: card, kinds: policies.EG.civil.documents },
        global,
      })
      const text = form.text()
      form.unmount()
      return text
    }
    expect(said({})).toContain('expiré le 31/01/2020')
    expect(said({ birthDate: '1990' })).toContain('D’après le numéro : Masculin, 15/01/1990, Cairo')
    expect(said({ sex: 'female' })).toContain('Contredit la fiche : Sexe')
  })
})

it('a letter is begun from a card in two keys, addressed to it', async () => {
  vi.spyOn(useSession(), 'can').mockReturnValue(true)
  const [card] = contacts
  const page = mount(ContactPage, { props: { id: card?.id ?? '' }, global, attachTo: document.body })
  await vi.waitFor(() => expect(page.find('.head h1').exists()).toBe(true))
  document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'l', ctrlKey: true, bubbles: true }))
  await flushPromises()
  await vi.waitFor(() => expect(document.querySelector('[role=dialog]')).not.toBeNull())
  const values = [...document.querySelectorAll<HTMLInputElement>('[role=dialog] input')].map((input) => input.value)
  const named = [card?.nameAr.full, card?.nameLatin.full]
  expect(values.some((value) => value !== '' && named.includes(value))).toBe(true)
  page.unmount()
})
