import { AppError } from '../../contract/errors'
import type { LetterContent, LetterState } from '../../contract/letters'
import { can, type Actor } from '../../contract/permissions'

type Drafted = { state: LetterState; draftedById: string }

/** W2: only a draft, or one that came back, changes. @throws letter-frozen */
export function checkChangeable(letter: Drafted): void {
  if (letter.state !== 'draft' && letter.state !== 'returned') throw new AppError('letter-frozen')
}

/** What a letter needs before somebody is asked to sign it. @throws letter-incomplete { part } */
export function checkComplete(content: LetterContent): void {
  const missing = (part: string): never => {
    throw new AppError('letter-incomplete', { part })
  }
  if (!content.subject.ar || !content.subject.other) missing('subject')
  if (!content.addressee.ar && !content.addressee.other) missing('addressee')
  const written = content.paragraphs.filter((p) => p.ar || p.other)
  if (written.length === 0) missing('paragraphs')
  // Side by side means that each paragraph says the same in both: one that stands alone was forgotten.
  if (written.some((p) => !p.ar)) missing('ar')
  if (written.some((p) => !p.other)) missing('other')
}

/** A4: a second person signs, unless the office's policy for posts of two people says otherwise. @throws … own-draft */
export function checkSignable(actor: Actor, letter: Drafted, ownApprovalAllowed: boolean): void {
  if (letter.state === 'signed' || letter.state === 'issued') throw new AppError('letter-frozen')
  if (letter.state !== 'submitted') throw new AppError('letter-not-submitted')
  if (!can(actor, 'letters:sign', { draftedBy: letter.draftedById, ownApprovalAllowed })) {
    throw new AppError(can(actor, 'letters:sign') ? 'own-draft' : 'forbidden')
  }
}

/** W2: the departure number comes only after the signature. @throws letter-not-signed */
export function checkIssuable(letter: Drafted): void {
  if (letter.state !== 'signed') throw new AppError('letter-not-signed')
}
