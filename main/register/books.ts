import { randomBytes } from 'node:crypto'
import { AppError } from '../../contract/errors'
import type { Fields, Plain } from '../../contract/sync'
import { appendAct } from '../../db/register/acts'
import { createBook, type BookRow } from '../../db/register/books'
import type { RegisterRow } from '../../db/register/reads'
import type { Tx } from '../../db/core/sql'
import type { Stamp } from '../../db/outbox/changes'
import { entryTime, type EntryTime } from '../../domain/register/numbering'
import type { Desk } from '../desk'

/** An act that needs nobody's signature; `chainSigned` is for those that do (cancellation, re-opening). */
export const chainAct = (
  desk: Pick<Desk, 'newId' | 'signer'>,
  tx: Tx,
  book: BookRow,
  act: { kind: string; entryId: string | null; seq: number; at: number; body: Plain; signed?: boolean },
  stamp: Stamp,
): Promise<BookRow> => {
  const { signed = false, ...rest } = act
  return appendAct(
    tx,
    book,
    {
      ...rest,
      id: desk.newId(),
      salt: randomBytes(16).toString('hex'),
      sign: signed ? (desk.signer?.sign ?? null) : null,
    },
    stamp,
  )
}

/** Opens a book with its opening act (N6). */
export async function openBook(
  desk: Pick<Desk, 'newId' | 'signer' | 'device'>,
  tx: Tx,
  book: { registerId: string; year: number; opening: number; lastAt?: number },
  stamp: Stamp,
): Promise<BookRow> {
  const { registerId, year, opening } = book
  const created = await createBook(
    tx,
    { id: desk.newId(), registerId, year, desk: desk.device.deskCode, opening },
    stamp,
  )
  const body: Fields = { year, opening, desk: desk.device.deskCode }
  const at = Math.max(stamp.at, book.lastAt ?? 0)
  return chainAct(desk, tx, created, { kind: 'opening', entryId: null, seq: 0, at, body }, stamp)
}

/**
 * The book the next number comes from, and the time it will be stored under. The pen for a year carries the next one: the
 * first entry of January opens the new year's book at 1 (N1); closing the old one is by hand.
 * @throws no-book · clock-jumped
 */
export async function bookForNow(
  desk: Desk,
  tx: Tx,
  register: RegisterRow,
  held: BookRow | undefined,
  stamp: Stamp,
  confirmed: string | undefined,
): Promise<{ book: BookRow; time: EntryTime }> {
  if (!held) throw new AppError('no-book', { register: register.code, year: new Date(stamp.at).getUTCFullYear() })
  const time = entryTime({
    now: stamp.at,
    lastAt: held.lastAt,
    jumpMs: desk.clock.jumpMs(),
    timeZone: desk.office.timeZone,
    confirmed,
  })
  if (time.year <= held.year) return { book: held, time }
  const opened = await openBook(
    desk,
    tx,
    { registerId: register.id, year: time.year, opening: 1, lastAt: held.lastAt },
    stamp,
  )
  return { book: opened, time }
}
