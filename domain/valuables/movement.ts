import type { MovementKind, ValuableFacts, Whereabouts, Word } from '../../contract/valuables'
import type { Fields } from '../../contract/wire'
import { idFrom, sha256 } from '../hash'
import { canonical } from '../sync/canonical'
import { verifySignature } from '../trust/keys'

type Stands = { kind: string; leaves: string }

/**
 * Where a thing is after a movement (D3); null: from where it is it cannot go that way. An error is undone once, by the movement after it:
 * what stood before stands again.
 * @param last the movement before, @param earlier the one before that
 */
export function leaves(kind: string, last: Stands | null, earlier: Stands | null): Whereabouts | null {
  if (last === null) return kind === 'received' ? 'inSafe' : null
  if (kind === 'reversed') return last.kind === 'reversed' ? null : ((earlier?.leaves ?? 'void') as Whereabouts)
  const from: readonly string[] = FROM[kind as MovementKind] ?? []
  return from.includes(last.leaves) ? TO[kind as keyof typeof TO] : null
}
const FROM: Partial<Record<MovementKind, readonly Whereabouts[]>> = {
  handedOn: ['inSafe'],
  cameBack: ['handedOn'],
  // Whom it was handed on to may have given it to its owner.
  returned: ['inSafe', 'handedOn'],
}
const TO = { handedOn: 'handedOn', cameBack: 'inSafe', returned: 'returned' } as const

/** Of two desks that move one thing without a line, the server takes the first: both movements have one id. */
export const movementId = (valuableId: string, place: number): string =>
  idFrom(`diwan valuable ${valuableId} ${String(place)}`)

/** What a movement is judged by: its thing, and the two movements before it. */
export function namedByMovement({ valuableId, place }: Fields): string[] {
  const at = Number(place)
  if (typeof valuableId !== 'string' || !Number.isSafeInteger(at)) return []
  return [at - 1, at - 2].filter((one) => one > 0).map((one) => movementId(valuableId, one))
}

/** What a thing is, as it is signed with each of its movements. */
const FACTS = ['entryId', 'kind', 'number', 'pieces', 'amount', 'currency', 'owner'] as const
type Facts = ValuableFacts & { entryId: string }
export const factsHash = (thing: Facts | Fields): string =>
  sha256(canonical(Object.fromEntries(FACTS.map((name) => [name, (thing as Fields)[name] ?? null]))))

const SAID = ['valuableId', 'place', 'kind', 'leaves', 'at', 'who', 'note', 'firstId', 'secondId'] as const
/**
 * What both people sign: this movement of this thing, after that one.
 * @param previous the first signature of the movement before; empty for the first
 */
export const movementText = (movement: Fields, facts: string, previous: string): string =>
  `diwan movement ${canonical({ ...Object.fromEntries(SAID.map((name) => [name, movement[name] ?? null])), facts, previous })}`

/**
 * D3: two different people said it, each with their own key; verified on any desk, on the server, years later.
 * @param keyOf the public key of that row, when it is that person's
 */
export function twoWords(
  movement: Fields,
  facts: string,
  previous: string,
  keyOf: (userId: string, keyId: string) => string | undefined,
): Word {
  if (movement['firstId'] === movement['secondId']) return 'broken'
  const text = movementText(movement, facts, previous)
  const words = (['first', 'second'] as const).map((which): Word => {
    const key = keyOf(String(movement[`${which}Id`]), String(movement[`${which}Key`]))
    if (key === undefined) return 'unknown'
    return verifySignature(key, text, String(movement[`${which}Signature`])) ? 'holds' : 'broken'
  })
  return words.includes('broken') ? 'broken' : words.includes('unknown') ? 'unknown' : 'holds'
}
