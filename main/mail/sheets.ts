import type { z } from 'zod'
import { AppError } from '../../contract/errors'
import type { Actor } from '../../contract/permissions'
import type { mail } from '../../contract/mail'
import type { Plain } from '../../contract/wire'
import type { Reader } from '../../db/core/sql'
import { lastSheet, registeredCount, sheetById, type SheetRecord } from '../../db/mail/sheets'
import { createRow, patchRow } from '../../db/outbox/changes'
import { mayClose } from '../../domain/mail/sheet'
import { dateOf, zoneOf } from '../../domain/text/zone'
import { stampOf, type Desk } from '../desk'
import { clockOf } from '../register/clock'

type Saving = z.output<(typeof mail)['save']['input']>
type Correcting = z.output<(typeof mail)['correct']['input']>

/** The one that is open on this PC; there is one at most. */
export async function openSheetOf(read: Reader, deviceId: string): Promise<SheetRecord | null> {
  const last = await lastSheet(read, deviceId)
  return last && last.closedAt === null ? last : null
}

/** @returns the id of the sheet that is open now */
export async function openSheet(desk: Desk, actor: Actor, id: string): Promise<string> {
  const stamp = stampOf(desk, actor)
  const opened = await desk.db.write(async (tx) => {
    const last = await lastSheet(tx, desk.device.id)
    if (last && last.closedAt === null) return last.id
    if (await sheetById(tx, id)) return id
    // As registering takes it (N4): a sheet is of the office's day.
    const at = Math.max(clockOf(desk).now, (last?.openedAt ?? 0) + 1)
    const businessDate = dateOf(at, zoneOf(desk.office))
    const sheet = {
      ...{ businessDate, deviceId: desk.device.id, openedAt: at, openedById: actor.userId },
      since: last?.businessDate === businessDate ? (last.closedAt ?? 0) : 0,
      ...{ envelopes: 0, handedOn: 0, returned: 0, together: 0, openers: [], notes: '' },
    }
    await createRow(tx, 'mailSheet', id, sheet, stamp)
    return id
  })
  return told(desk, opened)
}

export async function saveSheet(desk: Desk, actor: Actor, { id, ...counted }: Saving): Promise<string> {
  const stamp = stampOf(desk, actor)
  await desk.db.write(async (tx) => {
    await openHere(desk, tx, id)
    await patchRow(tx, 'mailSheet', id, counted, stamp)
  })
  return told(desk, id)
}

/**
 * Closed by a person, and fixed from then on.
 * @throws stale when something was registered since it was looked at · mail-differs while something is left over and no word says why
 */
export async function closeSheet(
  desk: Desk,
  actor: Actor,
  { id, registered }: { id: string; registered: number },
): Promise<string> {
  const stamp = stampOf(desk, actor)
  await desk.db.write(async (tx) => {
    const sheet = await openHere(desk, tx, id)
    const counted = await registeredCount(tx, sheet)
    if (counted !== registered) throw new AppError('stale')
    if (!mayClose(sheet, counted, sheet.notes)) throw new AppError('mail-differs')
    // What is registered from now on is of the next sheet.
    const at = Math.max(stamp.at, desk.believed?.at ?? 0)
    await patchRow(tx, 'mailSheet', id, { closedAt: at, closedById: actor.userId, registered }, stamp)
  })
  return told(desk, id)
}

/** What was counted wrong is said after it, with its reason; what the sheet said stays. */
export async function correctSheet(desk: Desk, actor: Actor, { id, reason, ...counted }: Correcting): Promise<string> {
  const stamp = stampOf(desk, actor)
  await desk.db.write(async (tx) => {
    const sheet = await sheetById(tx, id)
    if (!sheet) throw new AppError('not-found')
    if (sheet.closedAt === null || sheet.deviceId !== desk.device.id) throw new AppError('stale')
    const corrections = [...(sheet.corrections ?? []), { ...counted, reason, at: stamp.at, byId: actor.userId }]
    if (corrections.length > 50) throw new AppError('invalid-input', { field: 'reason' })
    await patchRow(tx, 'mailSheet', id, { corrections: corrections as unknown as Plain }, stamp)
  })
  return told(desk, id)
}

async function openHere(desk: Desk, read: Reader, id: string): Promise<SheetRecord> {
  const sheet = await sheetById(read, id)
  if (!sheet) throw new AppError('not-found')
  if (sheet.closedAt !== null || sheet.deviceId !== desk.device.id) throw new AppError('stale')
  return sheet
}

function told(desk: Desk, id: string): string {
  desk.emit('mail', 'changed', { ids: [id] })
  return id
}
