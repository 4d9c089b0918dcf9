import { normalise } from '../text/normalise'
import { codeKey } from './code'

/** A book, as its numbers name it. */
export type Named = { register: string; desk: string | null; year: number }

const SIGN = /^(?:رقم|القيد|قيد|الرقم|عدد|n[°ºo]?|num(?:ero)?|number|no|entry|entree|#)\.?[\s:]*/u
const BETWEEN = /[\s/\\|–—-]+/u
const MOST = 5

/** What somebody typed, in pieces, when it may be a number of a register; null when it is a text. */
function piecesOf(text: string): string[] | null {
  let folded = normalise(text).trim()
  for (let before = ''; before !== folded;) {
    before = folded
    const bare = folded.replace(SIGN, '')
    if (/\d/.test(bare)) folded = bare
  }
  const pieces = folded.split(BETWEEN).filter((piece) => piece !== '')
  return pieces.length > 0 && pieces.length <= MOST && pieces.some(isFigures) ? pieces : null
}

const isFigures = (piece: string): boolean => /^\d{1,10}$/.test(piece)
const isYear = (piece: string): boolean => /^(?:19|2[01])\d\d$/.test(piece)

/**
 * N1: which numbers of which books somebody means by `417`, `٤١٧/٢٠٢٦`, `و/2026/417`, `2026/RB2/00417`: each piece is the sequence, the
 * year, the register's code or the desk's sign, in whatever order. What names no book of the office is no number of it: a sender's
 * reference, a text.
 * @returns null when no number was typed; else the number in each book it can be of
 */
export function numbersAsked<B extends Named>(text: string, books: readonly B[]): { book: B; seq: number }[] | null {
  const pieces = piecesOf(text)
  if (!pieces) return null
  const found = new Map<string, { book: B; seq: number }>()
  let isNumber = false
  pieces.forEach((piece, at) => {
    if (!isFigures(piece)) return
    const others = pieces.filter((_, i) => i !== at)
    for (const book of books) {
      const named = names(book, others)
      // A year in which the office had no such book is a number all the same: nobody has it.
      isNumber ||= named !== 'other'
      if (named === 'this') found.set(`${books.indexOf(book)} ${Number(piece)}`, { book, seq: Number(piece) })
    }
  })
  return isNumber ? [...found.values()] : null
}

/** Whether the pieces beside a sequence name this book, its register in another year, or something else. */
function names({ register, desk, year }: Named, pieces: readonly string[]): 'this' | 'another year' | 'other' {
  const left = new Set([codeKey(register), ...(desk === null ? [] : [codeKey(desk)])])
  let ofYear: string | null = null
  for (const piece of pieces) {
    if (left.delete(codeKey(piece))) continue
    if (ofYear !== null || !isYear(piece)) return 'other'
    ofYear = piece
  }
  return ofYear === null || Number(ofYear) === year ? 'this' : 'another year'
}
