import { expect, it } from 'vitest'
import { systemClock } from './clock'

const HOUR = 3600_000

it('N4: a night asleep is no jump, whether the running time stood still or not; a clock that is set is one', () => {
  for (const standsStill of [true, false]) {
    let wall = Date.UTC(2026, 10, 20, 16)
    let running = 0
    const clock = systemClock(
      () => wall,
      () => running,
    )
    clock.sleeps()
    wall += 62 * HOUR
    if (!standsStill) running += 62 * HOUR
    clock.wakes()
    expect(clock.jumpMs()).toBe(0)
    wall += 48 * HOUR
    expect(clock.jumpMs()).toBe(48 * HOUR)
  }
})

it('N4: a clock that was set back while the PC slept has jumped', () => {
  let wall = Date.UTC(2026, 10, 20)
  const clock = systemClock(
    () => wall,
    () => 0,
  )
  clock.sleeps()
  wall -= 48 * HOUR
  clock.wakes()
  expect(clock.jumpMs()).toBe(-48 * HOUR)
})
