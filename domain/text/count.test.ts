import fc from 'fast-check'
import { expect, it } from 'vitest'
import { readCount } from './count'

it.each([
  ['3', 3],
  ['۲', 2],
  ['٢', 2],
  ['2م', 2],
  ['2 م', 2],
  ['1+2', 3],
  ['١ + ٢', 3],
  ['صفر', 0],
  ['0', 0],
  ['٠', 0],
  ['02', 2],
  ['(3)', 3],
  ['3 pièces', 3],
  ['2 p.j.', 2],
  ['٤ مرفقات', 4],
  ['ثلاثة', 3],
  ['ثلاث وثائق', 3],
  ['néant', 0],
  ['Zéro', 0],
  ['مرفقان', 2],
  ['لا شيء', 0],
  ['\u200f٥\u200f', 5],
  ['2و3', 5],
] as const)('an enclosure count stated as %s is %i', (typed, count) => expect(readCount(typed)).toBe(count))

it.each(['كثير', '2-3', '1/2', '3x2', '-1', '2.5', '1+', 'abc', '', '٢ ٣', '1+صفر+'])(
  '%s is no count, and nothing is guessed',
  (typed) => expect(readCount(typed)).toBeNull(),
)

it('figures in any script, summed, with any unit behind, are read as said', () => {
  const zero = fc.constantFrom('0', '٠', '۰', '０')
  fc.assert(
    fc.property(
      fc.array(fc.nat(999), { minLength: 1, maxLength: 4 }),
      zero,
      fc.constantFrom('', 'م', ' م', ' pièces', ' مرفقات'),
      (ns, z, unit) => {
        const figures = (n: number) =>
          String(n).replace(/\d/g, (d) => String.fromCodePoint((z.codePointAt(0) ?? 0) + Number(d)))
        return readCount(ns.map(figures).join(' + ') + unit) === ns.reduce((a, b) => a + b, 0)
      },
    ),
  )
})
