import { AppError } from '../../contract/errors'
import type { Actor } from '../../contract/permissions'
import type { AssignmentOutcome } from '../../contract/routing'
import { createRow, patchRow } from '../../db/outbox/changes'
import { assignmentById, assignmentsOf } from '../../db/routing/assignments'
import { asksWords, followingIdOf, isOpen, mayEnd, mayOpen, waitsTurn } from '../../domain/routing/assignment'
import { returning } from '../../domain/routing/giving'
import { stampOf, type Desk } from '../desk'
import { createGiven, endOf, tellOf } from './giving'
import { entryToRoute, routerOf } from './parts'

/**
 * It is answered, read, said, sent back or taken back (W1). What is sent back lies with whoever gave it, with the reason.
 * @returns the entry
 * @throws not-found · forbidden · stale where somebody ended it meanwhile · assignment-opened · invalid-input without a word that is asked for
 */
export async function endIt(
  desk: Desk,
  actor: Actor,
  { id, outcome, said }: { id: string; outcome: AssignmentOutcome; said: string },
): Promise<string> {
  const stamp = stampOf(desk, actor)
  const entryId = await desk.db.write(async (tx) => {
    const row = await assignmentById(tx, id)
    if (!row) throw new AppError('not-found')
    await entryToRoute(tx, actor, row.entryId)
    const who = await routerOf(tx, actor)
    // Pressed twice.
    if (row.outcome === outcome && row.endedById === actor.userId) return row.entryId
    const refused = mayEnd(row, outcome, who)
    if (refused) throw new AppError(refused)
    if (asksWords(outcome) && said === '') throw new AppError('invalid-input', { field: 'said' })
    const all = await assignmentsOf(tx, row.entryId)
    if (outcome === 'given' && waitsTurn(row, all)) throw new AppError('forbidden')
    const at = Math.max(stamp.at, row.at, row.openedAt ?? 0)
    await patchRow(tx, 'assignment', id, endOf(outcome, said, at, stamp), stamp)
    const back = outcome === 'returned' ? returning(all, row) : null
    const words = { purpose: 'action' as const, instruction: null, text: said.slice(0, 2000), dueOn: row.dueOn, at }
    if (back) await createGiven(tx, row.entryId, back, words, stamp)
    return row.entryId
  })
  tellOf(desk, [entryId])
  return entryId
}

/** Whoever it was given to looks at it: it is theirs from now on, and not taken back behind their back. */
export async function openOf(desk: Desk, actor: Actor, entryId: string): Promise<void> {
  const stamp = stampOf(desk, actor)
  const opened = await desk.db.write(async (tx) => {
    await entryToRoute(tx, actor, entryId)
    const who = await routerOf(tx, actor)
    const mine = (await assignmentsOf(tx, entryId)).filter((row) => mayOpen(row, who))
    for (const { id, at } of mine) {
      const opening = { openedAt: Math.max(stamp.at, at), openedById: stamp.userId, openedDeviceId: stamp.deviceId }
      await patchRow(tx, 'assignment', id, opening, stamp)
    }
    return mine.length > 0
  })
  if (opened) tellOf(desk, [entryId])
}

/** It lies in their own basket until they leave it. Nobody sees more by following. */
export async function follow(desk: Desk, actor: Actor, entryId: string, follows: boolean): Promise<void> {
  const stamp = stampOf(desk, actor)
  await desk.db.write(async (tx) => {
    const entry = await entryToRoute(tx, actor, entryId)
    const mine = (await assignmentsOf(tx, entryId)).filter(
      (row) => row.purpose === 'following' && row.toId === actor.userId,
    )
    const open = mine.find(isOpen)
    const at = Math.max(stamp.at, entry.registeredAt)
    if (!follows && open) await patchRow(tx, 'assignment', open.id, endOf('left', '', at, stamp), stamp)
    if (!follows || open) return
    const by = { at, byId: stamp.userId, deviceId: stamp.deviceId }
    await createRow(
      tx,
      'assignment',
      followingIdOf(entryId, actor.userId, mine.length),
      { entryId, turn: 0, purpose: 'following', toKind: 'person', toId: actor.userId, text: '', ...by },
      stamp,
    )
  })
  tellOf(desk, [entryId])
}
