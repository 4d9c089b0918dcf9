import { noticeIdOf } from '../../domain/mail/notice'
import type { Judged, OfficeRows } from './office-rows'

/**
 * D1, D8: what was forwarded, or is missing, is of a letter that is there; the notice its sender got is an outgoing entry that this person
 * registered, and that of a forwarding is under the id that follows from its own and answers the letter.
 */
export function refuseNotice({ entity, id, fields, user }: Judged, rows: OfficeRows): 'invalid' | null {
  if (entity !== 'forwarding' && entity !== 'missingPiece') return null
  const { entryId, noticeId } = fields
  if (entryId !== undefined && !rows.row('entry', entryId)) return 'invalid'
  if ((noticeId ?? null) === null) return null
  const notice = rows.row('entry', noticeId)?.fields
  const kind = rows.row('register', notice?.['registerId'])?.fields['kind']
  if (!notice || kind !== 'outgoing' || notice['registeredById'] !== user) return 'invalid'
  if (entity === 'missingPiece') return null
  return noticeId === noticeIdOf(id) && notice['replyToId'] === entryId ? null : 'invalid'
}
