import type { Handlers } from '../../contract/define'
import { AppError } from '../../contract/errors'
import { can, type Actor } from '../../contract/permissions'
import type { walls, WallShown } from '../../contract/walls'
import type { Reader, Tx } from '../../db/core/sql'
import { createRow, patchRow } from '../../db/outbox/changes'
import { people } from '../../db/session/people'
import { maySee } from '../../db/visibility/sight'
import { wallById, wallRows, type WallRow } from '../../db/walls/walls'
import { wallIdOf } from '../../domain/walls/id'
import { mayChange, mayRaise, type Wall } from '../../domain/walls/wall'
import { stampOf, type Ctx, type Desk } from '../desk'
import { note } from '../security/log'
import { glassHandlers } from './glass'
import { cardsNamed, changerOf, namesHere, tell } from './shown'

/** Walls around cards (P4): who raises one, who keeps it and who is let in. */
export const wallHandlers: Handlers<typeof walls, Ctx> = {
  around: async ({ desk, actor }, { contactId }) => {
    const wall = await wallById(desk.db.read, wallIdOf(contactId))
    if (!wall || !(await mayKnow(desk.db.read, actor, wall))) return null
    return (await shown(desk.db.read, actor, [wall]))[0] ?? null
  },
  list: async ({ desk, actor }) => {
    const all = await wallRows(desk.db.read)
    const oversees = can(actor, 'walls:oversee')
    return shown(
      desk.db.read,
      actor,
      all.filter((wall) => oversees || wall.team.includes(actor.userId)),
    )
  },
  raise: async ({ desk, actor }, { contactId, ...said }) => {
    const id = wallIdOf(contactId)
    await desk.db.write(async (tx) => {
      if (!(await maySee(tx, actor, 'contact', contactId))) throw new AppError('not-found')
      await checkPeople(tx, said.team)
      const stamp = stampOf(desk, actor)
      const next = { ...said, standing: true, changedAt: stamp.at, changedById: actor.userId }
      const stands = await wallById(tx, id)
      if (stands?.standing) throw new AppError('stale')
      if (!mayRaise(next, changerOf(actor))) throw new AppError('forbidden')
      if (stands) await patchRow(tx, 'wall', id, next, stamp)
      else await createRow(tx, 'wall', id, { contactId, ...next, raisedAt: stamp.at }, stamp)
      await note(tx, desk, { kind: 'wallChanged', userId: actor.userId, entity: 'wall', rowId: id })
    })
    tell(desk, id, contactId)
    return {}
  },
  change: ({ desk, actor }, { id, ...said }) =>
    change(desk, actor, id, (wall) => ({ ...said, standing: wall.standing })),
  lower: ({ desk, actor }, { id, reason }) =>
    change(desk, actor, id, ({ keeperId, team }) => ({ keeperId, team, reason, standing: false })),
  ...glassHandlers,
}

/** Whoever is let in, and of one that stands no more its team; whoever oversees them reads it in the list. */
const mayKnow = async (read: Reader, actor: Actor, wall: WallRow): Promise<boolean> =>
  wall.team.includes(actor.userId) || (wall.standing && (await maySee(read, actor, 'contact', wall.contactId)))

/** @throws not-found, also of one this person may know nothing of · forbidden · stale */
async function change(
  desk: Desk,
  actor: Actor,
  id: string,
  saying: (wall: WallRow) => Wall & { reason: string },
): Promise<Record<string, never>> {
  const contactId = await desk.db.write(async (tx) => {
    const wall = await wallById(tx, id)
    if (!wall || !(can(actor, 'walls:oversee') || wall.team.includes(actor.userId))) throw new AppError('not-found')
    if (!wall.standing) throw new AppError('stale')
    const stamp = stampOf(desk, actor)
    const next = saying(wall)
    if (!mayChange(wall, next, changerOf(actor))) throw new AppError('forbidden')
    await checkPeople(
      tx,
      next.team.filter((one) => !wall.team.includes(one)),
    )
    await patchRow(
      tx,
      'wall',
      id,
      { ...next, team: [...next.team], changedAt: stamp.at, changedById: actor.userId },
      stamp,
    )
    await note(tx, desk, { kind: 'wallChanged', userId: actor.userId, entity: 'wall', rowId: id })
    return wall.contactId
  })
  tell(desk, id, contactId)
  return {}
}

/** Who is let in is somebody who works here. @throws invalid-input */
async function checkPeople(tx: Tx, team: readonly string[]): Promise<void> {
  const here = new Set((await people(tx)).flatMap(({ id, active }) => (active ? [id] : [])))
  if (!team.every((id) => here.has(id))) throw new AppError('invalid-input', { field: 'team' })
}

async function shown(read: Reader, actor: Actor, rows: readonly WallRow[]): Promise<WallShown[]> {
  const named = await namesHere(read)
  const cards = await cardsNamed(
    read,
    actor,
    rows.map(({ contactId }) => contactId),
  )
  const by = changerOf(actor)
  const person = (id: string): WallShown['keeper'] => ({ id, names: named(id) })
  return rows.map((wall) => ({
    ...{ id: wall.id, standing: wall.standing, raisedAt: wall.raisedAt, changedAt: wall.changedAt },
    card: cards.get(wall.contactId) ?? null,
    changedBy: named(wall.changedById),
    keeper: person(wall.keeperId),
    team: wall.team.map(person),
    // Why it stands says who is behind it.
    reason: wall.team.includes(actor.userId) ? wall.reason : '',
    mayChange: wall.standing && mayChange(wall, { ...wall, standing: true }, by),
    mayLower: wall.standing && mayChange(wall, { ...wall, standing: false }, by),
  }))
}
