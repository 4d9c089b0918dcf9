import { EntryInput, typedNames, type Enclosure, type Entry, type EntryFile, type Typed } from '../../contract/register'
import type { RegisterKind } from '../../contract/books'
import { levelRank, type Channel, type Level, type Urgency } from '../../contract/values'
import { Party, type letterLanguages, type PartyRole } from '../../contract/parties'
import { deadlineProblem, noDeadline, type DeadlineForm } from '../deadlines/deadlineForm'
import type { ContactChoice } from '../community/choice'
import { readCount } from '../../domain/text/count'
import { saysUnreferenced } from '../../domain/register/said'
import { readHour } from '../../domain/text/typed-hour'
import { instantOf, type Zone } from '../../domain/text/zone'
import { bare, type FormParty } from './parties'

export type FormEnclosure = { title: string; kind: Enclosure['kind']; pages: string }
export type FormLink = { id: string; numberText: string; subject: string | null }

/** What the form has in a shape of its own, or never begins empty. */
const SHAPED = [
  ...(['letterDate', 'letterDateSaid', 'arrivalAt', 'correspondentId', 'reference', 'subject', 'channel'] as const),
  ...(['urgency', 'level', 'unitId', 'classId', 'enclosureCount', 'enclosures', 'replyToId'] as const),
  ...(['secondCopyOfId'] as const),
  ...(['parties', 'languages'] as const),
]
type PlainName = Exclude<keyof Typed, (typeof SHAPED)[number]>
/** The rest is registered as it is typed: a field that is added to the contract stands in the form by itself, empty. */
const plainNames = typedNames.filter((name): name is PlainName => !SHAPED.some((shaped) => shaped === name))
type Plain = Required<Pick<Typed, PlainName>>
const plainOf = (form: Plain): Plain =>
  Object.fromEntries(plainNames.map((name) => [name, form[name]])) as unknown as Plain
export const blank = Object.fromEntries(
  plainNames.map((name) => [name, EntryInput.shape[name].safeParse(null).success ? null : '']),
) as unknown as Plain

/** What stands in the form while it is typed: also the body of a draft, so plain data only. */
export type EntryForm = Plain & {
  id: string
  registerId: string
  channel: Channel | null
  urgency: Urgency
  level: Level
  arrivalDate: string | null
  arrivalHour: string
  letterDate: string | null
  /** The Hijri day on the letter, as typed. */
  letterDateSaid: string | null
  undated: boolean
  reference: string
  unreferenced: boolean
  correspondent: ContactChoice | null
  parties: FormParty[]
  /** A name that was typed and not taken from the list. */
  typedParties: Partial<Record<PartyRole, string>>
  languages: (typeof letterLanguages)[number][]
  subject: string
  sealed: boolean
  unitId: string | null
  /** Its class in the filing plan (R1). */
  classId: string | null
  /** The count written on the letter; `''` when it says nothing. */
  enclosureCount: string
  enclosures: FormEnclosure[]
  replyTo: FormLink | null
  secondCopyOf: FormLink | null
  /** Begins with the registration, from the day of arrival (W4). */
  deadline: DeadlineForm
  files: EntryFile[]
}

/** What the last entry leaves to the next: the mail comes in bundles of one kind. */
export type Sticky = { channel: Channel; unitId: string }
export type Now = { date: string; hour: string }

export function emptyForm(id: string, registerId: string, now: Now, sticky: Sticky | null): EntryForm {
  return {
    ...blank,
    id,
    registerId,
    channel: sticky?.channel ?? null,
    urgency: 'routine',
    level: 'ordinary',
    arrivalDate: now.date,
    arrivalHour: now.hour,
    // C1: never defaulted. The clerk types what is on the letter, or says "undated".
    letterDate: null,
    letterDateSaid: null,
    undated: false,
    reference: '',
    unreferenced: false,
    correspondent: null,
    parties: [],
    typedParties: {},
    languages: [],
    subject: '',
    sealed: false,
    unitId: sticky?.unitId ?? null,
    classId: null,
    enclosureCount: '',
    enclosures: [],
    replyTo: null,
    secondCopyOf: null,
    deadline: noDeadline(),
    files: [],
  }
}

/** F2: the same sender sends ten alike. What is on the paper itself (its date, its reference) is typed each time. */
export function duplicated(form: EntryForm, last: Entry): EntryForm {
  return {
    ...form,
    channel: last.channel,
    urgency: last.urgency,
    level: last.level,
    correspondent: last.correspondent
      ? {
          kind: 'contact',
          id: last.correspondent.id,
          nameAr: last.correspondent.nameAr,
          nameLatin: last.correspondent.nameLatin,
        }
      : { kind: 'anonymous' },
    parties: partiesIn(last),
    languages: [...(last.languages ?? [])],
    subject: last.subject ?? '',
    sealed: last.subject === null,
    unitId: last.unitId,
    classId: last.classId ?? null,
  }
}

/** What this version can put into a form; the rest stays with its entry. */
export const partiesIn = ({ named }: Pick<Entry, 'named'>): FormParty[] =>
  named.flatMap(({ names, ...one }) => {
    const party = Party.safeParse(one)
    return party.success ? [{ ...party.data, names }] : []
  })

/** A restored body may come from an older version: what it does not say takes its empty value. */
export function restored(body: Record<string, unknown>, empty: EntryForm): EntryForm {
  const known: Record<string, unknown> = { ...empty }
  for (const key of Object.keys(empty)) {
    const value = body[key]
    const expected = known[key]
    if (value === undefined) continue
    const fits =
      expected === null || value === null
        ? true
        : Array.isArray(expected) === Array.isArray(value) && typeof expected === typeof value
    if (fits) known[key] = value
  }
  return { ...(known as EntryForm), id: empty.id, registerId: empty.registerId }
}

/** Whether somebody has begun to type: only then is there something to keep. */
export const isBegun = (form: EntryForm): boolean =>
  form.correspondent !== null ||
  form.subject.trim() !== '' ||
  form.reference.trim() !== '' ||
  form.letterDate !== null ||
  plainNames.some((name) => (form[name] ?? '').trim() !== '') ||
  form.files.length > 0 ||
  form.parties.length > 0 ||
  form.enclosures.length > 0

export type FormField =
  | 'channel'
  | 'level'
  | 'arrival'
  | 'letterDate'
  | 'reference'
  | 'postmark'
  | 'correspondent'
  | 'parties'
  | 'subject'
  | 'unit'
  | 'enclosures'
  | 'deadline'
export type Problems = Partial<Record<FormField, string>>

/** What is missing before it may be registered (C2); values are keys of `register.problem`. */
export function problemsOf(form: EntryForm, kind: RegisterKind): Problems {
  const problems: Problems = {}
  if (!form.channel) problems.channel = 'missing'
  if (form.sealed && levelRank(form.level) < levelRank('confidential')) problems.level = 'sealedLevel'
  if (!form.arrivalDate) problems.arrival = 'date'
  else if (!readHour(form.arrivalHour)) problems.arrival = 'hour'
  if (!form.letterDate && !form.undated) problems.letterDate = 'letterDate'
  if (!form.reference.trim() && !form.unreferenced) problems.reference = 'reference'
  if (!form.correspondent) problems.correspondent = kind === 'outgoing' ? 'addressee' : 'sender'
  if (Object.values(form.typedParties).some((typed) => typed.trim() !== '')) problems.parties = 'party'
  if (!form.subject.trim() && !form.sealed) problems.subject = 'subject'
  if (!form.unitId) problems.unit = 'missing'
  if (countOf(form) === null) problems.enclosures = 'enclosureCount'
  else if (form.enclosures.some((one) => !one.title.trim())) problems.enclosures = 'enclosureTitle'
  else if (form.enclosures.some((one) => one.pages.trim() !== '' && pagesOf(one.pages) === null))
    problems.enclosures = 'enclosurePages'
  if (deadlineProblem(form.deadline, form.arrivalDate) !== null) problems.deadline = 'deadline'
  return problems
}

export const pagesOf = (typed: string): number | null => {
  const pages = readCount(typed)
  return pages !== null && pages > 0 && pages <= 9999 ? pages : null
}
/** What the letter says, never another number; only where it says nothing, as many as are listed. Null when it is no count. */
function countOf(form: EntryForm): number | null {
  if (!form.enclosureCount.trim()) return form.enclosures.length
  const stated = readCount(form.enclosureCount)
  return stated !== null && stated <= 999 ? stated : null
}

/** What is known so far, for the duplicate and date check: never more than stands in the form. */
export function partialInput(form: EntryForm, zone: Zone): Partial<EntryInput> & { id: string } {
  const hour = readHour(form.arrivalHour)
  const partial: Partial<EntryInput> & { id: string } = { id: form.id, registerId: form.registerId }
  if (form.letterDate || form.undated) partial.letterDate = form.undated ? null : form.letterDate
  if (form.arrivalDate && hour) partial.arrivalAt = instantOf(form.arrivalDate, hour, zone)
  if (form.correspondent?.kind === 'contact') partial.correspondentId = form.correspondent.id
  if (form.reference.trim() && !form.unreferenced) partial.reference = form.reference.trim()
  if (form.files.length > 0) partial.fileIds = form.files.map((file) => file.id)
  return partial
}

/** The form as it is registered; call it only when `problemsOf` finds nothing. */
export function inputOf(form: EntryForm, zone: Zone): EntryInput | null {
  const hour = readHour(form.arrivalHour)
  const count = countOf(form)
  if (!form.channel || !form.arrivalDate || !hour || !form.correspondent || !form.unitId || count === null) return null
  return {
    ...plainOf(form),
    id: form.id,
    registerId: form.registerId,
    letterDate: form.undated ? null : form.letterDate,
    ...(form.letterDateSaid && !form.undated && { letterDateSaid: form.letterDateSaid }),
    arrivalAt: instantOf(form.arrivalDate, hour, zone),
    correspondentId: form.correspondent.kind === 'contact' ? form.correspondent.id : null,
    reference: form.unreferenced || saysUnreferenced(form.reference) ? null : form.reference.trim(),
    parties: form.parties.map(bare),
    languages: form.languages,
    subject: form.sealed ? null : form.subject.trim(),
    channel: form.channel,
    urgency: form.urgency,
    level: form.level,
    unitId: form.unitId,
    classId: form.classId,
    enclosureCount: count,
    enclosures: form.enclosures.map((one) => ({ title: one.title.trim(), kind: one.kind, pages: pagesOf(one.pages) })),
    replyToId: form.replyTo?.id ?? null,
    secondCopyOfId: form.secondCopyOf?.id ?? null,
    fileIds: form.files.map((file) => file.id),
  }
}
