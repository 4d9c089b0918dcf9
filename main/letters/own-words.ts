import type { Actor } from '../../contract/permissions'
import type { LetterContent } from '../../contract/letters'
import { dropOwnWords, keepOwnWords, ownWords, type OwnWords } from '../../db/letters/own-words'
import type { Desk } from '../desk'
import { readableLetter } from './reading'

/**
 * Two people write one letter, one of them saves: the other's words are kept beside, in the vault, over a reload, a lock and a kill,
 * until their writer takes them over or lets them go. Whoever may not see the letter any more does not see them either.
 */
export async function keepOwn(desk: Desk, actor: Actor, id: string, content: LetterContent): Promise<void> {
  await desk.db.write(async (tx) => {
    await readableLetter(desk, actor, id, tx)
    await keepOwnWords(tx, actor.userId, id, { content, at: desk.clock.now() })
  })
}

export async function ownOf(desk: Desk, actor: Actor, id: string): Promise<OwnWords | null> {
  await readableLetter(desk, actor, id)
  return ownWords(desk.db.read, actor.userId, id)
}

export const dropOwn = (desk: Desk, actor: Actor, id: string): Promise<void> =>
  desk.db.write((tx) => dropOwnWords(tx, actor.userId, id))
