import type { z } from 'zod'
import { AppError } from '../../contract/errors'
import type { PastImport, peopleImport } from '../../contract/people-import'
import { can, type Actor } from '../../contract/permissions'
import type { Fields, Plain } from '../../contract/wire'
import {
  cardsOfImport,
  correctionsOfImport,
  importById,
  newestImports,
  type ImportRecord,
} from '../../db/people/imports'
import { isTranscribing } from '../../db/imports/transcribing'
import { patchRow } from '../../db/outbox/changes'
import { rowFields } from '../../db/outbox/rows'
import { indexContacts } from '../../db/search/documents'
import { canonical } from '../../domain/sync/canonical'
import { correct } from '../community/writing'
import { stampOf, type Desk } from '../desk'
import type { Work } from '../jobs/work'

const PIECE = 200
const SHOWN = 50
type Undone = z.input<typeof peopleImport.undo.output>

/** Whoever brought it in takes it back, or whoever keeps the registers. */
const mayUndo = (actor: Actor, { byId }: Pick<ImportRecord, 'byId'>): boolean =>
  byId === actor.userId || can(actor, 'register:open')

export const pastImports = async (desk: Desk, actor: Actor): Promise<PastImport[]> =>
  (await newestImports(desk.db.read, SHOWN)).map((one) => ({
    ...{ id: one.id, name: one.name, at: one.at, by: one.by, added: one.added, joined: one.joined, cards: one.cards },
    undone: one.undoneAt === null || one.undoneBy === null ? null : { at: one.undoneAt, by: one.undoneBy },
    own: mayUndo(actor, one),
  }))

/**
 * Takes an import back (ADR 054): its cards that nobody has used or corrected go, what it added to other cards is taken away where it still
 * stands as it was said; the rest stays, and is counted. In pieces; after a kill it goes on where it is asked again.
 * @throws not-found · forbidden · import-underway
 */
export async function undoPeople(desk: Desk, actor: Actor, id: string, work: Work): Promise<Undone> {
  const found = await importById(desk.db.read, id)
  if (!found) throw new AppError('not-found')
  if (!mayUndo(actor, found)) throw new AppError('forbidden')
  if (await isTranscribing(desk.db.read)) throw new AppError('import-underway')
  const stamp = stampOf(desk, actor)
  const counts = { gone: 0, kept: 0, mended: 0 }
  for (let after = ''; ;) {
    work.signal.throwIfAborted()
    const ids = await desk.db.write(async (tx) => {
      const cards = await cardsOfImport(tx, id, after, PIECE)
      const unused = cards.filter(({ used }) => used === 0).map((card) => card.id)
      for (const card of unused)
        await patchRow(tx, 'contact', card, { removedAt: stamp.at, removedById: actor.userId }, stamp)
      await indexContacts(tx, unused)
      counts.gone += unused.length
      counts.kept += cards.length - unused.length
      return cards.map((card) => card.id)
    }, 'spare')
    work.progress('lines', counts.gone + counts.kept, found.cards)
    after = ids.at(-1) ?? ''
    if (ids.length < PIECE) break
  }
  for (let after = ''; ;) {
    work.signal.throwIfAborted()
    const last = await desk.db.write(async (tx) => {
      const some = await correctionsOfImport(tx, id, after, PIECE)
      const mended: string[] = []
      for (const { contactId, changes } of some) {
        const stands = (await rowFields(tx, 'contact', contactId)) ?? {}
        const back: Fields = {}
        for (const { field, was, now } of changes)
          if (canonical((stands[field] ?? null) as Plain) === canonical(now as Plain)) back[field] = was as Plain
        if (Object.keys(back).length === 0) continue
        await correct(tx, desk, actor, contactId, { ...back, ...mirrored(back) }, { stamp })
        mended.push(contactId)
      }
      await indexContacts(tx, mended)
      counts.mended += mended.length
      return some.length < PIECE ? null : (some.at(-1)?.id ?? null)
    }, 'spare')
    if (last === null) break
    after = last
  }
  await desk.db.write((tx) => patchRow(tx, 'cardImport', id, { undoneAt: stamp.at, undoneById: actor.userId }, stamp))
  desk.emit('community', 'changed', { ids: [] })
  return counts
}

/** The preferred telephone and address of e-mail, where an older version looks for them. */
function mirrored(back: Fields): Fields {
  const first = (name: string, key: string): Plain => {
    const list = back[name] as Record<string, string>[] | null
    return list?.[0]?.[key] ?? ''
  }
  return {
    ...('phones' in back && { phone: first('phones', 'number') }),
    ...('emails' in back && { email: first('emails', 'address') }),
  }
}

/** Cards that went with their import are there again, found and counted as before. */
export async function putBack(desk: Desk, actor: Actor, ids: readonly string[]): Promise<void> {
  const stamp = stampOf(desk, actor)
  await desk.db.write(async (tx) => {
    for (const id of ids) await patchRow(tx, 'contact', id, { removedAt: null, removedById: null }, stamp)
    await indexContacts(tx, ids)
  })
  desk.emit('community', 'changed', { ids: [...ids] })
}
