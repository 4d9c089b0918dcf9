import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ClockPeriods, type ClockPeriod } from '../../contract/clock'
import { dateOf, instantOf, localTime, offsetAt, startOfDay, zoneOf, type Zone } from './zone'

const at = (text: string): number => Date.parse(text)
const HOUR = 3_600_000
const tables = (name: string): Zone => ({ name, periods: [] })
/** Cairo in winter is two hours ahead of UTC; an administrator says that this once it is three. */
const cairo: Zone = {
  name: 'Africa/Cairo',
  periods: [{ from: at('2026-12-10T22:00:00Z'), until: at('2026-12-20T21:00:00Z'), offsetMinutes: 180 }],
}

describe('what the office’s clock shows', () => {
  it('is what the tables say, where no administrator says otherwise', () => {
    expect(localTime(at('2026-12-09T21:30:00Z'), cairo)).toEqual({ date: '2026-12-09', hour: '23:30' })
    expect(localTime(at('2026-07-09T21:30:00Z'), cairo)).toEqual({ date: '2026-07-10', hour: '00:30' })
    expect(zoneOf({ timeZone: 'Africa/Cairo' })).toEqual(tables('Africa/Cairo'))
  })
  it('is what an administrator says within a period, from its first moment up to its end', () => {
    expect(localTime(at('2026-12-10T21:59:59Z'), cairo)).toEqual({ date: '2026-12-10', hour: '23:59' })
    expect(localTime(at('2026-12-10T22:00:00Z'), cairo)).toEqual({ date: '2026-12-11', hour: '01:00' })
    expect(localTime(at('2026-12-15T21:30:00Z'), cairo)).toEqual({ date: '2026-12-16', hour: '00:30' })
    expect(localTime(at('2026-12-20T20:59:00Z'), cairo)).toEqual({ date: '2026-12-20', hour: '23:59' })
    expect(localTime(at('2026-12-20T21:00:00Z'), cairo)).toEqual({ date: '2026-12-20', hour: '23:00' })
  })
  it('is counted from UTC, so that PCs whose tables know and PCs whose tables do not show the same', () => {
    const known: Zone = { ...cairo, name: 'Asia/Riyadh' }
    expect(localTime(at('2026-12-15T21:30:00Z'), known)).toEqual(localTime(at('2026-12-15T21:30:00Z'), cairo))
  })
  it('is UTC for a zone these tables do not have, until a period says more', () => {
    expect(localTime(at('2026-12-15T21:30:00Z'), { ...cairo, name: 'Africa/Newtown' }).hour).toBe('00:30')
    expect(localTime(at('2026-11-15T21:30:00Z'), tables('Africa/Newtown')).hour).toBe('21:30')
  })
})

describe('the instant of a day and an hour', () => {
  it.each([
    ['2026-11-20', '09:40', tables('Africa/Casablanca')],
    ['2026-01-01', '00:00', tables('Asia/Beirut')],
    ['2026-07-14', '23:59', tables('Africa/Cairo')],
    ['2026-03-29', '12:00', tables('Europe/Paris')],
    ['2026-12-11', '01:00', cairo],
    ['2026-12-20', '23:59', cairo],
  ])('%s %s shows that day and hour again', (date, hour, zone) =>
    expect(localTime(instantOf(date, hour, zone), zone)).toEqual({ date, hour }),
  )
  it('is the earlier one where the hour is shown twice, and after the change where it is skipped', () => {
    expect(instantOf('2026-12-20', '23:30', cairo)).toBe(at('2026-12-20T20:30:00Z'))
    expect(instantOf('2026-12-11', '00:30', cairo)).toBe(at('2026-12-10T22:30:00Z'))
    expect(instantOf('2026-03-29', '02:30', tables('Europe/Paris'))).toBe(at('2026-03-29T01:30:00Z'))
  })
  it('begins a day whose midnight was skipped with the change', () => {
    expect(startOfDay('2026-12-11', cairo)).toBe(at('2026-12-10T22:00:00Z'))
    expect(startOfDay('2026-12-12', cairo)).toBe(at('2026-12-11T21:00:00Z'))
  })
})

describe('around the borders of periods', () => {
  const START = at('2026-01-01T00:00:00Z')
  const zones = fc
    .array(fc.tuple(fc.integer({ min: 48, max: 4_000 }), fc.integer({ min: -840, max: 840 })), { maxLength: 6 })
    .map((steps): ClockPeriod[] => {
      let from = START
      return steps.map(([hours, offsetMinutes], n) => {
        const period = { from, until: from + hours * HOUR, offsetMinutes }
        from = period.until + (n % 2) * hours * HOUR
        return period
      })
    })
    .chain((periods) =>
      fc.constantFrom('Africa/Casablanca', 'Africa/Cairo', 'Asia/Beirut').map((name): Zone => ({ name, periods })),
    )
  const near = (zone: Zone): fc.Arbitrary<number> => {
    const borders = zone.periods.flatMap(({ from, until }) => [from, until])
    return fc
      .tuple(fc.constantFrom(START, ...borders), fc.integer({ min: -36 * 60, max: 36 * 60 }))
      .map(([border, minutes]) => border + minutes * 60_000)
  }

  it('every day and hour the clock shows leads back to an instant that shows it, and never to a later one', () => {
    fc.assert(
      fc.property(
        zones.chain((zone) => fc.tuple(fc.constant(zone), near(zone))),
        ([zone, instant]) => {
          const shown = localTime(instant, zone)
          const found = instantOf(shown.date, shown.hour, zone)
          expect(localTime(found, zone)).toEqual(shown)
          expect(found).toBeLessThanOrEqual(instant)
        },
      ),
      { numRuns: 300 },
    )
  })
  it('a day that was shown twice began the first time, also where its midnight was skipped then', () => {
    const [from, until] = [1_809_046_800_000, 1_815_087_600_000]
    const zone: Zone = { name: 'Africa/Cairo', periods: [{ from, until, offsetMinutes: -99 }] }
    // Summer time skips the midnight of 30 April; twenty minutes later the clock is set back by hours.
    expect(startOfDay('2027-04-30', zone)).toBe(at('2027-04-29T22:00:00Z'))
  })
  it('an instant is in the day that began before it', () => {
    fc.assert(
      fc.property(
        zones.chain((zone) => fc.tuple(fc.constant(zone), near(zone))),
        ([zone, instant]) => {
          expect(startOfDay(dateOf(instant, zone), zone)).toBeLessThanOrEqual(instant)
        },
      ),
      { numRuns: 300 },
    )
  })
  it('periods are taken only in order, none empty and none in another', () => {
    fc.assert(
      fc.property(zones, ({ periods }) => {
        expect(ClockPeriods.safeParse(periods).success).toBe(true)
        if (periods.length > 1) expect(ClockPeriods.safeParse([...periods].reverse()).success).toBe(false)
      }),
    )
    const one = { from: 10, until: 20, offsetMinutes: 60 }
    for (const wrong of [
      { ...one, until: 10 },
      { ...one, offsetMinutes: 841 },
      { ...one, offsetMinutes: 0.5 },
      { ...one, from: -1 },
    ])
      expect(ClockPeriods.safeParse([wrong]).success).toBe(false)
    expect(ClockPeriods.safeParse([one, { ...one, from: 19, until: 30 }]).success).toBe(false)
    expect(
      ClockPeriods.safeParse(Array.from({ length: 21 }, (_, n) => ({ ...one, from: n * 20, until: n * 20 + 1 })))
        .success,
    ).toBe(false)
  })
  it('no offset is further than fourteen hours', () => {
    fc.assert(
      fc.property(
        zones.chain((zone) => fc.tuple(fc.constant(zone), near(zone))),
        ([zone, instant]) => {
          expect(Math.abs(offsetAt(instant, zone))).toBeLessThanOrEqual(14 * HOUR)
        },
      ),
    )
  })
})
