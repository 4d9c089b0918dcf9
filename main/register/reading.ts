import { AppError } from '../../contract/errors'
import type { Actor } from '../../contract/permissions'
import { typedNames, type Entry, type EntryCheck, type EntryInput, type Typed } from '../../contract/register'
import type { Act } from '../../contract/books'
import type { Names } from '../../contract/values'
import { destroyedAmong } from '../../db/disposal/destroyed'
import { filesOfEntry, toEntryFile } from '../../db/documents/files'
import { actsOfEntry } from '../../db/register/acts'
import { contactById } from '../../db/community/contacts'
import { displayName, statusOf, type EntryRecord } from '../../db/register/entries'
import { heldBook, bookById } from '../../db/register/books'
import { timeIn, yearOf } from '../../domain/register/clock'
import type { Reader } from '../../db/core/sql'
import { paperOf } from '../../db/register/paper'
import { partiesOf } from '../../db/register/parties'
import { linkedEntry, repliesTo, sameFile, sameReference, toLink } from '../../db/register/reads'
import { registerById } from '../../db/register/registers'
import { isPending } from '../../db/outbox/queue'
import { fromRow } from '../../db/outbox/rows'
import { unitById } from '../../db/units/units'
import { namesOn } from '../../domain/units/tree'
import { personById } from '../../db/session/people'
import { maySee, seenRow } from '../../db/visibility/sight'
import { cardsKeptFrom } from '../../db/walls/walls'
import { shownLevel } from '../../domain/visibility'
import { dateWarnings } from '../../domain/register/entry'
import { nextSeq, printNumber } from '../../domain/register/numbering'
import { dateOf, zoneOf } from '../../domain/text/zone'
import { saidDate } from '../../domain/text/typed-date'
import type { Desk } from '../desk'
import { languageOf } from '../session/preferences'
import { bookOfClock, checkOpen, checkStanding } from './books'

const NOBODY: Names = { ar: '—', fr: '—', en: '—', es: '—' }

/** The row, if this person may see it; a hidden one is not found (A2). */
export async function readable(desk: Desk, actor: Actor, id: string): Promise<EntryRecord> {
  const entry = await seenRow<EntryRecord>(desk.db.read, actor, 'entry', id)
  if (!entry) throw new AppError('not-found')
  return entry
}

export async function getEntry(desk: Desk, actor: Actor, id: string): Promise<Entry> {
  const read = desk.db.read
  const e = await readable(desk, actor, id)
  const [
    register,
    book,
    unit,
    correspondent,
    files,
    acts,
    replies,
    registeredBy,
    cancelledBy,
    replyTo,
    copied,
    letter,
    parties,
  ] = await Promise.all([
    registerById(read, e.registerId),
    bookById(read, e.bookId),
    unitById(read, e.unitId),
    e.correspondentId === null ? undefined : contactById(read, actor, e.correspondentId),
    filesOfEntry(read, id),
    actsOfEntry(read, id),
    repliesTo(read, actor, e),
    personById(read, e.registeredById),
    e.cancelledById === null ? undefined : personById(read, e.cancelledById),
    linkedEntry(read, actor, e.replyToId),
    linkedEntry(read, actor, e.secondCopyOfId),
    e.letterId !== null && maySee(read, actor, 'letter', e.letterId),
    partiesOf(read, [id]),
  ])
  if (!register || !book) throw new AppError('not-found')
  const fields = typedIn(e)
  const hidden = await cardsKeptFrom(read, actor)
  const destroyed = await destroyedAmong(
    read,
    files.map((file) => file.id),
  )
  return {
    ...fields,
    id: e.id,
    registerId: e.registerId,
    kind: register.kind,
    number: { register: register.code, year: e.year, desk: book.desk, seq: e.seq },
    numberText: e.numberText,
    registeredAt: e.registeredAt,
    businessDate: e.businessDate,
    registeredById: e.registeredById,
    registeredByNames: registeredBy?.names ?? NOBODY,
    letterDateSaid: saidDate(e),
    correspondent: correspondent
      ? {
          id: correspondent.id,
          kind: correspondent.kind,
          nameAr: correspondent.nameAr.full,
          nameLatin: correspondent.nameLatin.full,
        }
      : null,
    parties: fields.parties ?? null,
    languages: fields.languages ?? null,
    named: parties.get(id) ?? [],
    level: shownLevel(e.level),
    unitNames: unit ? namesOn(unit, e.businessDate) : NOBODY,
    // A2: what it points at is named to who may see that too.
    replyToId: replyTo?.id ?? null,
    secondCopyOfId: copied?.id ?? null,
    letterId: letter ? e.letterId : null,
    paper: e.paperNumber === null ? null : await paperFacts(read, e, acts),
    status: statusOf(e, replies.length > 0),
    cancellation:
      e.cancelledAt === null
        ? null
        : { at: e.cancelledAt, byNames: cancelledBy?.names ?? NOBODY, reason: e.cancelReason ?? '' },
    replyTo: replyTo ? toLink(replyTo) : null,
    answeredBy: replies.map(toLink),
    files: files.map((file) => toEntryFile(file, destroyed.has(file.id))),
    acts: acts.map((a): Act => ({
      id: a.id,
      kind: a.kind as Act['kind'],
      at: a.at,
      userNames: a.userNames === null ? null : (JSON.parse(a.userNames) as Names),
      detail: withoutCards(detailOf(a.kind, a.body), hidden),
      link: a.link,
    })),
    pending: await isPending(read, id),
  }
}

/** Of a transcribed entry: what stands on paper, and from where it was brought in. */
async function paperFacts(
  read: Reader,
  e: EntryRecord,
  acts: readonly { kind: string; at: number; body: string | null }[],
): Promise<Entry['paper']> {
  const act = acts.find(({ kind }) => kind === 'registration')
  const { paperLine } = JSON.parse(act?.body ?? '{}') as { paperLine?: unknown }
  const paper = await paperOf(read, e.bookId)
  return {
    ...{ number: e.paperNumber ?? '', page: e.paperPage, file: paper?.file ?? '', at: act?.at ?? paper?.at ?? 0 },
    line: typeof paperLine === 'number' ? paperLine : null,
  }
}

function typedIn(record: EntryRecord): Typed {
  const fields = fromRow('entry', record)
  return Object.fromEntries(typedNames.map((name) => [name, fields[name]])) as Typed
}

/** What the timeline tells of an act; a registration's body is the entry itself and is not repeated. */
function detailOf(kind: string, body: string | null): Record<string, unknown> | null {
  if (body === null || kind === 'registration') return null
  return JSON.parse(body) as Record<string, unknown>
}

/** P4: who stood on it before it was corrected may be behind a wall since. */
function withoutCards(
  detail: Record<string, unknown> | null,
  hidden: ReadonlySet<string>,
): Record<string, unknown> | null {
  if (detail === null || hidden.size === 0) return detail
  const isHidden = (value: unknown): boolean =>
    typeof value === 'string'
      ? hidden.has(value)
      : typeof value === 'object' && value !== null && hidden.has(String((value as { id?: unknown }).id))
  return Object.fromEntries(
    Object.entries(detail).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.filter((one) => !isHidden(one)) : isHidden(value) ? null : value,
    ]),
  )
}

/** What the next number would be; it is given only at registration (N2). */
export async function previewNumber(
  desk: Desk,
  registerId: string,
): Promise<{ numberText: string; businessDate: string; at: number }> {
  const read = desk.db.read
  const register = await registerById(read, registerId)
  const held = await heldBook(read, registerId, desk.device.id)
  if (!register || !held) {
    const year = yearOf(dateOf(desk.clock.now(), zoneOf(desk.office)))
    throw new AppError('no-book', { register: register?.kind ?? '', year })
  }
  checkStanding(register)
  const { book, said } = await bookOfClock(desk, read, held)
  const at = timeIn(book.lastAt, said.now)
  const businessDate = dateOf(at, zoneOf(desk.office))
  const year = yearOf(businessDate)
  if (year <= book.year) await checkOpen(read, book, businessDate, register.kind)
  const seq =
    year > book.year
      ? 1
      : nextSeq({
          register: register.kind,
          year: book.year,
          state: book.state,
          opening: book.opening,
          lastSeq: book.lastSeq,
        })
  const numberText = printNumber(register.pattern, {
    register: register.code,
    year: Math.max(year, book.year),
    desk: book.desk,
    seq,
  })
  return { numberText, businessDate, at }
}

/** C1, C3: what the clerk is told before saving; none of it refuses. */
export async function checkEntry(
  desk: Desk,
  actor: Actor,
  draft: Partial<EntryInput> & { id: string },
): Promise<EntryCheck> {
  const read = desk.db.read
  const language = await languageOf(read, actor)
  const found: EntryCheck['duplicates'] = []
  const add = (
    reason: EntryCheck['duplicates'][number]['reason'],
    rows: Awaited<ReturnType<typeof sameFile>>,
  ): void => {
    for (const r of rows) {
      if (found.some((f) => f.entry.id === r.id)) continue
      found.push({ entry: toLink(r), correspondent: displayName(r, language), businessDate: r.businessDate, reason })
    }
  }
  if (draft.reference && draft.correspondentId) {
    const { id, reference, correspondentId, letterDate = null } = draft
    add('reference', await sameReference(read, actor, { id, reference, correspondentId, letterDate }))
  }
  if (draft.fileIds?.length) add('file', await sameFile(read, actor, { id: draft.id, fileIds: draft.fileIds }))
  const warnings =
    draft.arrivalAt === undefined
      ? []
      : dateWarnings(
          { letterDate: draft.letterDate ?? null, arrivalAt: draft.arrivalAt },
          desk.clock.now(),
          zoneOf(desk.office),
        )
  return { duplicates: found, warnings }
}
