/** Offset of a time zone at an instant, in milliseconds; Morocco changes it twice around Ramadan. */
function offsetAt(instant: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-GB-u-ca-gregory-nu-latn', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).formatToParts(instant)
  const get = (type: string): number => Number(parts.find((part) => part.type === type)?.value ?? 0)
  const local = Date.UTC(get('year'), get('month') - 1, get('day'), get('hour'), get('minute'), get('second'))
  return local - Math.floor(instant / 1000) * 1000
}

/** The instant at which the office's clock shows that day and hour. In the hour that a change skips, the later one. */
export function instantOf(date: string, hour: string, timeZone: string): number {
  const wall = Date.parse(`${date}T${hour}:00Z`)
  const first = wall - offsetAt(wall, timeZone)
  return wall - offsetAt(first, timeZone)
}
