import type { Reader } from '../../db/core/sql'
import {
  pendingAcknowledgements,
  pendingLetters,
  pendingUsualPaths,
  pendingVisas,
  writtenBy,
} from '../../db/handover/pending'
import { openOf } from '../../db/routing/assignments'
import { seenIds } from '../../db/visibility/sight'
import { delegations } from '../../db/standing/standing'
import { inForce } from '../../domain/standing/delegation'
import type { Source } from '../../domain/standing/standing'
import type { Viewer } from '../../domain/visibility'
import type { Desk } from '../desk'
import { todayOf, whoseWork } from '../standing/whose'

/** One thing that waits: where it is, so that whoever reads the record and may see it is told what it is. */
export type PendingItem = { entity: 'letter' | 'entry' | 'delegation' | 'usualPath'; id: string }
/** What waits for a person, of one kind, newest first. */
export type Pending = { kind: string; items: PendingItem[] }

/**
 * What of one feature waits for a person. Most of it needs no `move`: whose work it is follows from the handover itself
 * (domain/standing/standing.ts). A feature whose rows name a person that may only be changed row by row moves them in the transaction
 * of the handover.
 */
export type PendingOf = (desk: Desk, personId: string, sources: readonly Source[], read: Reader) => Promise<Pending[]>

/** As many as a record names of one kind. */
export const NAMED = 300

const of = (kind: string, entity: PendingItem['entity'], ids: readonly string[]): Pending => ({
  kind,
  items: ids.map((id) => ({ entity, id })),
})

const ofLetters: PendingOf = async (_desk, _personId, sources, read) => {
  const letters = await pendingLetters(read, sources)
  const inState = (...states: string[]): string[] =>
    letters.filter(({ state }) => states.includes(state)).map(({ id }) => id)
  return [
    of('drafts', 'letter', inState('draft')),
    of('returned', 'letter', inState('returned')),
    of('submitted', 'letter', inState('submitted', 'signed')),
    of('visas', 'letter', await pendingVisas(read, sources)),
  ]
}
const ofPaths: PendingOf = async (_desk, _personId, sources, read) => [
  of('usualPaths', 'usualPath', await pendingUsualPaths(read, sources)),
]
const ofAcknowledgements: PendingOf = async (_desk, _personId, sources, read) => [
  of('acknowledgements', 'entry', await pendingAcknowledgements(read, sources)),
]
/** W3: a signature does not go over with the work: it ends. */
const ofDelegations: PendingOf = async (desk, personId, _sources, read) => {
  const [day, at] = [todayOf(desk), desk.clock.now()]
  const held = (await delegations(read)).filter((d) => d.toId === personId && inForce(d, day, at))
  return [
    of(
      'delegations',
      'delegation',
      held.map(({ id }) => id),
    ),
  ]
}

/** W1: rows that name them; `passAssignments` gives each on in the transaction of the handover. */
const ofAssignments: PendingOf = async (_desk, personId, _sources, read) => [
  of(
    'assignments',
    'entry',
    (await openOf(read, personId)).map(({ entryId }) => entryId),
  ),
]

/** Every feature that keeps work for people says here what waits; another one is a line. */
const features: readonly PendingOf[] = [ofLetters, ofPaths, ofAcknowledgements, ofDelegations, ofAssignments]

export async function pendingOf(desk: Desk, personId: string, read: Reader): Promise<Pending[]> {
  const { sources } = await whoseWork(desk, personId, read)
  // What they only stand in for goes back to whom it is of.
  const own = sources.filter(({ absent }) => !absent)
  const all: Pending[] = []
  for (const feature of features) all.push(...(await feature(desk, personId, own, read)))
  return all.filter(({ items }) => items.length > 0)
}

/**
 * Of what waits, what whoever takes over may not handle: letters and entries they may not see (A2), visas of what they wrote themselves (A4). It
 * is said before and in the record, for it waits for nobody else.
 */
export async function beyond(desk: Desk, to: Viewer, pending: readonly Pending[], read: Reader): Promise<Pending[]> {
  const idsOf = (entity: string, kind?: string): string[] => [
    ...new Set(
      pending.flatMap(({ kind: of, items }) =>
        // An assignment shows its entry, or stays where it is.
        of !== 'assignments' && (kind === undefined || of === kind)
          ? items.filter((i) => i.entity === entity).map((i) => i.id)
          : [],
      ),
    ),
  ]
  const hidden = new Map<string, PendingItem>()
  for (const entity of ['letter', 'entry'] as const) {
    const ids = idsOf(entity)
    const seen = new Set(await seenIds(read, to, entity, ids))
    for (const id of ids) if (!seen.has(id)) hidden.set(id, { entity, id })
  }
  const own = desk.office.ownApprovalAllowed ? [] : await writtenBy(read, idsOf('letter', 'visas'), to.userId)
  for (const id of own) hidden.set(id, { entity: 'letter', id })
  return hidden.size > 0 ? [{ kind: 'beyond', items: [...hidden.values()] }] : []
}
