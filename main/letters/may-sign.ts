import { AppError } from '../../contract/errors'
import { can, type Actor } from '../../contract/permissions'
import type { Reader } from '../../db/core/sql'
import type { LetterRecord } from '../../db/letters/letters'
import { visasOf } from '../../db/visas/visas'
import { checkStep } from '../../domain/letters/flow'
import { visasMissing } from '../../domain/letters/visas'
import { mayTypeFormula } from '../../domain/standing/delegation'
import type { Desk } from '../desk'
import { delegationOf } from '../standing/whose'

/**
 * Whether this person may sign this letter now: after all visas of its text (W2), in their own right or under a delegation that covers it (W3).
 * @throws visas-missing { count } · delegation-over · own-draft · forbidden · letter-not-submitted
 */
export async function checkSigning(desk: Desk, actor: Actor, letter: LetterRecord, read: Reader): Promise<void> {
  const { under, all } = await delegationOf(desk, actor, letter, read)
  const own = desk.office.ownApprovalAllowed
  if (!under && letter.state === 'submitted' && !can(actor, 'letters:sign')) {
    // Whoever had a delegation is told that it is over, or not for this letter; anybody else, that they do not sign.
    if (all.some((d) => d.toId === actor.userId)) throw new AppError('delegation-over')
  }
  checkStep(actor, letter, 'signed', own, under !== undefined)
  if (!under && !mayTypeFormula(all, actor.userId, letter.content.signatureMode)) throw new AppError('delegation-over')
  const count = visasMissing(letter, await visasOf(read, letter.id))
  if (count > 0) throw new AppError('visas-missing', { count })
}
