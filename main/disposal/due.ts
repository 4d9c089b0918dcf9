import { MOST_LISTED, type DueEntry, type ListedFate } from '../../contract/disposal'
import type { FilingClass } from '../../contract/filing'
import type { Actor } from '../../contract/permissions'
import { classesOf, dueOfClass } from '../../db/disposal/due'
import { heldClassIds } from '../../db/disposal/holds'
import { filingPlan } from '../../db/filing/plan'
import type { Reader } from '../../db/core/sql'
import { within } from '../../domain/units/tree'

/** Which fates of classes a list is for: of a sample, whoever prepares the list takes out what is kept. */
const FATES: Record<ListedFate, readonly string[]> = { destroy: ['destroy', 'sample'], transfer: ['transfer'] }

/** Classes under a hold, with what stands under them. */
export async function heldClasses(read: Reader, plan: readonly FilingClass[]): Promise<Set<string>> {
  const held = await heldClassIds(read)
  return new Set(held.flatMap((id) => within(plan, id)))
}

export type Asked = { fate: ListedFate; by: string; classId: string | null }

/** R1: what is due on a day, the oldest of each class first, and no more than one list holds. `step` between classes. */
export async function dueEntries(
  read: Reader,
  actor: Actor,
  { fate, by, classId }: Asked,
  { among, step }: { among?: readonly string[]; step?: (done: number, of: number) => void } = {},
): Promise<{ entries: DueEntry[]; more: boolean; heldClasses: number }> {
  const plan = await filingPlan(read)
  const held = await heldClasses(read, plan)
  const asked = classId === null ? null : new Set(within(plan, classId))
  const borne = among ? new Set(await classesOf(read, among)) : null
  const classes = plan.filter(
    ({ id, fate: then }) => FATES[fate].includes(then) && (asked?.has(id) ?? true) && (borne?.has(id) ?? true),
  )
  const free = classes.filter((one) => !held.has(one.id))
  const entries: DueEntry[] = []
  for (const [done, one] of free.entries()) {
    step?.(done, free.length)
    const limit = MOST_LISTED + 1 - entries.length
    if (limit <= 0) break
    entries.push(...(await dueOfClass(read, actor, one, { by, limit, ...(among && { among }) })))
  }
  return {
    entries: entries.slice(0, MOST_LISTED),
    more: entries.length > MOST_LISTED,
    heldClasses: classes.length - free.length,
  }
}
