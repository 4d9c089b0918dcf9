import { AppError } from '../../contract/errors'
import type { Actor } from '../../contract/permissions'
import { MOST_IN_RUN, type RunOutcome } from '../../contract/runs'
import { seenLetter } from '../../db/letters/letters'
import { lettersOfRun, type RunLetterRecord } from '../../db/runs/runs'
import { sha256 } from '../../domain/hash'
import { checkStep } from '../../domain/letters/flow'
import type { Desk } from '../desk'
import type { Work } from '../jobs/work'
import { frozenOf, hashOf } from '../letters/page-values'
import { signLetter } from '../letters/signing'
import { returnLetter } from '../letters/writing'
import { eachLetter } from './outcome'
import { theRun } from './showing'

const waiting = (desk: Desk, actor: Actor, id: string): Promise<RunLetterRecord[]> =>
  lettersOfRun(desk.db.read, actor, id, { states: ['submitted'], limit: MOST_IN_RUN })

type ToSign = { count: number; digest: string; hashes: Map<string, string>; letters: RunLetterRecord[] }

/** What a signature of all that wait would freeze: the page of each, as it is today, and one hash over all of them. */
export async function toSign(desk: Desk, actor: Actor, id: string, work?: Work): Promise<ToSign> {
  await theRun(desk, actor, id)
  const letters = await waiting(desk, actor, id)
  const hashes = new Map<string, string>()
  let count = 0
  let refused: unknown
  for (const [at, { id: letterId }] of letters.entries()) {
    if (at % 20 === 0) {
      work?.progress('checking', at, letters.length)
      // Pages are put into words here, not drawn; still nobody's key waits for a thousand of them.
      await new Promise(setImmediate)
    }
    const letter = await seenLetter(desk.db.read, actor, letterId)
    if (!letter) continue
    try {
      checkStep(actor, letter, 'signed', desk.office.ownApprovalAllowed)
      count++
    } catch (error) {
      // One that this person wrote in is said by its outcome; where there is no other, at once.
      refused ??= error
    }
    hashes.set(letterId, hashOf(letter, await frozenOf(desk, actor, letter, desk.db.read)))
  }
  if (count === 0 && refused !== undefined) throw refused
  return { count, digest: sha256([...hashes.values()].join('\n')), hashes, letters }
}

/**
 * A4, W2: whoever did not write them signs all that wait, as they were when they looked: another letter among them, or another word in one,
 * and none is signed. Each then has its own signature, over its own text.
 * @throws own-draft · letter-superseded
 */
export async function signRun(desk: Desk, actor: Actor, id: string, digest: string, work: Work): Promise<RunOutcome> {
  const now = await toSign(desk, actor, id, work)
  if (now.digest !== digest) throw new AppError('letter-superseded')
  const sign = async (letter: RunLetterRecord): Promise<void> => {
    const seenHash = now.hashes.get(letter.id)
    if (seenHash === undefined) throw new AppError('letter-superseded')
    await signLetter(desk, actor, { id: letter.id, seenHash }, 'spare')
  }
  const outcome = await eachLetter(now.letters, sign, work)
  desk.emit('runs', 'changed', { ids: [id] })
  return outcome
}

/** W2: a refusal returns with a reason; of a run, every letter that waits. */
export async function returnRun(desk: Desk, actor: Actor, id: string, reason: string, work: Work): Promise<RunOutcome> {
  await theRun(desk, actor, id)
  const letters = await waiting(desk, actor, id)
  const outcome = await eachLetter(letters, (one) => returnLetter(desk, actor, { id: one.id, reason }, 'spare'), work)
  desk.emit('runs', 'changed', { ids: [id] })
  return outcome
}
