import { can } from '../../contract/permissions'
import type { AssignmentOutcome } from '../../contract/routing'
import type { Fields } from '../../contract/wire'
import { has, type Pusher } from '../../domain/entities/writing'
import {
  actionIdOf,
  asksWords,
  holds,
  isOpen,
  mayAssign,
  mayEnd,
  mayReach,
  reveals,
  shownTo,
  waitsTurn,
  type AssignmentRow,
  type Router,
} from '../../domain/routing/assignment'
import { canonical } from '../../domain/sync/canonical'
import type { Contested } from '../../domain/sync/merge'
import { sees } from '../../domain/visibility'
import type { ServerRow } from '../db/rows'
import type { Judged, OfficeRows } from './office-rows'

type Refusal = 'invalid' | 'forbidden' | 'wrong-state'

/**
 * W1, asked again where it counts: one answers, in turns that follow each other; who may give it, to whom, and who may end it how. What two
 * desks did to one without knowing of each other is not refused here: it is laid beside each other (domain/entities/assignment.ts).
 */
export function refuseAssignment(op: Judged, row: Fields | null, who: Pusher, rows: OfficeRows): Refusal | null {
  if (op.entity !== 'assignment' || op.user === null) return null
  return op.kind === 'create' ? refuseGiven(op, who, rows) : refuseDone(op, row ?? {}, who, rows)
}

function refuseGiven({ id, fields, user }: Judged, who: Pusher, rows: OfficeRows): Refusal | null {
  const { purpose, toKind, toId } = fields
  const entry = rows.row('entry', fields['entryId'])?.fields
  if (!entry || user === null) return 'invalid'
  const to = rows.row(toKind === 'person' ? 'user' : 'unit', toId)?.fields
  if ((toKind !== 'person' && toKind !== 'unit') || !to) return 'invalid'
  const all = assignmentsOf(rows, fields['entryId'])
  // The same turn from another desk is judged by what stood before it.
  const others = all.filter((one) => one.id !== id)
  const me = routerOf(who, rows, user)
  if (purpose === 'following') return toKind === 'person' && toId === user && fields['turn'] === 0 ? null : 'invalid'
  const before = purpose === 'action' ? others.find(({ turn }) => turn === Number(fields['turn']) - 1) : undefined
  const misplaced = purpose === 'action' ? refuseTurn(id, fields, before) : refuseBeside(fields, others)
  if (misplaced) return misplaced
  // Sent back, it goes where it came from, whoever may otherwise give something there.
  const back = before?.outcome === 'returned' && toKind === 'person' && toId === before.byId
  if (back && before.endedById === user) return null
  const passedOn = before !== undefined && before.endedById === user && before.outcome === 'redirected'
  if (!passedOn && !mayAssign(others, me)) return 'forbidden'
  const unit = toKind === 'unit' ? to : rows.row('unit', to['unitId'])?.fields
  if (!mayReach(onlyOf(unit), user)) return 'forbidden'
  return refuseShown(fields, { entry, person: toKind === 'person' ? to : null, all }, me)
}

function refuseTurn(id: string, { entryId, turn, afterId }: Fields, before: AssignmentRow | undefined): Refusal | null {
  const n = Number(turn)
  if (n < 1 || id !== actionIdOf(String(entryId), n) || (afterId ?? null) !== null) return 'invalid'
  return n === 1 || (before !== undefined && !isOpen(before)) ? null : 'wrong-state'
}

function refuseBeside({ purpose, turn, afterId }: Fields, others: readonly AssignmentRow[]): Refusal | null {
  if ((purpose !== 'information' && purpose !== 'opinion') || turn !== 0) return 'invalid'
  const first = (afterId ?? null) === null
  return first || (purpose === 'opinion' && others.some((one) => one.id === afterId && one.purpose === 'opinion'))
    ? null
    : 'invalid'
}

type Shown = { entry: Fields; person: Fields | null; all: readonly AssignmentRow[] }

/** A1: beyond somebody's clearance, and not theirs to see already: for authority. */
function refuseShown({ toId }: Fields, { entry, person, all }: Shown, me: Router): Refusal | null {
  if (!person || me.declassifies || !reveals(entry['level'], person['clearance'])) return null
  const viewer = { userId: String(toId), clearance: 'ordinary' as const }
  return sees(viewer, 'entry', { ...entry, givenTo: shownTo(all) }) ? null : 'forbidden'
}

function refuseDone({ id, fields, user }: Judged, row: Fields, who: Pusher, rows: OfficeRows): Refusal | null {
  const me = routerOf(who, rows, user ?? '')
  const stands = assignmentOf(id, row)
  if ('openedAt' in fields && !holds(stands, me)) return 'forbidden'
  if (!('endedAt' in fields)) return null
  // Ended elsewhere meanwhile: both stand beside each other; here it is asked whether this person could have.
  const open = { ...stands, endedAt: null }
  if (fields['outcome'] === 'given' && waitsTurn(stands, assignmentsOf(rows, row['entryId']))) return 'wrong-state'
  if (asksWords(String(fields['outcome'])) && !fields['said']) return 'invalid'
  const refused = mayEnd(open, fields['outcome'] as AssignmentOutcome, me)
  return refused === null ? null : refused === 'forbidden' ? 'forbidden' : 'wrong-state'
}

const routerOf = (who: Pusher, rows: OfficeRows, userId: string): Router => {
  const unitId = rows.row('user', userId)?.fields['unitId']
  return {
    userId,
    unitId: typeof unitId === 'string' ? unitId : null,
    assigns: has(who, 'routing:assign'),
    manages: has(who, 'routing:manage'),
    declassifies: who.actor !== null && can(who.actor, 'register:declassify'),
  }
}

const onlyOf = (unit: Fields | undefined): string[] | null => {
  const only = unit?.['routesFrom']
  return Array.isArray(only) ? only.filter((one): one is string => typeof one === 'string') : null
}

/** What a row says, as the rules ask it; what an older PC left out is not there. */
const assignmentOf = (id: string, fields: Fields): AssignmentRow => ({
  ...{ afterId: null, openedAt: null, endedAt: null, endedById: null, outcome: null },
  ...(fields as unknown as Omit<AssignmentRow, 'id'>),
  id,
})

export const assignmentsOf = (rows: OfficeRows, entryId: unknown): AssignmentRow[] =>
  rows.assigned(entryId).map(({ id, fields }: ServerRow) => assignmentOf(id, fields))

/** An entry as the rules of sight ask for it: with the people it was assigned to (A2). */
export function shownEntry(rows: OfficeRows, id: unknown): Fields | undefined {
  const entry = rows.row('entry', id)?.fields
  return entry && { ...entry, givenTo: shownTo(assignmentsOf(rows, id)) }
}

/** What of a group two people have to agree in, for it to be one word: not who said it first, and when. */
const SUBSTANCE: Record<string, readonly string[]> = {
  assignmentGiven: ['toKind', 'toId', 'instruction', 'text', 'dueOn'],
  assignmentOpening: [],
  assignmentEnd: ['outcome', 'said'],
}

/** Two desks that gave it to one, or ended it alike, do not disagree: the first stands. */
export const agree = (entity: string, { group, server, other }: Contested): boolean =>
  entity === 'assignment' &&
  SUBSTANCE[group] !== undefined &&
  SUBSTANCE[group].every((name) => canonical(server[name] ?? null) === canonical(other[name] ?? null))
