import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, it, vi } from 'vitest'
import { useNotice } from './notice'

beforeEach(() => {
  setActivePinia(createPinia())
  vi.useFakeTimers()
})

it('what was taken away is put back once, and then not forgotten', () => {
  const notice = useNotice()
  const act = vi.fn()
  const forget = vi.fn()
  notice.undo(notice.removed('gone', { act, forget }))
  vi.runAllTimers()
  expect([act.mock.calls.length, forget.mock.calls.length, notice.notices.length]).toEqual([1, 0, 0])
})

it('what nobody wants back is forgotten once, whether its notice is closed, pushed out, cleared or old', () => {
  const notice = useNotice()
  const forgotten: string[] = []
  const take = (name: string): number => notice.removed(name, { act: vi.fn(), forget: () => forgotten.push(name) })
  notice.close(take('closed'))
  take('pushed')
  for (const name of ['a', 'b', 'c']) take(name)
  notice.clear()
  take('old')
  vi.runAllTimers()
  expect(forgotten).toEqual(['closed', 'pushed', 'a', 'b', 'c', 'old'])
})

it('good news does not take away what can still be undone', () => {
  const notice = useNotice()
  notice.removed('gone', { act: vi.fn() })
  notice.say('saved')
  expect(notice.notices.map((one) => one.text)).toEqual(['gone', 'saved'])
})
