import type { Movement, Valuable } from '../../contract/valuables'
import type { Fields } from '../../contract/wire'
import type { Reader } from '../../db/core/sql'
import { keyRows } from '../../db/sync/trust'
import { factsOfValuable, movementsOf, type ValuableRecord } from '../../db/valuables/valuables'
import { factsHash, twoWords } from '../../domain/valuables/movement'
import { keyIn } from '../register/proof-closings'
import { namesOf } from '../slips/discharged'

export function valuableOf({ place: _place, whereNow, cancelled, ...row }: ValuableRecord): Valuable {
  return {
    ...row,
    kind: row.kind as Valuable['kind'],
    where: whereNow as Valuable['where'],
    cancelled: cancelled !== 0,
  }
}

/** Each movement, and whether both people's words stand under it as they were given. */
export async function movementsShown(read: Reader, id: string): Promise<Movement[]> {
  const [thing, moves, keys] = await Promise.all([factsOfValuable(read, id), movementsOf(read, id), keyRows(read)])
  const facts = factsHash(thing ?? {})
  const keyOf = keyIn(keys)
  return Promise.all(
    moves.map(async (move, index): Promise<Movement> => {
      const before = moves[index - 1] as Fields | undefined
      // One that is missing before it is on its way here: nothing is said of what follows.
      const follows = move['place'] === index + 1
      return {
        id: move.id,
        place: Number(move['place']),
        kind: move['kind'] as Movement['kind'],
        where: move['leaves'] as Movement['where'],
        at: Number(move['at']),
        who: String(move['who']),
        note: String(move['note']),
        firstNames: await namesOf(read, String(move['firstId'])),
        secondNames: await namesOf(read, String(move['secondId'])),
        word: follows ? twoWords(move, facts, String(before?.['firstSignature'] ?? ''), keyOf) : 'unknown',
      }
    }),
  )
}
