import type { Handlers } from '../../contract/define'
import { AppError } from '../../contract/errors'
import type { Actor } from '../../contract/permissions'
import type { Forwarding, mail, MissingPiece, Sheet } from '../../contract/mail'
import { forwardingsBy, missingBy, noticed } from '../../db/mail/arrived'
import { sheetById, sheetsOf } from '../../db/mail/sheets'
import type { Ctx, Desk } from '../desk'
import { recordLines } from '../lists/lines-paper'
import { printForm } from '../pdf/form-printing'
import { getEntry, readable } from '../register/reading'
import { recordListing } from '../security/listing'
import { recordReading } from '../security/log'
import { forward, noteMissing, supplied, tellMissing } from './arrived'
import { noticeModel, type Told } from './notice-page'
import { sheetModel } from './sheet-page'
import { closeSheet, correctSheet, openSheet, openSheetOf, saveSheet } from './sheets'
import { forwardingShown, missingShown, sheetRow, sheetShown } from './showing'

const PAGE = 100

/** The morning's mail (D1), and what of it was not for us (D8). */
export const mailHandlers: Handlers<typeof mail, Ctx> = {
  sheets: async ({ desk }, asked) => {
    const found = await sheetsOf(desk.db.read, { ...asked, limit: PAGE + 1 })
    const rows = await Promise.all(found.slice(0, PAGE).map((one) => sheetRow(desk, one)))
    return { rows, more: found.length > PAGE }
  },
  sheet: ({ desk, actor }, { id }) => shown(desk, actor, id),
  current: async ({ desk }) => ({ id: (await openSheetOf(desk.db.read, desk.device.id))?.id ?? null }),
  open: async ({ desk, actor }, { id }) => shown(desk, actor, await openSheet(desk, actor, id)),
  save: async ({ desk, actor }, input) => shown(desk, actor, await saveSheet(desk, actor, input)),
  close: async ({ desk, actor }, input) => shown(desk, actor, await closeSheet(desk, actor, input)),
  correct: async ({ desk, actor }, input) => shown(desk, actor, await correctSheet(desk, actor, input)),
  print: async ({ desk, actor }, { id }) => {
    const sheet = await shown(desk, actor, id)
    await recordLines(
      desk,
      actor,
      sheet.missing.map(({ entryId }) => entryId),
    )
    const model = sheetModel(sheet, desk.office, desk.clock.now())
    return { url: await printForm(desk, actor, model, null) }
  },

  missing: async ({ desk, actor }, { after }) => {
    const found = await missingBy(desk.db.read, actor, { ...(after && { after }), limit: PAGE + 1 })
    const rows = found.slice(0, PAGE).map(missingShown)
    await listed(desk, actor, rows)
    return { rows, more: found.length > PAGE }
  },
  missingOf: ({ desk, actor }, { entryId }) => missingOf(desk, actor, entryId),
  noteMissing: async ({ desk, actor }, input) => {
    await noteMissing(desk, actor, input)
    return missingOf(desk, actor, input.entryId)
  },
  supplied: async ({ desk, actor }, { id }) => missingOf(desk, actor, await supplied(desk, actor, id)),
  tellMissing: async ({ desk, actor }, input) => {
    await tellMissing(desk, actor, input)
    return missingOf(desk, actor, input.entryId)
  },

  forwarded: async ({ desk, actor }, { after }) => {
    const found = await forwardingsBy(desk.db.read, actor, { ...(after && { after }), limit: PAGE + 1 })
    const rows = await Promise.all(found.slice(0, PAGE).map((one) => forwardingShown(desk.db.read, one)))
    await listed(desk, actor, rows)
    return { rows, more: found.length > PAGE }
  },
  forwardedOf: async ({ desk, actor }, { entryId }) => forwardedBy(desk, actor, { entryId }),
  forward: async ({ desk, actor }, input) => {
    await forward(desk, actor, input)
    const [row] = await forwardedBy(desk, actor, { id: input.id })
    if (!row) throw new AppError('not-found')
    return row
  },
  notice: async ({ desk, actor }, { noticeId }) => {
    const about = await noticed(desk.db.read, noticeId)
    if (!about) throw new AppError('not-found')
    // Both are asked: a notice names the letter it is about.
    const [leaves, entry] = [await getEntry(desk, actor, noticeId), await getEntry(desk, actor, about.entryId)]
    await recordReading(desk, actor, 'read', { entity: 'entry', id: about.entryId })
    const model = noticeModel(leaves, entry, await toldBy(desk, actor, about, noticeId), desk)
    return { url: await printForm(desk, actor, model, noticeId) }
  },
}

async function shown(desk: Desk, actor: Actor, id: string): Promise<Sheet> {
  const sheet = await sheetById(desk.db.read, id)
  if (!sheet) throw new AppError('not-found')
  const said = await sheetShown(desk, actor, sheet)
  await listed(desk, actor, said.missing)
  return said
}

async function missingOf(desk: Desk, actor: Actor, entryId: string): Promise<MissingPiece[]> {
  await readable(desk, actor, entryId)
  const rows = (await missingBy(desk.db.read, actor, { entryId })).map(missingShown)
  await listed(desk, actor, rows)
  return rows
}

async function forwardedBy(desk: Desk, actor: Actor, by: { entryId: string } | { id: string }): Promise<Forwarding[]> {
  if ('entryId' in by) await readable(desk, actor, by.entryId)
  const found = await forwardingsBy(desk.db.read, actor, by)
  await listed(desk, actor, found)
  return Promise.all(found.map((one) => forwardingShown(desk.db.read, one)))
}

async function toldBy(
  desk: Desk,
  actor: Actor,
  { kind, id, entryId }: { kind: 'forwarding' | 'missingPiece'; id: string; entryId: string },
  noticeId: string,
): Promise<Told> {
  if (kind === 'forwarding') {
    const [row] = await forwardedBy(desk, actor, { id })
    if (!row) throw new AppError('not-found')
    return { forwarded: row }
  }
  const pieces = await missingOf(desk, actor, entryId)
  return { missing: pieces.filter((piece) => piece.noticeId === noticeId).map(({ what }) => what) }
}

const listed = (desk: Desk, actor: Actor, rows: readonly { entryId: string }[]): Promise<void> =>
  recordListing(
    desk,
    actor,
    'entry',
    rows.map(({ entryId }) => entryId),
  )
