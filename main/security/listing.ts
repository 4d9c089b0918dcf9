import type { Actor } from '../../contract/permissions'
import { guardedOf } from '../../db/security/levels'
import { dateOf, zoneOf } from '../../domain/text/zone'
import type { Desk } from '../desk'
import { record } from './log'

type Listed = 'entry' | 'letter'
const shown = new WeakMap<object, Set<string>>()

/**
 * A3, for lists: a subject is read there too. A page that shows somebody guarded lines they were not shown that day is one line of
 * the log, with how many they are; written before the page is given, and not given when it cannot be.
 */
export async function recordListing(
  desk: Desk,
  actor: Actor,
  entity: Listed,
  ids: readonly (string | null)[],
): Promise<void> {
  const known = shown.get(desk) ?? new Set<string>()
  shown.set(desk, known)
  const day = dateOf(desk.clock.now(), zoneOf(desk.office))
  const mark = (id: string): string => `${day} ${actor.userId} ${id}`
  const asked = ids.filter((id): id is string => id !== null && !known.has(mark(id)))
  if (asked.length === 0) return
  const guarded = await guardedOf(desk.db.read, entity, asked)
  if (guarded.length > 0)
    await record(desk, { kind: 'listed', userId: actor.userId, entity, detail: { lines: guarded.length } })
  // Guarded ones only: one that is ordinary now may be raised within the day.
  for (const id of guarded) known.add(mark(id))
}
