import { AppError } from '../../contract/errors'
import type { LetterContent, LetterState } from '../../contract/letters'
import { can, type Actor } from '../../contract/permissions'
import type { Fields, Plain } from '../../contract/wire'
import { canonical } from '../sync/canonical'
import { kindRules } from './kinds'
import { kindOf, sidesOf } from './layout'
import { stepOf, type LetterStep } from './states'

type Stands = {
  state: LetterState
  draftedById: string
  authors: readonly string[] | null
  signedById: string | null
}

/** Everybody who wrote in it. */
export const authorsOf = (letter: Pick<Stands, 'draftedById' | 'authors'>): string[] => [
  ...new Set([letter.draftedById, ...(letter.authors ?? [])]),
]

/**
 * Whether this person may take this step now. @throws letter-frozen · letter-not-submitted · letter-not-signed · own-draft ·
 * forbidden
 */
export function checkStep(
  actor: Actor,
  letter: Stands,
  to: LetterState,
  ownApprovalAllowed: boolean,
  /** Somebody's word gives them the step although their role does not: a delegation (W3), a visa that was asked (W2). */
  allowed = false,
): void {
  const step = stepOf(letter.state, to)
  if (!step) throw new AppError(refusalOf(letter.state, to))
  if (!can(actor, step.needs) && !(allowed && can(actor, 'letters:approve'))) throw new AppError('forbidden')
  if (!isWho(actor.userId, letter, step, ownApprovalAllowed))
    throw new AppError(step.who === 'another' ? 'own-draft' : 'forbidden')
}

function isWho(userId: string, letter: Stands, { who }: LetterStep, ownApprovalAllowed: boolean): boolean {
  if (who === 'author') return authorsOf(letter).includes(userId)
  // A4: whoever rewrote a draft does not sign it either; a post of two people may say otherwise.
  if (who === 'another') return ownApprovalAllowed || !authorsOf(letter).includes(userId)
  if (who === 'signer') return letter.signedById === userId
  return true
}

function refusalOf(from: LetterState, to: LetterState): 'letter-frozen' | 'letter-not-submitted' | 'letter-not-signed' {
  if (from === 'signed' || from === 'issued' || from === 'void') return 'letter-frozen'
  if (to === 'issued' || to === 'void') return 'letter-not-signed'
  return from === 'submitted' ? 'letter-frozen' : 'letter-not-submitted'
}

/** What a letter needs before somebody is asked to sign it, in the languages it prints. @throws letter-incomplete { part } */
export function checkComplete(content: LetterContent): void {
  const missing = (part: string): never => {
    throw new AppError('letter-incomplete', { part })
  }
  const sides = sidesOf(content)
  const lacks = (text: { ar: string; other: string }): boolean => sides.every((side) => !text[side])
  const { subject, secondLanguage, signerTitle } = content
  const rule = kindRules[kindOf(content)]
  const [ofSubject, ofTitle] = [
    { ar: 'subjectAr', other: { fr: 'subjectFr', en: 'subjectEn', es: 'subjectEs' }[secondLanguage] },
    { ar: 'signerTitleAr', other: 'signerTitleOther' },
  ]
  if (lacks(subject)) missing('subject')
  for (const side of sides) if (!subject[side]) missing(ofSubject[side])
  // A note verbale says in its own words to whom, in each of its languages.
  const unnamed = rule.initialled ? sides.some((side) => !content.addressee[side]) : lacks(content.addressee)
  if (rule.addressee && unnamed) missing('addressee')
  const written = content.paragraphs.filter((p) => !lacks(p))
  if (written.length === 0) missing('paragraphs')
  // Two languages say the same: a paragraph that stands alone was forgotten.
  for (const side of sides) if (written.some((p) => !p[side])) missing(side)
  if (rule.enclosures && content.enclosures.every(lacks)) missing('enclosures')
  // W3: a formula says in whose name somebody signs, and never stands without who that is.
  if (content.signatureMode !== 'own' && !rule.initialled)
    for (const side of sides) if (!signerTitle?.[side]) missing(ofTitle[side])
}

/**
 * The same of a patch that comes from a desk, judged from what its writer had before: the step exists, the person may take it, and
 * it writes what the step writes and nothing else. @returns null when it is in order
 */
export function letterPatch(
  actor: Actor,
  before: Fields,
  written: Fields,
  ownApprovalAllowed: boolean,
): 'forbidden' | 'wrong-state' | null {
  const from = String(before['state'])
  const to = 'state' in written ? String(written['state']) : from
  const step = stepOf(from, to)
  if (!step || Object.keys(written).some((name) => !step.writes.includes(name))) return 'wrong-state'
  const letter: Stands = {
    state: from as LetterState,
    draftedById: String(before['draftedById']),
    authors: strings(before['authors'] ?? null),
    signedById: (before['signedById'] ?? null) as string | null,
  }
  // A number that was given is never taken back because somebody's rights changed meanwhile: there the pen decides (N7).
  // Signed under a delegation (W3), or returned by a visa that was refused (W2): the server asks for either besides.
  const byOthersWord = to === 'signed' || (from === 'submitted' && to === 'returned')
  const needs = to === 'issued' || can(actor, step.needs) || (byOthersWord && can(actor, 'letters:approve'))
  if (!needs || !isWho(actor.userId, letter, step, ownApprovalAllowed)) return 'forbidden'
  if (to === 'signed' && written['signedById'] !== actor.userId) return 'forbidden'
  if ((written['returnedById'] ?? actor.userId) !== actor.userId) return 'forbidden'
  if (
    'content' in written &&
    !namesAuthors(letter, actor.userId, strings(written['authors'] ?? before['authors'] ?? null))
  )
    return 'forbidden'
  return null
}

/** Whoever writes is among the authors from then on, and nobody leaves them. */
const namesAuthors = (letter: Stands, userId: string, now: readonly string[]): boolean =>
  [...authorsOf(letter), userId].every((id) => id === letter.draftedById || now.includes(id))

const strings = (value: Plain): string[] =>
  Array.isArray(value) ? value.filter((v): v is string => typeof v === 'string') : []

/** A letter begins as nobody's but its author's draft. */
export function letterCreation(userId: string, fields: Fields): boolean {
  const empty = [
    'returnedAt',
    'returnedById',
    'visaPath',
    'signedAt',
    'signedById',
    'frozen',
    'frozenHash',
    'signature',
    'issuedEntryId',
    'pdfFileId',
    'proof',
  ]
  const authors = strings(fields['authors'] ?? null)
  return (
    fields['state'] === 'draft' &&
    fields['draftedById'] === userId &&
    authors.every((id) => id === userId) &&
    empty.every((name) => canonical(fields[name] ?? null) === 'null')
  )
}
