import type { Fields } from '../../contract/wire'
import type { Pusher } from '../../domain/entities/writing'
import { mayNote } from '../../domain/walls/wall'
import { wallIdOf } from '../../domain/walls/id'
import { can } from '../../contract/permissions'
import type { Judged, OfficeRows } from './office-rows'

/**
 * P4, asked again where it counts: a wall stands under the id that follows from its card, which is here, and lets in people of this office
 * alone; a broken glass is of a wall there is, and is noted by who keeps that one or oversees all of them.
 */
export function refuseWall(
  op: Judged,
  row: Fields | null,
  { actor }: Pusher,
  rows: OfficeRows,
): 'invalid' | 'forbidden' | null {
  if (op.entity === 'wall') {
    const { contactId, team } = { ...row, ...op.fields }
    if (op.id !== wallIdOf(String(contactId)) || !rows.row('contact', contactId)) return 'invalid'
    return (team as string[]).every((id) => rows.row('user', id)) ? null : 'invalid'
  }
  if (op.entity !== 'glass') return null
  const wall = rows.row('wall', row ? row['wallId'] : op.fields['wallId'])?.fields
  if (!row) return (op.fields['wallId'] ?? null) === null || wall ? null : 'invalid'
  const keeps = wall !== undefined && wall['keeperId'] === op.user
  const oversees = actor !== null && can(actor, 'walls:oversee')
  return mayNote(String(row['byId']), { userId: String(op.user), keeps, oversees }) ? null : 'forbidden'
}
