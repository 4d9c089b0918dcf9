import type { Addressee, AssignmentOutcome, Purpose } from '../../contract/routing'
import { idFrom } from '../hash'
import { clearanceRank, rankOf } from '../visibility/level'

/** An assignment as its row says it (domain/entities/assignment.ts). Instants in ms; days are legal dates. */
export type AssignmentRow = {
  id: string
  entryId: string
  /** Of those to be acted on, in the order of the entry: 1, 2, …; 0 of the others. */
  turn: number
  purpose: string
  toKind: string
  toId: string
  /** The opinion that is asked before this one. */
  afterId: string | null
  byId: string
  at: number
  openedAt: number | null
  endedAt: number | null
  endedById: string | null
  outcome: string | null
}

/** Who acts, as far as the rules ask. */
export type Router = {
  userId: string
  unitId: string | null
  /** May give an entry to somebody: the registry and the head of office. */
  assigns: boolean
  /** May take one from whoever holds it: the heads. */
  manages: boolean
  /** May show somebody what their clearance does not (A1). */
  declassifies: boolean
}

/**
 * W1: of an entry one answers, at one time. The id of each turn follows from it: two desks that assign one entry at once write one row, and
 * what differs is a case for the conflict desk, never two that answer.
 */
export const actionIdOf = (entryId: string, turn: number): string => idFrom(`diwan assignment ${entryId} ${turn}`)

/** Somebody follows an entry once, and again when they left it. */
export const followingIdOf = (entryId: string, userId: string, n: number): string =>
  idFrom(`diwan following ${entryId} ${userId} ${n}`)

/** What each can come to. */
export const endings: Record<Purpose, readonly AssignmentOutcome[]> = {
  action: ['answered', 'noFurtherAction', 'returned', 'redirected', 'pulledBack'],
  information: ['read', 'pulledBack'],
  opinion: ['given', 'returned', 'pulledBack'],
  following: ['left'],
}
/** What is not said without a word: a reason, or the opinion itself. */
export const asksWords = (outcome: string): boolean => ['noFurtherAction', 'returned', 'given'].includes(outcome)

export const isOpen = (row: { endedAt: number | null }): boolean => row.endedAt === null

/** It was given to this person, or to the unit they belong to now. */
export const holds = (
  { toKind, toId }: Pick<AssignmentRow, 'toKind' | 'toId'>,
  { userId, unitId }: Pick<Router, 'userId' | 'unitId'>,
): boolean => (toKind === 'person' ? toId === userId : toKind === 'unit' && toId === unitId)

/** The newest turn; undefined when it was never given to be acted on. */
export const lastTurn = <T extends AssignmentRow>(rows: readonly T[]): T | undefined =>
  rows
    .filter(({ purpose }) => purpose === 'action')
    .reduce<T | undefined>((last, row) => (last && last.turn > row.turn ? last : row), undefined)

/** The one that answers now. */
export const standingOf = <T extends AssignmentRow>(rows: readonly T[]): T | undefined => {
  const last = lastTurn(rows)
  return last && isOpen(last) ? last : undefined
}

/** Asked in order: the one before it has not ended. */
export const waitsTurn = ({ afterId }: AssignmentRow, rows: readonly AssignmentRow[]): boolean =>
  afterId !== null && rows.some((row) => row.id === afterId && isOpen(row))

/** Pulled back before it was opened, it was nothing: it shows nobody anything (A2). */
export const gaveSight = ({ purpose, outcome, openedAt }: Pick<AssignmentRow, 'purpose' | 'outcome' | 'openedAt'>) =>
  purpose !== 'following' && (outcome !== 'pulledBack' || openedAt !== null)

/** The people to whom these assignments show their entry (A2): while it lasts, and after. */
export const shownTo = (rows: readonly AssignmentRow[]): string[] => [
  ...new Set(rows.filter((row) => row.toKind === 'person' && gaveSight(row)).map(({ toId }) => toId)),
]

export type Refused = 'forbidden' | 'stale' | 'assignment-opened'

/** Whether this person may end it so, now. Words are asked for besides (`asksWords`). */
export function mayEnd(row: AssignmentRow, outcome: AssignmentOutcome, who: Router): Refused | null {
  const known = (endings as Record<string, readonly AssignmentOutcome[] | undefined>)[row.purpose] ?? []
  if (!known.includes(outcome)) return 'forbidden'
  if (!isOpen(row)) return 'stale'
  const gave = row.byId === who.userId
  if (outcome === 'pulledBack') {
    if (!gave && !who.manages) return 'forbidden'
    return row.openedAt === null ? null : 'assignment-opened'
  }
  if (holds(row, who)) return null
  if (row.purpose !== 'action' || outcome === 'returned') return 'forbidden'
  // Whoever gave it gives it to another while nobody has seen it; the heads always.
  if (who.manages || (outcome === 'redirected' && gave && row.openedAt === null)) return null
  return outcome === 'redirected' && gave ? 'assignment-opened' : 'forbidden'
}

/** Whoever it was given to has seen it; once. */
export const mayOpen = (row: AssignmentRow, who: Router): boolean =>
  isOpen(row) && row.openedAt === null && row.purpose !== 'following' && holds(row, who)

/** Whether this person may give the entry to somebody, as it stands: who assigns, and who holds what is to be acted on. */
export function mayAssign(rows: readonly AssignmentRow[], who: Router): boolean {
  const standing = standingOf(rows)
  return who.assigns || (standing !== undefined && holds(standing, who))
}

/** Only named people reach a unit that says so (the minister's); to its people as to itself. Null: everybody who may assign. */
export const mayReach = (only: readonly string[] | null | undefined, userId: string): boolean =>
  !only || only.includes(userId)

/** A1: an assignment shows the entry to a person it names; beyond their clearance that is for authority to say. */
export const reveals = (level: unknown, clearance: unknown): boolean => rankOf(level) > clearanceRank(clearance)

export const isTo = (row: Pick<AssignmentRow, 'toKind' | 'toId'>, { kind, id }: Addressee): boolean =>
  row.toKind === kind && row.toId === id

export const isLate = ({ dueOn, endedAt }: { dueOn: string | null; endedAt: number | null }, today: string): boolean =>
  endedAt === null && dueOn !== null && dueOn < today
