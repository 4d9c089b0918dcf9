import type { Handlers } from '../../contract/define'
import { AppError } from '../../contract/errors'
import type { BulkOutcome } from '../../contract/lists'
import { MOST_PETITIONS, type petitions } from '../../contract/petitions'
import type { Actor } from '../../contract/permissions'
import { typedNames, type EntryInput, type Typed } from '../../contract/register'
import { createRow } from '../../db/outbox/changes'
import { entryRecord } from '../../db/register/entries'
import { answersTo, batchOf } from '../../db/petitions/petitions'
import { registerById } from '../../db/register/registers'
import { indexContacts } from '../../db/search/documents'
import { nameFor } from '../../domain/community/name'
import { stampOf, type Ctx, type Desk } from '../desk'
import { Cards, newCard } from '../imports/cards'
import type { Work } from '../jobs/work'
import { eachOf } from '../lists/each'
import { getEntry, readable } from '../register/reading'
import { announce, checkContent, writeEntry } from '../register/registration'
import { recordListing } from '../security/listing'
import { readerOf } from '../session/preferences'

/** Identical petitions (D9): one letter from many senders, each numbered for itself (N3), linked to the first. */
export const petitionHandlers: Handlers<typeof petitions, Ctx> = {
  preview: async ({ desk, actor }, { names }) => {
    const cards = await desk.db.snapshot((read) => Cards.read(read, actor))
    return names.map((name) => ({ name, known: cards.idOf(name) !== undefined }))
  },
  register: ({ desk, actor }, { headId, lines }) =>
    desk.jobs.run(
      {
        ...{ kind: 'bulk', byId: actor.userId, about: String(lines.length) },
        finding: ({ failed, reached }: BulkOutcome) =>
          failed.length === 0 && reached === lines.length ? 'good' : 'attention',
      },
      (work) => registerAll(desk, actor, headId, lines, work),
    ),
  ofEntry: async ({ desk, actor }, { entryId }) => {
    const { read } = desk.db
    const entry = await readable(desk, actor, entryId)
    const headId = entry.batchOfId ?? entry.id
    const rows = await batchOf(read, actor, headId, MOST_PETITIONS + 1)
    if (rows.length < 2 && entry.batchOfId === null) return { headId: null, rows: [], answeredBy: [], all: false }
    const ids = rows.map(({ id }) => id)
    await recordListing(desk, actor, 'entry', ids)
    const { language } = await readerOf(read, actor)
    return {
      headId: ids.includes(headId) ? headId : null,
      rows: rows.map(({ id, numberText, cancelledAt, nameAr, nameLatin }) => ({
        ...{ id, numberText, cancelled: cancelledAt !== null },
        from: nameFor({ nameAr: nameAr ?? '', nameLatin: nameLatin ?? '' }, language).name,
      })),
      answeredBy: await answersTo(read, actor, ids),
      all: (await answersTo(read, actor, [headId])).length > 0,
    }
  },
}

type Line = { id: string; name: string }

async function registerAll(
  desk: Desk,
  actor: Actor,
  asked: string,
  lines: readonly Line[],
  work: Work,
): Promise<BulkOutcome> {
  const first = await readable(desk, actor, asked)
  const head = first.batchOfId === null ? first : await readable(desk, actor, first.batchOfId)
  const register = await registerById(desk.db.read, head.registerId)
  // A number on paper is nobody's to repeat, and what leaves is a circular, not a petition.
  if (register?.kind === 'outgoing' || head.paperNumber !== null)
    throw new AppError('invalid-input', { field: 'registerId' })
  if (head.cancelledAt !== null) throw new AppError('already-cancelled', { number: head.numberText })
  const entry = await getEntry(desk, actor, head.id)
  const common = Object.fromEntries(typedNames.map((name) => [name, entry[name] ?? null])) as unknown as Typed
  const cards = await desk.db.snapshot((read) => Cards.read(read, actor))
  const own = { reference: null, otherNumber: null, postNumber: null, replyToId: null, secondCopyOfId: null }
  const input = { ...common, ...own, registerId: head.registerId, fileIds: [], batchOfId: head.id }
  // Stopped by a person: what has its number keeps it.
  const outcome = await eachOf(
    lines,
    () => '',
    ({ id, name }) => registerOne(desk, actor, { ...input, id }, name, cards),
    work,
  )
  // The pages of the first, and of the one it was begun from, list the others.
  if (outcome.changed > 0) desk.emit('register', 'changed', { ids: [...new Set([head.id, asked])] })
  return outcome
}

/**
 * A sender's card, where there is none of that name, and the entry, in one transaction: a kill leaves both or neither.
 * @returns false where it was registered before, as by a second press
 */
async function registerOne(
  desk: Desk,
  actor: Actor,
  input: EntryInput & { batchOfId: string },
  name: string,
  cards: Cards,
): Promise<boolean> {
  checkContent(desk, { ...input, correspondentId: null })
  const stamp = stampOf(desk, actor)
  const known = cards.idOf(name)
  const card = known ?? desk.newId()
  const done = await desk.db.write(async (tx) => {
    // Seen or not: no card is made for what has its number.
    if (await entryRecord(tx, input.id)) return null
    if (known === undefined) {
      await createRow(tx, 'contact', card, newCard(name, stamp.at), stamp)
      await indexContacts(tx, [card])
    }
    return writeEntry(desk, tx, actor, { ...input, correspondentId: card }, null, stamp)
  }, 'spare')
  if (!done?.fresh) return false
  if (known === undefined) {
    cards.learn(name, card)
    desk.emit('community', 'changed', { ids: [card] })
  }
  announce(desk, done)
  return true
}
