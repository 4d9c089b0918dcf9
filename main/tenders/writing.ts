import type { z } from 'zod'
import { AppError } from '../../contract/errors'
import type { Actor } from '../../contract/permissions'
import { MOST_LINES } from '../../contract/deliveries'
import { MOST_ENVELOPES, type tenders } from '../../contract/tenders'
import type { Plain } from '../../contract/wire'
import { createRow, patchRow } from '../../db/outbox/changes'
import { allRegisters } from '../../db/register/registers'
import { envelopesBy, tenderById, type TenderRecord } from '../../db/tenders/tenders'
import { unitById } from '../../db/units/units'
import { envelopeIdOf, handingOf, isLate, mayGiveBack, mayOpen, mayPostpone } from '../../domain/tenders/tender'
import { dateOf, zoneOf } from '../../domain/text/zone'
import { writeLines } from '../deliveries/writing'
import { stampOf, type Desk } from '../desk'
import { clockOf } from '../register/clock'
import { announce, checkContent, writeEntry } from '../register/registration'
import { seesAll } from './showing'

type Input<Name extends 'create' | 'postpone' | 'receive' | 'giveBack' | 'handOver' | 'recordOpening'> = z.output<
  (typeof tenders)[Name]['input']
>

export async function standing(desk: Desk, actor: Actor, id: string): Promise<TenderRecord> {
  const tender = await tenderById(desk.db.read, actor, id)
  if (!tender) throw new AppError('not-found')
  return tender
}

const tell = (desk: Desk, tenderId: string, entryId?: string): void => {
  desk.emit('tenders', 'changed', { ids: [tenderId] })
  if (entryId !== undefined) desk.emit('register', 'changed', { ids: [entryId] })
}

/** @throws invalid-input where the hour has passed already, or nobody knows the unit */
export async function createTender(desk: Desk, actor: Actor, { id, ...said }: Input<'create'>): Promise<void> {
  const stamp = stampOf(desk, actor)
  const createdAt = clockOf(desk).now
  if (said.closesAt <= createdAt) throw new AppError('invalid-input', { field: 'closesAt' })
  if (!(await unitById(desk.db.read, said.unitId))) throw new AppError('invalid-input', { field: 'unitId' })
  await desk.db.write(async (tx) => {
    if (await tenderById(tx, actor, id)) return
    const by = { createdAt, createdById: actor.userId, deviceId: desk.device.id }
    await createRow(tx, 'tender', id, { ...said, ...by }, stamp)
  })
  tell(desk, id)
}

/** @throws tender-hour when the hour has passed, or the new one is no later */
export async function postponeTender(desk: Desk, actor: Actor, input: Input<'postpone'>): Promise<void> {
  const stamp = stampOf(desk, actor)
  const at = clockOf(desk).now
  await desk.db.write(async (tx) => {
    const tender = await tenderById(tx, actor, input.id)
    if (!tender) throw new AppError('not-found')
    if (!mayPostpone(tender, input.closesAt, at) || tender.postponed.length >= 20) throw new AppError('tender-hour')
    const said = { from: tender.closesAt, at, byId: actor.userId, reason: input.reason }
    const postponed = [...tender.postponed, said] as unknown as Plain
    await patchRow(tx, 'tender', input.id, { closesAt: input.closesAt, postponed }, stamp)
  })
  tell(desk, input.id)
}

/**
 * The envelope takes its number and its moment in one transaction, by the office's clock (N4): nobody types when it came. It is a sealed entry (A1):
 * no subject, no scan, confidential.
 * @returns the id of the envelope
 */
export async function receiveEnvelope(desk: Desk, actor: Actor, input: Input<'receive'>): Promise<string> {
  const { id, tenderId, registerId, channel, postNumber, confirmDate, ...outside } = input
  const register = (await allRegisters(desk.db.read, desk.device.id)).find((one) => one.id === registerId)
  if (register?.kind !== 'incoming') throw new AppError('invalid-input', { field: 'registerId' })
  const tender = await standing(desk, actor, tenderId)
  const entry = {
    ...{ id, registerId, channel, postNumber: postNumber === '' ? null : postNumber, unitId: tender.unitId },
    ...{ letterDate: null, arrivalAt: clockOf(desk).now, postmarkDate: null, correspondentId: null, reference: null },
    ...{ subject: null, urgency: 'routine' as const, level: 'confidential' as const },
    ...{ enclosureCount: 0, enclosures: [], notes: '', replyToId: null, secondCopyOfId: null, fileIds: [] },
    ...(confirmDate !== undefined && { confirmDate }),
  }
  checkContent(desk, entry)
  const stamp = stampOf(desk, actor)
  const envelopeId = envelopeIdOf(id)
  const given = await desk.db.write(async (tx) => {
    const written = await writeEntry(desk, tx, actor, entry, null, stamp)
    // Pressed twice: it is there.
    if (!written.fresh) return written
    const by = { receivedAt: written.at ?? stamp.at, receivedById: actor.userId, deviceId: desk.device.id }
    await createRow(tx, 'envelope', envelopeId, { entryId: id, tenderId, ...by, ...outside }, stamp)
    return written
  })
  announce(desk, given)
  tell(desk, tenderId, id)
  return envelopeId
}

/** @throws stale where it was given back or opened in the session */
export async function giveBack(desk: Desk, actor: Actor, { id, to, reason }: Input<'giveBack'>): Promise<void> {
  const stamp = stampOf(desk, actor)
  const envelope = await desk.db.write(async (tx) => {
    const [found] = await envelopesBy(tx, actor, { id })
    if (!found) throw new AppError('not-found')
    if (!mayGiveBack(found, found)) throw new AppError('stale')
    const said = { backAt: clockOf(desk).now, backById: actor.userId, backTo: to, backReason: reason }
    await patchRow(tx, 'envelope', id, said, stamp)
    return found
  })
  tell(desk, envelope.tenderId, envelope.entryId)
}

/** D5: a line of the delivery book for each that came in time and is here; pressed again, only for what came since. */
export async function handOver(desk: Desk, actor: Actor, { id, to }: Input<'handOver'>): Promise<number> {
  const tender = await whole(desk, actor, id)
  const found = await envelopesBy(desk.db.read, actor, { tenderId: id, limit: MOST_ENVELOPES })
  const lines = found
    .filter((one) => one.backAt === null && one.cancelled === 0 && !isLate(one.receivedAt, tender.closesAt))
    .map((one) => ({ id: handingOf(one.id), entryId: one.entryId, unitId: null, to, pieces: 1 }))
  const day = dateOf(desk.clock.now(), zoneOf(desk.office))
  for (let from = 0; from < lines.length; from += MOST_LINES)
    await writeLines(desk, actor, { day, messenger: '', lines: lines.slice(from, from + MOST_LINES) })
  return lines.length
}

/** @throws tender-hour before the closing hour, or of a session that has not been */
export async function recordOpening(desk: Desk, actor: Actor, input: Input<'recordOpening'>): Promise<void> {
  const stamp = stampOf(desk, actor)
  await whole(desk, actor, input.id)
  const recordedAt = clockOf(desk).now
  await desk.db.write(async (tx) => {
    const tender = await tenderById(tx, actor, input.id)
    if (!tender) throw new AppError('not-found')
    if (tender.openedAt !== null) throw new AppError('stale')
    if (!mayOpen(tender, input.at) || isLate(input.at, recordedAt)) throw new AppError('tender-hour')
    const said = { openedAt: input.at, committee: input.committee, minutes: input.minutes }
    await patchRow(tx, 'tender', input.id, { ...said, recordedAt, recordedById: actor.userId }, stamp)
  })
  tell(desk, input.id)
  const list = await envelopesBy(desk.db.read, actor, { tenderId: input.id, limit: MOST_ENVELOPES })
  desk.emit('register', 'changed', { ids: list.map(({ entryId }) => entryId) })
}

/** A list that leaves one out would be worse than none: asked of whoever sees every envelope. @throws forbidden */
export async function whole(desk: Desk, actor: Actor, id: string): Promise<TenderRecord> {
  if (!seesAll(actor)) throw new AppError('forbidden')
  return standing(desk, actor, id)
}
