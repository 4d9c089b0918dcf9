import type { AppError, ErrorCode } from '../../contract/errors'
import type { RunOutcome } from '../../contract/runs'
import type { RunLetterRecord } from '../../db/runs/runs'
import type { SentTo } from '../../domain/runs/line'
import type { Work } from '../jobs/work'
import { reasonOf } from '../lists/reason'

/** Whom an outcome is about, in the words of the list. */
export const nameOf = ({ ar, other, city }: Pick<SentTo, 'ar' | 'other' | 'city'>): string => ar || other || city || '—'
export const addresseeOf = ({ content: { addressee }, sentTo }: Pick<RunLetterRecord, 'content' | 'sentTo'>): string =>
  sentTo ? nameOf(sentTo) : addressee.ar || addressee.other || '—'

/** Of the book, the day or the person: no letter of the run would go. */
const OF_ALL = new Set<ErrorCode>([
  ...(['clock-jumped', 'day-closed', 'book-closed', 'book-suspended', 'no-book'] as const),
  ...(['letter-issued-elsewhere', 'forbidden'] as const),
])

/** Each letter for itself, with an outcome: what one stumbles over keeps none of the others waiting. */
export async function eachLetter(
  letters: readonly RunLetterRecord[],
  one: (letter: RunLetterRecord) => Promise<void>,
  work: Work,
  said: { from?: number; of?: number } = {},
): Promise<RunOutcome> {
  const { from = 0, of = letters.length } = said
  const outcome: RunOutcome = { done: 0, failed: [], reached: 0, of: letters.length }
  for (const letter of letters) {
    if (work.signal.aborted) return stopped(work, outcome)
    if (outcome.reached % 10 === 0) work.progress('letters', from + outcome.reached, of)
    try {
      await one(letter)
      outcome.done++
    } catch (error) {
      const reason = reasonOf(error)
      // What holds for all of them is said once, and asked once (N4); after some went, the rest waits.
      if (OF_ALL.has(reason.code)) {
        if (outcome.done === 0) throw error
        outcome.failed.push({ who: addresseeOf(letter), ...reason })
        return outcome
      }
      outcome.failed.push({ who: addresseeOf(letter), ...reason })
    }
    outcome.reached++
  }
  return outcome
}

/** Whoever stopped it learns what had been done; when the vault closes there is nobody to tell. */
export function stopped(work: Work, outcome: RunOutcome): RunOutcome {
  if ((work.signal.reason as AppError).code !== 'cancelled') work.signal.throwIfAborted()
  return outcome
}
