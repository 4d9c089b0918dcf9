import { withoutMarks } from '../text/isolate'

/** What a calendar shows of a deadline: a day without an hour. `remind`: so many days before it; null: not at all. */
export type CalendarDay = { uid: string; day: string; summary: string; description: string; remind: number | null }

/** RFC 5545 §3.3.11: what has a meaning in a value is escaped; controls and direction marks go. */
const valueOf = (text: string): string =>
  withoutMarks(text)
    .replace(/\r\n?/g, '\n')
    .replace(/(?!\n)\p{Cc}/gu, '')
    .replace(/[\\;,]/g, (mark) => `\\${mark}`)
    .replace(/\n/g, '\\n')

const encoder = new TextEncoder()
/** RFC 5545 §3.1: no line is longer than 75 octets; the next begins with a space, and no character is cut. */
export function folded(line: string): string {
  const parts: string[] = []
  let part = ''
  let octets = 0
  for (const one of line) {
    const size = encoder.encode(one).length
    if (octets + size > 75) {
      parts.push(part)
      part = ''
      // The space counts.
      octets = 1
    }
    part += one
    octets += size
  }
  return [...parts, part].join('\r\n ')
}
const lines = (all: readonly string[]): string => all.map((line) => `${folded(line)}\r\n`).join('')

const dateValue = (date: string): string => date.replaceAll('-', '')
const stampValue = (at: number): string => new Date(at).toISOString().replace(/[-:]|\.\d{3}/g, '')
const dayAfter = (date: string): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)

/** What stands above the days, and what closes them. @param name as the reader's calendar lists it */
export const calendarHead = (name: string): string =>
  lines([
    ...['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Diwan//Deadlines//EN', 'CALSCALE:GREGORIAN', 'METHOD:PUBLISH'],
    `X-WR-CALNAME:${valueOf(name)}`,
  ])
export const CALENDAR_END = 'END:VCALENDAR\r\n'

/** One deadline; a reminder rings at nine of that morning, wherever the reader is. @param at when the file was made */
export function calendarEvent({ uid, day, summary, description, remind }: CalendarDay, at: number): string {
  const trigger = remind === null ? null : remind === 0 ? 'PT9H' : remind === 1 ? '-PT15H' : `-P${remind - 1}DT15H`
  return lines([
    ...['BEGIN:VEVENT', `UID:${uid}`, `DTSTAMP:${stampValue(at)}`],
    ...[`DTSTART;VALUE=DATE:${dateValue(day)}`, `DTEND;VALUE=DATE:${dateValue(dayAfter(day))}`],
    ...[`SUMMARY:${valueOf(summary)}`, ...(description ? [`DESCRIPTION:${valueOf(description)}`] : [])],
    'TRANSP:TRANSPARENT',
    ...(trigger === null
      ? []
      : ['BEGIN:VALARM', 'ACTION:DISPLAY', `DESCRIPTION:${valueOf(summary)}`, `TRIGGER:${trigger}`, 'END:VALARM']),
    'END:VEVENT',
  ])
}
