import { relationNames, type Capacity, type RelationKind } from '../../contract/relations'

type End = 'person' | 'entity'
type Kind = {
  /** What kind of card stands at each end. */
  from: End
  to: End
  /** Said the same from both ends; else the other end has a word of its own. */
  mutual?: boolean
}

/** What one card is to another (P1): said once, read from both ends. `from` is a parent *of* `to`, a member *of* `to`. */
export const relationKinds = {
  spouse: { from: 'person', to: 'person', mutual: true },
  parent: { from: 'person', to: 'person' },
  sibling: { from: 'person', to: 'person', mutual: true },
  relative: { from: 'person', to: 'person', mutual: true },
  guardian: { from: 'person', to: 'person' },
  household: { from: 'person', to: 'person', mutual: true },
  representative: { from: 'person', to: 'entity' },
  member: { from: 'person', to: 'entity' },
  employee: { from: 'person', to: 'entity' },
  branch: { from: 'entity', to: 'entity' },
  federated: { from: 'entity', to: 'entity' },
} as const satisfies Record<RelationKind, Kind>

/** Held by one person at a time. */
const SOLE: readonly string[] = ['president', 'secretary', 'treasurer', 'director'] satisfies Capacity[]

export type RelationEnd = 'from' | 'to'

/** The ways a card of this kind may stand in a relation, each with the kind of card at the other end. */
export function waysFrom(kind: string): { kind: RelationKind; end: RelationEnd; other: End }[] {
  return relationNames.flatMap((name) => {
    const is: Kind = relationKinds[name]
    const forth = is.from === kind ? [{ kind: name, end: 'from' as const, other: is.to }] : []
    const back = is.to === kind && !is.mutual ? [{ kind: name, end: 'to' as const, other: is.from }] : []
    return [...forth, ...back]
  })
}

/** Whether such cards may stand so to each other. @param from, to what kinds of cards they are */
export function mayRelate(kind: string, from: string, to: string): boolean {
  const is: Kind | undefined = relationKinds[kind as RelationKind]
  return is !== undefined && is.from === from && is.to === to
}

/** A relation said from its other end is the same relation: of two that are mutual the smaller id stands first. */
export const ordered = (kind: string, from: string, to: string): [from: string, to: string] =>
  (relationKinds[kind as RelationKind] as Kind | undefined)?.mutual && to < from ? [to, from] : [from, to]

/** Days as ISO dates. */
type Dated = { since: string | null; until: string | null }
/** From its first day to the day before `until`; a day nobody knows bounds nothing. */
export const isInForce = ({ since, until }: Dated, day: string): boolean =>
  (since === null || since <= day) && (until === null || day < until)

type Mandate = Dated & { id: string; kind: string; fromId: string; toId: string; capacity: string | null }

/**
 * Mandates that contradict each other on a day: two persons who both hold what one person holds. Which of them is right is not the
 * registry's to say: both are shown as disputed.
 * @returns the ids of all that are disputed
 */
export function disputedOn(mandates: readonly Mandate[], day: string): Set<string> {
  const held = mandates.filter(
    (one) =>
      one.kind === 'representative' && one.capacity !== null && SOLE.includes(one.capacity) && isInForce(one, day),
  )
  const rivals = (one: Mandate): boolean =>
    held.some(({ toId, capacity, fromId }) => toId === one.toId && capacity === one.capacity && fromId !== one.fromId)
  return new Set(held.filter(rivals).map(({ id }) => id))
}
