import type { Handlers } from '../../contract/define'
import type { Book, Register } from '../../contract/books'
import { AppError } from '../../contract/errors'
import type { Actor } from '../../contract/permissions'
import type { registers } from '../../contract/registers'
import type { Tx } from '../../db/core/sql'
import { createRow, patchRow, sayAgain } from '../../db/outbox/changes'
import type { Stamp } from '../../db/outbox/stamp'
import { actsAfter } from '../../db/register/acts'
import { booksOf, type BookRow, type RegisterRow } from '../../db/register/books'
import { registerById, registerOf, registerRows, setCode, toBook } from '../../db/register/registers'
import { keepAnswer, parkedChanges } from '../../db/sync/parked'
import { entryTime } from '../../domain/register/clock'
import { sameCode } from '../../domain/register/code'
import { isPattern } from '../../domain/register/numbering'
import { changedSince } from '../../domain/sync/based'
import { zoneOf } from '../../domain/text/zone'
import { stampOf, type Ctx, type Desk, type PersonSigner } from '../desk'
import { checkStanding, openBook } from './books'
import { clockOf } from './clock'
import { confirmBook, confirmOpening, openingOf } from './confirming'
import { openingSheet } from './opening-sheet'
import { assertHeard } from './resuming'
import { otherPerson, type Credentials, type SecondPerson } from './second'

const MOST_REGISTERS = 200

/** The office's registers (N6): opened each with its first book, renamed; nothing of them is deleted, and what a number says is fixed. */
export const registersHandlers = (second: SecondPerson): Handlers<typeof registers, Ctx> => ({
  open: async ({ desk, actor }, { id, kind, code, names, pattern, second: word, ...book }) => {
    if (!isPattern(pattern)) throw new AppError('invalid-input', { field: 'pattern' })
    const other = await secondWord(desk, actor, word, second)
    const stamp = stampOf(desk, actor)
    await desk.db.write(async (tx) => {
      if (await registerById(tx, id)) return
      await checkCode(tx, id, code)
      await assertHeard(tx)
      await createRow(tx, 'register', id, { kind, code, names, pattern }, stamp)
      await firstBook(desk, tx, { registerId: id, ...book }, other, stamp)
    })
    return announced(desk, id)
  },

  rename: async ({ desk, actor }, { id, basedOn, ...asked }) => {
    await desk.db.write(async (tx) => {
      const register = await found(tx, id)
      // Said to nobody yet: its names go with its next code.
      if (register.standing === 'refused') throw new AppError('code-taken', { code: register.code })
      const changed = changedSince(asked, { names: basedOn }, { names: JSON.parse(register.names) })
      await patchRow(tx, 'register', id, changed, stampOf(desk, actor))
    })
    return announced(desk, id)
  },

  recode: async ({ desk, actor }, { id, code }) => {
    const stamp = stampOf(desk, actor)
    await desk.db.write(async (tx) => {
      const [register, books] = [await found(tx, id), await booksOf(tx, id)]
      if (register.standing !== 'refused' || books.some((book) => book.lastSeq > 0))
        throw new AppError('field-fixed', { field: 'code' })
      await checkCode(tx, id, code)
      await setCode(tx, id, code)
      await sayAgain(tx, 'register', id, stamp)
      for (const book of books) await openingAgain(tx, book, stamp)
      for (const { change, steps } of await parkedChanges(tx))
        if (steps.some((step) => step.entity === 'register' && step.id === id))
          await keepAnswer(tx, change, { how: 'mended', userId: actor.userId, at: stamp.at, again: null })
    })
    return announced(desk, id)
  },

  openBook: async ({ desk, actor }, { second: word, ...input }) => {
    const other = await secondWord(desk, actor, word, second)
    const stamp = stampOf(desk, actor)
    const book = await desk.db.write(async (tx): Promise<Book> => {
      checkStanding(await found(tx, input.registerId))
      await assertHeard(tx)
      const { deskCode, id } = desk.device
      const own = (one: BookRow): boolean => one.desk === deskCode || one.holderId === id
      if ((await booksOf(tx, input.registerId)).some((one) => one.transcribed === null && own(one)))
        throw new AppError('stale')
      return toBook(await firstBook(desk, tx, input, other, stamp), id)
    })
    await announced(desk, input.registerId)
    return book
  },

  opening: ({ desk }, { bookId }) => openingOf(desk.db.read, bookId),
  confirm: async ({ desk, actor }, input) => {
    await confirmBook(desk, actor, input, second)
    return {}
  },
  openingSheet: async ({ desk, actor }, { bookId }) => ({ url: await openingSheet(desk, actor, bookId) }),
})

/**
 * A book is opened by two people (N1), or by one where the office's policy is that of a post of two (A4).
 * @throws second-person
 */
async function secondWord(
  desk: Desk,
  actor: Actor,
  word: Credentials | undefined,
  second: SecondPerson,
): Promise<PersonSigner | null> {
  if (word) return otherPerson(desk, actor, word, second)
  if (!desk.office.ownApprovalAllowed) throw new AppError('second-person')
  return null
}

async function found(tx: Tx, id: string): Promise<RegisterRow> {
  const register = await registerById(tx, id)
  if (!register) throw new AppError('not-found')
  return register
}

async function checkCode(tx: Tx, id: string, code: string): Promise<void> {
  const all = await registerRows(tx)
  if (all.length >= MOST_REGISTERS) throw new AppError('invalid-input', { field: 'code' })
  if (all.some((other) => other.id !== id && sameCode(other.code, code))) throw new AppError('code-taken', { code })
}

/** N1, N4: of the year the office's clock says, once somebody has confirmed a clock that jumped. */
async function firstBook(
  desk: Desk,
  tx: Tx,
  { registerId, opening, confirmDate }: { registerId: string; opening: number; confirmDate?: string | undefined },
  other: PersonSigner | null,
  stamp: Stamp,
): Promise<BookRow> {
  const said = { said: clockOf(desk), claimed: desk.clock.now(), lastAt: 0, confirmed: confirmDate }
  const { at, year } = entryTime({ ...said, zone: zoneOf(desk.office) })
  const book = await openBook(desk, tx, { registerId, year, opening, at, alone: other === null }, stamp)
  const { userId } = stamp
  return other && userId ? confirmOpening(desk, tx, book, { firstId: userId, other, at }, stamp) : book
}

/** An act is its person's: whoever opened the register says it again. */
async function openingAgain(tx: Tx, book: BookRow, stamp: Stamp): Promise<void> {
  const acts = await actsAfter(tx, book.id, 0, 10)
  if (acts.some((act) => act.userId !== stamp.userId)) throw new AppError('forbidden')
  await sayAgain(tx, 'book', book.id, stamp)
  for (const { id } of acts) await sayAgain(tx, 'act', id, stamp)
}

async function announced(desk: Desk, id: string): Promise<Register> {
  desk.emit('register', 'changed', { ids: [id] })
  desk.emit('office', 'changed', {})
  const register = await registerOf(desk.db.read, id, desk.device.id)
  if (!register) throw new AppError('not-found')
  return register
}
