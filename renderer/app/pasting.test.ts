import { afterEach, expect, it, vi } from 'vitest'
import { tidyPasting } from './pasting'

const insertText = vi.fn<(command: string, ui: boolean, text: string) => boolean>(() => true)
Object.assign(document, { execCommand: insertText })
afterEach(() => {
  insertText.mockClear()
  document.body.replaceChildren()
})

/** Pastes as Chromium announces it: the text before it stands in the field. */
function paste(html: string, data: string): string | null {
  document.body.innerHTML = html
  const field = document.body.querySelector('input, textarea') ?? expect.fail('no field')
  const off = tidyPasting(window)
  const event = new InputEvent('beforeinput', { inputType: 'insertFromPaste', data, bubbles: true, cancelable: true })
  field.dispatchEvent(event)
  off()
  expect(event.defaultPrevented).toBe(insertText.mock.calls.length > 0)
  return insertText.mock.calls[0]?.[2] ?? null
}

it('a break of Word is a space in a line and a line break in a paragraph, from the moment of pasting', () => {
  expect(paste('<input>', 'سطر\u000bثان')).toBe('سطر ثان')
  expect(paste('<textarea data-line></textarea>', 'سطر\u000cثان')).toBe('سطر ثان')
  insertText.mockClear()
  expect(paste('<textarea></textarea>', 'سطر\u000bثان\u202e')).toBe('سطر\nثان')
})
it('text that is tidy already is pasted by the browser, and a password or a code as it came', () => {
  expect(paste('<textarea></textarea>', 'رسالة\nعادية')).toBeNull()
  expect(paste('<input type="password">', 'e\u0301')).toBeNull()
  expect(paste('<textarea data-raw></textarea>', 'DW2|\u200f\u000b')).toBeNull()
})
