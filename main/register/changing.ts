import { AppError } from '../../contract/errors'
import { can, type Actor } from '../../contract/permissions'
import type { Party } from '../../contract/parties'
import { type correctable } from '../../contract/correctable'
import { EntryInput } from '../../contract/register'
import type { Fields, Plain } from '../../contract/wire'
import { filesOfEntry, type FileRow } from '../../db/documents/files'
import { checkClassed } from '../filing/classing'
import { claimStaged } from '../documents/holding'
import { announceRow, patchRow } from '../../db/outbox/changes'
import type { Stamp } from '../../db/outbox/stamp'
import { bookById, type BookRow } from '../../db/register/books'
import { assertTranscribed } from '../../db/imports/transcribing'
import type { EntryRecord } from '../../db/register/entries'
import { indexEntries } from '../../db/search/documents'
import type { Tx } from '../../db/core/sql'
import { maySee, seenRow } from '../../db/visibility/sight'
import { lowersLevel } from '../../domain/visibility'
import { checkMandatory } from '../../domain/register/entry'
import { isUndescribed } from '../../domain/register/undescribed'
import { note } from '../security/log'
import { checkSealed } from '../tenders/sealing'
import { stampOf, type Desk } from '../desk'
import { announce, checkParties, type Registered } from './registration'
import { chainAct } from './books'

type Correction = {
  id: string
  field: (typeof correctable)[number]
  value: string | number | null | Party[]
  reason: string
}

/** I2: the old value, author, time and reason stay in the chain; the row shows the new value. */
export async function correctEntry(desk: Desk, actor: Actor, input: Correction): Promise<void> {
  const done = await desk.db.write((tx) => correctIn(tx, desk, actor, input, stampOf(desk, actor)))
  if (done) announce(desk, done)
}

/** The transaction's part, shared with the decision of a conflict: the correction is the decision's own act. */
export function correctIn(
  tx: Tx,
  desk: Desk,
  actor: Actor,
  input: Correction,
  stamp: Stamp,
): Promise<Registered | null> {
  const value = parseField(input.field, input.value)
  return actIn(tx, desk, actor, input.id, 'correction', stamp, async (entry) => {
    if (entry.cancelledAt !== null) throw new AppError('already-cancelled', { number: entry.numberText })
    // Parties are a list; everything else is one value.
    const single = Array.isArray(value) ? null : value
    checkDescribed(entry, input.field, single)
    await checkSealed(tx, entry, input.field)
    checkMandatory({ subject: entry.subject, level: entry.level, [input.field]: value })
    // A1: anybody who may correct raises a level; only authority lowers it, and the act records who did.
    if (lowersLevel('entry', entry, { [input.field]: value }) && !can(actor, 'register:declassify'))
      throw new AppError('level-lowered')
    const { shorter } =
      input.field === 'classId' ? await checkClassed(tx, desk, { from: entry.classId, to: single }) : { shorter: false }
    if (Array.isArray(value)) await checkParties(tx, actor, value)
    if (input.field === 'correspondentId' && single !== null && !(await maySee(tx, actor, 'contact', single)))
      throw new AppError('not-found')
    const kept = entry[input.field]
    const before = input.field === 'parties' && kept !== null ? (JSON.parse(kept) as Plain) : kept
    const changed = await patchRow(tx, 'entry', input.id, { [input.field]: value }, stamp)
    if (changed && lowersLevel('entry', entry, { [input.field]: value }))
      await note(tx, desk, { kind: 'levelLowered', userId: actor.userId, entity: 'entry', rowId: input.id })
    return changed
      ? { field: input.field, before, after: value, reason: input.reason, ...(shorter && { shorter }) }
      : null
  })
}

/** D2: nothing of it was said yet that could be corrected; an envelope that turns out to be sealed is raised. @throws describe-first */
function checkDescribed(entry: EntryRecord, field: Correction['field'], value: string | null): void {
  const sealed = field === 'level' && !isUndescribed({ subject: entry.subject, level: value })
  if (isUndescribed(entry) && !sealed) throw new AppError('describe-first', { number: entry.numberText })
}

/** I1, A4: nothing is deleted; whoever registered it does not cancel it, unless the office's policy says so. */
export async function cancelEntry(desk: Desk, actor: Actor, input: { id: string; reason: string }): Promise<void> {
  const done = await desk.db.write((tx) => cancelIn(tx, desk, actor, input, stampOf(desk, actor)))
  if (done) announce(desk, done)
}

export const cancelIn = (
  tx: Tx,
  desk: Desk,
  actor: Actor,
  input: { id: string; reason: string },
  stamp: Stamp,
): Promise<Registered | null> =>
  actIn(tx, desk, actor, input.id, 'cancellation', stamp, async (entry) => {
    const subject = {
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

type Rescan = { id: string; replacesFileId: string | null; fileId: string }

/** I3: a re-scan is a new version; the old one stays. Without `replacesFileId` the page was missing and is added. */
export async function rescanEntry(desk: Desk, actor: Actor, input: Rescan): Promise<void> {
  const stamp = stampOf(desk, actor)
  const done = await desk.db.write((tx) => rescanIn(tx, desk, actor, input, stamp))
  if (done) announce(desk, done)
}

/**
 * The transaction's part, shared with pages that were arranged.
 * @param more what the act says besides, and other scans of the entry whose place the new one takes
 */
export const rescanIn = (
  tx: Tx,
  desk: Desk,
  actor: Actor,
  input: Rescan,
  stamp: Stamp,
  more: { said: Fields; absorbs: readonly string[] } = { said: {}, absorbs: [] },
): Promise<Registered | null> =>
  actIn(tx, desk, actor, input.id, 'rescan', stamp, async (entry) => {
    await checkSealed(tx, entry, 'files')
    const files = await filesOfEntry(tx, entry.id)
    const current = (id: string): FileRow => {
      const found = files.find((f) => f.id === id && f.replacedById === null)
      if (!found) throw new AppError('stale')
      return found
    }
    const old = input.replacesFileId === null ? null : current(input.replacesFileId)
    const absorbed = more.absorbs.map(current)
    const [claimed] = await claimStaged(tx, [input.fileId], entry.id, actor.userId)
    if (!claimed) throw new AppError('file-missing', { name: '' })
    await announceRow(tx, 'file', claimed.id, stamp)
    const place = {
      version: (old?.version ?? 0) + 1,
      position: old?.position ?? Math.max(-1, ...files.map((f) => f.position)) + 1,
    }
    await patchRow(tx, 'file', claimed.id, place, stamp)
    for (const { id } of [...(old ? [old] : []), ...absorbed])
      await patchRow(tx, 'file', id, { replacedById: claimed.id }, stamp)
    return { file: claimed.sha256, replaces: old?.sha256 ?? null, ...more.said }
  })

/**
 * A re-scan the server did not take: the page is the entry's here already, and is said again with an act of its own.
 * @param replaced the scans whose place it takes; `body`: what the act said
 */
export const rescanAgainIn = (
  tx: Tx,
  desk: Desk,
  actor: Actor,
  input: { id: string; fileId: string; replaced: readonly string[]; body: Fields },
  stamp: Stamp,
): Promise<Registered | null> =>
  actIn(tx, desk, actor, input.id, 'rescan', stamp, async (entry) => {
    const files = await filesOfEntry(tx, entry.id)
    const page = files.find((f) => f.id === input.fileId)
    // Here it took their place when it was put in.
    const old = files.filter((f) => input.replaced.includes(f.id) && [null, input.fileId].includes(f.replacedById))
    if (!page) throw new AppError('file-missing', { name: '' })
    if (old.length < input.replaced.length) throw new AppError('stale')
    await announceRow(tx, 'file', page.id, stamp)
    for (const { id } of old) await patchRow(tx, 'file', id, { replacedById: page.id }, stamp)
    return { ...input.body, file: page.sha256 }
  })

/** An act on an entry: allowed to see it, chained, indexed anew; nothing is written when `work` says that nothing changed. */
export async function actIn(
  tx: Tx,
  desk: Desk,
  actor: Actor,
  id: string,
  kind: string,
  stamp: Stamp,
  work: (entry: EntryRecord) => Promise<Plain>,
): Promise<Registered | null> {
  const entry = await seenRow<EntryRecord>(tx, actor, 'entry', id)
  if (!entry) throw new AppError('not-found')
  const book = await actBook(tx, desk, entry)
  const body = await work(entry)
  if (body === null) return null
  const at = Math.max(stamp.at, book.lastAt)
  const signed = kind === 'cancellation'
  const after = await chainAct(desk, tx, book, { kind, entryId: id, seq: 0, at, body, signed }, stamp)
  await indexEntries(tx, [id])
  return { id, book: after.id, seq: after.lastSeq, position: after.lastPosition, link: after.lastLink, fresh: true }
}

/** Only the holder writes in a book; another desk's entry is changed there, or after a handover (N7). */
async function actBook(tx: Tx, desk: Desk, entry: EntryRecord): Promise<BookRow> {
  const book = await bookById(tx, entry.bookId)
  if (!book) throw new AppError('not-found')
  if (book.holderId !== desk.device.id) throw new AppError('no-book', { register: entry.numberText, year: entry.year })
  // Where its chain ends is not known before its last number is said (R3).
  await assertTranscribed(tx, book.id)
  if (book.state === 'suspended') throw new AppError('book-suspended', { register: entry.numberText, year: entry.year })
  return book
}

/** The same rules as when it was typed. @throws invalid-input { field } */
function parseField(field: Correction['field'], value: unknown): string | Party[] | null {
  const parsed = EntryInput.shape[field].safeParse(value)
  if (!parsed.success) throw new AppError('invalid-input', { field })
  // An empty list says nothing.
  return Array.isArray(parsed.data) && parsed.data.length === 0 ? null : (parsed.data ?? null)
}
