import { monthName, shortDate } from '../text/dates'
import { digits } from '../text/digits'
import { normalise } from '../text/normalise'
import { readDate } from '../text/typed-date'

type Format = Parameters<typeof shortDate>[1]

/** A day as far as it is known, as it is read: `1974`, `mars 1974`, `21/03/1974`. */
export function shownPartialDay(day: string, format: Format): string {
  const [year = '', month] = day.split('-')
  if (day.length > 7) return shortDate(day, format)
  if (month === undefined) return digits(year, format.digits)
  return `${monthName(Number(month), format)} ${digits(year, format.digits)}`
}

/**
 * What somebody typed of a day of which perhaps only the year is known: `1974`, `03/1974`, `21/3/1974`.
 * @param thisYear what two figures of a year are read by
 * @returns null when it is none
 */
export function readPartialDay(typed: string, thisYear: number): string | null {
  const text = normalise(typed).trim()
  if (text === '') return ''
  if (/^(1[89]|20)\d\d$/.test(text)) return text
  const monthFirst = /^(0?[1-9]|1[0-2])[/.-]((?:1[89]|20)\d\d)$/.exec(text)
  if (monthFirst) return `${String(monthFirst[2])}-${String(monthFirst[1]).padStart(2, '0')}`
  const yearFirst = /^((?:1[89]|20)\d\d)[/.-](0?[1-9]|1[0-2])$/.exec(text)
  if (yearFirst) return `${String(yearFirst[1])}-${String(yearFirst[2]).padStart(2, '0')}`
  const read = readDate(typed, thisYear)
  return 'date' in read ? read.date : null
}
