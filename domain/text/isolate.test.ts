import { describe, expect, it } from 'vitest'
import { isolatedNumbers, numberRuns } from './isolate'

const runs = (text: string): string[] => numberRuns(text).map(({ from, to }) => text.slice(from, to))

describe('numbers typed into an Arabic sentence stand as one thing', () => {
  it.each([
    [
      'للاتصال: 0537-76-12-34 أو +212 5 37 76 12 34، من 2026-11-21 إلى 2026-12-05',
      ['0537-76-12-34', '+212 5 37 76 12 34', '2026-11-21', '2026-12-05'],
    ],
    ['الهاتف ٠٥٣٧-٧٦-١٢-٣٤.', ['٠٥٣٧-٧٦-١٢-٣٤']],
    ['الهاتف 00212 537-761234', ['00212 537-761234']],
    ['رقم 1183-24 و 2026/AML/57', ['1183-24', '2026/AML/57']],
    ['يوم 21/11/2026 على 9:40', ['21/11/2026', '9:40']],
    ['مبلغ 1 250 000 درهم', ['1 250 000']],
    ['و/2026/00417 و 417/م.ق/2026', []],
    ['المادة 12 من 2026 (الفقرة 3)', []],
    ['من 12 - 15', []],
    ['بند 1، 2، 3.', []],
  ] as [string, string[]][])('%s', (text, expected) => expect(runs(text)).toEqual(expected))
  it('only in Arabic, and once', () => {
    expect(isolatedNumbers('Tél. 0537-76-12-34')).toBe('Tél. 0537-76-12-34')
    const once = isolatedNumbers('هاتف 0537-76-12-34')
    expect(once).toBe('هاتف \u20660537-76-12-34\u2069')
    expect(isolatedNumbers(once)).toBe(once)
  })
})
