import type { Paragraph } from '../../contract/letters'
import { AppError } from '../../contract/errors'
import type { Actor } from '../../contract/permissions'
import type { Names } from '../../contract/values'
import { seenLetter, type LetterRecord } from '../../db/letters/letters'
import type { Reader } from '../../db/core/sql'
import { linkedEntry } from '../../db/register/reads'
import { begun } from '../../domain/letters/template/begin'
import { valuesIn } from '../../domain/letters/template/values'
import type { Desk } from '../desk'
import { factsFor } from './facts'
import { standingTemplates } from './reading'

/** Every paragraph of the templates in use, as this letter would say it; what it says twice is there once. */
export async function blocksFor(
  desk: Desk,
  actor: Actor,
  letterId: string,
): Promise<{ names: Names; paragraph: Paragraph; marked: boolean }[]> {
  const { read } = desk.db
  const letter = await seenLetter(read, actor, letterId)
  if (!letter) throw new AppError('not-found')
  const second = letter.content.secondLanguage
  const facts = await factsFor(desk, actor, read, {
    entryId: await seenOriginal(read, actor, letter),
    addresseeId: letter.addresseeId,
  })
  const values = valuesIn(facts, second)
  const seen = new Set<string>()
  return (await standingTemplates(read))
    .filter(({ retired }) => !retired)
    .flatMap(({ names, body }) => {
      try {
        const { paragraphs, marked = false } = begun(body, second, values)
        return paragraphs.map((paragraph) => ({ names, paragraph, marked }))
      } catch (error) {
        // One whose fields only a newer version knows has nothing to give here; its own page says why.
        if (error instanceof AppError) return []
        throw error
      }
    })
    .filter(({ paragraph: { ar, other } }) => {
      const said = `${ar}\n\n${other}`
      return (ar !== '' || other !== '') && !seen.has(said) && seen.add(said)
    })
}

/** What it answers, where this person may see it: else the letter stands alone for them (A2). */
const seenOriginal = async (read: Reader, actor: Actor, { replyToId }: LetterRecord): Promise<string | null> =>
  (await linkedEntry(read, actor, replyToId))?.id ?? null
