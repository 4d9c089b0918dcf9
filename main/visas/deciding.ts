import { AppError } from '../../contract/errors'
import type { Actor } from '../../contract/permissions'
import type { Decided, Prepared } from '../../contract/visas'
import type { LetterRecord } from '../../db/letters/letters'
import { visasOf } from '../../db/visas/visas'
import { waitingStep } from '../../domain/letters/visas'
import { sideFor } from '../../domain/text/sides'
import type { Desk } from '../desk'
import type { Work } from '../jobs/work'
import { checkSigning } from '../letters/may-sign'
import { frozenOf, hashOf } from '../letters/page-values'
import { readableLetter } from '../letters/reading'
import { signLetter } from '../letters/signing'
import { reasonOf } from '../lists/reason'
import { languageOf } from '../session/preferences'
import { sayOf, turnOf } from './giving'

type What = NonNullable<Prepared['what']>
type Item = { id: string; what: What; hash: string }

/** What each of these waits for from this person, and over what their word would be; why not, where it cannot be. Nothing is written. */
export async function prepare(desk: Desk, actor: Actor, ids: readonly string[]): Promise<Prepared[]> {
  const { read } = desk.db
  const language = await languageOf(read, actor)
  const all: Prepared[] = []
  for (const [at, id] of ids.entries()) {
    // Pages are put into words here; nobody's key waits for two hundred of them.
    if (at % 10 === 0) await new Promise(setImmediate)
    let subject = ''
    try {
      const letter = await readableLetter(desk, actor, id)
      subject = sideFor(letter.content.subject, language)
      all.push({ id, subject, ...(await wanted(desk, actor, letter)), refused: null })
    } catch (error) {
      all.push({ id, subject, what: null, hash: null, refused: reasonOf(error) })
    }
  }
  return all
}

async function wanted(desk: Desk, actor: Actor, letter: LetterRecord): Promise<{ what: What; hash: string }> {
  const { read } = desk.db
  if (waitingStep(letter, await visasOf(read, letter.id)))
    return { what: 'visa', hash: (await turnOf(desk, actor, letter, read)).hash }
  await checkSigning(desk, actor, letter, read)
  return { what: 'signature', hash: hashOf(letter, await frozenOf(desk, actor, letter, read)) }
}

/** Holds for every one that follows. */
const OF_ALL: readonly string[] = ['signed-out', 'password-to-change']

/** Each for itself, over what was seen of it, with an outcome: what one stumbles over keeps none of the others waiting. */
export async function decide(desk: Desk, actor: Actor, items: readonly Item[], work: Work): Promise<Decided[]> {
  const language = await languageOf(desk.db.read, actor)
  const outcomes: Decided[] = []
  for (const [at, { id, what, hash }] of items.entries()) {
    work.progress('letters', at, items.length)
    let subject = ''
    try {
      // Stopped in between, what was decided stays, and the rest says that it was not.
      if (work.signal.aborted) throw work.signal.reason
      subject = sideFor((await readableLetter(desk, actor, id)).content.subject, language)
      if (what === 'signature') await signLetter(desk, actor, { id, seenHash: hash }, 'spare')
      else await sayOf(desk, actor, { id, seen: hash, word: { verdict: 'given', reason: '' } }, 'spare')
      outcomes.push({ id, subject, failed: null })
    } catch (error) {
      if (error instanceof AppError && OF_ALL.includes(error.code) && outcomes.length === 0) throw error
      outcomes.push({ id, subject, failed: reasonOf(error) })
    }
  }
  return outcomes
}
