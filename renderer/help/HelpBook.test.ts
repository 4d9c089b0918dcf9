import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { installFakeBridge } from '../../tests/fixtures/fake-bridge'
import { i18n } from '../app/i18n'
import { useSession } from '../session/session'
import HelpBook from './HelpBook.vue'
import { useHelp } from './help'

let book: VueWrapper
beforeEach(async () => {
  installFakeBridge({ language: 'fr', digits: 'latn' } as never)
  setActivePinia(createPinia())
  await useSession().setPreferences({ language: 'fr' })
  useHelp().open('restore')
  book = mount(HelpBook, { global: { plugins: [i18n] }, attachTo: document.body })
  await vi.waitFor(() => expect(book.findAll('section').length).toBeGreaterThan(10))
  await flushPromises()
})
afterEach(() => book.unmount())

const input = () => book.get('input')
const press = (key: string): Promise<unknown> => input().trigger('keydown', { key })
const hits = () => book.findAll('[role=option]')
const focused = (): string => document.activeElement?.id ?? ''
async function type(text: string): Promise<void> {
  await input().setValue(text)
  await vi.waitFor(() => expect(hits().length).toBeGreaterThan(0))
}

describe('the guide over the window', () => {
  it('Enter opens the line that is chosen; Esc leads back to it, and is nobody else’s while it does', async () => {
    await type('mot de passe')
    expect(hits().length).toBeGreaterThan(5)
    await press('ArrowDown')
    await press('ArrowDown')
    const chosen = book.get('[aria-selected=true]').attributes('id')
    await press('Enter')
    await vi.waitFor(() => expect(focused()).toBe(chosen?.replace('line-', 'guide-')))
    expect(hits()).toEqual([])
    const event = new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true })
    document.activeElement?.dispatchEvent(event)
    await vi.waitFor(() => expect(book.get('[aria-selected=true]').attributes('id')).toBe(chosen))
    expect(event.defaultPrevented).toBe(true)
    expect(document.activeElement).toBe(input().element)
  })

  it('Enter takes what is typed, also before the pause after the last key', async () => {
    await input().setValue('.diwan-update')
    await press('Enter')
    await vi.waitFor(() => expect(focused()).toBe('guide-update-8'))
    await new Promise((done) => setTimeout(done, 250))
    expect(hits()).toEqual([])
  })

  it('without a search Esc is the dialog’s, and closes it', async () => {
    const event = new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true })
    book.get('.text').element.dispatchEvent(event)
    expect(event.defaultPrevented).toBe(false)
  })

  it('who reads in another language sees the same place in that one', async () => {
    await useSession().setPreferences({ language: 'ar' })
    await vi.waitFor(() => expect(book.get('#guide-restore h3').text()).toBe('الاستعادة'))
  })

  it('a link inside a sentence leads to its chapter', async () => {
    await book.get('#guide-move .to').trigger('click')
    await vi.waitFor(() => expect(document.activeElement?.textContent).toBe('Sauvegarder'))
  })
})

it('F1 opens at the chapter of what stands on the screen, the innermost last', async () => {
  const help = useHelp()
  help.close()
  help.near.push('backup', 'restore')
  help.open()
  expect(help.at).toBe('restore')
  help.near.splice(0)
  help.open()
  expect(help.at).toBe('beginning')
})
