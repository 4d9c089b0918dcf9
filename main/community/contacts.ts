import type { Handlers } from '../../contract/define'
import type { community, Contact, ContactInput, PersonName, SearchHit, search } from '../../contract/community'
import { contactKinds } from '../../contract/community'
import { AppError } from '../../contract/errors'
import type { Actor } from '../../contract/permissions'
import type { Fields } from '../../contract/wire'
import { contactById, contactHits, newestContacts, timelineOf } from '../../db/community/contacts'
import { createRow, patchRow } from '../../db/outbox/changes'
import { entryRecord } from '../../db/register/entries'
import { indexContacts, indexEntries } from '../../db/search/documents'
import { entriesOfRenamed } from '../../db/search/renamed'
import { findDocuments } from '../../db/search/search'
import { nameFor } from '../../domain/community/name'
import { changedSince } from '../../domain/sync/based'
import { digits } from '../../domain/text/digits'
import { stampOf, type Ctx, type Desk } from '../desk'
import { recordListing } from '../security/listing'
import { readerOf } from '../session/preferences'

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
  find: async ({ desk, actor }, { text, kind, limit, after }) => {
    if (!text) return newestContacts(desk.db.read, actor, kind, limit, after)
    const found = await findDocuments(desk.db.read, actor, text, 'contact', limit * 3)
    const hits = await contactHits(
      desk.db.read,
      actor,
      found.map((f) => f.rowId),
    )
    return hits.filter((h) => kind === null || h.kind === kind).slice(0, limit)
  },
  get: ({ desk, actor }, { id }) => getContact(desk, actor, id),
  timeline: async ({ desk, actor }, { id, limit }) => {
    const items = await timelineOf(desk.db.read, actor, id, limit)
    const seen = items.map(({ entryId }) => entryId)
    await recordListing(desk, actor, 'entry', seen)
    return items
  },
  save: ({ desk, actor }, input) => saveContact(desk, actor, input),
}

export const searchHandlers: Handlers<typeof search, Ctx> = {
  everywhere: async ({ desk, actor }, { text, limit }) => {
    const found = await findDocuments(desk.db.read, actor, text, null, limit + 1)
    const reader = await readerOf(desk.db.read, actor)
    const hits = await Promise.all(found.slice(0, limit).map((f) => hitOf(desk, actor, f, reader)))
    const seen = hits.map((hit) => (hit?.kind === 'entry' ? hit.id : null))
    await recordListing(desk, actor, 'entry', seen)
    return { hits: hits.filter((h) => h !== null), more: found.length > limit }
  },
}

async function hitOf(
  desk: Desk,
  actor: Actor,
  found: { rowId: string; entity: 'entry' | 'contact'; at: number },
  reader: Awaited<ReturnType<typeof readerOf>>,
): Promise<SearchHit | null> {
  if (found.entity === 'contact') {
    const [contact] = await contactHits(desk.db.read, actor, [found.rowId])
    if (!contact) return null
    const { name: title, other } = nameFor(contact, reader.language)
    const detail = [other, contact.description, contact.city].filter(Boolean).join(' · ')
    return { id: contact.id, kind: contact.kind, title, detail, at: found.at, cancelled: false }
  }
  const entry = await entryRecord(desk.db.read, found.rowId)
  if (!entry) return null
  const contact =
    entry.correspondentId === null ? undefined : await contactById(desk.db.read, actor, entry.correspondentId)
  const name =
    contact && nameFor({ nameAr: contact.nameAr.full, nameLatin: contact.nameLatin.full }, reader.language).name
  return {
    id: entry.id,
    kind: 'entry',
    title: entry.subject ?? '',
    detail: [digits(entry.numberText, reader.digits), name, entry.reference].filter(Boolean).join(' · '),
    at: found.at,
    cancelled: entry.cancelledAt !== null,
  }
}
