import { idFrom } from '../hash'

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

/** Whether this person answers for that addressee: it is they themselves, or the unit they belong to. Whoever registered it gave it. */
export const answersFor = (
  { kind, id }: Addressee,
  entry: { registeredById: unknown },
  person: { userId: string; unitId: unknown },
): boolean => entry.registeredById !== person.userId && id === (kind === 'person' ? person.userId : person.unitId)

/** Somebody acknowledges for one addressee once: pressing twice is one row. */
export const acknowledgementIdOf = (entryId: string, { kind, id }: Addressee, userId: string): string =>
  idFrom(`diwan acknowledgement ${entryId} ${kind} ${id} ${userId}`)
