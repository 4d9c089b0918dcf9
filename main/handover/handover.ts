import type { z } from 'zod'
import { AppError } from '../../contract/errors'
import { can, type Actor } from '../../contract/permissions'
import type { standing } from '../../contract/standing'
import { rowFields } from '../../db/outbox/rows'
import { createRow } from '../../db/outbox/changes'
import { personById } from '../../db/session/people'
import { stampOf, type Desk } from '../desk'
import { tellOf } from '../routing/giving'
import { passAssignments } from '../routing/handing-over'
import { beyond, NAMED, pendingOf } from './pending'

type Input = z.output<(typeof standing)['handOver']['input']>

/** One's own work, or, of whoever signs here, anybody's. @throws forbidden · not-found */
export async function checkHandsOver(desk: Desk, actor: Actor, fromId: string): Promise<void> {
  if (fromId !== actor.userId && !can(actor, 'letters:sign')) throw new AppError('forbidden')
  if (!(await personById(desk.db.read, fromId))) throw new AppError('not-found')
}

/**
 * W7: all that waits for one person is another's from now on, by one row, which says how much there was. Only assignments name their person and
 * are given on one by one, in the same transaction: a kill leaves all of it or none.
 * @throws forbidden · stand-in-unfit when it is the same person, or one who is not at work here
 */
export async function handOver(desk: Desk, actor: Actor, { id, fromId, toId, occasion }: Input): Promise<void> {
  await checkHandsOver(desk, actor, fromId)
  const stamp = stampOf(desk, actor)
  const routed = await desk.db.write(async (tx) => {
    if (await rowFields(tx, 'handover', id)) return []
    const to = await personById(tx, toId)
    if (fromId === toId || to?.active !== true) throw new AppError('stand-in-unfit')
    const pending = await pendingOf(desk, fromId, tx)
    const stayed = await passAssignments(tx, desk, actor, { fromId, toId, occasion }, stamp)
    const stays = { kind: 'stayed', items: stayed.map((entryId) => ({ entity: 'entry' as const, id: entryId })) }
    const hidden = await beyond(desk, { userId: toId, clearance: to.clearance }, pending, tx)
    const all = [...pending, ...hidden, ...(stayed.length > 0 ? [stays] : [])]
    const items = all.map(({ kind, items: named }) => ({
      ...{ kind, count: named.length },
      of: named.slice(0, NAMED).map(({ entity, id: ofId }) => ({ entity, id: ofId })),
    }))
    await createRow(tx, 'handover', id, { fromId, toId, at: stamp.at, occasion, items, byId: actor.userId }, stamp)
    return pending.flatMap(({ kind, items: named }) => (kind === 'assignments' ? named.map((one) => one.id) : []))
  })
  if (routed.length > 0) tellOf(desk, routed)
  desk.emit('standing', 'changed', { ids: [id] })
  desk.emit('letters', 'changed', { ids: [] })
}
