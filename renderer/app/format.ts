import { computed } from 'vue'
import * as dates from '../../domain/text/dates'
import { dateOf } from '../../domain/text/zone'
import { digits } from '../../domain/text/digits'
import { useSession } from '../session/session'
import { i18n } from './i18n'

/** The rules of `domain/text` bound to the reader: language, digits, country's months, office's clock. */
export function useFormat() {
  const session = useSession()
  const f = computed(() => ({
    language: session.language,
    digits: session.digits,
    country: session.country,
    zone: session.zone,
    moon: session.office?.letterhead.moonOffset ?? 0,
  }))

  /** Day and hour are isolated from each other, or the sentence around them would reorder their digits. */
  const dateTime = (instant: number): string =>
    `\u2068${dates.shortDate(dateOf(instant, f.value.zone), f.value)}\u2069 \u2068${dates.time(instant, f.value)}\u2069`
  const number = (n: number): string => digits(n, f.value.digits)
  return {
    /** What the functions of `domain/` that say something of their own are given. */
    plain: f,
    shortDate: (date: string): string => dates.shortDate(date, f.value),
    longDate: (date: string): string => dates.longDate(date, f.value),
    weekdayDate: (date: string): string => dates.weekdayDate(date, f.value),
    hijriDate: (date: string): string => dates.hijriDate(date, f.value),
    monthName: (month: number): string => dates.monthName(month, f.value),
    time: (instant: number): string => dates.time(instant, f.value),
    dateOf: (instant: number): string => dateOf(instant, f.value.zone),
    dateTime,
    /** 09:06 for an instant of today, date and hour for an older one. */
    moment: (instant: number): string =>
      dateOf(instant, f.value.zone) === dateOf(Date.now(), f.value.zone)
        ? dates.time(instant, f.value)
        : dateTime(instant),
    /** The hour of today, the day of an older one: where there is room for one of them. */
    shortMoment: (instant: number): string =>
      dateOf(instant, f.value.zone) === dateOf(Date.now(), f.value.zone)
        ? dates.time(instant, f.value)
        : dates.shortDate(dateOf(instant, f.value.zone), f.value),
    digits: (text: string | number): string => digits(text, f.value.digits),
    number,
    /** 1.036.653 as the language parts it, for what is counted in thousands; a year or a number of a register is never parted. */
    quantity: (n: number): string => {
      const arabic = f.value.digits === 'arab' ? 'ar-EG' : 'ar-MA'
      const locale = session.language === 'ar' ? arabic : session.language
      return digits(new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(n), f.value.digits)
    },
    /** An entry is called by its number, anything else as somebody named it. */
    title: (row: { entity: string; title: string }): string =>
      row.entity === 'entry' ? digits(row.title, f.value.digits) : row.title,
    /** A message with plural forms: `count('sync.operations', 6)` → «6 عمليات», the number in the reader's digits. */
    count: (key: string, n: number, params: Record<string, string | number> = {}): string =>
      i18n.global.t(key, { ...params, n: number(n) }, n),
    /** 4,1 MB as the language writes it; never 0 for something that is there. */
    megabytes: (bytes: number): string =>
      digits(
        new Intl.NumberFormat(session.language === 'ar' ? 'ar-MA' : session.language, {
          maximumFractionDigits: 1,
          numberingSystem: 'latn',
        }).format(Math.max(bytes, 100_000) / 1_000_000),
        f.value.digits,
      ),
  }
}
