import { can } from '../../contract/permissions'
import type { Fields } from '../../contract/wire'
import { factsHash, leaves, movementId, twoWords } from '../../domain/valuables/movement'
import { sees } from '../../domain/visibility'
import { ownKeysOf } from './closings'
import type { Judged, OfficeRows } from './office-rows'
import { shownEntry } from './routing'

/**
 * D3, asked again where it counts: a thing comes with its first movement, each movement follows the one before it and goes where a thing can go,
 * and two people who may, and who see what it came with, have said it with their own keys.
 */
export function refuseValuable(
  op: Judged,
  change: readonly Judged[],
  rows: OfficeRows,
): 'invalid' | 'incomplete' | 'wrong-state' | 'unproven' | null {
  if (op.kind !== 'create') return null
  if (op.entity === 'valuable') {
    if (!rows.row('entry', op.fields['entryId'])) return 'invalid'
    const first = movementId(op.id, 1)
    return change.some(({ entity, id }) => entity === 'valuableMove' && id === first) ? null : 'incomplete'
  }
  return op.entity === 'valuableMove' ? refuseMovement(op, rows) : null
}

function refuseMovement({ id, fields, user }: Judged, rows: OfficeRows): 'invalid' | 'wrong-state' | 'unproven' | null {
  const { valuableId, place, kind, secondId, entryId } = fields
  const at = Number(place)
  const thing = rows.row('valuable', valuableId)?.fields
  if (!thing || id !== movementId(String(valuableId), at) || thing['entryId'] !== entryId) return 'invalid'
  const before = (steps: number): { kind: string; leaves: string; signature: string } | null => {
    const row = at > steps ? rows.row('valuableMove', movementId(String(valuableId), at - steps))?.fields : undefined
    return row
      ? { kind: String(row['kind']), leaves: String(row['leaves']), signature: String(row['firstSignature']) }
      : null
  }
  const [last, earlier] = [before(1), before(2)]
  if (at > 1 !== (last !== null) || at > 2 !== (earlier !== null)) return 'wrong-state'
  if (fields['leaves'] !== leaves(String(kind), last, earlier)) return 'wrong-state'
  const keyOf = (who: string, key: string): string | undefined =>
    ownKeysOf(who, rows).find((one) => one.id === key)?.publicKey
  if (twoWords(fields, factsHash(thing), last?.signature ?? '', keyOf) !== 'holds') return 'unproven'
  const entry = shownEntry(rows, entryId)
  return [user, String(secondId)].every((who) => mayKeep(who, entry, rows)) ? null : 'unproven'
}

function mayKeep(who: string | null, entry: Fields | undefined, rows: OfficeRows): boolean {
  const { actor } = rows.pusher(who)
  return (
    actor !== null && can(actor, 'valuables:keep') && entry !== undefined && sees(actor, 'entry', entry, rows.related)
  )
}
