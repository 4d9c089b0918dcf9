import type { Outcome, PullPage } from '../../contract/wire'
import { forgetUploads } from '../documents/holding'
import { keepOutcomes, sendAgainFrom, type Sendable } from '../../db/outbox/sending'
import { applyRows, type Receiver } from '../../db/sync/apply'
import { cursorOf, setCursor, startAnew } from '../../db/sync/cursor'
import { descriptor, isEntity } from '../../domain/entities'
import type { Desk } from '../desk'
import { chainSeen, keepChain, keepContact, keepKnown, keepTwice } from './server-known'
import { comparePast } from './past'
import { announceChanged, nothingChanged, refreshDerived, tell, type Changed } from './refresh'

/** Who takes the server's rows in here. */
export const receiverOf = (desk: Desk): Receiver => ({
  officeId: desk.office.id,
  deviceId: desk.device.id,
  at: desk.clock.now(),
})

/** The same epoch and another past: the server was restored, and nobody said so. */
const otherHistory = (seen: string, page: PullPage): boolean => seen !== '' && page.at !== seen

/**
 * Takes in what the server answered: outcomes, rows and cursor in one local transaction, so that a kill between them is
 * impossible. A page of another incarnation is not applied: everything the server lacks waits again, and is pulled anew.
 */
export async function receive(
  desk: Desk,
  page: PullPage,
  pushed: { outcomes: readonly Outcome[]; sent: readonly Sendable[]; last: number } | null,
): Promise<{ anew: boolean; lacks: boolean; more: boolean; changed: Changed }> {
  const done = await desk.db.write(async (tx) => {
    if (pushed) await keepOutcomes(tx, pushed.outcomes)
    await keepContact(tx, desk.clock.now())
    await comparePast(tx, desk, page.device)
    const cursor = await cursorOf(tx, page.stream)
    if (cursor && (cursor.epoch !== page.epoch || otherHistory(await chainSeen(tx), page))) {
      if (!pushed) return { anew: true, lacks: false, changed: nothingChanged() }
      await startAnew(tx, page.stream, page.epoch)
      await keepChain(tx, '')
      await sendAgainFrom(tx, pushed.last + 1)
      await forgetUploads(tx)
      return { anew: true, lacks: false, changed: nothingChanged() }
    }
    const applied = await applyRows(tx, page.rows, receiverOf(desk))
    const { stream, epoch, live, backfill, head } = page
    if (!applied.lacks) {
      await setCursor(tx, { stream, epoch, live, backfill, head })
      await keepChain(tx, page.chain)
    }
    if (page.knows) await keepKnown(tx, page.knows)
    if (page.twice) await keepTwice(tx, page.twice)
    return {
      anew: false,
      lacks: applied.lacks,
      changed: await refreshDerived(tx, desk, applied, applied),
    }
  })
  const { changed } = done
  // What was sent no longer waits, even when its row did not change.
  for (const { entity, rowId } of pushed?.sent ?? [])
    for (const { feature, ids } of isEntity(entity) ? (descriptor(entity).tells ?? []) : [])
      if (ids === 'id') tell(changed, feature, rowId)
  await announceChanged(desk, changed)
  // R2: the server has heard of it, and may have taken it.
  if (pushed?.sent.some(({ entity }) => entity === 'destruction')) desk.schedule?.soon('destroy')
  return { ...done, more: page.live < page.head || page.backfill > 0 }
}
