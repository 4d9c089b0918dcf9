import type { Reader } from '../../db/core/sql'
import { booksOf, type BookRow } from '../../db/register/books'
import { registerOfKind } from '../../db/register/reads'

/** N7: exactly one PC issues: the holder of the office's own outgoing book. */
export async function issuingBook(read: Reader): Promise<BookRow | undefined> {
  const register = await registerOfKind(read, 'outgoing')
  return register && (await booksOf(read, register.id)).find((book) => book.desk === null)
}
