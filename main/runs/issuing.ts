import type { z } from 'zod'
import { AppError } from '../../contract/errors'
import type { Actor } from '../../contract/permissions'
import { MOST_IN_RUN, type RunOutcome, type runs } from '../../contract/runs'
import { addresseesById, guardedNames } from '../../db/runs/addressees'
import { lettersOfRun, type RunLetterRecord } from '../../db/runs/runs'
import { reachByName } from '../../domain/runs/line'
import type { Desk } from '../desk'
import type { Work } from '../jobs/work'
import { issueLetter } from '../letters/issuing'
import { makePdf } from '../letters/printing'
import { eachLetter } from './outcome'
import { theRun } from './showing'

/**
 * N2, N3: every signed letter its number, in the order of the list: each in a transaction of its own that everybody passes, so that a
 * clerk at the counter waits for one letter and not for a thousand. What is stopped or killed has whole letters with
 * numbers and whole letters without; ordering it again numbers the rest. Then the paper of each that has none, which a kill leaves to
 * the next opening.
 */
export async function issueRun(
  desk: Desk,
  actor: Actor,
  { id, ...how }: z.output<(typeof runs)['issue']['input']>,
  work: Work,
): Promise<RunOutcome> {
  await theRun(desk, actor, id)
  const signed = await lettersOfRun(desk.db.read, actor, id, { states: ['signed'], limit: MOST_IN_RUN })
  const guarded = await reachesOf(desk, signed)
  const number = async (letter: RunLetterRecord): Promise<void> => {
    // P4: signed and then forbidden is not sent.
    if (guarded(letter) === 'never') throw new AppError('do-not-contact')
    await issueLetter(desk, actor, { id: letter.id, ...how }, 'spare')
  }
  const outcome = await eachLetter(signed, number, work)
  desk.emit('runs', 'changed', { ids: [id] })
  const unprinted = (await lettersOfRun(desk.db.read, actor, id, { states: ['issued'], limit: MOST_IN_RUN })).filter(
    ({ pdfFileId }) => pdfFileId === null,
  )
  if (work.signal.aborted || unprinted.length === 0) return outcome
  // Stopped here, every number stands; what has no paper yet gets it at the next opening, or when this is ordered again.
  const quiet: Work = { signal: work.signal, progress: () => work.signal.throwIfAborted() }
  const printed = await eachLetter(
    unprinted,
    (letter) => makePdf(desk, letter.id, quiet),
    drawing(work, unprinted.length),
  )
  desk.emit('runs', 'changed', { ids: [id] })
  return { ...outcome, failed: [...outcome.failed, ...printed.failed] }
}

const drawing = (work: Work, of: number): Work => ({
  signal: work.signal,
  progress: (_step, done) => work.progress('drawing', done, of),
})

/** P4: how each may be reached today, by their card, or by the card that bears their name. */
export async function reachesOf(
  desk: Desk,
  letters: readonly Pick<RunLetterRecord, 'addresseeId' | 'sentTo'>[],
): Promise<(letter: Pick<RunLetterRecord, 'addresseeId' | 'sentTo'>) => 'discreet' | 'never' | null> {
  const { read } = desk.db
  const cards = await addresseesById(
    read,
    letters.flatMap(({ addresseeId }) => addresseeId ?? []),
  )
  const byCard = new Map(cards.map(({ contactId, reach }) => [contactId, reach]))
  const byName = await guardedNames(read)
  // A card of the same name guards a row of a file; a card that is meant guards itself alone.
  return ({ addresseeId, sentTo }) =>
    addresseeId === null ? (sentTo ? reachByName(byName, sentTo) : null) : (byCard.get(addresseeId) ?? null)
}
