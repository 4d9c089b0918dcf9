import type { Handlers } from '../../contract/define'
import { AppError } from '../../contract/errors'
import type { finding } from '../../contract/finding'
import { isVoid } from '../../contract/register'
import { filterOwner, savedFilters } from '../../db/finding/saved'
import { isPinned, MOST_PINNED, pinOnShelf, putOnShelf, shelfOf } from '../../db/finding/shelf'
import { createRow, patchRow } from '../../db/outbox/changes'
import { entryRecordsOf, toRow } from '../../db/register/entries'
import { numbered } from '../../db/register/numbered'
import { narrowed } from '../../domain/register/criteria'
import { zoneOf } from '../../domain/text/zone'
import { stampOf, type Ctx } from '../desk'
import { readable } from '../register/reading'
import { recordListing } from '../security/listing'
import { languageOf } from '../session/preferences'

export const findingHandlers: Handlers<typeof finding, Ctx> = {
  numbered: async ({ desk, actor }, { text, ...within }) => {
    const reader = { language: await languageOf(desk.db.read, actor), zone: zoneOf(desk.office) }
    const lines = await numbered(desk.db.read, actor, text, within, reader)
    const seen = (lines ?? []).flatMap((line) => (isVoid(line) || line.hidden ? [] : [line.id]))
    await recordListing(desk, actor, 'entry', seen)
    return lines
  },
  saved: ({ desk, actor }) => savedFilters(desk.db.read, actor),
  save: async ({ desk, actor }, { id, name, tab, criteria, shared }) => {
    const stamp = stampOf(desk, actor)
    const fields = { name, tab, criteria: narrowed(criteria) ?? {}, privateTo: shared ? null : actor.userId }
    await desk.db.write(async (tx) => {
      const ownerId = await filterOwner(tx, id)
      if (ownerId === null)
        await createRow(tx, 'savedFilter', id, { ...fields, ownerId: actor.userId, createdAt: stamp.at }, stamp)
      else if (ownerId === actor.userId) await patchRow(tx, 'savedFilter', id, { ...fields, removedAt: null }, stamp)
      else throw new AppError('not-found')
    })
    desk.emit('finding', 'changed', { ids: [id] })
    const saved = (await savedFilters(desk.db.read, actor)).find((one) => one.id === id)
    if (!saved) throw new AppError('not-found')
    return saved
  },
  remove: async ({ desk, actor }, { id, removed }) => {
    const stamp = stampOf(desk, actor)
    await desk.db.write(async (tx) => {
      if ((await filterOwner(tx, id)) !== actor.userId) throw new AppError('not-found')
      await patchRow(tx, 'savedFilter', id, { removedAt: removed ? stamp.at : null }, stamp)
    })
    desk.emit('finding', 'changed', { ids: [id] })
    return {}
  },
  shelf: async ({ desk, actor }) => {
    const read = desk.db.read
    const kept = await shelfOf(read, actor)
    const ids = kept.map(({ entryId }) => entryId)
    const language = await languageOf(read, actor)
    const rows = new Map((await entryRecordsOf(read, actor, ids)).map((record) => [record.id, toRow(record, language)]))
    await recordListing(desk, actor, 'entry', ids)
    return kept.flatMap(({ entryId, pinned, at }) => {
      const row = rows.get(entryId)
      return row && !row.hidden ? [{ row, pinned: pinned === 1, at }] : []
    })
  },
  looked: async ({ desk, actor }, { id }) => {
    await readable(desk, actor, id)
    await desk.db.write((tx) => putOnShelf(tx, actor.userId, id, desk.clock.now()), 'spare')
    return {}
  },
  pin: async ({ desk, actor }, { id, pinned }) => {
    await readable(desk, actor, id)
    const kept = await desk.db.write((tx) => pinOnShelf(tx, actor.userId, id, pinned, desk.clock.now()))
    if (!kept) throw new AppError('too-many-pinned', { most: MOST_PINNED })
    return {}
  },
  pinned: async ({ desk, actor }, { id }) => {
    await readable(desk, actor, id)
    return { pinned: await isPinned(desk.db.read, actor.userId, id) }
  },
}
