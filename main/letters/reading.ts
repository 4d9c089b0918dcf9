import { AppError } from '../../contract/errors'
import type { Letter } from '../../contract/letters'
import type { Actor } from '../../contract/permissions'
import { seenLetter, type LetterRecord } from '../../db/letters/letters'
import { isPending } from '../../db/outbox/queue'
import { linkedEntry, toLink } from '../../db/register/reads'
import { personById } from '../../db/session/people'
import { trustOf } from '../../db/sync/trust'
import type { Reader, Tx } from '../../db/core/sql'
import type { Proof } from '../../contract/proof'
import type { Names } from '../../contract/values'
import { shownLevel } from '../../domain/visibility'
import { authorsOf, checkStep } from '../../domain/letters/flow'
import type { LetterState } from '../../contract/letters'
import { resetBy } from '../../domain/trust/resets'
import type { Desk } from '../desk'
import { historyOf } from '../templates/reading'
import { issuingBooks } from './issuing-book'
import { checkSigning } from './may-sign'

const NOBODY: Names = { ar: '—', fr: '—', en: '—', es: '—' }

/** A hidden letter is not found (A2). */
export async function readableLetter(desk: Desk, actor: Actor, id: string, tx?: Tx): Promise<LetterRecord> {
  const letter = await seenLetter(tx ?? desk.db.read, actor, id)
  if (!letter) throw new AppError('not-found')
  return letter
}

export async function getLetter(desk: Desk, actor: Actor, id: string): Promise<Letter> {
  const read = desk.db.read
  const letter = await readableLetter(desk, actor, id)
  const [drafter, returnedBy, signedBy, original, issued, pending, books, template] = await Promise.all([
    personById(read, letter.draftedById),
    letter.returnedById === null ? undefined : personById(read, letter.returnedById),
    letter.signedById === null ? undefined : personById(read, letter.signedById),
    // A2: what the reader may not see is not named by what answers it, nor by what it became.
    linkedEntry(read, actor, letter.replyToId),
    linkedEntry(read, actor, letter.issuedEntryId),
    isPending(read, id),
    issuingBooks(read),
    beganFrom(read, letter),
  ])
  const { content, ...row } = letter
  const may = (to: LetterState): boolean => isAllowed(desk, actor, letter, to)
  return {
    ...content,
    level: shownLevel(content.level),
    id: row.id,
    replyTo: original
      ? {
          ...toLink(original),
          letterDate: original.letterDate,
          reference: original.reference,
          arrivalAt: original.arrivalAt,
        }
      : null,
    addresseeId: row.addresseeId,
    template,
    state: row.state,
    draftedById: row.draftedById,
    draftedByNames: drafter?.names ?? NOBODY,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
    submittedAt: row.submittedAt,
    returned:
      row.returnReason === null
        ? null
        : { at: row.returnedAt, byNames: returnedBy?.names ?? null, reason: row.returnReason },
    signedAt: row.signedAt,
    signedByNames: signedBy?.names ?? null,
    keyResetByNames: await resetNames(read, desk, letter),
    voided: row.voidedAt === null ? null : { at: row.voidedAt, reason: row.voidReason ?? '' },
    frozenHash: row.frozenHash,
    issuedEntryId: issued?.id ?? null,
    numberText: issued?.numberText ?? null,
    cancelled: (issued?.cancelledAt ?? null) !== null,
    pdfUrl: row.pdfFileId === null || !issued ? null : `diwan://file/${row.pdfFileId}`,
    pending,
    maySign: await mayBeSigned(desk, actor, letter),
    mayWithdraw: may('draft') && row.state === 'submitted' && authorsOf(letter).includes(actor.userId),
    mayVoid: may('void'),
    issuesHere: books.some((book) => book.holderId === desk.device.id),
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

async function mayBeSigned(desk: Desk, actor: Actor, letter: LetterRecord): Promise<boolean> {
  try {
    await checkSigning(desk, actor, letter, desk.db.read)
    return true
  } catch (error) {
    if (error instanceof AppError) return false // the reason is told when somebody tries
    throw error
  }
}

/** Who made the signing key when its owner's password was reset: said beside the signature (docs/security.md). */
async function resetNames(read: Reader, desk: Desk, { proof }: LetterRecord): Promise<Names | null> {
  const signed = proof as Proof | null
  if (!signed) return null
  const by = resetBy(await trustOf(read, desk.office.id), signed.by, signed.key)
  return by === null ? null : ((await personById(read, by))?.names ?? NOBODY)
}

/** Of two versions with one number, which two desks wrote without a line, the later stands for both. */
async function beganFrom(
  read: Reader,
  { templateId, templateVersion }: LetterRecord,
): Promise<{ version: number; names: Names } | null> {
  if (templateId === null || templateVersion === null) return null
  const version = (await historyOf(read, templateId)).find((one) => one.version === templateVersion)
  return { version: templateVersion, names: version?.names ?? NOBODY }
}
