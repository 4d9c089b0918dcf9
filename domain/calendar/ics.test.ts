import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CALENDAR_END, calendarEvent, calendarHead, folded } from './ics'

const octets = (text: string): number => new TextEncoder().encode(text).length
const AT = Date.UTC(2026, 10, 20, 9, 40)

describe('iCalendar (RFC 5545)', () => {
  it('no line is longer than 75 octets, no character is cut, and unfolding gives the line back', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', minLength: 80, maxLength: 400 }).filter((s) => !/[\r\n]/.test(s)),
        (line) => {
          const parts = folded(line).split('\r\n')
          expect(parts.every((part) => octets(part) <= 75 && Buffer.from(part).toString() === part)).toBe(true)
          expect(folded(line).replaceAll('\r\n ', '')).toBe(line)
        },
      ),
    )
  })
  it('a name that would end the event, or add a line, is one value', () => {
    const nasty = 'شكاية\r\nEND:VEVENT\nATTACH:http://x; a,b\\c\u202e'
    const made = calendarEvent({ uid: 'a@diwan', day: '2026-12-01', summary: nasty, description: '', remind: null }, AT)
    const lines = made.replaceAll('\r\n ', '').split('\r\n')
    expect(lines).toContain('SUMMARY:شكاية\\nEND:VEVENT\\nATTACH:http://x\\; a\\,b\\\\c')
    expect(lines.filter((line) => line === 'END:VEVENT')).toHaveLength(1)
    expect(lines.some((line) => line.startsWith('ATTACH'))).toBe(false)
  })
  it('is a day without an hour, with its reminder on that morning', () => {
    const day = { uid: 'a@diwan', day: '2026-12-31', summary: 'x', description: 'y', remind: 5 }
    expect(calendarHead('z') + calendarEvent(day, AT) + CALENDAR_END).toBe(
      [
        ...['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Diwan//Deadlines//EN', 'CALSCALE:GREGORIAN', 'METHOD:PUBLISH'],
        ...['X-WR-CALNAME:z', 'BEGIN:VEVENT', 'UID:a@diwan', 'DTSTAMP:20261120T094000Z'],
        ...['DTSTART;VALUE=DATE:20261231', 'DTEND;VALUE=DATE:20270101', 'SUMMARY:x', 'DESCRIPTION:y'],
        ...['TRANSP:TRANSPARENT', 'BEGIN:VALARM', 'ACTION:DISPLAY', 'DESCRIPTION:x', 'TRIGGER:-P4DT15H', 'END:VALARM'],
        ...['END:VEVENT', 'END:VCALENDAR', ''],
      ].join('\r\n'),
    )
  })
})
