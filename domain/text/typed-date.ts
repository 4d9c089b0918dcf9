import { isLegalDate } from './dates'
import { dateOfHijri } from './hijri'
import { monthNamed } from './month-names'
import { normalise } from './normalise'

/** Why a text is no day. */
export const dateProblems = ['unreadable', 'no-such-day', 'no-such-month', 'year'] as const
export type DateProblem = (typeof dateProblems)[number]
/** `said`: a Hijri day as it was written; the day of the register is what Umm al-Qura makes of it. */
export type TypedDate = { date: string; said: string | null } | { problem: DateProblem }

/**
 * Reads a day as people write it: 21/11/2026, 21 / 11 / 2026, 21-11-26, 21112026, ٢١/١١/٢٠٢٦, ۲۱/۱۱/۲۰۲۶, 21/11/2026م, 2026-11-21,
 * 21 نونبر 2026, 21 novembre 2026, Nov 21, 2026, and Hijri: 28/09/1447, 28 رمضان 1447 هـ. Two digits of a year are of this century
 * unless that lies more than ten years ahead. Nothing is guessed: 11/21/2026 is no day.
 */
export function readDate(typed: string, thisYear: number): TypedDate {
  const text = normalise(typed)
    .replace(/^[\s,.]+|[\s,.،]+$/g, '')
    .replace(LEADING, '')
    .trim()
  const marked = MARK.exec(text)
  const bare = marked ? text.slice(0, marked.index).trim() : text
  const found = figures(bare) ?? named(bare)
  if (!found) return { problem: 'unreadable' }
  const era = marked?.[1] === undefined ? null : /^(ه|h|ah)/.test(marked[1]) ? 'hijri' : 'common'
  return settle(found, era, typed, thisYear)
}

type Found = { day: number; month: number; year: string | undefined; hijri: boolean | null }

/** Words before the day itself: a weekday, "le", "في", "بتاريخ". */
const LEADING =
  /^(?:(?:le|du|el|on|the|في|بتاريخ|يوم|الموافق(?: ل)?|ليوم|(?:ال|يوم ال)?(?:احد|اثنين|ثلاثا|اربعا|خميس|جمعه|سبت)|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|monday|tuesday|wednesday|thursday|friday|saturday|sunday|lunes|martes|miercoles|jueves|viernes|sabado|domingo)[\s,،:]+)+/
/** م, ميلادية, هـ, هجرية after the year. */
const MARK = /\s*(م|ميلادي[هة]?|للميلاد|ه|هجري[هة]?|للهجره|ah|h|ad|ce|ap\.? ?j\.? ?-?c)\.?$/

const PART = String.raw`\s*[/\\.,،٫–—|-]\s*|\s+`
const YEAR_FIRST = new RegExp(`^(\\d{4})(?:${PART})(\\d{1,2})(?:${PART})(\\d{1,2})$`)
const DAY_FIRST = new RegExp(`^(\\d{1,2})(?:${PART})(\\d{1,2})(?:(?:${PART})(\\d{4}|\\d{2}))?$`)
const NO_PARTS = /^(\d{2})(\d{2})(\d{4}|\d{2})$/

function figures(text: string): Found | null {
  const turned = YEAR_FIRST.exec(text)
  if (turned) return { day: Number(turned[3]), month: Number(turned[2]), year: turned[1], hijri: null }
  const found = DAY_FIRST.exec(text) ?? NO_PARTS.exec(text)
  return found && { day: Number(found[1]), month: Number(found[2]), year: found[3], hijri: null }
}

const DAY_NAMED =
  /^(\d{1,2})(?:er|st|nd|rd|th|º|ª|°)?[\s./-]*(?:de |of |من (?:شهر )?|شهر )?(\p{L}.*?)[\s./,،-]*(?:del? |سنه |عام )?(\d{4}|\d{2})?$/u
const NAME_FIRST = /^(\p{L}[\p{L}. ]*?)\s+(\d{1,2})(?:st|nd|rd|th)?(?:\s*,?\s+(\d{4}))?$/u

function named(text: string): Found | null {
  const dayFirst = DAY_NAMED.exec(text)
  const nameFirst = dayFirst ? null : NAME_FIRST.exec(text)
  const name = dayFirst?.[2] ?? nameFirst?.[1]
  if (name === undefined) return null
  // "تشرين الثاني/نوفمبر": two names of one month.
  const months = name.split('/').map(monthNamed)
  const [first] = months
  if (!first || months.some((m) => m?.month !== first.month)) return null
  return {
    day: Number(dayFirst?.[1] ?? nameFirst?.[2]),
    month: first.month,
    year: dayFirst?.[3] ?? nameFirst?.[3],
    hijri: first.hijri,
  }
}

function settle(found: Found, era: 'hijri' | 'common' | null, typed: string, thisYear: number): TypedDate {
  const { day, month } = found
  const written = Number(found.year ?? 0)
  const hijri = era === 'hijri' || found.hijri === true || (era === null && written >= 1300 && written <= 1500)
  if (hijri && (era === 'common' || found.hijri === false)) return { problem: 'unreadable' }
  if (month < 1 || month > 12) return { problem: 'no-such-month' }
  if (hijri) {
    // Without a year, or with two digits of it, a Hijri day is not clear.
    if (written < 1300 || written > 1500) return { problem: 'year' }
    const date = dateOfHijri({ year: written, month, day })
    return date ? { date, said: typed.trim() } : { problem: 'no-such-day' }
  }
  // "21/11" alone is this year: on 21 November nobody types the year eighty times.
  const year = fullYear(found.year, thisYear)
  if (year < 1900 || year > 2200) return { problem: 'year' }
  const pad = (n: number): string => String(n).padStart(2, '0')
  const date = `${year}-${pad(month)}-${pad(day)}`
  return isLegalDate(date) ? { date, said: null } : { problem: 'no-such-day' }
}

function fullYear(typed: string | undefined, thisYear: number): number {
  if (!typed) return thisYear
  if (typed.length === 4) return Number(typed)
  const century = thisYear - (thisYear % 100)
  const year = century + Number(typed)
  return year > thisYear + 10 ? year - 100 : year
}

/** What a letter said of its day in Hijri, as long as it still means the day that stands: a corrected day is said by nobody. */
export function saidDate(entry: {
  letterDate: string | null
  letterDateSaid?: string | null | undefined
}): string | null {
  if (!entry.letterDateSaid || entry.letterDate === null) return null
  const read = readDate(entry.letterDateSaid, Number(entry.letterDate.slice(0, 4)))
  return 'date' in read && read.said !== null && read.date === entry.letterDate ? entry.letterDateSaid : null
}
