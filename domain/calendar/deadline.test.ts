import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DeadlineRule } from '../../contract/deadlines'
import { policies } from '../policies'
import { calendars } from '../policies/calendar'
import { deadlineTypes } from '../policies/deadlines'
import { calendarOf, type Ordered } from './calendar'
import { dateOfDay, dayOf } from './days'
import { alarmDays, dueDate, dueDay, stageOn, type Counted, type Counting } from './deadline'
import { standingOn, tell, type Told } from './standing'

const of = (closures: Ordered[] = []) =>
  calendarOf({ fixed: calendars.MA.fixed, weekend: policies.MA.weekend }, closures)
const days = of()
const rule = (change: Partial<Counting> = {}): Counting => ({
  ...{ amount: 10, unit: 'day', firstCounts: false, lastCounts: true, moves: false },
  ...change,
})
const complaint = deadlineTypes.MA.find(({ kind }) => kind === 'complaint')?.rule as DeadlineRule

describe('a deadline is counted as it is stated (W4)', () => {
  it.each([
    [rule(), '2026-11-20', '2026-11-30', 'ten days, the first not counted'],
    [rule({ firstCounts: true }), '2026-11-20', '2026-11-29', 'the first counted'],
    [rule({ lastCounts: false }), '2026-11-20', '2026-12-01', 'neither first nor last: délai franc'],
    [rule({ amount: 8 }), '2026-11-20', '2026-11-28', 'ends on a Saturday'],
    [rule({ amount: 8, moves: true }), '2026-11-20', '2026-11-30', 'an end on a Saturday moves to Monday'],
    [rule({ amount: 5, unit: 'workingDay' }), '2026-11-20', '2026-11-27', 'five working days'],
    [rule({ amount: 5, unit: 'workingDay' }), '2026-11-16', '2026-11-24', 'over Independence Day'],
    [rule({ amount: 1, unit: 'workingDay', firstCounts: true }), '2026-11-21', '2026-11-23', 'begun on a Saturday'],
    [rule({ amount: 2, unit: 'month' }), '2026-12-31', '2027-02-28', 'two months, to the last of a shorter one'],
  ] as const)('%j from %s: %s (%s)', (one, start, due, _why) => {
    expect(dueDate(days, one, start)).toBe(due)
  })
  it('a complaint has 60 days in Morocco (W5, decree 2-17-265)', () => {
    expect(dueDate(days, complaint, '2026-11-20')).toBe('2027-01-19')
  })
  it('a pause counts for no day, and what is paused has no end (W4)', () => {
    const clock: Counted = { rule: rule(), startedOn: '2026-11-20', byDay: null }
    const paused = { ...clock, pauses: [{ from: '2026-11-25', until: null }] }
    expect(dueDay(days, paused)).toBeNull()
    const resumed = { ...clock, pauses: [{ from: '2026-11-25', until: '2026-12-05' }] }
    expect(dateOfDay(dueDay(days, resumed) ?? 0)).toBe('2026-12-10')
    const working: Counted = { ...resumed, rule: rule({ amount: 5, unit: 'workingDay' }) }
    expect(dateOfDay(dueDay(days, working) ?? 0)).toBe('2026-12-09')
  })
  it('an extension is more of the same (W6)', () => {
    const clock: Counted = { rule: rule({ unit: 'workingDay' }), startedOn: '2026-11-20', byDay: null, extension: 5 }
    expect(dueDay(days, clock)).toBe(dayOf(dueDate(days, rule({ unit: 'workingDay', amount: 15 }), '2026-11-20')))
  })
})

const date = fc.integer({ min: dayOf('2020-01-01'), max: dayOf('2040-12-31') }).map(dateOfDay)
const counting = fc.record({
  amount: fc.integer({ min: 1, max: 200 }),
  unit: fc.constantFrom('day', 'workingDay', 'month'),
  firstCounts: fc.boolean(),
  lastCounts: fc.boolean(),
  moves: fc.boolean(),
})
const closures = fc.array(
  fc.tuple(date, fc.integer({ min: 0, max: 9 })).map(([firstDay, more]): Ordered => ({
    ...{
      id: firstDay,
      kind: 'added',
      firstDay,
      lastDay: dateOfDay(dayOf(firstDay) + more),
      replaces: null,
      days: null,
    },
  })),
  { maxLength: 40 },
)
const stretches = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 20 })), { maxLength: 4 })
  .map((gaps) => {
    let at = 0
    return gaps.map(([gap, length]) => ({ from: (at += gap), until: (at += length) }))
  })

describe('whatever is counted (W4)', () => {
  it('a deadline ends no earlier than it would with one day less, from a day earlier, or with fewer closed days', () => {
    fc.assert(
      fc.property(counting, date, closures, (one, start, closed) => {
        const due = dueDay(of(closed), { rule: one, startedOn: start, byDay: null }) ?? 0
        const less = dueDay(of(closed), {
          rule: { ...one, amount: one.amount - 1 || 1 },
          startedOn: start,
          byDay: null,
        })
        const earlier = dueDay(of(closed), { rule: one, startedOn: dateOfDay(dayOf(start) - 1), byDay: null })
        const free = dueDay(of(), { rule: one, startedOn: start, byDay: null })
        expect(due).toBeGreaterThanOrEqual(dayOf(start))
        for (const other of [less, earlier, free]) expect(due).toBeGreaterThanOrEqual(other ?? 0)
      }),
    )
  })
  it('of working days, just so many are open from its first to its end, and the end is one of them', () => {
    fc.assert(
      fc.property(counting, date, closures, (one, start, closed) => {
        const calendar = of(closed)
        const due = dueDay(calendar, { rule: { ...one, unit: 'workingDay' }, startedOn: start, byDay: null }) ?? 0
        let open = 0
        for (let day = dayOf(start) + (one.firstCounts ? 0 : 1); day <= due; day++) if (calendar.isOpen(day)) open++
        expect(calendar.isOpen(due)).toBe(true)
        expect(open).toBe(one.amount + (one.lastCounts ? 0 : 1))
      }),
    )
  })
  it('an end that moves is open, and moves over closed days only', () => {
    fc.assert(
      fc.property(counting, date, closures, (one, start, closed) => {
        const calendar = of(closed)
        const stays = dueDay(calendar, { rule: { ...one, moves: false }, startedOn: start, byDay: null }) ?? 0
        const due = dueDay(calendar, { rule: { ...one, moves: true }, startedOn: start, byDay: null }) ?? 0
        expect(calendar.isOpen(due)).toBe(true)
        for (let day = stays; day < due; day++) expect(calendar.isOpen(day)).toBe(false)
      }),
    )
  })
  it('days that were paused come on top: of calendar days all of them, of working days those that are open', () => {
    fc.assert(
      fc.property(counting, date, stretches, closures, (one, start, gaps, closed) => {
        const calendar = of(closed)
        const unit = one.unit === 'month' ? 'day' : one.unit
        const startedOn = start
        const pauses = gaps.map(({ from, until }) => ({
          from: dateOfDay(dayOf(start) + 1 + from),
          until: dateOfDay(dayOf(start) + 1 + until),
        }))
        const counted = { rule: { ...one, unit, moves: false }, startedOn, byDay: null }
        const due = dueDay(calendar, { ...counted, pauses }) ?? 0
        const isPaused = (day: number) => pauses.some((p) => dayOf(p.from) <= day && day < dayOf(p.until))
        let n = 0
        for (let day = dayOf(start) + (one.firstCounts ? 0 : 1); day <= due; day++)
          if ((unit === 'day' || calendar.isOpen(day)) && !isPaused(day)) n++
        expect(n).toBe(one.amount + (one.lastCounts ? 0 : 1))
      }),
    )
  })
})

describe('alarms (W4)', () => {
  it('come in their order, and nothing is escalated before its time is over', () => {
    const offset = fc.integer({ min: -40, max: 10 })
    const alarms = fc.record({ reminder: offset, alarm1: offset, alarm2: offset, escalation: offset })
    fc.assert(
      fc.property(alarms, date, closures, (one, due, closed) => {
        const [a, b, c, d] = alarmDays(of(closed), dayOf(due), one)
        expect(a <= b && b <= c && c <= d && d > dayOf(due)).toBe(true)
      }),
    )
  })
  it('a reminder that falls on a Sunday is told on the Friday before', () => {
    const [reminder] = alarmDays(days, dayOf('2026-11-29'), { reminder: -7, alarm1: -3, alarm2: 0, escalation: 1 })
    expect(dateOfDay(reminder)).toBe('2026-11-20')
  })
  it('the stage of a day is the last alarm it has come to', () => {
    expect(stageOn([10, 12, 15, 16], 9)).toEqual({ stage: 0, since: null, next: 10 })
    expect(stageOn([10, 12, 15, 16], 12)).toEqual({ stage: 2, since: 12, next: 15 })
    expect(stageOn([10, 12, 15, 16], 99)).toEqual({ stage: 4, since: 16, next: null })
  })
  it('each is told once for a due day, whatever the clock does', () => {
    const clock = { kind: 'complaint', rule: complaint, startedOn: '2026-11-20', byDay: null, pauses: [] as const }
    const running = { ...clock, extension: null, endedAt: null }
    const due = dayOf('2027-01-19')
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -60, max: 60 }), { maxLength: 60 }), (walk) => {
        let told: Told = { told: 0, toldFor: null }
        let times = 0
        for (const step of walk) {
          const now = standingOn(days, running, due + step)
          if (!now) throw new Error('it runs')
          const said = tell(now, told)
          told = { told: said.told, toldFor: said.toldFor }
          if (said.now) times++
        }
        expect(times).toBeLessThanOrEqual(4)
      }),
    )
  })
  it('what was made longer is told of again when its time comes', () => {
    const first = tell({ due: 100, stage: 3 }, { told: 0, toldFor: null })
    expect(first.now).toBe(true)
    const longer = tell({ due: 160, stage: 0 }, first)
    expect(longer).toEqual({ told: 0, toldFor: 160, now: false })
    expect(tell({ due: 160, stage: 1 }, longer).now).toBe(true)
  })
  it('a wait for a third party is a place of its own, with alarms of its own', () => {
    const wait = { kind: 'thirdParty', rule: { ...complaint, amount: 0 }, startedOn: '2026-11-20', byDay: '2026-11-25' }
    const now = standingOn(days, { ...wait, pauses: [], extension: null, endedAt: null }, dayOf('2026-11-30'))
    expect(now).toMatchObject({ place: 'thirdParty', stage: 4 })
  })
})
