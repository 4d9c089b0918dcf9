import { describe, expect, it } from 'vitest'
import { dateOf } from '../../domain/text/dates'
import { instantOf, readHour } from './instant'

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

  it('is read as a clerk types it, in both digit sets', () => {
    expect(readHour('9:40')).toBe('09:40')
    expect(readHour('0940')).toBe('09:40')
    expect(readHour('9')).toBe('09:00')
    expect(readHour('٩:٤٠')).toBe('09:40')
    expect(readHour('14h05')).toBe('14:05')
    expect(readHour('25:00')).toBeNull()
    expect(readHour('x')).toBeNull()
  })
})
