import type { z } from 'zod'
import { AppError } from '../../contract/errors'
import type { papers } from '../../contract/papers'
import type { Actor } from '../../contract/permissions'
import type { Tx } from '../../db/core/sql'
import { assertEntryTranscribed } from '../../db/imports/transcribing'
import { createRow, patchRow } from '../../db/outbox/changes'
import type { Stamp } from '../../db/outbox/stamp'
import { holdingsOf } from '../../db/papers/papers'
import { unitById } from '../../db/units/units'
import { stampOf, type Desk } from '../desk'
import { readable } from '../register/reading'

/** Hours are typed to the minute. */
const MINUTE = 60_000

/**
 * Whoever has it now, and whoever had it has it no more, in one transaction. Two PCs without a line may each say that they handed it on:
 * both stand, until somebody says where it is.
 */
export async function handOn(
  desk: Desk,
  actor: Actor,
  { id, entryId, unitId, holder, since, note }: z.output<(typeof papers)['hold']['input']>,
): Promise<void> {
  const stamp = stampOf(desk, actor)
  const entry = await readable(desk, actor, entryId)
  const unit = unitId === null ? undefined : await unitById(desk.db.read, unitId)
  if (!unit && holder === '') throw new AppError('invalid-input', { field: 'to' })
  if (since > stamp.at || since < entry.registeredAt - (entry.registeredAt % MINUTE))
    throw new AppError('invalid-input', { field: 'at' })
  await desk.db.write(async (tx) => {
    await assertEntryTranscribed(tx, entryId)
    const known = await holdingsOf(tx, actor, entryId)
    if (known.some((one) => one.id === id)) return
    const out = known.filter(({ endedAt }) => endedAt === null)
    // Nobody hands on what they did not have yet.
    if (out.some((one) => one.since > since)) throw new AppError('invalid-input', { field: 'at' })
    await end(tx, out, since, stamp)
    const said = { recordedById: actor.userId, deviceId: desk.device.id }
    await createRow(tx, 'holding', id, { entryId, act: 'with', unitId, holder, since, note, ...said }, stamp)
  })
  tell(desk, id, entryId)
}

/** Back at the desk: nobody has it. */
export async function bringBack(desk: Desk, actor: Actor, entryId: string): Promise<void> {
  const stamp = stampOf(desk, actor)
  await readable(desk, actor, entryId)
  await desk.db.write(async (tx) => {
    const out = (await holdingsOf(tx, actor, entryId)).filter(({ endedAt }) => endedAt === null)
    await end(tx, out, stamp.at, stamp)
  })
  tell(desk, entryId, entryId)
}

async function end(tx: Tx, out: readonly { id: string }[], at: number, stamp: Stamp): Promise<void> {
  for (const { id } of out) await patchRow(tx, 'holding', id, { endedAt: at, endedById: stamp.userId }, stamp)
}

function tell(desk: Desk, id: string, entryId: string): void {
  desk.emit('papers', 'changed', { ids: [id] })
  desk.emit('register', 'changed', { ids: [entryId] })
}
