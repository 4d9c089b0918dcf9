import { AppError } from '../../contract/errors'
import { can, type Actor } from '../../contract/permissions'
import { personById } from '../../db/session/people'
import { newest } from '../../domain/register/closing'
import { reopeningText } from '../../domain/register/reopening'
import type { Desk, PersonSigner } from '../desk'
import { act, inBook, type Asked } from './closing'

/** Proves a colleague's password at this desk and lends their key for one signature (session). */
export type SecondPerson = (login: string, password: string) => Promise<PersonSigner | null>

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
  const other = await second(input.login, input.password)
  if (!other || other.userId === actor.userId) throw new AppError('second-person')
  if (other.reset) throw new AppError('password-to-change')
  const person = await personById(desk.db.read, other.userId)
  const may = person?.active === true && can({ ...actor, userId: person.id, roles: person.roles }, 'register:reopen')
  if (!may) throw new AppError('second-person')
  await inBook(desk, actor, { bookId, confirmDate }, async (open) => {
    if (newest(open.state) !== closing) throw new AppError('stale')
    const { lastPosition, lastLink: previous } = open.book
    const said = { bookId, position: lastPosition + 1, previous, firstId: actor.userId, closing, reason }
    const word = { secondId: other.userId, secondKey: other.keyId, secondSignature: other.sign(reopeningText(said)) }
    return (await act(desk, open, 'reopening', { closing, reason, ...word })).book
  })
}
