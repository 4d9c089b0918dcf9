import { can } from '../../contract/permissions'
import type { SecondLanguage } from '../../contract/values'
import type { Fields, Plain } from '../../contract/wire'
import type { Pusher } from '../../domain/entities/writing'
import { authorsOf } from '../../domain/letters/flow'
import {
  isPath,
  stepKey,
  textHash,
  visaIdOf,
  visasMissing,
  waitingStep,
  type Asked,
  type PathStep,
  type VisaSaid,
} from '../../domain/letters/visas'
import { canonical } from '../../domain/sync/canonical'
import {
  covers,
  delegationFor,
  frozenSigns,
  inForce,
  mayTypeFormula,
  signsAs,
  type InScope,
} from '../../domain/standing/delegation'
import { askedThrough } from '../../domain/standing/standing'
import { dateOf } from '../../domain/text/zone'
import { provenValues } from '../../domain/trust/proof'
import { sees } from '../../domain/visibility'
import type { Judged, OfficeRows } from './office-rows'
import { delegationsNow, holders, officeZone, sourcesAt } from './standing'

type Why = 'invalid' | 'forbidden' | 'wrong-state' | null

const askedOf = (id: string, letter: Fields): Asked => ({
  id,
  content: letter['content'],
  updatedAt: Number(letter['updatedAt']),
  visaPath: letter['visaPath'] as PathStep[] | null,
})
const saidOf = (letterId: string, rows: OfficeRows): VisaSaid[] =>
  rows.every('visa').flatMap(({ fields }) => (fields['letterId'] === letterId ? [fields as unknown as VisaSaid] : []))

/**
 * W2, asked again where it counts: a visa is of the text as it stands here, in its turn, by somebody who is asked or stands for whom is asked,
 * and by nobody who wrote in it (A4). A refusal comes with the letter's return.
 */
export function refuseVisa(
  op: Judged,
  change: readonly Judged[],
  { actor, ownApprovalAllowed }: Pusher,
  rows: OfficeRows,
): Why {
  if (op.entity !== 'visa' || op.kind !== 'create') return null
  const { fields, id } = op
  const letterId = String(fields['letterId'])
  const letter = rows.row('letter', letterId)?.fields
  if (!letter || !actor) return 'invalid'
  if (!sees(actor, 'letter', letter)) return 'forbidden'
  const asked = askedOf(letterId, letter)
  const round = Number(letter['submittedAt'])
  const isThisText =
    fields['textHash'] === textHash(letterId, letter['content']) &&
    fields['textAt'] === letter['updatedAt'] &&
    fields['round'] === round
  const step = waitingStep(asked, saidOf(letterId, rows))
  if (letter['state'] !== 'submitted' || !isThisText || !step) return 'wrong-state'
  const said = { kind: String(fields['toKind']), id: String(fields['toId']), role: String(fields['toRole']) }
  if (stepKey(said) !== stepKey(step)) return 'wrong-state'
  if (!askedThrough(step, round, sourcesAt(actor.userId, fields['at'], rows), holders(rows), actor.userId))
    return 'forbidden'
  if (!ownApprovalAllowed && isAuthor(letter, actor.userId)) return 'forbidden'
  const { textHash: hash, verdict, byId } = fields as Record<string, string>
  const followed = visaIdOf(letterId, step, {
    textHash: String(hash),
    round,
    verdict: String(verdict),
    byId: String(byId),
  })
  if (id !== followed || (verdict !== 'given' && verdict !== 'refused')) return 'invalid'
  if (verdict === 'given') return fields['reason'] === '' ? null : 'invalid'
  const returns = change.some((o) => o.entity === 'letter' && o.id === letterId && o.fields['state'] === 'returned')
  return returns && fields['reason'] !== '' ? null : 'invalid'
}

const isAuthor = (letter: Fields, userId: string): boolean =>
  authorsOf({ draftedById: String(letter['draftedById']), authors: letter['authors'] as string[] | null }).includes(
    userId,
  )

/**
 * W2, W3, asked again where it counts: a path asks each once and somebody who is here; a letter is returned by whoever signs or by a visa that was
 * refused; it is signed after all visas of its text, in one's own right or under a delegation that covers it on that day.
 */
export function refuseLetterStep(
  op: Judged,
  row: Fields | null,
  change: readonly Judged[],
  { actor }: Pusher,
  rows: OfficeRows,
): Why {
  if (op.entity !== 'letter' || !row || !actor) return null
  const to = op.fields['state']
  if (to === 'submitted') return isKnownPath(op.fields['visaPath'], rows) ? null : 'invalid'
  if (to === 'returned' && row['state'] === 'submitted' && !can(actor, 'letters:sign')) {
    const refused = change.some(
      (o) => o.entity === 'visa' && o.fields['letterId'] === op.id && o.fields['verdict'] === 'refused',
    )
    const at = Number(op.fields['returnedAt'])
    const day = dateOf(at, officeZone(rows))
    return refused || delegationFor(delegationsNow(rows), actor.userId, scopeOf(row, rows), day, at)
      ? null
      : 'forbidden'
  }
  if (to !== 'signed') return null
  if (visasMissing(askedOf(op.id, row), saidOf(op.id, rows)) > 0) return 'wrong-state'
  return refuseSignature(op, row, actor.userId, can(actor, 'letters:sign'), rows)
}

function isKnownPath(path: Plain | undefined, rows: OfficeRows): boolean {
  const steps = (path ?? []) as PathStep[]
  const known = (step: PathStep): boolean => step.kind !== 'person' || rows.row('user', step.id) !== undefined
  return isPath(steps) && steps.every(known)
}

function refuseSignature(op: Judged, row: Fields, userId: string, signsHere: boolean, rows: OfficeRows): Why {
  const all = delegationsNow(rows)
  const content = (row['content'] ?? {}) as Fields
  const signs = frozenSigns(op.fields['frozen'])
  const at = Number(op.fields['signedAt'])
  if (!signs) return signsHere && mayTypeFormula(all, userId, String(content['signatureMode'])) ? null : 'forbidden'
  const d = all.find(({ id }) => id === signs.under.id)
  const letter = scopeOf(row, rows)
  if (!d || d.toId !== userId || !inForce(d, dateOf(at, officeZone(rows)), at) || !covers(d, letter)) return 'forbidden'
  const carried = { ...provenValues('delegation', d.fields), proof: d.fields['proof'] ?? null }
  const said = signsAs(d, carried, content['secondLanguage'] as SecondLanguage)
  return canonical(signs as unknown as Plain) === canonical(said as unknown as Plain) ? null : 'invalid'
}

/** A letter as far as a delegation's scope asks. */
function scopeOf(row: Fields, rows: OfficeRows): InScope {
  const content = (row['content'] ?? {}) as Fields
  const unitId = rows.row('user', row['draftedById'])?.fields['unitId']
  return {
    kind: String(content['kind'] ?? 'letter'),
    level: String(content['level']),
    unitId: typeof unitId === 'string' ? unitId : null,
  }
}
