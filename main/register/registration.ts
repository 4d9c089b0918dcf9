import { AppError } from '../../contract/errors'
import type { Actor } from '../../contract/permissions'
import { typedNames, type EntryInput } from '../../contract/register'
import type { Fields } from '../../contract/wire'
import { checkClassed } from '../filing/classing'
import type { DeadlineInput } from '../../contract/deadlines'
import { beginDeadline } from '../deadlines/writing'
import { claimCapsule } from '../exchange/claiming'
import { claimStaged } from '../documents/holding'
import { announceRow, createRow } from '../../db/outbox/changes'
import type { Stamp } from '../../db/outbox/stamp'
import { penFor } from '../../db/register/books'
import { dropDraft } from '../../db/register/drafts'
import type { RegisterRow } from '../../db/register/books'
import { unknownParties } from '../../db/register/parties'
import { linkedEntry } from '../../db/register/reads'
import { assertEntryTranscribed } from '../../db/imports/transcribing'
import type { Tx } from '../../db/core/sql'
import { maySee } from '../../db/visibility/sight'
import { checkMandatory } from '../../domain/register/entry'
import { nextSeq, printNumber } from '../../domain/register/numbering'
import { isLegalDate } from '../../domain/text/dates'
import { dateOf, zoneOf } from '../../domain/text/zone'
import { saidDate } from '../../domain/text/typed-date'
import { stampOf, type Desk } from '../desk'
import { bookForNow, chainAct } from './books'
import { clockOf } from './clock'
import { indexNewEntry } from '../../db/search/documents'

export type Registered = {
  id: string
  book: string
  seq: number
  position: number
  link: string
  fresh: boolean
  /** The time it was given, which the next is held against (N4). */
  at?: number
}

/**
 * Registers an entry (N2): row, number, chain link, outbox operations, claimed scans and search document in one transaction
 * at FULL, with which its draft goes. Registering again with the same id gives the entry that is there: two presses of a key never take two numbers.
 */
export async function registerEntry(
  desk: Desk,
  actor: Actor,
  { deadline, ...input }: EntryInput & { confirmDate?: string | undefined; deadline?: DeadlineInput | undefined },
): Promise<Registered> {
  checkContent(desk, input)
  const stamp = stampOf(desk, actor)
  const done = await desk.db.write(async (tx) => {
    const written = await writeEntry(desk, tx, actor, input, null, stamp)
    if (deadline) await beginDeadline(desk, tx, actor, written.id, deadline)
    await dropDraft(tx, actor.userId, written.id)
    return written
  })
  announce(desk, done)
  if (deadline) desk.schedule?.soon('deadlines')
  return done
}

/** After commit: the journal learns the number, the window that something changed. */
export function announce(desk: Desk, done: Registered): void {
  if (done.at !== undefined) desk.believed = { at: done.at, jumpMs: desk.clock.jumpMs() }
  if (done.fresh) desk.journal.record({ book: done.book, seq: done.seq, position: done.position, link: done.link })
  // What its files say is read in a moment.
  if (done.fresh) desk.schedule?.soon('texts')
  desk.emit('register', 'changed', { ids: [done.id] })
}

/** What is checked before the pen is taken: nothing is written for a bad input. @throws subject-missing · letter-date-in-future */
export function checkContent(desk: Desk, input: EntryInput): void {
  checkMandatory(input)
  const today = dateOf(clockOf(desk).now, zoneOf(desk.office))
  for (const date of [input.letterDate, input.postmarkDate]) {
    if (date !== null && !isLegalDate(date)) throw new AppError('invalid-input', { field: 'letterDate' })
  }
  if (input.letterDateSaid && saidDate(input) === null) throw new AppError('invalid-input', { field: 'letterDate' })
  // A letter of tomorrow is a slip of the pen; one dated after its arrival only warns (C1).
  if (input.letterDate && input.letterDate > today)
    throw new AppError('letter-date-in-future', { date: input.letterDate })
}

/** The transaction's part, shared with a letter that leaves: it takes its number in the same transaction as its own row. */
export async function writeEntry(
  desk: Desk,
  tx: Tx,
  actor: Actor,
  input: EntryInput & { confirmDate?: string | undefined; batchOfId?: string },
  letterId: string | null,
  stamp: Stamp,
): Promise<Registered> {
  const {
    register,
    book: held,
    known,
  } = await penFor(tx, { registerId: input.registerId, deviceId: desk.device.id, entryId: input.id })
  if (!register) throw new AppError('not-found')
  if (known) return { id: input.id, book: known.bookId, seq: known.seq, position: 0, link: '', fresh: false }
  await checkLinks(tx, actor, input, letterId)
  await checkClassed(tx, desk, { from: null, to: input.classId ?? null })
  // The number is taken inside the write lock: two clerks may press Register together.
  const { book, time } = await bookForNow(desk, tx, register, held, stamp, input.confirmDate)
  const pen = time.asked ? await chainAct(desk, tx, book, clockAct(time, held?.lastAt ?? 0), stamp) : book
  const seq = nextSeq({
    register: register.kind,
    year: pen.year,
    state: pen.state,
    opening: pen.opening,
    lastSeq: pen.lastSeq,
  })
  const fields = entryFields(
    input,
    register,
    pen,
    { seq, at: time.at, businessDate: time.businessDate, letterId },
    stamp,
  )
  await createRow(tx, 'entry', input.id, fields, stamp)
  await claimCapsule(tx, input.id, stamp)
  const files = await claimFiles(tx, input, actor, stamp)
  const body: Fields = { ...fields, files, ...(time.claimed !== time.at && { clockSaid: time.claimed }) }
  const after = await chainAct(
    desk,
    tx,
    pen,
    { kind: 'registration', entryId: input.id, seq, at: time.at, body },
    stamp,
  )
  await indexNewEntry(tx, input.id, fields)
  const { id: bookId, lastPosition, lastLink } = after
  return { id: input.id, book: bookId, seq, position: lastPosition, link: lastLink, fresh: true, at: time.at }
}

/** Where the clock said something else before, that stays readable: forward and back. */
export const clockAct = (time: { at: number; claimed: number; businessDate: string }, before: number) => ({
  kind: 'clock',
  entryId: null,
  seq: 0,
  at: time.at,
  body: { confirmed: time.businessDate, clockSaid: time.claimed, before },
})

function entryFields(
  input: EntryInput & { batchOfId?: string },
  register: RegisterRow,
  book: { id: string; year: number; desk: string | null },
  given: { seq: number; at: number; businessDate: string; letterId: string | null },
  stamp: Stamp,
): Fields {
  const typed = Object.fromEntries(typedNames.map((name) => [name, input[name] ?? null]))
  // An empty list says nothing.
  for (const name of ['parties', 'languages'] as const) if (input[name]?.length === 0) typed[name] = null
  const number = { register: register.code, year: book.year, desk: book.desk, seq: given.seq }
  return {
    ...typed,
    registerId: register.id,
    bookId: book.id,
    year: book.year,
    seq: given.seq,
    numberText: printNumber(register.pattern, number),
    registeredAt: given.at,
    businessDate: given.businessDate,
    registeredById: stamp.userId,
    deviceId: stamp.deviceId,
    letterId: given.letterId,
    batchOfId: input.batchOfId ?? null,
    cancelledAt: null,
    cancelledById: null,
    cancelReason: null,
  }
}

/** C3, C4: an entry may only point at what its clerk may see, and answers none that is cancelled; a letter that is signed leaves all the same. */
async function checkLinks(tx: Tx, actor: Actor, input: EntryInput, letterId: string | null): Promise<void> {
  for (const id of [input.replyToId, input.secondCopyOfId]) {
    if (id === null) continue
    if (!(await maySee(tx, actor, 'entry', id))) throw new AppError('not-found')
    await assertEntryTranscribed(tx, id)
  }
  await checkParties(tx, actor, input.parties ?? [])
  // P4: a card behind a wall is no card. What leaves has its addressee from its letter.
  if (
    letterId === null &&
    input.correspondentId !== null &&
    !(await maySee(tx, actor, 'contact', input.correspondentId))
  )
    throw new AppError('not-found')
  if (letterId === null && input.replyToId !== null) checkAnswered(await linkedEntry(tx, actor, input.replyToId))
}

/** A letter names whom this office knows. @throws not-found */
export async function checkParties(tx: Tx, actor: Actor, parties: NonNullable<EntryInput['parties']>): Promise<void> {
  if ((await unknownParties(tx, actor, parties)).length > 0) throw new AppError('not-found')
}

/** @throws answers-cancelled */
export function checkAnswered(entry: { numberText: string; cancelledAt: number | null } | undefined): void {
  if (entry && entry.cancelledAt !== null) throw new AppError('answers-cancelled', { number: entry.numberText })
}

async function claimFiles(tx: Tx, input: EntryInput, actor: Actor, stamp: Stamp): Promise<string[]> {
  if (input.fileIds.length === 0) return []
  const claimed = await claimStaged(tx, input.fileIds, input.id, actor.userId)
  if (claimed.length !== new Set(input.fileIds).size) throw new AppError('file-missing', { name: '' })
  for (const file of claimed) await announceRow(tx, 'file', file.id, stamp)
  return claimed.sort((a, b) => a.position - b.position).map((f) => f.sha256)
}
