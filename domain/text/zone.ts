import type { ClockPeriod } from '../../contract/clock'

/**
 * Where an office's clocks stand: a time zone of the tables this program carries, and what an administrator says of a time the
 * tables do not know yet. Every local day and hour comes from here.
 */
export type Zone = { name: string; periods: readonly ClockPeriod[] }

/** An office as it lies in its row, and as it was frozen with a letter. */
export const zoneOf = (office: { timeZone: string; clockPeriods?: readonly ClockPeriod[] | undefined }): Zone => ({
  name: office.timeZone,
  periods: office.clockPeriods ?? [],
})

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** How far the office's clock is ahead of UTC at an instant, in milliseconds. */
export function offsetAt(instant: number, zone: Zone): number {
  const said = zone.periods.find(({ from, until }) => from <= instant && instant < until)
  return said ? said.offsetMinutes * MINUTE : tableOffset(instant, zone.name)
}

/** What the office's clock and calendar show at an instant: `YYYY-MM-DD`, `HH:mm`. */
export function localTime(instant: number, zone: Zone): { date: string; hour: string } {
  const shown = new Date(instant + offsetAt(instant, zone))
  const pad = (n: number, width: number): string => String(n).padStart(width, '0')
  const date = [pad(shown.getUTCFullYear(), 4), pad(shown.getUTCMonth() + 1, 2), pad(shown.getUTCDate(), 2)].join('-')
  return { date, hour: `${pad(shown.getUTCHours(), 2)}:${pad(shown.getUTCMinutes(), 2)}` }
}

/** N5: the legal date of an instant where the office is. */
export const dateOf = (instant: number, zone: Zone): string => localTime(instant, zone).date

/**
 * The instant at which the office's clock shows that day and hour: the earlier one where it shows them twice; where a change
 * skips them, the one that is as long after the change.
 */
export function instantOf(date: string, hour: string, zone: Zone): number {
  const wall = Date.parse(`${date}T${hour}:00Z`)
  // No clock is further from UTC than fourteen hours: what counts at the instant is among what counts around it.
  const near = [-15, 0, 15].map((hours) => offsetAt(wall + hours * HOUR, zone))
  const table = [-15, 0, 15].map((hours) => tableOffset(wall + hours * HOUR, zone.name))
  const said = zone.periods
    .filter(({ from, until }) => from < wall + 15 * HOUR && wall - 15 * HOUR < until)
    .map(({ offsetMinutes }) => offsetMinutes * MINUTE)
  const instants = [...near, ...table, ...said].map((offset) => wall - offset)
  const late = (instant: number): number => instant + offsetAt(instant, zone) - wall
  const shown = instants.filter((instant) => late(instant) === 0)
  if (shown.length > 0) return Math.min(...shown)
  const after = instants.filter((instant) => late(instant) > 0).sort((a, b) => late(a) - late(b))
  return after[0] ?? wall - offsetAt(wall, zone)
}

/** The first instant of a day there; where a change skips its midnight, the change. */
export function startOfDay(date: string, zone: Zone): number {
  const there = instantOf(date, '00:00', zone)
  const first = localTime(there, zone).hour === '00:00' ? there : reached(date, there, zone)
  // A clock that was set back over midnight shows the day twice; the first time its midnight may have been skipped.
  const borders = zone.periods.flatMap(({ from, until }) => [from, until])
  const earlier = borders.filter(
    (border) => border < first && border > first - 28 * HOUR && dateOf(border - 1, zone) === date,
  )
  return earlier.length === 0 ? first : reached(date, Math.min(...earlier) - 1, zone)
}

/** When the clock came to a day that it shows at an instant. */
function reached(date: string, there: number, zone: Zone): number {
  let before = there - 28 * HOUR
  while (there - before > 1) {
    const middle = Math.floor((before + there) / 2)
    if (dateOf(middle, zone) < date) before = middle
    else there = middle
  }
  return there
}

/** What the tables say; a zone they do not have (of a newer version) counts as UTC, and a period can mend it. */
function tableOffset(instant: number, name: string): number {
  const format = clockOf(name)
  if (!format) return 0
  const parts = format.formatToParts(instant)
  const get = (type: string): number => Number(parts.find((part) => part.type === type)?.value ?? 0)
  const local = Date.UTC(get('year'), get('month') - 1, get('day'), get('hour'), get('minute'), get('second'))
  return local - Math.floor(instant / 1000) * 1000
}

// Intl formatters are slow to make and the register shows hundreds of dates a screen.
const clocks = new Map<string, Intl.DateTimeFormat | null>()
function clockOf(timeZone: string): Intl.DateTimeFormat | null {
  const known = clocks.get(timeZone)
  if (known !== undefined) return known
  const made = newClock(timeZone)
  if (clocks.size < 100) clocks.set(timeZone, made)
  return made
}

function newClock(timeZone: string): Intl.DateTimeFormat | null {
  try {
    return new Intl.DateTimeFormat('en-GB-u-ca-gregory-nu-latn', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    })
  } catch {
    return null // not a name these tables know
  }
}
