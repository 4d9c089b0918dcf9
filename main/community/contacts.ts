import type { Handlers } from '../../contract/define'
import type {
  community,
  Contact,
  ContactHit,
  ContactInput,
  PersonName,
  SearchHit,
  search,
} from '../../contract/community'
import type { Language } from '../../contract/values'
import { contactKinds } from '../../contract/community'
import { AppError } from '../../contract/errors'
import type { Actor } from '../../contract/permissions'
import type { Fields } from '../../contract/wire'
import { contactById, contactHits, newestContacts, timelineOf } from '../../db/community/contacts'
import { cardsOneWith } from '../../db/community/sameness'
import { createRow, patchRow } from '../../db/outbox/changes'
import { indexContacts, indexEntries } from '../../db/search/documents'
import { entriesOfRenamed } from '../../db/search/renamed'
import { entryHits, type EntryHit } from '../../db/search/hits'
import { findDocuments } from '../../db/search/search'
import { nameFor } from '../../domain/community/name'
import { changedSince } from '../../domain/sync/based'
import { digits, type DigitSet } from '../../domain/text/digits'
import { stampOf, type Ctx, type Desk } from '../desk'
import { recordListing } from '../security/listing'
import { findCards, soundingLike } from './finding'
import { readerOf } from '../session/preferences'
import { duplicateHandlers } from './duplicates'
import { relationHandlers } from './relations'
import { samenessHandlers } from './sameness'

/** P1: the whole name in a script, from its parts when only they were given. */
function completed(name: PersonName): PersonName {
  return name.full ? name : { ...name, full: [name.given, name.father, name.family].filter(Boolean).join(' ') }
}

/** Creates or changes a card; its newest entries are found by the new name at once, the older ones soon. @throws invalid-input when it has no name at all */
export async function saveContact(
  desk: Desk,
  actor: Actor,
  { basedOn, ...input }: ContactInput & { basedOn?: Partial<ContactInput> | undefined },
): Promise<Contact> {
  const { id, ...typed } = { ...input, nameAr: completed(input.nameAr), nameLatin: completed(input.nameLatin) }
  if (!typed.nameAr.full && !typed.nameLatin.full) throw new AppError('invalid-input', { field: 'nameAr' })
  const stamp = stampOf(desk, actor)
  const touched = await desk.db.write(async (tx) => {
    const known = await contactById(tx, actor, id)
    if (!known) {
      if (!contactKinds.includes(typed.kind)) throw new AppError('invalid-input', { field: 'kind' })
      await createRow(tx, 'contact', id, { ...typed, createdAt: stamp.at }, stamp)
      await indexContacts(tx, [id])
      return []
    }
    const { kind: _fixed, ...changeable } = typed
    await patchRow(tx, 'contact', id, changedSince(changeable, basedOn as Fields | undefined, known as Fields), stamp)
    await indexContacts(tx, [id])
    const entries = await entriesOfRenamed(tx, [id])
    await indexEntries(tx, entries)
    return entries
  })
  desk.schedule?.soon('index')
  desk.emit('community', 'changed', { ids: [id] })
  if (touched.length > 0) desk.emit('register', 'changed', { ids: touched })
  return getContact(desk, actor, id)
}

async function getContact(desk: Desk, actor: Actor, id: string): Promise<Contact> {
  const contact = await contactById(desk.db.read, actor, id)
  if (!contact) throw new AppError('not-found')
  return contact
}

export const communityHandlers: Handlers<typeof community, Ctx> = {
  find: ({ desk, actor }, { text, kind, limit, after }) =>
    text ? findCards(desk, actor, { text, kind, limit }) : newestContacts(desk.db.read, actor, kind, limit, after),
  get: ({ desk, actor }, { id }) => getContact(desk, actor, id),
  timeline: async ({ desk, actor }, { id, limit }) => {
    const items = await timelineOf(desk.db.read, actor, await cardsOneWith(desk.db.read, actor, id), limit)
    const seen = items.map(({ entryId }) => entryId)
    await recordListing(desk, actor, 'entry', seen)
    return items
  },
  save: ({ desk, actor }, input) => saveContact(desk, actor, input),
  ...relationHandlers,
  ...samenessHandlers,
  ...duplicateHandlers,
}

export const searchHandlers: Handlers<typeof search, Ctx> = {
  everywhere: async ({ desk, actor }, { text, limit }) => {
    const { read } = desk.db
    const written = await findDocuments(read, actor, text, null, limit + 1)
    // What is written so first; then who is called so in another spelling, and what came from them or went to them.
    const found = [...written, ...(await soundingLike(desk, actor, text, written, limit + 1))]
    const shown = found.slice(0, limit)
    const of = (entity: 'entry' | 'contact'): string[] =>
      shown.flatMap((one) => (one.entity === entity ? [one.rowId] : []))
    const reader = await readerOf(read, actor)
    const entries = await entryHits(read, of('entry'), reader.language)
    const contacts = new Map((await contactHits(read, actor, of('contact'))).map((one) => [one.id, one]))
    await recordListing(desk, actor, 'entry', [...entries.keys()])
    const hits = shown.map(({ rowId, at }) => {
      const [entry, contact] = [entries.get(rowId), contacts.get(rowId)]
      return entry ? entryLine(entry, at, reader.digits) : contact ? contactLine(contact, at, reader.language) : null
    })
    return { hits: hits.filter((hit) => hit !== null), more: found.length > limit }
  },
}

const entryLine = (entry: EntryHit, at: number, set: DigitSet): SearchHit => ({
  id: entry.id,
  kind: 'entry',
  title: entry.subject ?? '',
  detail: [digits(entry.numberText, set), entry.correspondent, entry.reference].filter(Boolean).join(' · '),
  at,
  cancelled: entry.cancelled,
})

function contactLine(contact: ContactHit, at: number, language: Language): SearchHit {
  const { name: title, other } = nameFor(contact, language)
  const detail = [other, contact.description, contact.city].filter(Boolean).join(' · ')
  return { id: contact.id, kind: contact.kind, title, detail, at, cancelled: false }
}
