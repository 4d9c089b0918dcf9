import { describe, expect, it } from 'vitest'
import { turned } from './reversed'

/** As an old PDF holds it: shapes, in the order they are drawn. */
const drawn = (shaped: string): string => [...shaped].reverse().join('')

describe('words whose letters stand reversed in presentation forms', () => {
  it('are noticed and turned', () => {
    expect(turned(drawn('ﻭﺯﺍﺭﺓ ﺍﻟﺸﺆﻭﻥ'))).toBe('وزارة الشؤون')
    expect(turned(drawn('ﻣﺤﻤﺪ'))).toBe('محمد')
    expect(turned(drawn('ﭘﺎﺭﯾﺲ'))).toBe('پاریس')
    expect(turned(drawn('ﻻﺑﺲ'))).toBe('لابس')
  })
  it('with figures, Latin and brackets in their place', () => {
    expect(turned('(PDF) 417/2026 ' + drawn('ﺭﻗﻢ ﻛﺘﺎﺏ'))).toBe('رقم كتاب 417/2026 (PDF)')
  })
  it('one of them in a line that is right: only that one', () => {
    expect(turned(`ﻣﺤﻤﺪ ${drawn('ﻛﺘﺎﺏ')}`)).toBe('ﻣﺤﻤﺪ كتاب')
  })
  it('what stands as it was written is left alone', () => {
    for (const text of ['ﻭﺯﺍﺭﺓ ﺍﻟﺸﺆﻭﻥ', 'ﻣﺤﻤﺪ', 'وزارة الشؤون', 'Rabat 417', 'ﷲ', 'ﻻ', 'ﺩﺍﺭ', ''])
      expect(turned(text), text).toBeNull()
  })
})
