import type { FilingClass, FilingShape } from '../../../contract/filing'
import type { PlanRefusal } from '../../../contract/plan-import'
import { existsOn } from '../../units/tree'
import { shortens } from '../rule'
import type { PlanRow } from './row'

/** What becomes of a row of a plan. */
export type Decided =
  | { does: 'added' | 'changed' | 'same'; line: number; shape: FilingShape; id: string; under: string | null }
  | { does: 'refused'; line: number; refusal: PlanRefusal }

/**
 * Holds the rows of a file against the plan that stands (R1). What stands under what is said by a column, or follows from the code: 4.2.1
 * stands under 4.2, and 4.2 under 4, where there is one. Whatever would shorten what a class of that code promises is refused.
 * @param idOf the id of a class that is not there yet, by what it says
 * @param day the office's day (LegalDate)
 */
export function decidePlan(
  rows: readonly PlanRow[],
  stands: readonly FilingClass[],
  day: string,
  idOf: (shape: FilingShape) => string,
): Decided[] {
  const known = new Map(stands.filter((one) => existsOn(one, day)).map((one) => [one.code, one]))
  const first = new Map<string, PlanRow>()
  for (const row of rows) if (!first.has(row.shape.code)) first.set(row.shape.code, row)
  const decided = new Map<string, Decided>()
  const under = new Set<string>()

  function decide(row: PlanRow): Decided {
    const { code } = row.shape
    const before = decided.get(code)
    if (before) return before
    under.add(code)
    const result = place(row)
    under.delete(code)
    decided.set(code, result)
    return result
  }

  function place(row: PlanRow): Decided {
    const refuse = (reason: PlanRefusal['reason'], value = row.shape.code): Decided => ({
      does: 'refused',
      line: row.line,
      refusal: { line: row.line, column: null, value, reason },
    })
    const now = known.get(row.shape.code)
    const above = row.parentCode === undefined ? parentBy(row.shape.code, first, known) : row.parentCode
    let parentId: string | null = null
    if (above !== null) {
      if (above === row.shape.code || under.has(above)) return refuse('parent-circle', above)
      const inFile = first.get(above)
      if (inFile) {
        const parent = decide(inFile)
        // Refused, it stands as it stood, if it did; else what it was refused for is mended first.
        const id = parent.does === 'refused' ? known.get(above)?.id : parent.id
        if (id === undefined) return refuse('parent-unknown', above)
        parentId = id
      } else {
        const parent = known.get(above)
        if (!parent) return refuse('parent-unknown', above)
        parentId = parent.id
      }
    }
    const shape: FilingShape = { ...row.shape, parentId }
    const said = { line: row.line, shape, under: above }
    if (!now) return { does: 'added', id: idOf(shape), ...said }
    if (shortens(now, shape)) return refuse('retention-shortened')
    return { does: isSame(now, shape) ? 'same' : 'changed', id: now.id, ...said }
  }

  const all = rows.map((row): Decided =>
    first.get(row.shape.code) === row
      ? decide(row)
      : {
          does: 'refused',
          line: row.line,
          refusal: { line: row.line, column: null, value: row.shape.code, reason: 'code-double' },
        },
  )
  return asTree(all, stands)
}

/** What would stand under itself, or under what is refused, is refused until nothing does: above what stands may be a class the file moves under it. */
function asTree(decided: readonly Decided[], stands: readonly FilingClass[]): Decided[] {
  const parents = new Map<string, string | null>(stands.map(({ id, parentId }) => [id, parentId]))
  for (const one of decided) if (one.does !== 'refused') parents.set(one.id, one.shape.parentId)
  const fault = ({ id, shape }: Exclude<Decided, { does: 'refused' }>): PlanRefusal['reason'] | null => {
    if (shape.parentId !== null && !parents.has(shape.parentId)) return 'parent-unknown'
    const seen = new Set<string>()
    for (let at = shape.parentId; at !== null && !seen.has(at); at = parents.get(at) ?? null) {
      if (at === id) return 'parent-circle'
      seen.add(at)
    }
    return null
  }
  const faults = decided.map((one) => (one.does === 'refused' || one.does === 'same' ? null : fault(one)))
  if (faults.every((reason) => reason === null)) return [...decided]
  const left = decided.map((one, at): Decided => {
    const reason = faults[at]
    if (!reason || one.does === 'refused') return one
    return {
      ...{ does: 'refused', line: one.line },
      refusal: { line: one.line, column: null, value: one.under ?? one.shape.code, reason },
    }
  })
  return asTree(left, stands)
}

/** The longest beginning of a code that is a code itself: before a sign, never in the middle of a figure. */
function parentBy(code: string, ...plans: readonly { has: (code: string) => boolean }[]): string | null {
  for (const { index } of [...code.matchAll(/[.\-/ _]/g)].reverse()) {
    const begun = code.slice(0, index)
    if (begun !== '' && plans.some((plan) => plan.has(begun))) return begun
  }
  return null
}

const isSame = (now: FilingClass, shape: FilingShape): boolean =>
  now.parentId === shape.parentId &&
  (['active', 'intermediate', 'event', 'fate', 'basis'] as const).every((name) => now[name] === shape[name]) &&
  (['ar', 'fr', 'en', 'es'] as const).every((language) => now.names[language] === shape.names[language])
