import { EventEmitter } from 'node:events'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { watchPage } from './page-up'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function watched(): { page: EventEmitter; up: () => void; broken: () => number } {
  const page = new EventEmitter()
  let count = 0
  const up = watchPage(page as unknown as Parameters<typeof watchPage>[0], () => count++)
  return { page, up, broken: () => count }
}

it.each([
  ['does not load', (page: EventEmitter) => page.emit('did-fail-load', {}, -6, '', '', true)],
  ['is not there', (page: EventEmitter) => page.emit('did-navigate', {}, 'app://diwan/', 404)],
  ['whose bridge throws', (page: EventEmitter) => page.emit('preload-error')],
])('a page that %s is broken, once', (_how, breaks) => {
  const { page, broken } = watched()
  breaks(page)
  breaks(page)
  vi.advanceTimersByTime(200_000)
  expect(broken()).toBe(1)
})

it('one that was loaded and asks nothing is broken, and one that never ends loading', () => {
  const [silent, never] = [watched(), watched()]
  silent.page.emit('did-navigate', {}, 'app://diwan/', 200)
  silent.page.emit('did-finish-load')
  vi.advanceTimersByTime(9_000)
  expect(silent.broken()).toBe(0)
  vi.advanceTimersByTime(2_000)
  expect([silent.broken(), never.broken()]).toEqual([1, 0])
  vi.advanceTimersByTime(90_000)
  expect(never.broken()).toBe(1)
})

it('one that asks is up, whatever comes later; a frame in it, and a load given up for another, are no fault', () => {
  const { page, up, broken } = watched()
  page.emit('did-fail-load', {}, -6, '', '', false)
  page.emit('did-fail-load', {}, -3, '', '', true)
  up()
  page.emit('did-finish-load')
  page.emit('did-fail-load', {}, -6, '', '', true)
  vi.advanceTimersByTime(200_000)
  expect(broken()).toBe(0)
})
