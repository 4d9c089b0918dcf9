import { AppError } from '../../contract/errors'
import type { EntryNumber } from '../../contract/register'
import { dateOf } from '../text/dates'

/** N1: `{reg}/{year}[/{desk}]/{seq:5}` → و/2026/00417, or و/2026/RB2/00417. A part in brackets falls out when its value is missing. */
export function printNumber(pattern: string, number: EntryNumber): string {
  const value = (name: string): string => {
    const [key = '', width] = name.split(':')
    if (key === 'reg') return number.register
    if (key === 'year') return String(number.year)
    if (key === 'desk') return number.desk ?? ''
    if (key === 'seq') return String(number.seq).padStart(Number(width ?? 1), '0')
    throw new Error(`unknown part {${name}} in number pattern`)
  }
  return pattern
    .replace(/\[([^\]]*)\]/g, (_all, inner: string) => (inner.includes('{desk}') && !number.desk ? '' : inner))
    .replace(/\{([^}]+)\}/g, (_all, name: string) => value(name))
}

export type PenState = {
  register: string
  year: number
  state: 'open' | 'suspended' | 'closed'
  opening: number
  lastSeq: number
}

/** N1, N3: the next number of a book: one after the last, or the opening number of a book taken over from paper. */
export function nextSeq(book: PenState): number {
  const params = { register: book.register, year: book.year }
  if (book.state === 'suspended') throw new AppError('book-suspended', params)
  if (book.state === 'closed') throw new AppError('book-closed', params)
  return book.lastSeq === 0 ? book.opening : book.lastSeq + 1
}

export const DAY = 24 * 60 * 60 * 1000

export type EntryTime = { at: number; businessDate: string; year: number; jumped: boolean; claimed: number }

/**
 * N4, N5: the time an entry is stored under. Never before the last entry's; its day and year are those of the office's
 * time zone, whatever the letter says. `jumpMs` is how far the clock moved against the computer's own running time; more
 * than a day either way must be confirmed by the clerk, who types nothing but says that the shown day is right.
 * @throws clock-jumped { date } until `confirmed` names the day that will be stored.
 */
export function entryTime(input: {
  now: number
  lastAt: number
  jumpMs: number
  timeZone: string
  confirmed: string | undefined
}): EntryTime {
  const at = Math.max(input.now, input.lastAt)
  const businessDate = dateOf(at, input.timeZone)
  const jumped = Math.abs(input.jumpMs) > DAY || input.lastAt - input.now > DAY
  if (jumped && input.confirmed !== businessDate) throw new AppError('clock-jumped', { date: businessDate })
  return { at, businessDate, year: Number(businessDate.slice(0, 4)), jumped, claimed: input.now }
}
