import { AppError } from '../../contract/errors'
import type { Actor } from '../../contract/permissions'
import type { AssignmentAsked } from '../../contract/routing'
import type { Tx } from '../../db/core/sql'
import { createRow, patchRow } from '../../db/outbox/changes'
import type { Stamp } from '../../db/outbox/stamp'
import { assignmentsOf } from '../../db/routing/assignments'
import { idFrom } from '../../domain/hash'
import { giving, type Coming } from '../../domain/routing/giving'
import { isLegalDate } from '../../domain/text/dates'
import { stampOf, type Desk } from '../desk'
import { checkAddressee, checkLive, entryToRoute, routerOf, todayOf } from './parts'

export const tellOf = (desk: Desk, entryIds: string[]): void => {
  desk.emit('routing', 'changed', { ids: entryIds })
  desk.emit('register', 'changed', { ids: entryIds })
}

export type Giving = AssignmentAsked & { id: string; entryId: string; after: string | null; reason: string }

/** W1: an entry is given to somebody. Pressed twice it is given once. */
export async function give(desk: Desk, actor: Actor, input: Giving): Promise<void> {
  const stamp = stampOf(desk, actor)
  const given = await desk.db.write((tx) => giveIn(tx, desk, actor, input, stamp))
  if (given) tellOf(desk, [input.entryId])
}

/**
 * The transaction's part, shared with many at once: whoever had it and whoever has it now change in one.
 * @returns false where they have it already
 * @throws not-found · forbidden · already-cancelled · stale · assignment-opened · unit-ended · route-closed · assignment-not-cleared
 */
export async function giveIn(tx: Tx, desk: Desk, actor: Actor, input: Giving, stamp: Stamp): Promise<boolean> {
  checkDue(input.dueOn)
  const entry = await entryToRoute(tx, actor, input.entryId)
  checkLive(entry)
  const rows = await assignmentsOf(tx, entry.id)
  const who = await routerOf(tx, actor)
  const step = giving(rows, { ...input, newId: (n) => idFrom(`diwan assignment ${input.id} ${n}`) }, who)
  if (typeof step === 'string') throw new AppError(step)
  const today = todayOf(desk)
  for (const { toKind, toId } of step.creates)
    await checkAddressee(tx, { kind: toKind as 'unit' | 'person', id: toId }, { entry, rows, who, today })
  const at = Math.max(stamp.at, entry.registeredAt, ...rows.map((row) => row.at))
  if (step.ends) await patchRow(tx, 'assignment', step.ends.id, endOf('redirected', input.reason, at, stamp), stamp)
  // One after the other: they are shown in the order in which they were asked.
  for (const [n, one] of step.creates.entries()) await createGiven(tx, entry.id, one, { ...input, at: at + n }, stamp)
  return step.creates.length > 0
}

/** @throws invalid-input */
function checkDue(dueOn: string | null): void {
  if (dueOn !== null && !isLegalDate(dueOn)) throw new AppError('invalid-input', { field: 'dueOn' })
}

type Words = Pick<AssignmentAsked, 'purpose' | 'instruction' | 'text' | 'dueOn'> & { at: number }

/** A copy for information waits for nothing. */
export const createGiven = (
  tx: Tx,
  entryId: string,
  { id, ...one }: Coming,
  words: Words,
  stamp: Stamp,
): Promise<void> =>
  createRow(
    tx,
    'assignment',
    id,
    {
      ...{ entryId, ...one, at: words.at, byId: stamp.userId, deviceId: stamp.deviceId },
      ...{
        instruction: words.instruction,
        text: words.text,
        dueOn: one.purpose === 'information' ? null : words.dueOn,
      },
    },
    stamp,
  )

export const endOf = (outcome: string, said: string, at: number, stamp: Stamp) => ({
  ...{ outcome, said, endedAt: at, endedById: stamp.userId, endedDeviceId: stamp.deviceId },
})
