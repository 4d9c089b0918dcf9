import { expect, it } from 'vitest'
import { zoomOf } from './zoom'

const press = (key: string, code: string, now: number, more: object = {}): number | null =>
  zoomOf({ type: 'keyDown', control: true, meta: false, alt: false, key, code, ...more }, now)

it('Ctrl with plus, minus and zero makes the window larger, smaller and as it was, up to 200 %', () => {
  expect(press('+', 'Equal', 1)).toBe(1.1)
  expect(press('=', 'Equal', 1.75)).toBe(2)
  expect(press('+', 'NumpadAdd', 2)).toBe(2)
  expect(press('-', 'Minus', 1)).toBe(0.9)
  expect(press('-', 'NumpadSubtract', 0.8)).toBe(0.8)
  expect(press('0', 'Digit0', 1.5)).toBe(1)
})

it('works on a French keyboard, and leaves AltGr and plain typing alone', () => {
  expect(press('à', 'Digit0', 1.5)).toBe(1)
  expect(press('+', 'Equal', 1, { alt: true })).toBeNull()
  expect(press('+', 'Equal', 1, { control: false })).toBeNull()
})
