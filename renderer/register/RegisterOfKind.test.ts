import { flushPromises, mount } from '@vue/test-utils'
import { createPinia } from 'pinia'
import { expect, it, vi } from 'vitest'
import { i18n } from '../app/i18n'
import { api } from '../bridge/client'
import RegisterOfKind from './RegisterOfKind.vue'

const { replace, guard } = vi.hoisted(() => ({
  replace: vi.fn<(to: { path: string }) => Promise<void>>(),
  guard: { leave: (): void => undefined },
}))
vi.mock('vue-router', () => ({
  useRoute: () => ({ query: {} }),
  useRouter: () => ({ replace }),
  onBeforeRouteLeave: (leave: () => void) => void (guard.leave = leave),
}))
vi.mock('../bridge/client', () => ({ api: { register: { registers: vi.fn() } } }))

it('leads to the first register of its kind (N6), and goes on when the next address came while it was on its way', async () => {
  const [incoming, outgoing] = [
    { id: 'a', kind: 'incoming' },
    { id: 'b', kind: 'outgoing' },
  ]
  vi.mocked(api.register.registers).mockResolvedValue([incoming, outgoing] as never)
  replace.mockResolvedValue()
  const page = mount(RegisterOfKind, {
    props: { kind: 'outgoing', page: '' },
    global: { plugins: [createPinia(), i18n] },
  })
  await flushPromises()
  expect(replace.mock.lastCall?.[0].path).toBe('/register/b')
  // That way was left before it was gone: the same page is asked for another one.
  await page.setProps({ kind: 'incoming', page: '/new' })
  await flushPromises()
  expect(replace.mock.lastCall?.[0].path).toBe('/register/a/new')
})

it('fetches nobody back who has gone on to another page meanwhile', async () => {
  replace.mockClear()
  vi.mocked(api.register.registers).mockResolvedValue([{ id: 'a', kind: 'incoming' }] as never)
  mount(RegisterOfKind, { props: { kind: 'incoming', page: '' }, global: { plugins: [createPinia(), i18n] } })
  guard.leave()
  await flushPromises()
  expect(replace).not.toHaveBeenCalled()
})
