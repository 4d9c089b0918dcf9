import { AppError } from '../../contract/errors'
import { rowFields } from '../../db/outbox/rows'
import { parkedChanges, type Parked } from '../../db/sync/parked'
import { actorOf } from '../../domain/sync/actor'
import { refusedAgain } from '../../domain/sync/again'
import type { Desk } from '../desk'
import { tryAgain } from './again'
import { knownThere } from './facts'

/**
 * What waited for the server's update is said again by itself, once the server knows it and its author is at the desk: it is their
 * word, so it is their key. @returns how many
 */
export async function sayWhatIsKnownNow(desk: Desk): Promise<number> {
  const { signer } = desk
  if (!signer || signer.reset) return 0
  const known = new Set(await knownThere(desk.db.read))
  const due = (await parkedChanges(desk.db.read)).filter((parked) => isDue(parked, signer.userId, known))
  const row = due.length > 0 ? await rowFields(desk.db.read, 'user', signer.userId) : undefined
  if (!row) return 0
  const actor = actorOf(signer.userId, row, desk.office.id, desk.device.id)
  let said = 0
  for (const { change } of due) {
    try {
      await tryAgain(desk, actor, change)
      said++
    } catch (error) {
      // Not any more, or not by them: it stays listed, and a person decides.
      if (!(error instanceof AppError)) throw error
    }
  }
  return said
}

const isDue = ({ reason, steps }: Parked, userId: string, known: ReadonlySet<string>): boolean =>
  (reason === 'unknown-entity' || reason === 'deferred') &&
  steps.every((s) => s.user === userId && known.has(s.entity) && known.has(s.kind)) &&
  refusedAgain(steps, reason, userId).refused === null
