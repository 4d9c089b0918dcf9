import type { Countersignature, countersigning } from '../../contract/countersigning'
import type { Handlers } from '../../contract/define'
import { AppError } from '../../contract/errors'
import { can, type Actor } from '../../contract/permissions'
import type { Names } from '../../contract/values'
import type { Reader } from '../../db/core/sql'
import { createRow, patchRow } from '../../db/outbox/changes'
import { bookById, type BookRow } from '../../db/register/books'
import { actsBetween } from '../../db/register/acts'
import { closedState } from '../../db/register/closings'
import {
  countersignatureById,
  countersignaturesSince,
  type CountersignatureRow,
} from '../../db/register/countersignatures'
import { registerById } from '../../db/register/registers'
import { personById } from '../../db/session/people'
import { DAY } from '../../domain/register/clock'
import { newest } from '../../domain/register/closing'
import { countersignedText, stateOf, untilFrom, type Countersigned } from '../../domain/register/countersigning'
import { stampOf, type Ctx, type Desk } from '../desk'
import { confirmWith, isConfirmed } from './confirming'
import { reopenWith } from './reopening'
import type { Word } from './second'

const SHOWN_FOR = 60 * DAY

/** The second person sits at another PC (I4, N1): asked there, answered with their own key, carried out where the book is held. */
export const countersigningHandlers: Handlers<typeof countersigning, Ctx> = {
  list: async ({ desk, actor }) => {
    const { read } = desk.db
    const rows = await countersignaturesSince(read, desk.clock.now() - SHOWN_FOR)
    const seen = await Promise.all(rows.map((row) => described(desk, actor, row)))
    return seen.filter((one) => one !== null)
  },

  ask: async ({ desk, actor }, { id, bookId, closing, reason }) => {
    if (closing !== null && reason === '') throw new AppError('invalid-input', { field: 'reason' })
    const stamp = stampOf(desk, actor)
    await desk.db.write(async (tx) => {
      if (await countersignatureById(tx, id)) return
      const book = await bookById(tx, bookId)
      if (book?.holderId !== desk.device.id) throw new AppError('not-found')
      const asked = { bookId, what: closing === null ? 'confirmation' : 'reopening', closing }
      if (!(await isOpen(tx, book, asked))) throw new AppError('stale')
      const said = { ...asked, reason, firstId: actor.userId, askedAt: stamp.at, deviceId: desk.device.id }
      await createRow(tx, 'countersignature', id, said, stamp)
    })
    return announced(desk, bookId)
  },

  answer: async ({ desk, actor }, { id, refusal }) => {
    const { signer } = desk
    if (signer?.userId !== actor.userId) throw new AppError('second-person')
    if (signer.reset) throw new AppError('password-to-change')
    const stamp = stampOf(desk, actor)
    const bookId = await desk.db.write(async (tx) => {
      const { row, book } = await found(tx, id)
      if (row.firstId === actor.userId) throw new AppError('second-person')
      if (stateOf(row, await isOpen(tx, book, row), stamp.at) !== 'asked') throw new AppError('stale')
      const until = untilFrom(stamp.at)
      const said = { secondId: actor.userId, secondKey: signer.keyId, answeredAt: stamp.at, refusal }
      const secondSignature = signer.sign(countersignedText(textOf(row, book, until)))
      const answer = refusal === null ? { ...said, secondSignature, until } : said
      await patchRow(tx, 'countersignature', id, answer, stamp)
      return row.bookId
    })
    return announced(desk, bookId)
  },

  withdraw: async ({ desk, actor }, { id }) => {
    const stamp = stampOf(desk, actor)
    const bookId = await desk.db.write(async (tx) => {
      const { row, book } = await found(tx, id)
      if (row.firstId !== actor.userId) throw new AppError('forbidden')
      const state = stateOf(row, await isOpen(tx, book, row), stamp.at)
      if (state !== 'asked' && state !== 'given') throw new AppError('stale')
      await patchRow(tx, 'countersignature', id, { withdrawnAt: stamp.at }, stamp)
      return row.bookId
    })
    return announced(desk, bookId)
  },

  carryOut: async ({ desk, actor }, { id, confirmDate }) => {
    const { row, book } = await found(desk.db.read, id)
    if (row.firstId !== actor.userId) throw new AppError('forbidden')
    const state = stateOf(row, await isOpen(desk.db.read, book, row), desk.clock.now())
    const word = wordOf(row)
    if (state !== 'given' || !word) throw new AppError('stale')
    const asked = { bookId: row.bookId, confirmDate }
    if (row.closing === null) await confirmWith(desk, actor, asked, () => word)
    else await reopenWith(desk, actor, { ...asked, closing: row.closing, reason: row.reason }, () => word)
    return announced(desk, row.bookId)
  },
}

function announced(desk: Desk, bookId: string): Record<string, never> {
  desk.emit('register', 'changed', { ids: [bookId] })
  return {}
}

async function found(read: Reader, id: string): Promise<{ row: CountersignatureRow; book: BookRow }> {
  const row = await countersignatureById(read, id)
  const book = row && (await bookById(read, row.bookId))
  if (!book) throw new AppError('not-found')
  return { row, book }
}

/** Whether what is asked for can still be done: the closing is the newest one, the opening is still one person's. */
async function isOpen(
  read: Reader,
  book: BookRow,
  { closing }: Pick<CountersignatureRow, 'closing'>,
): Promise<boolean> {
  if (closing !== null) return newest(await closedState(read, book.id)) === closing
  return book.transcribed === null && !(await isConfirmed(read, book))
}

function textOf(row: CountersignatureRow, { id: bookId, year, opening }: BookRow, until: number): Countersigned {
  const { firstId, closing, reason } = row
  return closing === null
    ? { what: 'confirmation', bookId, firstId, year, opening, until }
    : { what: 'reopening', bookId, firstId, closing, reason, until }
}

function wordOf({ secondId, secondKey, secondSignature, until }: CountersignatureRow): Word | null {
  if (secondId === null || secondKey === null || secondSignature === null || until === null) return null
  return { secondId, secondKey, secondSignature, until }
}

async function described(desk: Desk, actor: Actor, row: CountersignatureRow): Promise<Countersignature | null> {
  const { read } = desk.db
  const book = await bookById(read, row.bookId)
  const register = book && (await registerById(read, book.registerId))
  const what = row.closing === null ? 'confirmation' : 'reopening'
  // What a newer version asks for is its own to answer.
  if (!register || row.what !== what) return null
  const state = stateOf(row, await isOpen(read, book, row), desk.clock.now())
  const mine = row.firstId === actor.userId
  const namesOf = async (id: string | null): Promise<Names | null> =>
    id === null ? null : ((await personById(read, id))?.names ?? null)
  return {
    ...{ id: row.id, what, bookId: book.id, reason: row.reason, askedAt: row.askedAt, state, mine },
    ...{ answeredAt: row.answeredAt, refusal: row.refusal, until: row.until },
    ...{ names: JSON.parse(register.names) as Names, code: register.code },
    ...{ year: book.year, desk: book.desk, opening: book.opening },
    date: row.closing === null ? null : await dateOfClosing(read, book, row.closing),
    firstNames: await namesOf(row.firstId),
    secondNames: await namesOf(row.secondId),
    mayAnswer: state === 'asked' && !mine && can(actor, 'register:reopen'),
    mayCarryOut: state === 'given' && mine && book.holderId === desk.device.id,
  }
}

/** Null while the act is still on its way. */
async function dateOfClosing(read: Reader, { id }: BookRow, position: number): Promise<string | null> {
  const [closing] = await actsBetween(read, id, position, position)
  return closing?.body ? (JSON.parse(closing.body) as { date: string }).date : null
}
