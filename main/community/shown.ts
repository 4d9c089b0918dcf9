import type { TimelineItem } from '../../contract/life'
import type { Actor } from '../../contract/permissions'
import type { Desk } from '../desk'
import { recordListing } from '../security/listing'

/** A3: a page of somebody's life shows subjects; what of it stands above ordinary is recorded before it is given. */
export async function recordShown(desk: Desk, actor: Actor, items: readonly TimelineItem[]): Promise<void> {
  const entries = items.flatMap((one) =>
    one.what === 'entry' ? [one.id] : one.what === 'receipt' ? [one.entryId] : [],
  )
  await recordListing(desk, actor, 'entry', entries)
  await recordListing(
    desk,
    actor,
    'letter',
    items.flatMap((one) => (one.what === 'letter' ? [one.id] : [])),
  )
}
