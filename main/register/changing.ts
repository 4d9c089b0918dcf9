import { AppError } from '../../contract/errors'
import { can, mayRead, type Actor } from '../../contract/permissions'
import { EntryInput, type correctable } from '../../contract/register'
import type { Plain } from '../../contract/sync'
import { claimStaged, filesOfEntry } from '../../db/documents/files'
import { announceRow, patchRow } from '../../db/outbox/changes'
import { bookById, type BookRow } from '../../db/register/books'
import { entryRecord, type EntryRecord } from '../../db/register/entries'
import { indexEntry } from '../../db/search/documents'
import type { Tx } from '../../db/core/sql'
import { checkMandatory } from '../../domain/register/entry'
import { stampOf, type Desk } from '../desk'
import { announce, type Registered } from './registration'
import { chainAct } from './books'

type Correction = { id: string; field: (typeof correctable)[number]; value: string | number | null; reason: string }

/** I2: the old value, author, time and reason stay in the chain; the row shows the new value. */
export async function correctEntry(desk: Desk, actor: Actor, input: Correction): Promise<void> {
  const value = parseField(input.field, input.value)
  await act(desk, actor, input.id, 'correction', async (tx, entry, stamp) => {
    if (entry.cancelledAt !== null) throw new AppError('already-cancelled', { number: entry.numberText })
    checkMandatory({ subject: entry.subject, level: entry.level, [input.field]: value })
    const before = entry[input.field]
    const changed = await patchRow(tx, 'entry', input.id, { [input.field]: value }, stamp)
    return changed ? { field: input.field, before, after: value, reason: input.reason } : null
  })
}

/** I1, A4: nothing is deleted; whoever registered it does not cancel it, unless the office's policy says so. */
export async function cancelEntry(desk: Desk, actor: Actor, input: { id: string; reason: string }): Promise<void> {
  await act(desk, actor, input.id, 'cancellation', async (tx, entry, stamp) => {
    const subject = {
      level: entry.level,
      registeredBy: entry.registeredById,
      ownApprovalAllowed: desk.office.ownApprovalAllowed,
    }
    if (!can(actor, 'register:cancel', subject)) throw new AppError('own-entry-cancel', { number: entry.numberText })
    if (entry.cancelledAt !== null) throw new AppError('already-cancelled', { number: entry.numberText })
    await patchRow(
      tx,
      'entry',
      input.id,
      { cancelledAt: stamp.at, cancelledById: actor.userId, cancelReason: input.reason },
      stamp,
    )
    return { reason: input.reason, ownEntry: entry.registeredById === actor.userId }
  })
}

/** I3: a re-scan is a new version; the old one stays. Without `replacesFileId` the page was missing and is added. */
export async function rescanEntry(
  desk: Desk,
  actor: Actor,
  input: { id: string; replacesFileId: string | null; fileId: string },
): Promise<void> {
  await act(desk, actor, input.id, 'rescan', async (tx, entry, stamp) => {
    const files = await filesOfEntry(tx, entry.id)
    const old = files.find((f) => f.id === input.replacesFileId && f.replacedById === null)
    if (input.replacesFileId !== null && !old) throw new AppError('stale')
    const [claimed] = await claimStaged(tx, [input.fileId], entry.id, actor.userId)
    if (!claimed) throw new AppError('file-missing', { name: '' })
    await announceRow(tx, 'file', claimed.id, stamp)
    const place = {
      version: (old?.version ?? 0) + 1,
      position: old?.position ?? Math.max(-1, ...files.map((f) => f.position)) + 1,
    }
    await patchRow(tx, 'file', claimed.id, place, stamp)
    if (old) await patchRow(tx, 'file', old.id, { replacedById: claimed.id }, stamp)
    return { file: claimed.sha256, replaces: old?.sha256 ?? null }
  })
}

/** An act on an entry: allowed to see it, chained, indexed anew; nothing is written when `work` says that nothing changed. */
async function act(
  desk: Desk,
  actor: Actor,
  id: string,
  kind: string,
  work: (tx: Tx, entry: EntryRecord, stamp: ReturnType<typeof stampOf>) => Promise<Plain>,
): Promise<void> {
  const stamp = stampOf(desk, actor)
  const done = await desk.db.write(async (tx): Promise<Registered | null> => {
    const entry = await entryRecord(tx, id)
    if (!entry || !mayRead(actor, { level: entry.level, registeredBy: entry.registeredById }))
      throw new AppError('not-found')
    const book = await actBook(tx, desk, entry)
    const body = await work(tx, entry, stamp)
    if (body === null) return null
    const at = Math.max(stamp.at, book.lastAt)
    const after = await chainAct(
      desk,
      tx,
      book,
      { kind, entryId: id, seq: 0, at, body, signed: kind === 'cancellation' },
      stamp,
    )
    await indexEntry(tx, id)
    return { id, book: after.id, seq: after.lastSeq, position: after.lastPosition, link: after.lastLink, fresh: true }
  })
  if (done) announce(desk, done)
}

/** Only the holder writes in a book; another desk's entry is changed there, or after a handover (N7). */
async function actBook(tx: Tx, desk: Desk, entry: EntryRecord): Promise<BookRow> {
  const book = await bookById(tx, entry.bookId)
  if (!book) throw new AppError('not-found')
  if (book.holderId !== desk.device.id) throw new AppError('no-book', { register: entry.numberText, year: entry.year })
  return book
}

/** The same rules as when it was typed. @throws invalid-input { field } */
function parseField(field: Correction['field'], value: unknown): string | null {
  const parsed = EntryInput.shape[field].safeParse(value)
  if (!parsed.success) throw new AppError('invalid-input', { field })
  return parsed.data
}
