import type { Actor } from '../../contract/permissions'
import type { Forwarding, MissingPiece, Sheet, SheetRow } from '../../contract/mail'
import type { Reader } from '../../db/core/sql'
import { missingBy, type ForwardingRecord, type MissingRecord } from '../../db/mail/arrived'
import { registeredCount, type SheetRecord } from '../../db/mail/sheets'
import { differenceOf, inForce } from '../../domain/mail/sheet'
import type { Desk } from '../desk'
import { namesOf } from '../slips/discharged'

/** While a sheet is open it counts what has been registered by now; closed, it says what it said then. */
const countOf = async (read: Reader, sheet: SheetRecord): Promise<number> =>
  sheet.closedAt === null ? registeredCount(read, sheet) : (sheet.registered ?? 0)

export async function sheetRow(desk: Pick<Desk, 'db' | 'device'>, sheet: SheetRecord): Promise<SheetRow> {
  const { id, businessDate, deviceId, deviceName, openedAt, closedAt } = sheet
  const counted = inForce(sheet)
  const registered = await countOf(desk.db.read, sheet)
  return {
    ...{ id, businessDate, deviceName, openedAt, closedAt, registered, ...counted },
    heldHere: deviceId === desk.device.id,
    difference: differenceOf(counted, registered),
    corrected: sheet.corrections?.length ?? 0,
  }
}

export async function sheetShown(desk: Pick<Desk, 'db' | 'device'>, actor: Actor, sheet: SheetRecord): Promise<Sheet> {
  const { read } = desk.db
  const row = await sheetRow(desk, sheet)
  return {
    ...row,
    openers: sheet.openers,
    notes: sheet.notes,
    openedByNames: await namesOf(read, sheet.openedById),
    closedByNames: await namesOf(read, sheet.closedById),
    corrections: await Promise.all(
      (sheet.corrections ?? []).map(async ({ at, byId, reason, envelopes, handedOn, returned, together }) => {
        const counted = { envelopes, handedOn, returned, together }
        const difference = differenceOf(counted, row.registered)
        return { ...counted, at, reason, byNames: await namesOf(read, byId), difference }
      }),
    ),
    missing: (await missingBy(read, actor, { sheetId: sheet.id })).map(missingShown),
  }
}

export const missingShown = ({ cancelled, ...row }: MissingRecord): MissingPiece => ({
  ...row,
  cancelled: cancelled !== 0,
})

export async function forwardingShown(read: Reader, row: ForwardingRecord): Promise<Forwarding> {
  const { addressee: to, forwardedAt: at, forwardedById, cancelled, channel, ...rest } = row
  return {
    ...{ ...rest, to, at },
    channel: channel as Forwarding['channel'],
    cancelled: cancelled !== 0,
    byNames: await namesOf(read, forwardedById),
  }
}
