import type { Handlers } from '../../contract/define'
import type { community, Contact, ContactHit, ContactInput, SearchHit, search } from '../../contract/community'
import type { Language } from '../../contract/values'
import { contactKinds } from '../../contract/community'
import { AppError } from '../../contract/errors'
import type { Actor } from '../../contract/permissions'
import { noFacts } from '../../contract/card'
import type { Fields } from '../../contract/wire'
import { lifeKinds } from '../../contract/life'
import { contactById, contactHits, newestContacts } from '../../db/community/contacts'
import { lifeOf } from '../../db/community/life'
import { cardsOneWith } from '../../db/community/sameness'
import { createRow } from '../../db/outbox/changes'
import { rowFields } from '../../db/outbox/rows'
import { indexContacts, indexEntries } from '../../db/search/documents'
import { entriesOfRenamed } from '../../db/search/renamed'
import { entryHits, type EntryHit } from '../../db/search/hits'
import { findDocuments } from '../../db/search/search'
import { nameFor } from '../../domain/community/name'
import { changedSince } from '../../domain/sync/based'
import { digits, type DigitSet } from '../../domain/text/digits'
import { stampOf, type Ctx, type Desk } from '../desk'
import type { ChooseSave } from '../lists/export'
import { recordReading } from '../security/log'
import { recordListing } from '../security/listing'
import { findCards, soundingLike } from './finding'
import { readerOf } from '../session/preferences'
import { consentHandlers } from './consents'
import { dataHandlers } from './data'
import { duplicateHandlers } from './duplicates'
import { recordShown } from './shown'
import { completed, correct, written } from './writing'
import { relationHandlers } from './relations'
import { samenessHandlers } from './sameness'

type Typed = ContactInput & { basedOn?: Partial<ContactInput> | undefined }

/** Creates or changes a card; its newest entries are found by the new name at once, the older ones soon. @throws invalid-input when it has no name at all */
export async function saveContact(desk: Desk, actor: Actor, { basedOn, ...input }: Typed): Promise<Contact> {
  const said = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined)) as ContactInput
  const { id, ...typed } = {
    ...said,
    nameAr: completed(said.nameAr, said.kinAr),
    nameLatin: completed(said.nameLatin, said.kinLatin),
  }
  if (!typed.nameAr.full && !typed.nameLatin.full) throw new AppError('invalid-input', { field: 'nameAr' })
  const stamp = stampOf(desk, actor)
  const touched = await desk.db.write(async (tx) => {
    const known = await contactById(tx, actor, id)
    if (!known) {
      // P4: nobody writes over a card behind a wall, nor learns more than that there is none for them.
      if (await rowFields(tx, 'contact', id)) throw new AppError('not-found')
      if (!contactKinds.includes(typed.kind)) throw new AppError('invalid-input', { field: 'kind' })
      await createRow(tx, 'contact', id, { ...written(desk, typed, typed, noFacts()), createdAt: stamp.at }, stamp)
      await indexContacts(tx, [id])
      return []
    }
    const { kind: _fixed, ...changeable } = typed
    const changed = changedSince(changeable as Fields, basedOn as Fields | undefined, known as Fields)
    await correct(tx, desk, actor, id, written(desk, changed, { ...known, ...changed }, known))
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
  // A3: who looked behind a wall is recorded.
  await recordReading(desk, actor, 'read', { entity: 'contact', id })
  return contact
}

export const communityHandlers = (choose: ChooseSave): Handlers<typeof community, Ctx> => ({
  find: ({ desk, actor }, { text, kind, limit, after }) =>
    text ? findCards(desk, actor, { text, kind, limit }) : newestContacts(desk.db.read, actor, kind, limit, after),
  get: ({ desk, actor }, { id }) => getContact(desk, actor, id),
  timeline: async ({ desk, actor }, { id, kinds, after, limit }) => {
    const cards = await cardsOneWith(desk.db.read, actor, id)
    const asked = { actor, cards, after, limit: limit + 1, kinds: kinds.length > 0 ? kinds : lifeKinds }
    const found = await lifeOf(desk.db.read, asked)
    const items = found.slice(0, limit)
    await recordShown(desk, actor, items)
    return { items, more: found.length > limit }
  },
  save: ({ desk, actor }, input) => saveContact(desk, actor, input),
  ...relationHandlers,
  ...samenessHandlers,
  ...duplicateHandlers,
  ...consentHandlers,
  ...dataHandlers(choose),
})

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
