import { sha256 } from '../hash'

/** What the signed code of a label holds in place of a frozen text: the entry itself, whose facts may still be described (D2). */
export const labelHash = (entryId: string): string => sha256(`diwan label ${entryId}`)

const BOOK = 8
const SEQ = 8
const bookFigures = (bookId: string): string =>
  String(Number.parseInt(sha256(`diwan bars ${bookId}`).slice(0, 12), 16) % 10 ** BOOK).padStart(BOOK, '0')

/**
 * What the bars of a label say. A number in Latin letters as it is; Arabic letters have no bars in Code 128, so such a number is said in
 * figures: eight of its book, eight of its place in it.
 */
export const barText = ({ numberText, bookId, seq }: { numberText: string; bookId: string; seq: number }): string =>
  /^[ -~]{1,32}$/.test(numberText) ? numberText : bookFigures(bookId) + String(seq).padStart(SEQ, '0')

/** The book and the place in it that figures name; null when they are none of ours. */
export function barFigures(text: string, bookIds: readonly string[]): { bookId: string; seq: number } | null {
  if (!new RegExp(`^\\d{${BOOK + SEQ}}$`).test(text)) return null
  const bookId = bookIds.find((id) => bookFigures(id) === text.slice(0, BOOK))
  return bookId === undefined ? null : { bookId, seq: Number(text.slice(BOOK)) }
}

/** A sheet between two letters of one batch: not a page of either. */
export const SEPARATOR = 'DP1|DIWAN|SEPARATOR'
