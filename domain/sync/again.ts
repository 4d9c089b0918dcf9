import type { Operation, Outcome } from '../../contract/wire'
import { descriptor, isEntity } from '../entities'
import { isClosing } from '../register/closing'
import { givesPower } from '../trust/powers'

/** What a parked change said, step by step. */
export type Said = Pick<Operation, 'entity' | 'id' | 'kind' | 'fields' | 'user'>
type Reason = NonNullable<Outcome['reason']>

/**
 * How a change the server did not take is said again. What took a number, or a place of its own in a book, is said under the same
 * ids, so that nothing is ever numbered twice (N3); what changes an entry becomes a new act on today's row (I2); the rest is
 * written on today's row.
 */
export type Way = 'registration' | 'correction' | 'cancellation' | 'rescan' | 'description' | 'rows'

const ofAct: Partial<Record<string, Way>> = {
  correction: 'correction',
  cancellation: 'cancellation',
  rescan: 'rescan',
  description: 'description',
}

/** Null: not by trying again. Rights, keys, pens and steps of a letter are given where they are given, by whoever may. */
export function wayAgain(steps: readonly Said[]): Way | null {
  const acts = steps.filter((s) => s.entity === 'act')
  if (steps.some((s) => s.entity === 'conflict')) return null
  // What was closed is closed anew by whoever may: its place in the chain is taken (I4).
  if (acts.some((act) => isClosing(act.fields['kind']))) return null
  // Two people say again what was no word of two (N1).
  if (steps.every((step) => step.entity === 'act' && step.fields['kind'] === 'confirmation')) return null
  if (acts.length > 0) {
    const ways = new Set(acts.map((act) => ofAct[String(act.fields['kind'])] ?? 'registration'))
    const [way] = ways
    return ways.size === 1 && way ? way : null
  }
  return steps.length > 0 && steps.every(isPlain) ? 'rows' : null
}

function isPlain({ entity, kind, fields, user }: Said): boolean {
  if (user === null) return false
  switch (entity) {
    case 'device':
      return kind === 'patch'
    case 'letter':
      return kind === 'create' || (!('state' in fields) && 'content' in fields)
    case 'file':
    case 'conflict':
      return false
    // Cards, units, registers, and whatever a later version adds that gives no power and stands in no book.
    default:
      return isEntity(entity) && !givesPower(entity) && descriptor(entity).stays !== 'in-held-book'
  }
}

/** Nothing on the way can make it succeed: the same would come to the same. */
const HOPELESS: readonly Reason[] = ['too-large', 'fixed-field', 'code-taken']

/** Whose word it is: nobody takes a number, or brings a page, in another person's name. */
const ownOnly = (way: Way): boolean => way === 'registration' || way === 'rescan' || way === 'description'

export type Refused = 'elsewhere' | 'same-again' | 'own-only'

/** Why this person cannot have it tried again; null when they can. Whether it may be done is asked then, by the usual rules. */
export function refusedAgain(
  steps: readonly Said[],
  reason: Outcome['reason'],
  userId: string,
): { way: Way; refused: null } | { way: null; refused: Refused } {
  const way = wayAgain(steps)
  if (way === null) return { way, refused: 'elsewhere' }
  // The book went on under another pen: its place in the chain is somebody else's.
  if (way === 'registration' && reason === 'stale-pen') return { way: null, refused: 'elsewhere' }
  if (reason !== null && HOPELESS.includes(reason)) return { way: null, refused: 'same-again' }
  if (ownOnly(way) && steps.some((s) => s.user !== userId)) return { way: null, refused: 'own-only' }
  return { way, refused: null }
}

export type MendForm = 'contact' | 'letter' | 'correction'

/** The form in which what was written can be mended and saved anew. */
export function mendForm(steps: readonly Said[]): { form: MendForm; id: string } | null {
  const way = wayAgain(steps)
  // Who corrected a card is said anew with what is corrected anew.
  const [first, ...more] = steps.filter((s) => s.entity !== 'cardChange')
  if (way === 'correction') {
    const [act, second] = steps.filter((s) => s.entity === 'act')
    const entryId = act?.fields['entryId']
    return typeof entryId === 'string' && !second ? { form: 'correction', id: entryId } : null
  }
  if (way !== 'rows' || !first || more.length > 0) return null
  if (first.entity === 'contact') return { form: 'contact', id: first.id }
  return first.entity === 'letter' && 'content' in first.fields ? { form: 'letter', id: first.id } : null
}

const BESIDE = new Set(['act', 'file', 'conflict', 'cardChange'])
/** The step a person knows the change by: the entry, the letter, the card; never its act or its page. */
export const mainStep = <S extends Pick<Said, 'entity'>>(steps: readonly S[]): S | undefined =>
  steps.find((s) => s.entity === 'entry') ?? steps.find((s) => !BESIDE.has(s.entity)) ?? steps[0]
