import type { AppError } from '../../contract/errors'
import type { BulkOutcome } from '../../contract/lists'
import { unwatched, type Work } from '../jobs/work'
import { reasonOf } from './reason'

/** Every so many, the list of jobs hears how far it is. */
const SAID = 10

/**
 * Each for itself: what one stumbles over is said of it and keeps none of the others waiting.
 * @param one writes it; false where it was so already
 */
export async function eachOf<T>(
  all: readonly T[],
  numberOf: (item: T) => string,
  one: (item: T) => Promise<boolean>,
  work: Work = unwatched,
): Promise<BulkOutcome> {
  const outcome: BulkOutcome = { changed: 0, same: 0, failed: [], reached: all.length }
  for (const [at, item] of all.entries()) {
    if (work.signal.aborted) return stopped(work, { ...outcome, reached: at })
    if (at % SAID === 0) work.progress('entries', at, all.length)
    try {
      if (await one(item)) outcome.changed++
      else outcome.same++
    } catch (error) {
      outcome.failed.push({ at, numberText: numberOf(item), ...reasonOf(error) })
    }
  }
  return outcome
}

/** Whoever stopped it learns what had been done; when the vault closes there is nobody to tell. */
function stopped(work: Work, outcome: BulkOutcome): BulkOutcome {
  if ((work.signal.reason as AppError).code !== 'cancelled') work.signal.throwIfAborted()
  return outcome
}
