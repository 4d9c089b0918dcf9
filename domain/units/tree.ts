import type { Unit } from '../../contract/units'
import type { Names } from '../../contract/values'

type Dated = Pick<Unit, 'since' | 'until'>
type Placed = Pick<Unit, 'id' | 'parentId'>

/** Whether a unit exists on a day: from its first one to the one it ended on, which is its successors' (LegalDate). */
export const existsOn = ({ since, until }: Dated, date: string): boolean =>
  (since === null || since <= date) && (until === null || date < until)

/** What a unit was called on a day: an old letter keeps the name it was addressed under. */
export const namesOn = ({ names, was }: Pick<Unit, 'names' | 'was'>, date: string): Names =>
  was.find((former) => date < former.until)?.names ?? names

/**
 * Every unit once, each after the one it stands under, with its depth. Whatever the rows say: a unit whose superior is not here stands at the
 * top; of two that two PCs put under each other, the first stands at the top and the other under it.
 */
export function treeOf<T extends Placed>(units: readonly T[]): { unit: T; depth: number }[] {
  const known = new Set(units.map((unit) => unit.id))
  const under = new Map<string | null, T[]>()
  for (const unit of units) {
    const at = unit.parentId !== null && known.has(unit.parentId) ? unit.parentId : null
    under.set(at, [...(under.get(at) ?? []), unit])
  }
  const placed = new Set<string>()
  const lines: { unit: T; depth: number }[] = []
  const place = (unit: T, depth: number): void => {
    if (placed.has(unit.id)) return
    placed.add(unit.id)
    lines.push({ unit, depth })
    for (const child of under.get(unit.id) ?? []) place(child, depth + 1)
  }
  for (const unit of under.get(null) ?? []) place(unit, 0)
  // What is left stands in a circle.
  for (const unit of units) place(unit, 0)
  return lines
}

/** Whether one may be put under another: it is not that one, nor above it. */
export function mayStandUnder(units: readonly Placed[], id: string, parentId: string | null): boolean {
  const byId = new Map(units.map((unit) => [unit.id, unit]))
  const seen = new Set<string>()
  for (let at = parentId; at !== null && !seen.has(at); at = byId.get(at)?.parentId ?? null) {
    if (at === id) return false
    seen.add(at)
  }
  return parentId === null || byId.has(parentId)
}

type Linked = Placed & Partial<Pick<Unit, 'became'>>

/** One, all that stands under it, and what became one of them: letters were addressed to those. Whatever circles the rows make. */
export function within(all: readonly Linked[], id: string): string[] {
  const found = new Set([id])
  for (let size = 0; size < found.size;) {
    size = found.size
    for (const one of all)
      if ((one.parentId !== null && found.has(one.parentId)) || one.became?.some((other) => found.has(other)))
        found.add(one.id)
  }
  return [...found]
}

/** One and all that it stands under, nearest first. Whatever circles the rows make. */
export function chainAbove(all: readonly Placed[], id: string): string[] {
  const byId = new Map(all.map((one) => [one.id, one]))
  const chain: string[] = []
  for (let at: string | null = id; at !== null && !chain.includes(at); at = byId.get(at)?.parentId ?? null)
    chain.push(at)
  return chain
}
