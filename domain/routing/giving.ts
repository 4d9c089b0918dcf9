import type { Addressee } from '../../contract/routing'
import {
  actionIdOf,
  isOpen,
  isTo,
  lastTurn,
  mayAssign,
  mayEnd,
  standingOf,
  type AssignmentRow,
  type Refused,
  type Router,
} from './assignment'

export type Asked = {
  entryId: string
  purpose: 'action' | 'information' | 'opinion'
  to: readonly Addressee[]
  copies: readonly Addressee[]
  inOrder: boolean
  /** What answered when the person decided; null: nothing did. */
  after: string | null
  /** The ids of what is no turn. */
  newId: (n: number) => string
}
/** What comes to be: where, in whose hands, as which turn. */
export type Coming = Pick<AssignmentRow, 'id' | 'turn' | 'purpose' | 'toKind' | 'toId' | 'afterId'>
export type Step = { creates: Coming[]; ends: AssignmentRow | null }

/**
 * W1: what giving an entry to somebody comes to. To be acted on, it goes to one, and from whoever had it; copies and opinions go to
 * each once while the same one lasts.
 * @returns nothing to write when everybody has it already
 */
export function giving(rows: readonly AssignmentRow[], asked: Asked, who: Router): Step | Refused {
  if (!mayAssign(rows, who)) return 'forbidden'
  const standing = standingOf(rows)
  const step: Step = { creates: [], ends: null }
  if (asked.purpose === 'action') {
    const [to] = asked.to
    if (!to || asked.to.length !== 1) return 'forbidden'
    // Pressed twice: it stands so already.
    if (standing && isTo(standing, to) && standing.byId === who.userId) return copied(rows, asked, step)
    if ((standing?.id ?? null) !== asked.after) return 'stale'
    const refused = standing && mayEnd(standing, 'redirected', who)
    if (refused) return refused
    step.ends = standing ?? null
    step.creates.push(turnTo(rows, asked.entryId, to))
  }
  return copied(rows, asked, step)
}

/** The next turn, in somebody's hands. */
export function turnTo(rows: readonly AssignmentRow[], entryId: string, { kind, id }: Addressee): Coming {
  const turn = (lastTurn(rows)?.turn ?? 0) + 1
  return { id: actionIdOf(entryId, turn), turn, purpose: 'action', toKind: kind, toId: id, afterId: null }
}

function copied(rows: readonly AssignmentRow[], asked: Asked, step: Step): Step {
  const { purpose } = asked
  const wanted = [
    ...(purpose === 'action' ? [] : asked.to.map((to) => ({ to, purpose }))),
    ...asked.copies.map((to) => ({ to, purpose: 'information' as const })),
  ]
  let before: string | null = null
  for (const [n, { to, purpose: as }] of wanted.entries()) {
    const has = (one: Pick<AssignmentRow, 'purpose' | 'toKind' | 'toId'>): boolean =>
      one.purpose === as && isTo(one, to)
    if (rows.some((row) => isOpen(row) && has(row)) || step.creates.some(has)) continue
    const id = asked.newId(n)
    const afterId: string | null = as === 'opinion' && asked.inOrder ? before : null
    step.creates.push({ id, turn: 0, purpose: as, toKind: to.kind, toId: to.id, afterId })
    before = id
  }
  return step
}

/** Sent back with a reason, it lies with whoever gave it: somebody always has it (W1). */
export const returning = (rows: readonly AssignmentRow[], row: AssignmentRow): Coming | null =>
  row.purpose === 'action' ? turnTo(rows, row.entryId, { kind: 'person', id: row.byId }) : null
