import { AppError } from '../../contract/errors'
import type { Actor } from '../../contract/permissions'
import { newest } from '../../domain/register/closing'
import { reopeningText } from '../../domain/register/reopening'
import type { Desk } from '../desk'
import { act, inBook, type Asked } from './closing'
import { otherPerson, type SecondPerson } from './second'

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
  const { bookId, confirmDate, closing, reason } = input
  const other = await otherPerson(desk, actor, input, second)
  await inBook(desk, actor, { bookId, confirmDate }, async (open) => {
    if (newest(open.state) !== closing) throw new AppError('stale')
    const { lastPosition, lastLink: previous } = open.book
    const said = { bookId, position: lastPosition + 1, previous, firstId: actor.userId, closing, reason }
    const word = { secondId: other.userId, secondKey: other.keyId, secondSignature: other.sign(reopeningText(said)) }
    return (await act(desk, open, 'reopening', { closing, reason, ...word })).book
  })
}
