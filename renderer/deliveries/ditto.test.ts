import fc from 'fast-check'
import { expect, it } from 'vitest'
import { resolved } from './ditto'

const line = (by: string, hour = '') => ({ by, hour })

it('a ditto mark is the name above, no hour the hour above; nobody is nobody (D5)', () => {
  expect(resolved([line('حسن', '9:10'), line('"'), line(''), line('〃', '10:00'), line('Nadia')], '08:00')).toEqual([
    line('حسن', '9:10'),
    line('حسن', '9:10'),
    null,
    line('حسن', '10:00'),
    line('Nadia', '10:00'),
  ])
  expect(resolved([line('"'), line('Karim')], '08:00')).toEqual([null, line('Karim', '08:00')])
})

it('names nobody wrote: whoever signs was typed somewhere above, and an empty line is never signed', () => {
  const typed = fc.array(
    fc.record({ by: fc.constantFrom('', ' ', '"', 'idem', 'Hassan', 'ليلى'), hour: fc.constant('') }),
  )
  fc.assert(
    fc.property(typed, (lines) => {
      resolved(lines, '08:00').forEach((one, at) => {
        if (lines[at]?.by.trim() === '') expect(one).toBeNull()
        if (one) expect(lines.slice(0, at + 1).map(({ by }) => by)).toContain(one.by)
      })
    }),
  )
})
