import type { Country, Language } from '../../contract/values'
import { policies } from '../policies'
import { digits, type DigitSet } from './digits'
import { withoutMarks } from './isolate'
import { localTime, type Zone } from './zone'

/** `moon`: days the office's sighted moon stands off the tables. */
export type Format = { language: Language; digits: DigitSet; country: Country; moon?: number }
export type ZonedFormat = Format & { zone: Zone }

/** 21/11/2026, in the reader's digits. */
export function shortDate(date: string, f: Format): string {
  const { year, month, day } = parts(date)
  return digits(`${pad(day)}/${pad(month)}/${year}`, f.digits)
}

/** 21 نونبر 2026: months are the country's, whatever ICU would say. */
export function longDate(date: string, f: Format): string {
  const { year, month, day } = parts(date)
  if (f.language === 'en') return digits(`${day} ${monthName(month, f)} ${year}`, f.digits)
  if (f.language === 'es') return digits(`${day} de ${monthName(month, f)} de ${year}`, f.digits)
  const first = f.language === 'fr' && day === 1 ? '1er' : String(day)
  return digits(`${first} ${monthName(month, f)} ${year}`, f.digits)
}

/** الجمعة 20 نونبر 2026. */
export function weekdayDate(date: string, f: Format): string {
  const weekday = intl(f.language, { weekday: 'long' }).format(noon(date))
  return `${weekday} ${longDate(date, f)}`
}

export function monthName(month: number, f: Format): string {
  const own = f.language === 'ar' ? policies[f.country].months[month - 1] : undefined
  return own ?? intl(f.language, { month: 'long' }).format(new Date(Date.UTC(2026, month - 1, 15, 12)))
}

/** 10 جمادى الآخرة 1448 (Umm al-Qura; an office's moon sighting may differ by a day). */
export const hijriDate = (date: string, f: Format): string => hijriIn('{day} {month} {year}', date, f)

/** The same as an Arabic letter of the country writes it: 10 من جمادى الآخرة 1448; after من it is ذي القعدة. */
export const hijriInLetters = (date: string, f: Format): string =>
  f.language === 'ar' ? hijriIn(policies[f.country].letter.hijri, date, f) : hijriDate(date, f)

function hijriIn(pattern: string, date: string, f: Format): string {
  const locale = `${LOCALE[f.language]}-u-ca-islamic-umalqura-nu-latn`
  const text = cached(locale, { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).formatToParts(
    new Date(noon(date).getTime() + (f.moon ?? 0) * DAY),
  )
  const get = (type: string) => withoutMarks(text.find((p) => p.type === type)?.value ?? '')
  const said = pattern.replace(/\{(day|month|year)\}/g, (_, type: string) => get(type)).replace('من ذو ', 'من ذي ')
  return digits(said, f.digits)
}

/** 09:06 on the office's clock. */
export const time = (instant: number, f: ZonedFormat): string => digits(localTime(instant, f.zone).hour, f.digits)

export function dateTime(instant: number, f: ZonedFormat): string {
  const { date, hour } = localTime(instant, f.zone)
  return `${shortDate(date, f)} ${digits(hour, f.digits)}`
}

/** Whether a text is a day that exists. */
export function isLegalDate(date: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date)
  if (!match) return false
  const d = noon(date)
  return d.getUTCMonth() + 1 === Number(match[2]) && d.getUTCDate() === Number(match[3])
}

const DAY = 86_400_000

/** The day after, by the calendar alone. */
export const nextDay = (date: string): string => new Date(noon(date).getTime() + DAY).toISOString().slice(0, 10)

const LOCALE: Record<Language, string> = { ar: 'ar', fr: 'fr-FR', en: 'en-GB', es: 'es-ES' }
const pad = (n: number): string => String(n).padStart(2, '0')
const noon = (date: string): Date => new Date(`${date}T12:00:00Z`)

function parts(date: string): { year: string; month: number; day: number } {
  const [year = '', month = '', day = ''] = date.split('-')
  return { year, month: Number(month), day: Number(day) }
}

const intl = (language: Language, options: Intl.DateTimeFormatOptions) =>
  cached(`${LOCALE[language]}-u-ca-gregory-nu-latn`, { ...options, timeZone: 'UTC' })

// Intl formatters are slow to make.
const formatters = new Map<string, Intl.DateTimeFormat>()
function cached(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = locale + JSON.stringify(options)
  const known = formatters.get(key)
  if (known) return known
  const made = new Intl.DateTimeFormat(locale, options)
  formatters.set(key, made)
  return made
}
