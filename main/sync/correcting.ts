import { AppError } from '../../contract/errors'
import type { Actor } from '../../contract/permissions'
import { Parties, type Party } from '../../contract/parties'
import { correctable } from '../../contract/correctable'
import type { Fields } from '../../contract/wire'
import type { Tx } from '../../db/core/sql'
import type { Stamp } from '../../db/outbox/stamp'
import { entryRecord } from '../../db/register/entries'
import type { Desk } from '../desk'
import { correctIn } from '../register/changing'
import type { Registered } from '../register/registration'

/** I2: an entry changes by a correction in its book's chain, and only where the book is held (N7). @throws no-book */
export async function correctTo(
  tx: Tx,
  desk: Desk,
  actor: Actor,
  entryId: string,
  chosen: Fields,
  stamp: Stamp,
  reason: string,
): Promise<Registered[]> {
  const entry = await entryRecord(tx, entryId)
  if (!entry) throw new AppError('not-found')
  const acts: Registered[] = []
  for (const field of correctable.filter((name) => name in chosen && chosen[name] !== entry[name])) {
    const said = chosen[field] ?? null
    // Roles of a newer version are not bent: the list stays as it is.
    const value = field === 'parties' ? Parties.nullable().safeParse(said).data : said
    if (!Array.isArray(value) && typeof value !== 'string' && typeof value !== 'number' && value !== null) continue
    const done = await correctIn(
      tx,
      desk,
      actor,
      { id: entryId, field, value: value as string | number | null | Party[], reason },
      stamp,
    )
    if (done) acts.push(done)
  }
  return acts
}
