import type { Actor } from '../../contract/permissions'
import { LetterContent } from '../../contract/letters'
import { dropOwnWords, keepOwnWords, keepTyped, ownWords, typed, type OwnWords } from '../../db/letters/own-words'
import type { LetterRecord } from '../../db/letters/letters'
import { AppError } from '../../contract/errors'
import { checkStep } from '../../domain/letters/flow'
import type { Desk } from '../desk'
import { readableLetter } from './reading'

/**
 * Two people write one letter, one of them saves: the other's words are kept beside, in the vault, over a reload, a lock and a kill,
 * until their writer takes them over or lets them go. Whoever may not see the letter any more does not see them either.
 */
export async function keepOwn(
  desk: Desk,
  actor: Actor,
  id: string,
  { content, base = null }: { content: LetterContent; base?: LetterContent | null | undefined },
): Promise<void> {
  await desk.db.write(async (tx) => {
    await readableLetter(desk, actor, id, tx)
    await keepOwnWords(tx, actor.userId, id, { content, base, at: desk.clock.now() })
  })
}

export async function ownOf(
  desk: Desk,
  actor: Actor,
  id: string,
): Promise<{
  words: OwnWords | null
  typed: { content: LetterContent; base: LetterContent | null; over: number } | null
}> {
  await readableLetter(desk, actor, id)
  const { read } = desk.db
  const now = await typed(read, actor.userId, id)
  return {
    words: await ownWords(read, actor.userId, id),
    // A text with words of a newer version is not merged by this one: what was typed is kept beside it.
    typed: now && { content: now.content, base: LetterContent.safeParse(now.base).data ?? null, over: now.over },
  }
}

/**
 * What is being typed, at every pause: as what differs from the letter, on this PC only, without an operation. A kill takes nothing,
 * and a letter of two pages is not said anew for each word. @throws stale · letter-frozen, as saving does
 */
export async function keepTyping(
  desk: Desk,
  actor: Actor,
  id: string,
  { content, basedOn }: { content: LetterContent; basedOn: number },
): Promise<void> {
  await desk.db.write(async (tx) => {
    const letter = await readableLetter(desk, actor, id, tx)
    checkStep(actor, letter, letter.state, desk.office.ownApprovalAllowed)
    if (letter.updatedAt !== basedOn) throw new AppError('stale')
    await keepTyped(tx, actor.userId, id, { over: basedOn, base: letter.content, content, at: desk.clock.now() })
  })
}

/** The letter with what this person typed since it was saved; as it stands where it has been changed, or is not written any more. */
export async function withTyping(desk: Desk, actor: Actor, letter: LetterRecord): Promise<LetterRecord> {
  if (letter.state !== 'draft' && letter.state !== 'returned') return letter
  const now = await typed(desk.db.read, actor.userId, letter.id)
  return now?.over === letter.updatedAt ? { ...letter, content: { ...letter.content, ...now.content } } : letter
}

export const dropOwn = (desk: Desk, actor: Actor, id: string): Promise<void> =>
  desk.db.write((tx) => dropOwnWords(tx, actor.userId, id))
