import { pairOf, samenessText } from '../../domain/community/sameness'
import type { Pusher } from '../../domain/entities/writing'
import { idFrom } from '../../domain/hash'
import { sees } from '../../domain/visibility'
import type { Judged, OfficeRows } from './office-rows'

/**
 * P3, asked again where it counts: two cards of one kind that are here, both seen by whoever says that they are one or are not; the word has
 * the id that follows from it. Taking one back is for whoever sees both, too.
 */
export function refuseSameness(
  op: Judged,
  { actor, related }: Pusher,
  rows: OfficeRows,
): 'invalid' | 'forbidden' | null {
  if (op.entity !== 'sameness') return null
  const said = op.kind === 'create' ? op.fields : (rows.row('sameness', op.id)?.fields ?? {})
  const [one, other] = ['oneId', 'otherId'].map((name) => rows.related('contact', String(said[name])))
  if (!one || !other) return 'invalid'
  if (!actor || !sees(actor, 'contact', one, related) || !sees(actor, 'contact', other, related)) return 'forbidden'
  if (op.kind !== 'create') return null
  const { oneId, otherId, verdict, keptId, byId, deviceId } = said as Record<string, string | null>
  const [first, second] = pairOf(String(oneId), String(otherId))
  if (first !== oneId || first === second || one['kind'] !== other['kind']) return 'invalid'
  if (verdict === 'same' ? keptId !== oneId && keptId !== otherId : keptId !== null) return 'invalid'
  const rest = keptId === otherId ? String(oneId) : String(otherId)
  const words = {
    keptId: keptId ?? String(oneId),
    otherId: rest,
    verdict: String(verdict),
    byId: String(byId),
    deviceId: String(deviceId),
  }
  return op.id === idFrom(samenessText(words)) ? null : 'invalid'
}
