import type { Fields, Plain } from '../../contract/sync'

type ReplayedAct = { kind: string; entryId: string | null; at: number; userId: string; body: string | null }

/** What every entry of a book must look like, from its acts alone: registration, then corrections and cancellation in order. */
export function replay(acts: readonly ReplayedAct[]): Map<string, Fields> {
  const entries = new Map<string, Fields>()
  for (const act of acts) {
    if (act.entryId === null || act.body === null) continue
    const body = JSON.parse(act.body) as Fields
    const known = entries.get(act.entryId)
    if (act.kind === 'registration') entries.set(act.entryId, body)
    if (!known) continue
    if (act.kind === 'correction') known[String(body['field'])] = body['after'] as Plain
    if (act.kind === 'cancellation') Object.assign(known, { cancelledById: act.userId, cancelReason: body['reason'] })
  }
  // The moment of cancelling is the act's; the row keeps the same instant unless the clock stood behind the book.
  for (const fields of entries.values()) delete fields['cancelledAt']
  return entries
}
