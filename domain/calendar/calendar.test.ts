import { describe, expect, it } from 'vitest'
import { calendars } from '../policies/calendar'
import { policies } from '../policies'
import { calendarOf, type Ordered } from './calendar'
import { dateOfDay, dayOf, weekdayOf } from './days'
import { easternEaster, proposedFeasts, westernEaster } from './feasts'
import { closedDays } from './year'

const ordered = (change: Partial<Ordered> & Pick<Ordered, 'kind' | 'firstDay' | 'lastDay'>): Ordered => ({
  ...{ id: `${change.kind}${change.firstDay}`, replaces: null, days: null },
  ...change,
})
const of = (country: 'MA' | 'EG' | 'LB', closures: Ordered[] = []) =>
  calendarOf({ fixed: calendars[country].fixed, weekend: policies[country].weekend }, closures)
const open = (country: 'MA' | 'EG' | 'LB', date: string, closures: Ordered[] = []): boolean =>
  of(country, closures).isOpen(dayOf(date))

describe('an office’s working days (W4)', () => {
  it.each([
    ['MA', '2026-11-20', true, 'a Friday in Rabat'],
    ['MA', '2026-11-21', false, 'a Saturday in Rabat'],
    ['EG', '2026-11-20', false, 'a Friday in Cairo'],
    ['EG', '2026-11-22', true, 'a Sunday in Cairo'],
    ['LB', '2026-11-23', true, 'a Monday in Beirut'],
    ['MA', '2026-11-18', false, 'Independence Day'],
    ['MA', '2025-10-31', true, 'a holiday before the year it was made one'],
    ['MA', '2028-10-31', false, 'the same since'],
    ['LB', '2027-05-25', true, 'a day the ministry must confirm, unconfirmed'],
  ] as const)('%s %s: open is %s (%s)', (country, date, expected, _why) => {
    expect(open(country, date)).toBe(expected)
  })
  it('a mission follows the weekend of its host country, from the day of the act on', () => {
    const gulf = [ordered({ kind: 'weekend', firstDay: '2026-06-01', lastDay: '2999-12-31', days: [5, 6] })]
    expect(open('MA', '2026-05-29', gulf)).toBe(true)
    expect(open('MA', '2026-06-05', gulf)).toBe(false)
    expect(open('MA', '2026-06-07', gulf)).toBe(true)
    expect(open('MA', '2026-07-30', gulf)).toBe(false)
  })
  it('a feast closes nothing before its act was entered', () => {
    expect(open('MA', '2026-03-20')).toBe(true)
    expect(open('MA', '2026-03-20', [ordered({ kind: 'feast', firstDay: '2026-03-20', lastDay: '2026-03-21' })])).toBe(
      false,
    )
  })
  it('a holiday that is moved is worked on its own day, unless that is a day of rest', () => {
    const moved = [ordered({ kind: 'moved', firstDay: '2027-01-28', lastDay: '2027-01-28', replaces: '2027-01-25' })]
    expect(open('EG', '2027-01-25')).toBe(false)
    expect(open('EG', '2027-01-25', moved)).toBe(true)
    expect(open('EG', '2027-01-28', moved)).toBe(false)
    expect(open('EG', '2028-01-25', moved)).toBe(false)
  })
  it('a day of rest that is ordered to be worked is open; other hours close nothing', () => {
    expect(open('MA', '2026-11-21', [ordered({ kind: 'open', firstDay: '2026-11-21', lastDay: '2026-11-21' })])).toBe(
      true,
    )
    expect(open('MA', '2026-11-20', [ordered({ kind: 'hours', firstDay: '2026-11-01', lastDay: '2026-11-30' })])).toBe(
      true,
    )
  })
  it('what a newer version may close is not guessed at', () => {
    expect(open('MA', '2026-11-20', [ordered({ kind: 'strike', firstDay: '2026-11-20', lastDay: '2026-11-20' })])).toBe(
      true,
    )
  })
  it('a year is told by its closed days, weekends aside', () => {
    const days = closedDays(of('MA'), 2026)
    expect(days).toHaveLength(11)
    expect(days[0]).toMatchObject({ date: '2026-01-01', why: { is: 'holiday' } })
  })
})

describe('feasts that are proposed (W4)', () => {
  it('Easter of both churches, and Sham el-Nessim the day after the eastern one', () => {
    expect([2024, 2025, 2026, 2027, 2038].map(westernEaster)).toEqual([
      ...['2024-03-31', '2025-04-20', '2026-04-05', '2027-03-28', '2038-04-25'],
    ])
    expect([2024, 2025, 2026, 2027].map(easternEaster)).toEqual([
      ...['2024-05-05', '2025-04-20', '2026-04-12', '2027-05-02'],
    ])
    expect(proposedFeasts(calendars.EG.movable, 2026)).toContainEqual({
      ...{ feast: 'shamElNessim', from: '2026-04-13', until: '2026-04-13' },
    })
  })
  it('are Sundays, whatever the year', () => {
    for (let year = 1900; year < 2200; year++)
      for (const day of [westernEaster(year), easternEaster(year)]) expect(weekdayOf(dayOf(day)), day).toBe(7)
  })
  it('Hijri feasts by Umm al-Qura, off by what the office’s moon is off', () => {
    const fitr = (moon: number) => proposedFeasts(calendars.MA.movable, 2026, moon).find((p) => p.feast === 'fitr')
    expect(fitr(0)).toEqual({ feast: 'fitr', from: '2026-03-20', until: '2026-03-21' })
    expect(fitr(-1)?.from).toBe('2026-03-21')
  })
  it('a feast that a year sees twice is proposed twice', () => {
    const found = proposedFeasts([{ feast: 'hijriNewYear', days: 1 }], 2008)
    expect(found.map(({ from }) => from)).toEqual(['2008-01-10', '2008-12-29'])
  })
})

it('days are numbers and back', () => {
  for (let day = -800; day < 40_000; day += 7) expect(dayOf(dateOfDay(day))).toBe(day)
  expect(weekdayOf(dayOf('2026-11-20'))).toBe(5)
  expect(weekdayOf(dayOf('1969-12-28'))).toBe(7)
})
