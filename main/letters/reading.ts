import { AppError } from '../../contract/errors'
import type { Letter } from '../../contract/letters'
import { mayRead, type Actor } from '../../contract/permissions'
import { letterById, type LetterRecord } from '../../db/letters/letters'
import { isPending } from '../../db/outbox/queue'
import { linkedEntry } from '../../db/register/reads'
import { personById } from '../../db/session/people'
import { trustOf } from '../../db/sync/trust'
import type { Reader, Tx } from '../../db/core/sql'
import type { Proof } from '../../contract/proof'
import type { Names } from '../../contract/values'
import { authorsOf, checkStep } from '../../domain/letters/flow'
import type { LetterState } from '../../contract/letters'
import { resetBy } from '../../domain/trust/resets'
import type { Desk } from '../desk'
import { issuingBook } from './issuing'

const NOBODY: Names = { ar: '—', fr: '—', en: '—', es: '—' }

/** A letter above one's clearance is not found (A2); whoever drafted it sees it. */
export async function readableLetter(desk: Desk, actor: Actor, id: string, tx?: Tx): Promise<LetterRecord> {
  const letter = await letterById(tx ?? desk.db.read, id)
  if (!letter || !mayRead(actor, { level: letter.content.level, registeredBy: letter.draftedById }))
    throw new AppError('not-found')
  return letter
}

export async function getLetter(desk: Desk, actor: Actor, id: string): Promise<Letter> {
  const read = desk.db.read
  const letter = await readableLetter(desk, actor, id)
  const [drafter, signedBy, original, issued, pending, book] = await Promise.all([
    personById(read, letter.draftedById),
    letter.signedById === null ? undefined : personById(read, letter.signedById),
    letter.replyToId === null ? undefined : linkedEntry(read, letter.replyToId),
    letter.issuedEntryId === null ? undefined : linkedEntry(read, letter.issuedEntryId),
    isPending(read, id),
    issuingBook(read),
  ])
  // A2: what the reader may not see is not shown through what answers it either; its values stay in the letter they wrote.
  const seen = original && mayRead(actor, { level: original.level, registeredBy: original.registeredById })
  const { content, ...row } = letter
  const may = (to: LetterState): boolean => isAllowed(desk, actor, letter, to)
  return {
    ...content,
    id: row.id,
    replyTo:
      original && seen
        ? {
            id: original.id,
            numberText: original.numberText,
            subject: original.subject,
            letterDate: original.letterDate,
            reference: original.reference,
            arrivalAt: original.arrivalAt,
          }
        : null,
    addresseeId: row.addresseeId,
    state: row.state,
    draftedById: row.draftedById,
    draftedByNames: drafter?.names ?? NOBODY,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
    submittedAt: row.submittedAt,
    returnReason: row.returnReason,
    signedAt: row.signedAt,
    signedByNames: signedBy?.names ?? null,
    keyResetByNames: await resetNames(read, desk, letter),
    voided: row.voidedAt === null ? null : { at: row.voidedAt, reason: row.voidReason ?? '' },
    frozenHash: row.frozenHash,
    issuedEntryId: row.issuedEntryId,
    numberText: issued?.numberText ?? null,
    pdfUrl: row.pdfFileId === null ? null : `diwan://file/${row.pdfFileId}`,
    pending,
    maySign: may('signed'),
    mayWithdraw: may('draft') && row.state === 'submitted' && authorsOf(letter).includes(actor.userId),
    mayVoid: may('void'),
    issuesHere: book?.holderId === desk.device.id,
  }
}

function isAllowed(desk: Desk, actor: Actor, letter: LetterRecord, to: LetterState): boolean {
  try {
    checkStep(actor, letter, to, desk.office.ownApprovalAllowed)
    return true
  } catch {
    return false // the reason is told when somebody tries
  }
}

/** Who made the signing key when its owner's password was reset: said beside the signature (docs/security.md). */
async function resetNames(read: Reader, desk: Desk, { proof }: LetterRecord): Promise<Names | null> {
  const signed = proof as Proof | null
  if (!signed) return null
  const by = resetBy(await trustOf(read, desk.office.id), signed.by, signed.key)
  return by === null ? null : ((await personById(read, by))?.names ?? NOBODY)
}
