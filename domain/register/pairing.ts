import type { Fields, Operation, Plain } from '../../contract/wire'
import { canonical } from '../sync/canonical'

type Step = Pick<Operation, 'entity' | 'id' | 'kind' | 'fields' | 'user'>

/**
 * An act never lands without its row, nor a row of the register without its act (I2, I5): within one change every registration,
 * description, correction and cancellation is said twice, in the chain and in the row, and both say the same. Asked by the server; the desk's
 * services write them so.
 */
export function paired(steps: readonly Step[]): boolean {
  const acts = steps.filter((s) => s.entity === 'act' && s.kind === 'create')
  const bodies = new Map(acts.map((act) => [act, bodyOf(act)]))
  const said = (entryId: string, kinds: readonly string[]): Step[] =>
    acts.filter((a) => a.fields['entryId'] === entryId && kinds.includes(String(a.fields['kind'])))
  for (const step of steps) {
    if (step.entity === 'book' && !bookHasAct(step, acts)) return false
    if (step.entity !== 'entry') continue
    const { id, fields } = step
    if (step.kind === 'create') {
      const [act, another] = said(id, ['registration'])
      if (!act || another || act.fields['seq'] !== fields['seq'] || !covers(bodies.get(act), fields)) return false
    } else if (
      !said(id, ['correction', 'cancellation', 'description']).some((act) => explains(act, bodies.get(act), fields))
    )
      return false
  }
  return (
    steps.every((s) => pageIsNamed(s, steps)) &&
    acts.every((act) => hasRow(act, bodies.get(act), steps)) &&
    steps.every((s) => fileHasAct(s, acts)) &&
    lettersFit(steps)
  )
}

/** N7: a book passes on by a recorded act, and is opened by one (N6). */
const bookHasAct = ({ id, kind, fields }: Step, acts: readonly Step[]): boolean => {
  if (kind !== 'create' && !('holderId' in fields)) return true
  const wanted = kind === 'create' ? 'opening' : 'handover'
  return acts.some((a) => a.fields['bookId'] === id && a.fields['kind'] === wanted)
}

/** A scan comes with the act that says so; the page of a letter that was issued is its PC's own (I3). */
const fileHasAct = (step: Step, acts: readonly Step[]): boolean =>
  step.entity !== 'file' ||
  step.kind !== 'create' ||
  acts.some(
    (a) =>
      a.fields['entryId'] === step.fields['entryId'] &&
      ['registration', 'rescan', 'description'].includes(String(a.fields['kind'])),
  ) ||
  step.user === null

/** Made in the background by the PC that issued it: the letter's row names it in the same change. */
const pageIsNamed = (step: Step, steps: readonly Step[]): boolean =>
  step.entity !== 'file' ||
  step.user !== null ||
  steps.some((s) => s.entity === 'letter' && s.fields['pdfFileId'] === step.id)

/** W2: a letter is issued with its number, and a letter's number is given with its issue. */
function lettersFit(steps: readonly Step[]): boolean {
  const issued = steps.filter((s) => s.entity === 'letter' && s.fields['state'] === 'issued')
  const entries = steps.filter((s) => s.entity === 'entry' && s.kind === 'create' && s.fields['letterId'] !== null)
  return (
    issued.every((l) => entries.some((e) => e.id === l.fields['issuedEntryId'] && e.fields['letterId'] === l.id)) &&
    entries.every((e) => issued.some((l) => l.id === e.fields['letterId'] && l.fields['issuedEntryId'] === e.id))
  )
}

function hasRow(act: Step, body: Fields | undefined, steps: readonly Step[]): boolean {
  const { kind, entryId, bookId } = act.fields
  const rows = (entity: string, fits: (s: Step) => boolean): boolean =>
    steps.some((s) => s.entity === entity && fits(s))
  switch (kind) {
    case 'registration':
      return rows('entry', (s) => s.kind === 'create' && s.id === entryId)
    case 'correction':
    case 'description':
    case 'cancellation':
      return rows('entry', (s) => s.kind === 'patch' && s.id === entryId && explains(act, body, s.fields))
    case 'rescan':
      return rows('file', (s) => s.fields['entryId'] === entryId)
    case 'opening':
      return rows('book', (s) => s.id === bookId)
    case 'handover':
      return rows('book', (s) => s.id === bookId && s.fields['holderId'] === act.fields['deviceId'])
    // The clock's confirmation belongs to the registration it was asked for; a void number is the act alone; kinds of a newer
    // version are that version's to pair.
    default:
      return true
  }
}

/** The row shows what the act says: nothing more, nothing less. */
function explains(act: Step, body: Fields | undefined, fields: Fields): boolean {
  if (!body) return false
  const { proof: _signed, ...shown } = fields
  if (act.fields['kind'] === 'cancellation')
    return (
      shown['cancelReason'] === body['reason'] &&
      shown['cancelledById'] === act.fields['userId'] &&
      Object.keys(shown).every((name) => ['cancelledAt', 'cancelledById', 'cancelReason'].includes(name))
    )
  // D2: said once, of what was numbered first; the row knows when (domain/entities/entry.ts asks whether it may).
  if (act.fields['kind'] === 'description')
    return 'describedAt' in shown && canonical(shown) === canonical(body['fields'] as Plain)
  const { field } = body
  return typeof field === 'string' && canonical(shown) === canonical({ [field]: body['after'] as Plain })
}

/** A registration's body is the entry itself; the cancellation and its proof are not in it yet. */
const covers = (body: Fields | undefined, fields: Fields): boolean =>
  body !== undefined &&
  Object.entries(fields).every(
    ([name, value]) => name === 'proof' || canonical(body[name] ?? null) === canonical(value),
  )

function bodyOf(act: Step): Fields | undefined {
  const { body } = act.fields
  if (typeof body !== 'string') return undefined
  try {
    const parsed: unknown = JSON.parse(body)
    return parsed !== null && typeof parsed === 'object' && !Array.isArray(parsed) ? (parsed as Fields) : undefined
  } catch {
    return undefined
  }
}
