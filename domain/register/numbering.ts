import { AppError } from '../../contract/errors'
import type { EntryNumber } from '../../contract/books'

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

const PART = /\{(reg|year|desk|seq)(?::[1-9])?\}/g
const partsIn = (text: string): string =>
  [...text.matchAll(PART)]
    .map(([, name]) => name ?? '')
    .sort()
    .join()

/**
 * Each part stands once, nothing runs into the next, and only the desk falls out where there is none: else two letters would bear one
 * number (N1, N3, N7).
 */
export function isPattern(pattern: string): boolean {
  const optional = [...pattern.matchAll(/\[([^[\]]*)\]/g)].map(([, inner]) => inner ?? '')
  const plain = pattern.replace(PART, '').replace(/\[([^[\]]*)\]/g, '$1')
  return (
    partsIn(pattern) === 'desk,reg,seq,year' &&
    optional.every((inner) => partsIn(inner) === 'desk') &&
    !/[{}[\]]/.test(plain) &&
    !/\}[[\]]*\{/.test(pattern)
  )
}

export type PenState = {
  /** What kind it is: a code of one letter (و) reads as a word in a sentence. */
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
