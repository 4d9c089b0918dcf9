import type { ImportRefusal } from '../../contract/imports'
import { textOf, type Cell } from '../sheets/cell'
import { dateOfSerial, looksLikeSerial, type DateSystem } from '../sheets/serial'
import { normalise } from '../text/normalise'
import { readDate } from '../text/typed-date'

export type DayRules = { dateOrder: 'day' | 'month'; year: number | null; thisYear: number; system: DateSystem }
export type Day = { date: string; said: string | null } | { reason: ImportRefusal['reason'] }

const BARE = /^(\d{1,2})(\s*[/\\.,،-]\s*)(\d{1,2})(?:\2(\d{4}|\d{2}))?$/
/** The hour that a program wrote after the day. */
const HOUR = /[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:\s*(?:[ap]\.?m\.?|ص|م|z))?$/i

/** A day in a cell: one the spreadsheet keeps as such, a bare number of days, or as people write it. Nothing is guessed. */
export function readDay(cell: Cell | undefined, rules: DayRules): Day {
  if (typeof cell === 'object' && cell.date !== undefined)
    return cell.date === null ? { reason: 'date-no-such-day' } : { date: cell.date, said: null }
  const text = normalise(textOf(cell)).trim().replace(HOUR, '')
  if (/^\d{4,5}(\.\d+)?$/.test(text) && looksLikeSerial(Number(text))) {
    const date = dateOfSerial(Number(text), rules.system)
    return date ? { date, said: null } : { reason: 'date-no-such-day' }
  }
  const found = BARE.exec(text)
  const year = found?.[4] ?? (rules.year === null ? undefined : String(rules.year))
  if (found && year === undefined) return { reason: 'date-without-year' }
  const turned =
    found && (rules.dateOrder === 'month' ? `${found[3]}/${found[1]}/${year}` : `${found[1]}/${found[3]}/${year}`)
  const read = readDate(turned ?? textOf(cell).trim().replace(HOUR, ''), rules.year ?? rules.thisYear)
  if ('date' in read) return { date: read.date, said: read.said === null ? null : textOf(cell).trim() }
  return {
    reason: read.problem === 'no-such-day' || read.problem === 'no-such-month' ? 'date-no-such-day' : 'date-unreadable',
  }
}

/** What stands first in days of figures: the month, where one of them has more than twelve in the second place and none in the first. */
export function guessOrder(texts: readonly string[]): 'day' | 'month' {
  const parts = texts.map((text) => BARE.exec(normalise(text).trim()))
  return parts.some((p) => Number(p?.[3] ?? 0) > 12) && !parts.some((p) => Number(p?.[1] ?? 0) > 12) ? 'month' : 'day'
}
