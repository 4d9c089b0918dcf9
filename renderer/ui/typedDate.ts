import { isLegalDate } from '../../domain/text/dates'
import { digits } from '../../domain/text/digits'

/**
 * Reads a day as a clerk types it: 21/11/2026, 21-11-26, 21 11 2026, 21112026, ٢١/١١/٢٠٢٦, also 2026-11-21.
 * Two digits of a year are of this century unless that lies more than ten years ahead. `null` when it is no day.
 */
export function readDate(typed: string, thisYear: number): string | null {
  const text = digits(typed, 'latn')
    .replace(/[\u200e\u200f\u2066-\u2069]/g, '')
    .trim()
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(text)
  if (iso) return legal(Number(iso[1]), Number(iso[2]), Number(iso[3]))
  const found =
    /^(\d{1,2})[\s/.\-،,](\d{1,2})(?:[\s/.\-،,](\d{4}|\d{2}))?$/.exec(text) ??
    /^(\d{2})(\d{2})(\d{4}|\d{2})$/.exec(text)
  if (!found) return null
  // "21/11" alone is this year: on 21 November nobody types the year eighty times.
  return legal(fullYear(found[3], thisYear), Number(found[2]), Number(found[1]))
}

function fullYear(typed: string | undefined, thisYear: number): number {
  if (!typed) return thisYear
  if (typed.length === 4) return Number(typed)
  const century = thisYear - (thisYear % 100)
  const year = century + Number(typed)
  return year > thisYear + 10 ? year - 100 : year
}

function legal(year: number, month: number, day: number): string | null {
  const pad = (n: number, to = 2): string => String(n).padStart(to, '0')
  const date = `${pad(year, 4)}-${pad(month)}-${pad(day)}`
  return year >= 1900 && year <= 2200 && isLegalDate(date) ? date : null
}
