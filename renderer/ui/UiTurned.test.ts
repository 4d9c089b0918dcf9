import { mount } from '@vue/test-utils'
import { createI18n } from 'vue-i18n'
import { expect, it } from 'vitest'
import UiTurned from './UiTurned.vue'

it('reversed letters of a PDF are noticed, shown as they were written, and turned by a press', async () => {
  const i18n = createI18n({
    legacy: false,
    locale: 'en',
    messages: { en: {} },
    missingWarn: false,
    fallbackWarn: false,
  })
  const shown = mount(UiTurned, { props: { modelValue: 'ﺪﻤﺤﻣ' }, global: { plugins: [i18n] } })
  expect(shown.text()).toContain('محمد')
  await shown.get('button').trigger('click')
  expect(shown.emitted('update:modelValue')).toEqual([['محمد']])
  await shown.setProps({ modelValue: 'محمد' })
  expect(shown.find('button').exists()).toBe(false)
})
