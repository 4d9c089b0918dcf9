import type { Handlers } from '../../contract/define'
import { AppError } from '../../contract/errors'
import { can, type Actor } from '../../contract/permissions'
import type { GlassShown, walls } from '../../contract/walls'
import { contactHits } from '../../db/community/contacts'
import type { Tx } from '../../db/core/sql'
import { createRow, patchRow } from '../../db/outbox/changes'
import { cardsKeptFrom, glassById, glassRows, wallById, wallRows, walledCards } from '../../db/walls/walls'
import { mayNote } from '../../domain/walls/wall'
import { stampOf, type Ctx, type Desk } from '../desk'
import { note } from '../security/log'
import { isAsked } from './asked'
import { closeAll, openFor, openHere } from './opened'
import { cardsNamed, changerOf, namesHere, tell } from './shown'

type Calls = 'breakGlass' | 'open' | 'closeGlass' | 'broken' | 'takeNote'
/** Longer than anybody reads; what nobody took note of is never left out of the desk's own list. */
const MOST = 200

/** Breaking the glass of a wall (P4): with a reason, for a time, and told. */
export const glassHandlers: Pick<Handlers<typeof walls, Ctx>, Calls> = {
  breakGlass: async ({ desk, actor }, { asked, reason, minutes }) => {
    const at = desk.clock.now()
    const until = at + minutes * 60_000
    const ids = await desk.db.write(async (tx) => {
      const hidden = await cardsKeptFrom(tx, actor)
      const found = (await walledCards(tx)).filter((card) => hidden.has(card.contactId) && isAsked(asked, card))
      const stamp = stampOf(desk, actor)
      const said = { at, until, reason, byId: actor.userId, deviceId: desk.device.id, notedAt: null, notedById: null }
      // Nothing there is told too: whoever tries names is seen trying.
      for (const wallId of found.length > 0 ? found.map((card) => card.wallId) : [null])
        await createRow(tx, 'glass', desk.newId(), { wallId, ...said }, stamp)
      // A3: before anything is shown, and not shown when it cannot be written.
      for (const rowId of found.length > 0 ? found.map((card) => card.contactId) : [null])
        await note(tx, desk, {
          kind: 'glassBroken',
          userId: actor.userId,
          entity: 'contact',
          rowId,
          detail: { minutes },
        })
      return found.map((card) => card.contactId)
    })
    openFor(desk, actor.userId, ids, until)
    for (const id of ids) tell(desk, id, id)
    desk.emit('walls', 'changed', { ids: [] })
    // When the time is over every page that shows something asks again.
    setTimeout(() => tell(desk, actor.userId, null), minutes * 60_000 + 500).unref()
    return { cards: await contactHits(desk.db.read, { ...actor, opened: ids }, ids), until }
  },
  open: async ({ desk, actor }) => {
    const open = openHere(desk, actor.userId)
    const cards = await cardsNamed(
      desk.db.read,
      actor,
      open.map(({ contactId }) => contactId),
    )
    return open.flatMap(({ contactId, until }) => {
      const card = cards.get(contactId)
      return card ? [{ ...card, until }] : []
    })
  },
  closeGlass: ({ desk }) => {
    closeAll(desk)
    tell(desk, desk.device.id, null)
    return Promise.resolve({})
  },
  broken: async ({ desk, actor }, { waiting }) => {
    const { read } = desk.db
    const keeperId = can(actor, 'walls:oversee') ? null : actor.userId
    const rows = await glassRows(read, { keeperId, unnoted: waiting, limit: MOST })
    const byId = new Map((await wallRows(read)).map((wall) => [wall.id, wall]))
    const wallOf = (id: string | null) => (id === null ? undefined : byId.get(id))
    const cards = await cardsNamed(
      read,
      actor,
      rows.flatMap(({ wallId }) => wallOf(wallId)?.contactId ?? []),
    )
    const named = await namesHere(read)
    return rows
      .map((row): GlassShown => ({
        ...{ id: row.id, wallId: row.wallId, at: row.at, until: row.until, reason: row.reason },
        card: cards.get(wallOf(row.wallId)?.contactId ?? '') ?? null,
        by: named(row.byId),
        notedAt: row.notedAt,
        notedBy: row.notedById === null ? null : named(row.notedById),
        mayNote: row.notedAt === null && mayTakeNote(actor, row, wallOf(row.wallId)?.keeperId),
      }))
      .filter((row) => !waiting || row.mayNote)
  },
  takeNote: async ({ desk, actor }, { id }) => {
    await desk.db.write((tx) => takeNote(tx, desk, actor, id))
    desk.emit('walls', 'changed', { ids: [id] })
    return {}
  },
}

const mayTakeNote = (actor: Actor, { byId }: { byId: string }, keeperId: string | undefined): boolean =>
  mayNote(byId, { ...changerOf(actor), keeps: keeperId === actor.userId })

/** @throws not-found, also of one that is not this person's to hear of · forbidden of one's own */
async function takeNote(tx: Tx, desk: Desk, actor: Actor, id: string): Promise<void> {
  const row = await glassById(tx, id)
  const wall = row?.wallId ? await wallById(tx, row.wallId) : undefined
  if (!row || !(can(actor, 'walls:oversee') || wall?.keeperId === actor.userId)) throw new AppError('not-found')
  if (!mayTakeNote(actor, row, wall?.keeperId)) throw new AppError('forbidden')
  if (row.notedAt !== null) return
  const stamp = stampOf(desk, actor)
  await patchRow(tx, 'glass', id, { notedAt: stamp.at, notedById: actor.userId }, stamp)
}
