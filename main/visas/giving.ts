import { AppError } from '../../contract/errors'
import { can, type Actor } from '../../contract/permissions'
import type { Reader } from '../../db/core/sql'
import type { LetterRecord } from '../../db/letters/letters'
import { createRow, patchRow } from '../../db/outbox/changes'
import { visasOf } from '../../db/visas/visas'
import { authorsOf } from '../../domain/letters/flow'
import { textHash, visaIdOf, waitingStep, type PathStep } from '../../domain/letters/visas'
import { askedThrough, type Source } from '../../domain/standing/standing'
import { stampOf, type Desk } from '../desk'
import { readableLetter } from '../letters/reading'
import { whoseWork, type Whose } from '../standing/whose'

type Turn = { step: PathStep; through: Source; hash: string }

/**
 * The visa that waits for this person now, and through whom.
 * @throws letter-not-submitted · visa-not-asked when it is another's turn · own-draft (A4)
 */
export async function turnOf(
  desk: Desk,
  actor: Actor,
  letter: LetterRecord,
  read: Reader,
  whose?: Whose,
): Promise<Turn> {
  if (letter.state !== 'submitted') throw new AppError('letter-not-submitted')
  if (!can(actor, 'letters:approve')) throw new AppError('forbidden')
  const step = waitingStep(letter, await visasOf(read, letter.id))
  const { sources, holders } = whose ?? (await whoseWork(desk, actor.userId, read))
  const through = step && askedThrough(step, letter.submittedAt ?? 0, sources, holders, actor.userId)
  if (!step || !through) throw new AppError('visa-not-asked')
  // A4: whoever wrote in it gives it no visa, in their own name or another's, but where the office's policy says so.
  if (!desk.office.ownApprovalAllowed && authorsOf(letter).includes(actor.userId)) throw new AppError('own-draft')
  return { step, through, hash: textHash(letter.id, letter.content) }
}

type Word = { verdict: 'given'; reason: '' } | { verdict: 'refused'; reason: string }

/**
 * W2: a visa, of exactly the text that was seen; a refusal returns the letter to its author with the reason, in the same command.
 * @throws letter-superseded when the text is another · visa-not-asked · own-draft
 */
export async function sayOf(
  desk: Desk,
  actor: Actor,
  { id, seen, word: { verdict, reason } }: { id: string; seen: string; word: Word },
  haste?: 'spare',
): Promise<void> {
  const stamp = stampOf(desk, actor)
  await desk.db.write(async (tx) => {
    const letter = await readableLetter(desk, actor, id, tx)
    const { step, hash } = await turnOf(desk, actor, letter, tx)
    if (hash !== seen) throw new AppError('letter-superseded')
    const { updatedAt: textAt, submittedAt } = letter
    const round = submittedAt ?? 0
    const byId = actor.userId
    const row = {
      ...{ letterId: id, toKind: step.kind, toId: step.id, toRole: step.role, textHash: hash, textAt, round },
      ...{ verdict, reason, at: stamp.at, byId, deviceId: desk.device.id },
    }
    await createRow(tx, 'visa', visaIdOf(id, step, { textHash: hash, round, verdict, byId }), row, stamp)
    if (verdict === 'given') return
    const returned = { returnedAt: stamp.at, returnedById: byId, returnReason: reason }
    await patchRow(tx, 'letter', id, { state: 'returned', submittedAt: null, ...returned }, stamp)
  }, haste)
  desk.emit('letters', 'changed', { ids: [id] })
}
