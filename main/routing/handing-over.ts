import { AppError } from '../../contract/errors'
import type { Actor } from '../../contract/permissions'
import type { Tx } from '../../db/core/sql'
import type { Stamp } from '../../db/outbox/stamp'
import { openOf } from '../../db/routing/assignments'
import { idFrom } from '../../domain/hash'
import type { Desk } from '../desk'
import { giveIn } from './giving'

/**
 * W7: what one person had to act on is another's, turn by turn, by the rules of giving: an entry that may not reach them, or that whoever
 * hands over does not see, stays where it is. An opinion is a person's own and stays asked of them.
 * @returns the entries that stayed
 */
export async function passAssignments(
  tx: Tx,
  desk: Desk,
  actor: Actor,
  { fromId, toId, occasion }: { fromId: string; toId: string; occasion: string },
  stamp: Stamp,
): Promise<string[]> {
  const stayed: string[] = []
  for (const { id, entryId, purpose, instruction, text, dueOn } of await openOf(tx, fromId)) {
    const to = [{ kind: 'person' as const, id: toId }]
    const asked = { purpose: 'action' as const, to, copies: [], inOrder: false, instruction, text, dueOn }
    const next = { ...asked, id: idFrom(`diwan handover ${id} ${toId}`), entryId, after: id, reason: occasion }
    try {
      if (purpose !== 'action') stayed.push(entryId)
      else await giveIn(tx, desk, actor, next, stamp)
    } catch (error) {
      // All of it is asked before anything of it is written.
      if (!(error instanceof AppError)) throw error
      stayed.push(entryId)
    }
  }
  return stayed
}
