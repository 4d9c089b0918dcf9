import { besideEntry } from '../../domain/visibility/beside'
import { rankOf, sees } from '../../domain/visibility'
import type { Fields } from '../../contract/wire'
import type { Pusher } from '../../domain/entities/writing'
import type { Judged, OfficeRows } from './office-rows'
import { shownEntry } from './routing'

/**
 * A2, asked again where it counts: nobody writes beside an entry they may not see, and nobody puts on a list of disposal, or approves on one,
 * what they may not see; a list is as confidential as what it names.
 */
export function refuseHidden(
  { entity, fields }: Judged,
  row: Fields | null,
  { actor, related }: Pusher,
  rows: OfficeRows,
): 'forbidden' | 'invalid' | null {
  const isSeen = (entry: Fields): boolean => actor !== null && sees(actor, 'entry', entry, related)
  if (besideEntry.has(entity)) {
    // One that is not there is another matter, and each entity's own.
    const entry = shownEntry(rows, (row ?? fields)['entryId'])
    return entry && !isSeen(entry) ? 'forbidden' : null
  }
  if (entity !== 'disposal' || (row && fields['decision'] !== 'approved')) return null
  const { entryIds, level } = row ?? fields
  for (const id of entryIds as string[]) {
    const entry = shownEntry(rows, id)
    if (!entry) return 'invalid'
    if (!isSeen(entry)) return 'forbidden'
    // Raised since, a list that was made before may still be decided by who sees all of it.
    if (!row && rankOf(entry['level']) > rankOf(level)) return 'invalid'
  }
  return null
}
