import { describe, expect, it } from 'vitest'
import { dateOf } from '../../domain/text/dates'
import { instantOf } from './instant'

describe('the instant of an arrival', () => {
  it.each([
    ['2026-11-20', '09:40', 'Africa/Casablanca'],
    ['2026-01-01', '00:00', 'Asia/Beirut'],
    ['2026-07-14', '23:59', 'Africa/Cairo'],
    ['2026-03-29', '12:00', 'Europe/Paris'],
  ])('%s %s in %s shows that day and hour again', (date, hour, zone) => {
    const at = instantOf(date, hour, zone)
    expect(dateOf(at, zone)).toBe(date)
    const shown = new Intl.DateTimeFormat('en-GB', {
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
      timeZone: zone,
    })
    expect(shown.format(at)).toBe(hour)
  })
})
