import type { Fields } from '../../contract/wire'
import { followsFrom, isHeld, isNamed } from '../../domain/disposal/destruction'
import type { Pusher } from '../../domain/entities/writing'
import { sees } from '../../domain/visibility'
import type { Judged, OfficeRows } from './office-rows'
import { shownEntry } from './routing'

/**
 * R2, asked again where it counts: scans are destroyed by a list that another person approved for that, of entries it names and whoever
 * destroys them sees, and nothing holds one of those, whatever the desk knew.
 */
export function refuseDestruction(
  { entity, kind, id, fields }: Judged,
  { actor, related }: Pusher,
  rows: OfficeRows,
): 'invalid' | 'forbidden' | 'wrong-state' | null {
  if (entity !== 'destruction' || kind !== 'create') return null
  const list = rows.row('disposal', fields['disposalId'])?.fields
  if (!list || !followsFrom(id, fields, list)) return list ? 'wrong-state' : 'invalid'
  const plan = rows.every('filingClass').map((row) => ({ id: row.id, parentId: parentOf(row.fields) }))
  const holds = rows.every('hold').map((row) => row.fields)
  for (const entryId of list['entryIds'] as string[]) {
    const entry = shownEntry(rows, entryId)
    if (!entry) return 'invalid'
    if (actor === null || !sees(actor, 'entry', entry, related)) return 'forbidden'
    if (isHeld({ id: entryId, classId: entry['classId'] }, holds, plan)) return 'wrong-state'
  }
  const others = (fields['fileIds'] as string[]).some(
    (fileId) => !isNamed(list, rows.row('file', fileId)?.fields['entryId']),
  )
  return others ? 'invalid' : null
}

const parentOf = ({ parentId }: Fields): string | null => (typeof parentId === 'string' ? parentId : null)
