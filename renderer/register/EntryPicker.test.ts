import { flushPromises, mount } from '@vue/test-utils'
import { createPinia } from 'pinia'
import { afterEach, expect, it, vi } from 'vitest'
import { i18n } from '../app/i18n'
import { api } from '../bridge/client'
import EntryPicker from './EntryPicker.vue'

vi.mock('../bridge/client', () => ({ api: { search: { everywhere: vi.fn() }, register: { get: vi.fn() } } }))
afterEach(() => vi.useRealTimers())

it('a cancelled entry is found, called cancelled, and not chosen to be answered (C4, I1)', async () => {
  vi.useFakeTimers()
  const hit = (id: string, cancelled: boolean) => ({
    ...{ id, kind: 'entry' as const, title: `موضوع ${id}`, detail: `و/2026/${id}`, at: 0, cancelled },
  })
  vi.mocked(api.search.everywhere).mockResolvedValue({ hits: [hit('00001', true), hit('00002', false)], more: false })
  vi.mocked(api.register.get).mockImplementation((async ({ id }: { id: string }) => ({
    ...{ id, numberText: id, subject: null },
  })) as unknown as typeof api.register.get)
  const picker = mount(EntryPicker, {
    props: { modelValue: null, 'onUpdate:modelValue': (next) => picker.setProps({ modelValue: next }) },
    global: { plugins: [createPinia(), i18n] },
  })
  await picker.get('input').setValue('و')
  await vi.advanceTimersByTimeAsync(300)
  const [first, second] = picker.findAll('[role=option]')
  expect(first?.attributes('aria-disabled')).toBe('true')
  expect(first?.text()).toContain(i18n.global.t('values.entryStatuses.cancelled'))
  expect(first?.find('.struck').exists()).toBe(true)
  expect(second?.text()).not.toContain(i18n.global.t('values.entryStatuses.cancelled'))
  await first?.trigger('click')
  await flushPromises()
  expect(picker.props('modelValue')).toBeNull()
  await second?.trigger('click')
  await flushPromises()
  expect(picker.props('modelValue')).toMatchObject({ id: '00002' })
})
