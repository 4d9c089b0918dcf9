import type { z } from 'zod'
import { AppError } from '../../contract/errors'
import type { Actor } from '../../contract/permissions'
import type { postings } from '../../contract/postings'
import type { Tx } from '../../db/core/sql'
import { assertEntryTranscribed } from '../../db/imports/transcribing'
import { createRow, patchRow } from '../../db/outbox/changes'
import { postable, postingById, postingsByNumber, postingsOfList, type PostingRecord } from '../../db/postings/postings'
import { idFrom } from '../../domain/hash'
import { postNumberKey } from '../../domain/post/number'
import { dateOf, zoneOf } from '../../domain/text/zone'
import { stampOf, type Desk } from '../desk'

const DAY = 86_400_000
/** A post gives a number again after a year at the earliest (UPU S10). */
const REUSED_AFTER = 365 * DAY

const tell = (desk: Desk, ids: string[], entryIds: string[]): void => {
  desk.emit('postings', 'changed', { ids })
  desk.emit('register', 'changed', { ids: entryIds })
}

/** All of a list in one transaction; pressed twice it is there once. @throws post-number-used { number } */
export async function postList(
  desk: Desk,
  actor: Actor,
  { listId, day, lines }: z.output<(typeof postings)['post']['input']>,
): Promise<void> {
  const stamp = stampOf(desk, actor)
  if (day > dateOf(stamp.at, zoneOf(desk.office))) throw new AppError('invalid-input', { field: 'day' })
  const keyed = lines.map(({ entryId, postNumber }) => ({ entryId, postNumber: postNumberKey(postNumber) }))
  const entries = await postable(
    desk.db.read,
    actor,
    keyed.map(({ entryId }) => entryId),
  )
  for (const { entryId, postNumber } of keyed) {
    const entry = entries.get(entryId)
    if (!entry) throw new AppError('not-found')
    if (entry.cancelled) throw new AppError('already-cancelled', { number: entry.numberText })
    if (entry.kind !== 'outgoing') throw new AppError('invalid-input', { field: 'entryId' })
    if (postNumber === '') throw new AppError('invalid-input', { field: 'postNumber' })
  }
  // One entry leaves as one item of a list.
  if (entries.size < keyed.length) throw new AppError('invalid-input', { field: 'entryId' })
  const rows = keyed.map((line, at) => ({
    ...line,
    id: idFrom(`diwan posting ${listId} ${line.entryId}`),
    place: at + 1,
  }))
  await desk.db.write(async (tx) => {
    if ((await postingsOfList(tx, actor, listId)).length > 0) return
    await refuseUsed(tx, actor, rows, stamp.at)
    for (const { id, ...line } of rows) {
      await assertEntryTranscribed(tx, line.entryId)
      const said = { listId, day, postedAt: stamp.at, postedById: actor.userId, deviceId: desk.device.id }
      await createRow(tx, 'posting', id, { ...line, ...said }, stamp)
    }
  })
  tell(
    desk,
    rows.map(({ id }) => id),
    rows.map(({ entryId }) => entryId),
  )
}

/** One label, one item: twice on this list, or on another of the last year that this person sees (A2). */
async function refuseUsed(tx: Tx, actor: Actor, rows: readonly { postNumber: string }[], now: number): Promise<void> {
  const taken = new Set<string>()
  for (const { postNumber: number } of rows) {
    const before = await postingsByNumber(tx, actor, number)
    if (taken.has(number) || before.some((one) => one.struckAt === null && one.postedAt > now - REUSED_AFTER))
      throw new AppError('post-number-used', { number })
    taken.add(number)
  }
}

/** @throws not-found · stale where its card came back already, or it was struck */
async function away(tx: Tx, actor: Actor, id: string): Promise<PostingRecord> {
  const line = await postingById(tx, actor, id)
  if (!line) throw new AppError('not-found')
  if (line.outcome !== null || line.struckAt !== null) throw new AppError('stale')
  return line
}

export async function settleItem(
  desk: Desk,
  actor: Actor,
  { id, outcome, day, by, reason, note }: z.output<(typeof postings)['settle']['input']>,
): Promise<void> {
  const stamp = stampOf(desk, actor)
  // What came back says why; what was delivered may bear an unreadable signature, never a reason.
  if ((outcome === 'returned') !== (reason !== null)) throw new AppError('invalid-input', { field: 'reason' })
  const line = await desk.db.write(async (tx) => {
    const line = await away(tx, actor, id)
    if (day < line.day || day > dateOf(stamp.at, zoneOf(desk.office)))
      throw new AppError('invalid-input', { field: 'day' })
    const said = { outcome, outcomeDay: day, outcomeBy: by, outcomeReason: reason, outcomeNote: note }
    await patchRow(tx, 'posting', id, { ...said, outcomeAt: stamp.at, outcomeById: actor.userId }, stamp)
    return line
  })
  tell(desk, [id], [line.entryId])
}

export async function strikeItem(desk: Desk, actor: Actor, id: string, reason: string): Promise<void> {
  const stamp = stampOf(desk, actor)
  const line = await desk.db.write(async (tx) => {
    const line = await away(tx, actor, id)
    await patchRow(tx, 'posting', id, { struckAt: stamp.at, struckById: actor.userId, struckReason: reason }, stamp)
    return line
  })
  tell(desk, [id], [line.entryId])
}
