import { mount } from '@vue/test-utils'
import { createPinia } from 'pinia'
import { expect, it } from 'vitest'
import { AppError } from '../../contract/errors'
import { useNotice } from '../ui/notice'
import { useLatest } from './latest'

/** An answer that comes when it is told to. */
function slowly() {
  let come = (_answer: string): void => undefined
  const promise = new Promise<string>((resolve) => (come = resolve))
  return { promise, come }
}
const page = () => {
  let latest: ReturnType<typeof useLatest> | undefined
  const pinia = createPinia()
  const shown = mount({ setup: () => void (latest = useLatest()), template: '<p />' }, { global: { plugins: [pinia] } })
  return { shown, ask: latest as ReturnType<typeof useLatest>, notice: useNotice(pinia) }
}

it('only the answer to the last question counts, whichever comes last', async () => {
  const { ask } = page()
  const taken: string[] = []
  const slow = slowly()
  const first = ask(
    () => slow.promise,
    (answer) => taken.push(answer),
  )
  await ask(
    () => Promise.resolve('second'),
    (answer) => taken.push(answer),
  )
  slow.come('first')
  await first
  expect(taken).toEqual(['second'])
})

it('an answer, and a failure, that come after the page was left are dropped; one before is said', async () => {
  const { shown, ask, notice } = page()
  await ask(
    () => Promise.reject(new AppError('disk-full')),
    () => undefined,
  )
  expect(notice.notices).toHaveLength(1)
  const taken: string[] = []
  const late = slowly()
  const asked = ask(
    () => late.promise,
    (answer) => taken.push(answer),
  )
  shown.unmount()
  late.come('late')
  await asked
  expect([taken, notice.notices.length]).toEqual([[], 1])
})
