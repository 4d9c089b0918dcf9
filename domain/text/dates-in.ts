import { policies } from '../policies'
import { hijriInLetters, isLegalDate, longDate, monthName, shortDate, type Format } from './dates'
import { fill } from '../words'

/** A date that stands in a text: `from` … `to` in UTF-16 units, `date` as YYYY-MM-DD; `isLong`: its month is written out. */
export type TypedDate = { date: string; from: number; to: number; isLong: boolean }

const DIGIT = '[0-9\u0660-\u0669]'
const ALONE = { before: '(?<![\\p{L}\\p{N}/.-])', after: '(?![\\p{N}]|[/.-][\\p{L}\\p{N}])' }
/** Day before month, as all these countries write it; the year first only with hyphens. */
const SHORT = `(?<d>${DIGIT}{1,2})(?<sep>[/.-])(?<m>${DIGIT}{1,2})\\k<sep>(?<y>${DIGIT}{4})|(?<y2>${DIGIT}{4})-(?<m2>${DIGIT}{2})-(?<d2>${DIGIT}{2})`

const valueOf = (digits: string | undefined): string =>
  (digits ?? '').replace(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - 0x660))

const dateOf = (year: string, month: string | number, day: string): string =>
  `${year}-${String(month).padStart(2, '0')}-${day.padStart(2, '0')}`

/** Dates as somebody typed them, in figures or with the month the language and the country call it; no day that never was. */
export function datesIn(text: string, format: Format): TypedDate[] {
  const found: TypedDate[] = []
  for (const { 0: written, index, groups = {} } of text.matchAll(
    new RegExp(`${ALONE.before}(?:${SHORT})${ALONE.after}`, 'gu'),
  )) {
    const { d, m, y, d2, m2, y2 } = groups
    const date = dateOf(valueOf(y ?? y2), valueOf(m ?? m2), valueOf(d ?? d2))
    if (isLegalDate(date)) found.push({ date, from: index, to: index + written.length, isLong: false })
  }
  const months = Array.from({ length: 12 }, (_, at) => monthName(at + 1, format))
  const names = months.map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')
  const between = format.language === 'es' ? ' de ' : ' '
  const long = new RegExp(
    `${ALONE.before}(?<d>${DIGIT}{1,2})(?:er)?${between}(?<name>${names})${between}(?<y>${DIGIT}{4})${ALONE.after}`,
    'giu',
  )
  for (const { 0: written, index, groups = {} } of text.matchAll(long)) {
    const month = months.findIndex((name) => name.toLowerCase() === groups['name']?.toLowerCase()) + 1
    const date = dateOf(valueOf(groups['y']), month, valueOf(groups['d']))
    if (isLegalDate(date)) found.push({ date, from: index, to: index + written.length, isLong: true })
  }
  return found.sort((a, b) => a.from - b.from)
}

/** The Gregorian day with the Hijri one, as an Arabic letter of the country writes both; null where it writes one only. */
export function bothCalendars(date: string, format: Format): string | null {
  const pattern = format.language === 'ar' ? policies[format.country].letter.bothDates : null
  const said = { long: longDate(date, format), short: shortDate(date, format), hijri: hijriInLetters(date, format) }
  return pattern && fill(pattern, said)
}
