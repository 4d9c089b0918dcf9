import { mount } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, h } from 'vue'
import { AppError } from '../../contract/errors'
import { useWait } from './useWait'

function waiting() {
  let wait: ReturnType<typeof useWait> | undefined
  const screen = mount(
    defineComponent({
      setup() {
        const made = useWait()
        wait = made
        return () => h('p', made.seconds.value)
      },
    }),
  )
  if (!wait) throw new Error('not set up')
  return { wait, screen }
}

describe('the wait after a wrong password', () => {
  beforeEach(() => vi.useFakeTimers())
  afterEach(() => vi.useRealTimers())

  it('counts down to nothing and stays there', async () => {
    const { wait, screen } = waiting()
    wait.after(new AppError('wrong-password', { waitSeconds: 3 }))
    expect(wait.seconds.value).toBe(3)
    await vi.advanceTimersByTimeAsync(1_100)
    expect(screen.text()).toBe('2')
    await vi.advanceTimersByTimeAsync(5_000)
    expect(wait.seconds.value).toBe(0)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('does not start for an error without seconds', () => {
    const { wait } = waiting()
    wait.after(new AppError('vault-damaged'))
    wait.after(new Error('x'))
    expect(wait.seconds.value).toBe(0)
  })

  it('leaves no timer behind when the screen goes', () => {
    const { wait, screen } = waiting()
    wait.start(30)
    screen.unmount()
    expect(vi.getTimerCount()).toBe(0)
  })
})
