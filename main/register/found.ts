import type { Actor } from '../../contract/permissions'
import type { RegisterFilter } from '../../contract/register'
import { foundEntries, type Found } from '../../db/register/found'
import type { Day } from '../../db/register/lines'
import { filingPlan } from '../../db/filing/plan'
import { allUnits } from '../../db/units/units'
import { narrowed } from '../../domain/register/criteria'
import { within } from '../../domain/units/tree'
import type { Reader } from '../../db/core/sql'
import type { Desk } from '../desk'

/** What the window looks at and has looked at just now; each is 8 bytes a line. */
const KEPT = 4
const kept = new WeakMap<Desk, Map<string, Promise<Found>>>()

/** Something changed that a list may show: each is found anew when it is asked for. Called with every event, before the window hears it. */
export function forgetFound(open: () => Desk | null, feature: string): void {
  const desk = ['register', 'community', 'office', 'filing'].includes(feature) ? open() : null
  if (desk) kept.delete(desk)
}

/**
 * The list of a filter with criteria, found on a connection of its own so that nobody waits for it, and kept until something changes: every page of
 * it is a cut. Undefined without criteria: the whole register keeps its own counts (ADR 021).
 */
export async function foundFor(desk: Desk, actor: Actor, filter: RegisterFilter, day: Day): Promise<Found | undefined> {
  const criteria = narrowed(filter.criteria)
  if (!criteria) return undefined
  const lists = kept.get(desk) ?? new Map<string, Promise<Found>>()
  kept.set(desk, lists)
  const key = JSON.stringify([actor.userId, actor.clearance, filter, criteria, day.today])
  const known = lists.get(key)
  lists.delete(key)
  const list = known ?? desk.db.snapshot((read) => findIn(read, actor, filter, day))
  lists.set(key, list)
  list.catch(() => lists.delete(key))
  for (const oldest of lists.keys()) {
    if (lists.size <= KEPT) break
    lists.delete(oldest)
  }
  return list
}

/** The same where one moment is read at length: an export, what many entries are changed by. */
export async function findIn(
  read: Reader,
  actor: Actor,
  filter: RegisterFilter,
  day: Day,
  most?: number,
): Promise<Found> {
  const criteria = narrowed(filter.criteria) ?? {}
  const { unitId, classId } = criteria
  const units = unitId === undefined ? [] : within(await allUnits(read), unitId)
  const classes = classId === undefined ? [] : within(await filingPlan(read), classId)
  return foundEntries(read, actor, { ...filter, criteria }, day.today, { zone: day.zone, units, classes }, most)
}
