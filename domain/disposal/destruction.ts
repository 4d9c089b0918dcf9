import type { Fields } from '../../contract/wire'
import { idFrom } from '../hash'
import { within } from '../units/tree'

/** A list's scans are destroyed once, whoever says so first. */
export const destructionIdOf = (disposalId: string): string => idFrom(`diwan destruction ${disposalId}`)

/**
 * Whether a destruction follows from the list it names (R2, A4): approved, for destruction, and of the same level. That both were signed by
 * who may is asked beside it (domain/trust).
 */
export const followsFrom = (id: string, said: Fields, list: Fields | undefined): boolean =>
  list !== undefined &&
  id === destructionIdOf(String(said['disposalId'])) &&
  list['fate'] === 'destroy' &&
  list['decision'] === 'approved' &&
  list['level'] === said['level']

/** Whether the list names the entry a scan belongs to: of any other the destruction says nothing. */
export const isNamed = (list: Fields, entryId: unknown): boolean =>
  typeof entryId === 'string' && Array.isArray(list['entryIds']) && list['entryIds'].includes(entryId)

type Held = { entryId?: unknown; classId?: unknown; liftedAt?: unknown }
type Placed = { id: string; parentId: string | null }

/** R1: whether a hold that lasts is over an entry, or over a class it stands under. */
export function isHeld(
  entry: { id: string; classId: unknown },
  holds: readonly Held[],
  plan: readonly Placed[],
): boolean {
  const lasting = holds.filter((hold) => (hold.liftedAt ?? null) === null)
  return lasting.some(
    ({ entryId, classId }) =>
      entryId === entry.id ||
      (typeof classId === 'string' &&
        typeof entry.classId === 'string' &&
        within(plan, classId).includes(entry.classId)),
  )
}
