import type { z } from 'zod'
import type { deliveries } from '../../contract/deliveries'
import type { DischargeInput } from '../../contract/discharge'
import { AppError } from '../../contract/errors'
import type { BulkOutcome } from '../../contract/lists'
import type { Actor } from '../../contract/permissions'
import { createRow, patchRow } from '../../db/outbox/changes'
import { deliveryById, type DeliveryRecord } from '../../db/deliveries/deliveries'
import { assertEntryTranscribed } from '../../db/imports/transcribing'
import { piecesSeen } from '../../db/slips/slips'
import { unitById } from '../../db/units/units'
import { dateOf, startOfDay, zoneOf } from '../../domain/text/zone'
import { stampOf, type Desk } from '../desk'
import { eachOf } from '../lists/each'

export async function readableLine(desk: Desk, actor: Actor, id: string): Promise<DeliveryRecord> {
  const line = await deliveryById(desk.db.read, actor, id)
  if (!line) throw new AppError('not-found')
  return line
}

const tell = (desk: Desk, lines: readonly { id: string; entryId: string }[]): void => {
  desk.emit('deliveries', 'changed', { ids: lines.map(({ id }) => id) })
  desk.emit('register', 'changed', { ids: [...new Set(lines.map(({ entryId }) => entryId))] })
}

type Sheet = z.output<(typeof deliveries)['write']['input']>

/** All lines of a sheet in one transaction; what is there already stays as it is: pressing twice writes once. */
export async function writeLines(
  desk: Desk,
  actor: Actor,
  { day, messenger, lines }: Sheet,
): Promise<{ ids: string[] }> {
  const stamp = stampOf(desk, actor)
  // What will be handed over tomorrow stands on tomorrow's sheet, tomorrow.
  if (day > dateOf(stamp.at, zoneOf(desk.office))) throw new AppError('invalid-input', { field: 'day' })
  const seen = await piecesSeen(
    desk.db.read,
    actor,
    lines.map(({ entryId }) => entryId),
  )
  for (const { entryId, unitId, to } of lines) {
    const entry = seen.get(entryId)
    if (!entry) throw new AppError('not-found')
    if (entry.cancelled) throw new AppError('already-cancelled', { number: entry.numberText })
    const unit = unitId === null ? undefined : await unitById(desk.db.read, unitId)
    if (!unit && to === '') throw new AppError('invalid-input', { field: 'to' })
  }
  await desk.db.write(async (tx) => {
    for (const { id, entryId, unitId, to: addressee, pieces } of lines) {
      if (await deliveryById(tx, actor, id)) continue
      await assertEntryTranscribed(tx, entryId)
      const said = { enteredAt: stamp.at, enteredById: actor.userId, deviceId: desk.device.id }
      await createRow(tx, 'delivery', id, { entryId, day, messenger, unitId, addressee, pieces, ...said }, stamp)
    }
  })
  tell(desk, lines)
  return { ids: lines.map(({ id }) => id) }
}

/**
 * Every line is a change of its own: the server takes a change whole or not at all, and a line that somebody signed on another PC
 * meanwhile must not keep the others waiting.
 */
export async function signLines(
  desk: Desk,
  actor: Actor,
  lines: readonly (DischargeInput & { id: string })[],
): Promise<BulkOutcome> {
  const known = new Map<string, DeliveryRecord>()
  const signed: DeliveryRecord[] = []
  const outcome = await eachOf(
    lines,
    ({ id }) => known.get(id)?.numberText ?? '',
    async (said) => {
      const line = await readableLine(desk, actor, said.id)
      known.set(said.id, line)
      const fresh = await sign(desk, actor, line, said)
      if (fresh) signed.push(line)
      return fresh
    },
  )
  if (signed.length > 0) tell(desk, signed)
  return outcome
}

/** @returns false where exactly this was said already, as by a second press. */
async function sign(desk: Desk, actor: Actor, known: DeliveryRecord, said: DischargeInput): Promise<boolean> {
  const stamp = stampOf(desk, actor)
  // Nobody signed before the day of the sheet, or will have tomorrow.
  if (said.at < startOfDay(known.day, zoneOf(desk.office)) || said.at > stamp.at)
    throw new AppError('invalid-input', { field: 'at' })
  return desk.db.write(async (tx) => {
    const line = await standing(tx, actor, known.id)
    if (line.dischargedAt === said.at && line.dischargedBy === said.by) return false
    if (line.dischargedAt !== null) throw new AppError('stale')
    await patchRow(
      tx,
      'delivery',
      line.id,
      {
        dischargedAt: said.at,
        dischargedBy: said.by,
        dischargeNote: said.note,
        dischargedById: actor.userId,
        dischargeInk: said.ink,
      },
      stamp,
    )
    return true
  })
}

export async function strikeLine(desk: Desk, actor: Actor, id: string, reason: string): Promise<void> {
  const stamp = stampOf(desk, actor)
  const known = await readableLine(desk, actor, id)
  await desk.db.write(async (tx) => {
    const line = await standing(tx, actor, id)
    if (line.dischargedAt !== null) throw new AppError('stale')
    const struck = { struckAt: stamp.at, struckById: actor.userId, struckReason: reason }
    await patchRow(tx, 'delivery', id, struck, stamp)
  })
  tell(desk, [known])
}

/** @throws not-found · stale where it was struck · already-cancelled */
async function standing(tx: Parameters<typeof deliveryById>[0], actor: Actor, id: string): Promise<DeliveryRecord> {
  const line = await deliveryById(tx, actor, id)
  if (!line) throw new AppError('not-found')
  if (line.cancelled) throw new AppError('already-cancelled', { number: line.numberText })
  if (line.struckAt !== null) throw new AppError('stale')
  return line
}
