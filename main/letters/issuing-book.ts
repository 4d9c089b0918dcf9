import type { Reader } from '../../db/core/sql'
import { booksOf, type BookRow } from '../../db/register/books'
import { registerRows } from '../../db/register/registers'

/**
 * N7: the office's own book of each outgoing register, in their order; exactly one PC issues from it: its holder. A letter leaves by the
 * register its issuer chose, or by the first that issues here.
 */
export async function issuingBooks(read: Reader): Promise<BookRow[]> {
  const outgoing = (await registerRows(read)).filter(({ kind }) => kind === 'outgoing')
  const books = await Promise.all(outgoing.map(({ id }) => booksOf(read, id)))
  return books.flatMap((ofRegister) => ofRegister.find((book) => book.desk === null) ?? [])
}

export const issuingBook = (books: readonly BookRow[], here: string, registerId?: string): BookRow | undefined =>
  registerId === undefined
    ? (books.find((book) => book.holderId === here) ?? books[0])
    : books.find((book) => book.registerId === registerId)
