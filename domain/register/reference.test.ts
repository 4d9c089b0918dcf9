import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { referenceKey } from './reference'

describe('one reference, however it is written (C3)', () => {
  it.each([
    [
      '143/م.ق/2026',
      [
        '١٤٣/م.ق/2026',
        '143 / م.ق / 2026',
        '۱۴۳/م.ق/۲۰۲۶',
        '143/\u00a0م.ق/2026',
        '\u200f143/م.ق/2026',
        '143-م.ق-2026',
        '143\\م.ق\\2026',
      ],
    ],
    ['AML/57', ['aml/57', 'AML-57', 'Aml 57', '\u2066AML/57\u2069', 'ＡＭＬ／57', 'AML/0057', 'AML57', 'AML–57']],
    ['أ.د/12', ['ا.د/12', 'أ د 12', 'أ.د./12']],
  ])('%s', (reference, others) => {
    for (const other of others) expect(referenceKey(other), other).toBe(referenceKey(reference))
  })
  it('another one stays another', () => {
    const keys = ['417/2026', '4172026', '2026/417', '41/72026', '418/2026', '417/2025', 'AML/417/2026'].map(
      referenceKey,
    )
    expect(new Set(keys).size).toBe(keys.length)
    expect(referenceKey('—')).toBe('—')
    expect(referenceKey('  ')).toBeNull()
  })
  it('digits of any script, spaces and marks change nothing', () => {
    const figures = fc.array(fc.nat(9999), { minLength: 1, maxLength: 4 })
    fc.assert(
      fc.property(
        figures,
        fc.constantFrom('٠', '۰', '0'),
        fc.constantFrom('/', ' / ', '\u200f/', '\u00a0/', '-'),
        (ns, zero, sep) => {
          const written = ns
            .map((n) => String(n).replace(/\d/g, (d) => String.fromCodePoint((zero.codePointAt(0) ?? 0) + Number(d))))
            .join(sep)
          return referenceKey(written) === referenceKey(ns.join('/'))
        },
      ),
    )
  })
})
