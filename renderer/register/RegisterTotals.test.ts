import { mount } from '@vue/test-utils'
import { createPinia } from 'pinia'
import { nextTick } from 'vue'
import { expect, it } from 'vitest'
import type { Outline } from '../../contract/register'
import { i18n } from '../app/i18n'
import { languages, type Language } from '../../contract/values'
import RegisterTotals from './RegisterTotals.vue'

const outline = (first: number, voids = 0): Outline => ({
  days: [{ date: '2026-11-25', entries: 2, cancelled: 0, voids }],
  ...{ total: 5, more: false, cancelled: 0, unanswered: 0, urgent: 0, voids },
  continuity: [
    {
      bookId: '00000000-0000-4000-8000-000000000001',
      desk: null,
      first,
      last: first + 4 + voids,
      whole: true,
      paper: null,
    },
  ],
})
const foot = async (of: Outline, language: Language): Promise<string[]> => {
  const drawn = mount(RegisterTotals, {
    props: { outline: of, answers: false, today: '2026-11-25' },
    global: { plugins: [createPinia(), i18n] },
  })
  i18n.global.locale.value = language
  await nextTick()
  return drawn.findAll('footer > span:not(.grow, .state)').map((span) => span.text())
}

it('a book taken over from paper at 418 says that 417 were carried forward, in every language (N1)', async () => {
  const words = {
    ar: 'نُقل ما قبله:',
    fr: 'Report du livre papier :',
    en: 'Carried forward from paper:',
    es: 'Suma y sigue del papel:',
  }
  const totals = async (first: number, language: Language): Promise<(string | undefined)[]> =>
    (await foot(outline(first), language)).map((text) => text.split(' ').at(-1))
  for (const language of languages) {
    expect((await foot(outline(418), language))[0]).toBe(`${words[language]} 417`)
    expect(await totals(418, language)).toEqual(['417', '3', '2', '5', '0'])
    expect(await totals(1, language)).toEqual(['3', '2', '5', '0'])
  }
})

it('void numbers have a total of their own and are no entries (N3)', async () => {
  expect(await foot(outline(1, 2), 'en')).toEqual(expect.arrayContaining(['Void numbers: 2', 'Year: 5']))
})
