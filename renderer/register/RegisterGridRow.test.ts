import { mount } from '@vue/test-utils'
import { createPinia } from 'pinia'
import { expect, it } from 'vitest'
import { nextTick } from 'vue'
import { languages } from '../../contract/values'
import { i18n } from '../app/i18n'
import { columnIds } from './registerGridColumns'
import RegisterGridRow from './RegisterGridRow.vue'

const name = 'ليلى التازي'
const row = {
  ...{ void: true as const, id: '00000000-0000-7000-8000-000000000001', numberText: 'و/2026/00419' },
  ...{ number: { register: 'و', year: 2026, desk: null, seq: 419 }, businessDate: '2026-11-20' },
  ...{ at: Date.UTC(2026, 10, 20, 9, 40), byNames: { ar: name, fr: name, en: name, es: name } },
}
const drawn = (reason: string | null) =>
  mount(RegisterGridRow, {
    props: {
      row: { ...row, reason },
      ...{
        waitingLabel: '',
        columns: [...columnIds],
        query: '',
        subjectWidth: 260,
        selected: false,
        showPending: false,
      },
    },
    global: { plugins: [createPinia(), i18n] },
  })

it('a void number is a struck line that says why, when and by whom, in words that are read aloud (N3)', async () => {
  for (const language of languages) {
    const line = drawn('restored')
    i18n.global.locale.value = language
    await nextTick()
    const text = line.text()
    expect(line.get('bdi.struck').text()).toBe('و/2026/00419')
    expect(line.attributes('role')).toBe('row')
    expect(text).toContain(i18n.global.t('register.void.mark'))
    expect(text).toContain(i18n.global.t('register.void.reasons.restored'))
    expect(text).toContain(name)
  }
})

it('a reason that is withheld or of a newer version is said as far as it is known', async () => {
  const lines = [drawn(null), drawn('lost')]
  i18n.global.locale.value = 'en'
  await nextTick()
  const [withheld, newer] = lines.map((line) => line.text().replace(/[\u2068\u2069]/g, ''))
  expect(withheld).toContain('Reason hidden')
  expect(newer).toContain('lost (of a newer version)')
})
