import { AppError } from '../../contract/errors'
import type { Actor } from '../../contract/permissions'
import type { Opening } from '../../contract/registers'
import type { Reader, Tx } from '../../db/core/sql'
import type { Stamp } from '../../db/outbox/stamp'
import { actsAfter, type ActRow } from '../../db/register/acts'
import { bookById, type BookRow } from '../../db/register/books'
import { confirmationsOf } from '../../db/register/closings'
import { keyRows } from '../../db/sync/trust'
import { personById } from '../../db/session/people'
import { Confirmation, confirmationText, confirmedBy } from '../../domain/register/confirmation'
import type { Desk, PersonSigner } from '../desk'
import { chainAct } from './books'
import { inBook, type Asked } from './closing'
import { keyIn } from './proof-closings'
import { otherPerson, wordFor, type Credentials, type SecondPerson, type Word } from './second'

/** N1: the second word for a book's first number, behind its opening, in the transaction of whoever asks for it. */
export function confirmOpening(
  desk: Desk,
  tx: Tx,
  book: BookRow,
  { firstId, other, at }: { firstId: string; other: PersonSigner; at: number },
  stamp: Stamp,
): Promise<BookRow> {
  const { id: bookId, year, opening, lastPosition, lastLink: previous } = book
  const said = { bookId, position: lastPosition + 1, previous, firstId, year, opening }
  return chainConfirmation(desk, tx, book, wordFor(other, confirmationText(said)), at, stamp)
}

function chainConfirmation(desk: Desk, tx: Tx, book: BookRow, word: Word, at: number, stamp: Stamp): Promise<BookRow> {
  const body = { year: book.year, opening: book.opening, ...word }
  return chainAct(desk, tx, book, { kind: 'confirmation', entryId: null, seq: 0, at, body, signed: true }, stamp)
}

/**
 * Who opened it alone (the founder of the office, a small post by its policy, the pen at New Year) has it confirmed by a second person.
 * @throws second-person · stale when it is confirmed, or from paper · and what `inBook` refuses
 */
export async function confirmBook(
  desk: Desk,
  actor: Actor,
  {
    bookId,
    second: credentials,
    confirmDate,
  }: { bookId: string; second: Credentials; confirmDate?: string | undefined },
  second: SecondPerson,
): Promise<void> {
  const other = await otherPerson(desk, actor, credentials, second)
  await inBook(desk, actor, { bookId, confirmDate }, async ({ tx, book, time, stamp }) => {
    if (book.transcribed !== null || (await confirmationIn(tx, book))) throw new AppError('stale')
    return confirmOpening(desk, tx, book, { firstId: actor.userId, other, at: time.at }, stamp)
  })
}

/** The second word was given at another PC. @throws stale · and what `inBook` refuses */
export const confirmWith = (desk: Desk, actor: Actor, asked: Asked, word: () => Word): Promise<void> =>
  inBook(desk, actor, asked, async ({ tx, book, time, stamp }) => {
    if (book.transcribed !== null || (await confirmationIn(tx, book))) throw new AppError('stale')
    return chainConfirmation(desk, tx, book, word(), time.at, stamp)
  })

export const isConfirmed = async (read: Reader, book: BookRow): Promise<boolean> =>
  (await confirmationIn(read, book)) !== undefined

/** The first that is a second person's word indeed: what was forged here is none, whatever it says. */
async function confirmationIn(read: Reader, book: BookRow): Promise<ActRow | undefined> {
  const said = await confirmationsOf(read, book.id)
  if (said.length === 0) return undefined
  const keyOf = keyIn(await keyRows(read))
  return said.find((act) => {
    const word = confirmedBy(act, book, keyOf)
    return word !== null && word !== 'unknown'
  })
}

/** How a book was opened, as its chain says. */
export type OpeningActs = { book: BookRow; opened: ActRow; confirmed: ActRow | undefined }
export async function openingActs(read: Reader, bookId: string): Promise<OpeningActs> {
  const book = await bookById(read, bookId)
  const [opened] = await actsAfter(read, bookId, 0, 1)
  if (!book || opened?.kind !== 'opening') throw new AppError('not-found')
  return { book, opened, confirmed: await confirmationIn(read, book) }
}

export async function openingOf(read: Reader, bookId: string): Promise<Opening> {
  const { book, opened, confirmed } = await openingActs(read, bookId)
  const namesOf = async (id: string | undefined) => (id ? ((await personById(read, id))?.names ?? null) : null)
  return {
    ...{ year: book.year, opening: book.opening, at: opened.at, byNames: await namesOf(opened.userId) },
    confirmed: confirmed
      ? { at: confirmed.at, byNames: await namesOf(confirmed.userId), secondNames: await namesOf(secondIn(confirmed)) }
      : null,
  }
}

export const secondIn = (act: ActRow): string | undefined =>
  Confirmation.safeParse(JSON.parse(act.body ?? 'null')).data?.secondId
