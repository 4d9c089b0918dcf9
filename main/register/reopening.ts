import { AppError } from '../../contract/errors'
import type { Actor } from '../../contract/permissions'
import type { BookRow } from '../../db/register/books'
import { newest } from '../../domain/register/closing'
import { reopeningText } from '../../domain/register/reopening'
import type { Desk } from '../desk'
import { act, inBook, type Asked } from './closing'
import { otherPerson, wordFor, type SecondPerson, type Word } from './second'

/**
 * I4: the newest closing no longer counts, by the word of two people: whoever is logged in, and another who may, with their own password
 * and their own key. Both signatures lie in the act, so that any desk, and the server, verifies them from the chain.
 * @throws second-person · password-to-change · stale when the closing is not the newest
 */
export async function reopen(
  desk: Desk,
  actor: Actor,
  input: Asked & { closing: number; reason: string; login: string; password: string },
  second: SecondPerson,
): Promise<void> {
  const other = await otherPerson(desk, actor, input, second)
  const { bookId, closing, reason } = input
  await reopenWith(desk, actor, input, ({ lastPosition, lastLink: previous }) => {
    const said = { bookId, position: lastPosition + 1, previous, firstId: actor.userId, closing, reason }
    return wordFor(other, reopeningText(said))
  })
}

/** @param word the second person's, for the book as it stands when the act is written */
export const reopenWith = (
  desk: Desk,
  actor: Actor,
  { bookId, confirmDate, closing, reason }: Asked & { closing: number; reason: string },
  word: (book: BookRow) => Word,
): Promise<void> =>
  inBook(desk, actor, { bookId, confirmDate }, async (open) => {
    if (newest(open.state) !== closing) throw new AppError('stale')
    return (await act(desk, open, 'reopening', { closing, reason, ...word(open.book) })).book
  })
