import type { Feast } from '../../contract/calendar'
import { dateOfHijri, hijriOf } from '../text/hijri'
import { dateOfDay, dayOf } from './days'

/** How many days of it a country usually closes. */
export type Movable = { feast: Feast; days: number }
export type Proposed = { feast: Feast; from: string; until: string }

/** Month and day of the Hijri year. */
const HIJRI: Partial<Record<Feast, readonly [month: number, day: number]>> = {
  hijriNewYear: [1, 1],
  ashura: [1, 10],
  mawlid: [3, 12],
  fitr: [10, 1],
  arafat: [12, 9],
  adha: [12, 10],
}
/** Days after Easter Sunday, of which church. */
const PASCHAL: Partial<Record<Feast, readonly ['western' | 'eastern', number]>> = {
  goodFriday: ['western', -2],
  easter: ['western', 0],
  orthodoxGoodFriday: ['eastern', -2],
  orthodoxEaster: ['eastern', 0],
  shamElNessim: ['eastern', 1],
}
/** A day of the year that the ministry must confirm each time. */
const FIXED: Partial<Record<Feast, string>> = { liberation: '05-25' }

/**
 * What a country may close in a year, by its first day.
 * @param moon days the country's own sighting stands off Umm al-Qura, as in its letterhead
 */
export function proposedFeasts(movable: readonly Movable[], year: number, moon = 0): Proposed[] {
  const found = movable.flatMap(({ feast, days }) =>
    firstDays(feast, year, moon).map((from) => ({ feast, from, until: dateOfDay(dayOf(from) + days - 1) })),
  )
  return found.sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0))
}

/** A Gregorian year may see a Hijri day twice (2 Muharrams in 2008), or not at all. */
function firstDays(feast: Feast, year: number, moon: number): string[] {
  const fixed = FIXED[feast]
  if (fixed) return [`${year}-${fixed}`]
  const paschal = PASCHAL[feast]
  if (paschal) {
    const easter = paschal[0] === 'western' ? westernEaster(year) : easternEaster(year)
    return [dateOfDay(dayOf(easter) + paschal[1])]
  }
  const [month, day] = HIJRI[feast] ?? [1, 1]
  const about = hijriOf(`${year}-01-01`).year
  return [about, about + 1, about + 2].flatMap((hijri) => {
    const table = dateOfHijri({ year: hijri, month, day })
    const date = table === null ? '' : dateOfDay(dayOf(table) - moon)
    return date.startsWith(`${year}-`) ? [date] : []
  })
}

/** Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher). */
export function westernEaster(year: number): string {
  const a = year % 19
  const b = Math.floor(year / 100)
  const c = year % 100
  const h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7
  const m = Math.floor((a + 11 * h + 22 * l) / 451)
  const n = h + l - 7 * m + 114
  return isoDate(year, Math.floor(n / 31), (n % 31) + 1)
}

/** Easter Sunday of the churches that keep the Julian calendar (Meeus), as a Gregorian day. */
export function easternEaster(year: number): string {
  const d = (19 * (year % 19) + 15) % 30
  const e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
  const n = d + e + 114
  const julian = isoDate(year, Math.floor(n / 31), (n % 31) + 1)
  // The two calendars drift apart by a day in each century that Gregory's leaves without its leap day.
  return dateOfDay(dayOf(julian) + Math.floor(year / 100) - Math.floor(year / 400) - 2)
}

const isoDate = (year: number, month: number, day: number): string =>
  `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
