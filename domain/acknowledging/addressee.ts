import { idFrom } from '../hash'
import type { Source } from '../standing/standing'

/** To whom an entry was given inside the office: a unit, or one of its people. */
export type Addressee = { kind: 'unit' | 'person'; id: string }
type Given = { unitId: unknown; parties: unknown }

/** Its unit first, then the units and people it names, each once; cards are outside the office. */
export function addresseesOf({ unitId, parties }: Given): Addressee[] {
  const named = (Array.isArray(parties) ? parties : []) as readonly { kind?: unknown; id?: unknown }[]
  const all = [
    { kind: 'unit' as const, id: String(unitId) },
    ...named.flatMap(({ kind, id }): Addressee[] =>
      (kind === 'unit' || kind === 'person') && typeof id === 'string' ? [{ kind, id }] : [],
    ),
  ]
  return all.filter((one, at) => all.findIndex(({ kind, id }) => kind === one.kind && id === one.id) === at)
}

/**
 * Whether this person answers for that addressee: it is they themselves, somebody whose work is theirs (W3, W7), or the unit they belong to.
 * Whoever registered it gave it.
 */
export const answersFor = (
  { kind, id }: Addressee,
  entry: { registeredById: unknown; registeredAt?: unknown },
  person: { userId: string; unitId: unknown; whose?: readonly Source[] },
): boolean =>
  entry.registeredById !== person.userId &&
  (kind === 'unit'
    ? id === person.unitId
    : id === person.userId || isTheirs(id, entry.registeredAt, person.whose ?? []))

const isTheirs = (id: string, at: unknown, whose: readonly Source[]): boolean =>
  whose.some(({ userId, after, before }) => userId === id && Number(at) > after && Number(at) <= before)

/** Somebody acknowledges for one addressee once: pressing twice is one row. */
export const acknowledgementIdOf = (entryId: string, { kind, id }: Addressee, userId: string): string =>
  idFrom(`diwan acknowledgement ${entryId} ${kind} ${id} ${userId}`)
