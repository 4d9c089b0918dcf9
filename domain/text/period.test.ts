import { describe, expect, it } from 'vitest'
import { offsetText, periodOf, withPeriod } from './period'
import { localTime, type Zone } from './zone'

const cairo: Zone = { name: 'Africa/Cairo', periods: [] }
const typed = {
  fromDate: '2026-12-11',
  fromHour: '00:00',
  untilDate: '2026-12-21',
  untilHour: '00:00',
  offsetMinutes: 180,
}

describe('a period as it is said', () => {
  it('begins by the clock before it and ends by its own', () => {
    const period = periodOf(typed, cairo)
    const zone = { ...cairo, periods: [period] }
    expect(localTime(period.from - 1, zone)).toEqual({ date: '2026-12-10', hour: '23:59' })
    expect(localTime(period.from, zone)).toEqual({ date: '2026-12-11', hour: '01:00' })
    expect(localTime(period.until - 1, zone)).toEqual({ date: '2026-12-20', hour: '23:59' })
    expect(localTime(period.until, zone)).toEqual({ date: '2026-12-20', hour: '23:00' })
  })
  it('stands in order with the others, and not in one of them', () => {
    const first = periodOf(typed, cairo)
    const before = { ...first, from: first.from - 1000, until: first.from }
    expect(withPeriod([first], before)).toEqual([before, first])
    expect(withPeriod([first], { ...first, until: first.from + 1 })).toBeNull()
    expect(withPeriod([], { ...first, until: first.from })).toBeNull()
  })
  it('says its distance from UTC', () => {
    expect([180, -90, 0, -840].map(offsetText)).toEqual(['UTC+03:00', 'UTC−01:30', 'UTC+00:00', 'UTC−14:00'])
  })
})
