import { actKinds } from '../../contract/books'
import type { Fields, Plain } from '../../contract/wire'

type ReplayedAct = { kind: string; entryId: string | null; at: number; userId: string; body: string | null }

/**
 * What the entries of a book must look like, from their acts alone: registration, then description, corrections and cancellation in order.
 * Null: the registration's body is withheld here, or a newer version did something with it: nothing can be said of the row.
 */
export function replay(acts: readonly ReplayedAct[]): Map<string, Fields | null> {
  const entries = new Map<string, Fields | null>()
  for (const act of acts) {
    if (act.entryId === null) continue
    if (!(actKinds as readonly string[]).includes(act.kind)) {
      entries.set(act.entryId, null)
      continue
    }
    const body = act.body === null ? null : (JSON.parse(act.body) as Fields)
    if (act.kind === 'registration') entries.set(act.entryId, body)
    const known = entries.get(act.entryId)
    if (!known || !body) continue
    if (act.kind === 'correction') known[String(body['field'])] = body['after'] as Plain
    if (act.kind === 'description') Object.assign(known, body['fields'])
    if (act.kind === 'cancellation') Object.assign(known, { cancelledById: act.userId, cancelReason: body['reason'] })
  }
  // The moment of cancelling is the act's; the row keeps the same instant unless the clock stood behind the book.
  for (const fields of entries.values()) if (fields) delete fields['cancelledAt']
  return entries
}
