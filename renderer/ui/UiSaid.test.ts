import { mount } from '@vue/test-utils'
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { createPinia } from 'pinia'
import { expect, it } from 'vitest'
import UiSaid from './UiSaid.vue'

it('a French subject in an Arabic window carries its language and its direction, also where it is marked', () => {
  const shown = (text: string, query?: string) =>
    mount(UiSaid, { props: { text, ...(query && { query }) }, global: { plugins: [createPinia()] } })
  expect(shown('Demande de rapatriement').attributes()).toMatchObject({ lang: 'fr', dir: 'ltr' })
  expect(shown('طلب تعيين').attributes()).toMatchObject({ lang: 'ar', dir: 'rtl' })
  const found = shown('Demande de rapatriement', 'rapat')
  expect(found.attributes('lang')).toBe('fr')
  expect(found.get('mark').text()).toBe('rapatriement')
})

it('no screen shows a text of the data by another way: its direction guessed, its language unsaid', () => {
  const files = (readdirSync(resolve('renderer'), { recursive: true }) as string[]).filter((name) =>
    name.endsWith('.vue'),
  )
  const bare = files.filter((name) => {
    const source = readFileSync(join(resolve('renderer'), name), 'utf8')
    return (
      /<bdi[^>]*dir="auto"/.test(source) ||
      /<bdi[^>]*>\{\{[^}]*(?:\.subject|nameIn\(|nameOf\(|\.correspondent\b)[^}]*\}\}/.test(source)
    )
  })
  expect(bare).toEqual([])
})
