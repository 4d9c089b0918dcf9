import { describe, expect, it } from 'vitest'
import { readDate } from './typedDate'

describe('a day typed by a clerk', () => {
  it.each([
    ['21/11/2026', '2026-11-21'],
    ['21-11-2026', '2026-11-21'],
    ['21.11.26', '2026-11-21'],
    ['21 11 2026', '2026-11-21'],
    ['21112026', '2026-11-21'],
    ['211126', '2026-11-21'],
    ['1/2/26', '2026-02-01'],
    ['21/11', '2026-11-21'],
    ['٢١/١١/٢٠٢٦', '2026-11-21'],
    ['٢١/١١/٢٦', '2026-11-21'],
    ['21٫11٫2026', null],
    ['\u200f21/11/2026\u200f', '2026-11-21'],
    ['2026-11-21', '2026-11-21'],
    ['12/09/98', '1998-09-12'],
    ['29/02/2028', '2028-02-29'],
  ])('%s is %s', (typed, day) => expect(readDate(typed, 2026)).toBe(day))

  it.each(['31/02/2026', '29/02/2026', '32/01/2026', '11/21/2026', '0/1/2026', '21/11/1026', 'أمس', '21', ''])(
    '%s is no day, and nothing is guessed',
    (typed) => expect(readDate(typed, 2026)).toBeNull(),
  )

  it('two digits of a year more than ten years ahead are of the last century', () => {
    expect(readDate('01/01/36', 2026)).toBe('2036-01-01')
    expect(readDate('01/01/37', 2026)).toBe('1937-01-01')
  })
})
