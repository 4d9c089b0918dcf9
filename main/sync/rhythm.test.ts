import { afterEach, expect, it, vi } from 'vitest'
import { Rhythm } from './rhythm'

afterEach(() => void vi.useRealTimers())

it('asks at once, then after twenty seconds; after a failure not before its time, and a round forgets the failure', () => {
  let now = 1_000
  const rhythm = new Rhythm(() => now)
  expect(rhythm.isDue).toBe(true)
  rhythm.begun()
  now += 19_999
  expect(rhythm.isDue).toBe(false)
  now += 1
  expect(rhythm.isDue).toBe(true)
  rhythm.failed(300_000)
  expect(rhythm.waitMs(2_000)).toBe(300_000)
  now += 299_000
  expect(rhythm.waitMs(2_000)).toBe(2_000)
  rhythm.failed(5_000)
  rhythm.begun()
  expect(rhythm.waitMs(0)).toBe(0)
})

it('a clock that is set back by a day keeps nobody waiting for a day (N4)', () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 10, 21) })
  const rhythm = new Rhythm()
  rhythm.begun()
  rhythm.failed(5_000)
  vi.setSystemTime(Date.UTC(2026, 10, 20))
  expect(rhythm.waitMs(2_000)).toBeLessThanOrEqual(5_000)
})
