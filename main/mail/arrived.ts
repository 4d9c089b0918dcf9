import type { z } from 'zod'
import { AppError } from '../../contract/errors'
import type { Actor } from '../../contract/permissions'
import type { mail } from '../../contract/mail'
import { assertEntryTranscribed } from '../../db/imports/transcribing'
import { forwardingsBy, missingBy, type MissingRecord } from '../../db/mail/arrived'
import { createRow, patchRow } from '../../db/outbox/changes'
import { noticeIdOf } from '../../domain/mail/notice'
import { fill, words } from '../../domain/words'
import { stampOf, type Desk } from '../desk'
import { getEntry } from '../register/reading'
import { announce } from '../register/registration'
import { checkArrived, noticeFor } from './notices'
import { checkSealed } from '../tenders/sealing'
import { openSheetOf } from './sheets'

type Telling = z.output<(typeof mail)['tellMissing']['input']>
type Forward = z.output<(typeof mail)['forward']['input']>

/** An enclosure that is announced and not there (D1); on the sheet of this PC where one is open. */
export async function noteMissing(
  desk: Desk,
  actor: Actor,
  { id, entryId, what }: { id: string; entryId: string; what: string },
): Promise<void> {
  const entry = await getEntry(desk, actor, entryId)
  checkArrived(entry)
  const stamp = stampOf(desk, actor)
  await desk.db.write(async (tx) => {
    await assertEntryTranscribed(tx, entryId)
    await checkSealed(tx, entry, 'missing')
    const [known] = await missingBy(tx, actor, { id })
    if (known?.entryId === entryId && known.what === what) return
    if (known) throw new AppError('stale')
    const sheetId = (await openSheetOf(tx, desk.device.id))?.id ?? null
    const by = { notedAt: stamp.at, notedById: actor.userId, deviceId: desk.device.id }
    await createRow(tx, 'missingPiece', id, { entryId, sheetId, what, ...by }, stamp)
  })
  tell(desk, [id], entryId)
}

/** It came after all. @returns its entry's id */
export async function supplied(desk: Desk, actor: Actor, id: string): Promise<string> {
  const stamp = stampOf(desk, actor)
  const entryId = await desk.db.write(async (tx) => {
    const [piece] = await missingBy(tx, actor, { id })
    if (!piece) throw new AppError('not-found')
    if (piece.suppliedAt !== null) throw new AppError('stale')
    await patchRow(tx, 'missingPiece', id, { suppliedAt: stamp.at, suppliedById: actor.userId }, stamp)
    return piece.entryId
  })
  tell(desk, [id], entryId)
  return entryId
}

const untold = (pieces: readonly MissingRecord[]): MissingRecord[] =>
  pieces.filter(({ toldAt, suppliedAt }) => toldAt === null && suppliedAt === null)

/** The sender is asked for everything that is missing and was not asked for yet. It is no answer: the letter still waits for one. */
export async function tellMissing(desk: Desk, actor: Actor, { id, entryId, ...by }: Telling): Promise<void> {
  const entry = await getEntry(desk, actor, entryId)
  checkArrived(entry)
  const subject = fill(words.ar.notice.missingSubject, { number: entry.numberText })
  const write = await noticeFor(desk, desk.db.read, entry, { id, by, subject, isAnswer: false })
  const stamp = stampOf(desk, actor)
  const done = await desk.db.write(async (tx) => {
    const pieces = untold(await missingBy(tx, actor, { entryId }))
    const given = await write(tx, actor, stamp)
    // Sent again after its answer was lost: it is there.
    if (!given.fresh) return { given, ids: [] }
    if (pieces.length === 0) throw new AppError('stale')
    const told = { noticeId: given.id, toldAt: stamp.at, toldById: actor.userId }
    for (const piece of pieces) await patchRow(tx, 'missingPiece', piece.id, told, stamp)
    return { given, ids: pieces.map((piece) => piece.id) }
  })
  announce(desk, done.given)
  tell(desk, done.ids, entryId)
}

/** D8: to the right administration; its sender is told under an outgoing number, which answers the letter (C4). */
export async function forward(desk: Desk, actor: Actor, input: Forward): Promise<void> {
  const { id, entryId, to, at, channel, note, notice } = input
  const entry = await getEntry(desk, actor, entryId)
  checkArrived(entry)
  const stamp = stampOf(desk, actor)
  // It left after it came, and not tomorrow; hours are typed to the minute.
  if (at > stamp.at || at < entry.arrivalAt - (entry.arrivalAt % 60_000))
    throw new AppError('invalid-input', { field: 'at' })
  const noticeId = notice ? noticeIdOf(id) : null
  const subject = fill(words.ar.notice.forwardedSubject, { number: entry.numberText, to })
  const write =
    notice && (await noticeFor(desk, desk.db.read, entry, { id: noticeIdOf(id), by: notice, subject, isAnswer: true }))
  const given = await desk.db.write(async (tx) => {
    await assertEntryTranscribed(tx, entryId)
    if ((await forwardingsBy(tx, actor, { id })).length > 0) return null
    const told = write ? await write(tx, actor, stamp) : null
    const by = { forwardedAt: at, forwardedById: actor.userId, deviceId: desk.device.id }
    await createRow(tx, 'forwarding', id, { entryId, noticeId, addressee: to, channel, note, ...by }, stamp)
    return told
  })
  if (given) announce(desk, given)
  tell(desk, [id], entryId)
}

function tell(desk: Desk, ids: string[], entryId: string): void {
  desk.emit('mail', 'changed', { ids })
  desk.emit('register', 'changed', { ids: [entryId] })
}
