import type { Fields } from '../../contract/wire'
import type { Judged, OfficeRows } from './office-rows'

/** C4, asked again where it counts: what is said to have answered an entry is one that answers it. */
export function refuseAnswer({ entity, fields }: Judged, row: Fields | null, rows: OfficeRows): boolean {
  const { replyId } = fields
  if (entity !== 'clock' || typeof replyId !== 'string') return false
  return rows.row('entry', replyId)?.fields['replyToId'] !== row?.['entryId']
}
