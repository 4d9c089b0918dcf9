import type { Handlers } from '../../contract/define'
import { AppError } from '../../contract/errors'
import type { BulkOutcome } from '../../contract/lists'
import type { Actor } from '../../contract/permissions'
import { baskets, type Basket, type BasketRow, type Purpose, type routing } from '../../contract/routing'
import type { Names } from '../../contract/values'
import type { Fields } from '../../contract/wire'
import { patchRow } from '../../db/outbox/changes'
import { basketPage, countBasket, type BasketRecord, type Holder } from '../../db/routing/baskets'
import { instructionsOf } from '../../db/routing/instructions'
import { personById } from '../../db/session/people'
import { unitById } from '../../db/units/units'
import { nameFor } from '../../domain/community/name'
import { isLate } from '../../domain/routing/assignment'
import { usualInstructions } from '../../domain/routing/instructions'
import { shownLevel } from '../../domain/visibility'
import { stampOf, type Ctx, type Desk } from '../desk'
import { recordListing } from '../security/listing'
import { languageOf } from '../session/preferences'
import { giveMany, previewMany } from './batch'
import { endIt, follow, openOf } from './ending'
import { give } from './giving'
import { routerOf, todayOf } from './parts'
import { Called, colleagues, routingOf } from './showing'

const PAGE = 100

/** Assignments and baskets (W1): who has what to do with an entry, until when, and what became of it. */
export const routingHandlers: Handlers<typeof routing, Ctx> = {
  ofEntry: ({ desk, actor }, { entryId }) => routingOf(desk, actor, entryId),
  colleagues: ({ desk }) => colleagues(desk.db.read),
  assign: async ({ desk, actor }, input) => {
    await give(desk, actor, input)
    return routingOf(desk, actor, input.entryId)
  },
  open: async ({ desk, actor }, { entryId }) => {
    await openOf(desk, actor, entryId)
    return routingOf(desk, actor, entryId)
  },
  end: async ({ desk, actor }, input) => routingOf(desk, actor, await endIt(desk, actor, input)),
  follow: async ({ desk, actor }, { entryId, follows }) => {
    await follow(desk, actor, entryId, follows)
    return routingOf(desk, actor, entryId)
  },
  preview: ({ desk, actor }, input) => previewMany(desk, actor, input),
  assignMany: ({ desk, actor }, input) => {
    const finding = ({ failed, reached }: BulkOutcome) =>
      failed.length === 0 && reached === input.ids.length ? ('good' as const) : ('attention' as const)
    return desk.jobs.run({ kind: 'bulk', byId: actor.userId, about: String(input.ids.length), finding }, (work) =>
      giveMany(desk, actor, input, work),
    )
  },
  counts: async ({ desk, actor }) => {
    const holder = await holderOf(desk, actor)
    const today = todayOf(desk)
    const counts = {} as Record<Basket, number>
    for (const basket of baskets) counts[basket] = await countBasket(desk.db.read, holder, basket, today)
    return { counts }
  },
  basket: async ({ desk, actor }, { basket, after }) => {
    const holder = await holderOf(desk, actor)
    const asked = { basket, after, today: todayOf(desk), limit: PAGE + 1 }
    const found = await basketPage(desk.db.read, holder, asked)
    return { rows: await listed(desk, actor, found.slice(0, PAGE)), more: found.length > PAGE }
  },
  instructions: async ({ desk }) => {
    const own = await instructionsOf(desk.db.read)
    return { list: own ?? usualInstructions(desk.office.country), own: own !== null }
  },
  setInstructions: async ({ desk, actor }, { list }) => {
    const instructions = list.length === 0 ? null : list
    await desk.db.write((tx) => patchRow(tx, 'office', desk.office.id, { instructions }, stampOf(desk, actor)))
    desk.emit('office', 'changed', {})
    return {}
  },
  restrict: async ({ desk, actor }, { unitId, only }) => {
    await desk.db.write(async (tx) => {
      if (!(await unitById(tx, unitId))) throw new AppError('not-found')
      for (const id of only ?? []) if (!(await personById(tx, id))) throw new AppError('not-found')
      const patch: Fields = { routesFrom: only && [...new Set(only)] }
      await patchRow(tx, 'unit', unitId, patch, stampOf(desk, actor))
    })
    desk.emit('office', 'changed', {})
    return {}
  },
}

async function holderOf(desk: Desk, actor: Actor): Promise<Holder> {
  const { unitId, manages } = await routerOf(desk.db.read, actor)
  return { userId: actor.userId, clearance: actor.clearance, unitId, manages }
}

async function listed(desk: Desk, actor: Actor, found: readonly BasketRecord[]): Promise<BasketRow[]> {
  // A3: a subject is read here too.
  await recordListing(
    desk,
    actor,
    'entry',
    found.map(({ entryId }) => entryId),
  )
  const language = await languageOf(desk.db.read, actor)
  const called = new Called(desk.db.read)
  const today = todayOf(desk)
  return Promise.all(
    found.map(async (row): Promise<BasketRow> => {
      const { id, entryId, numberText, subject, text, dueOn, at, due } = row
      return {
        ...{ id, entryId, numberText, subject, text, dueOn, at, due },
        level: shownLevel(row.level),
        purpose: row.purpose as Purpose,
        correspondent: nameFor({ nameAr: row.nameAr ?? '', nameLatin: row.nameLatin ?? '' }, language).name,
        to: {
          kind: row.toKind === 'person' ? 'person' : 'unit',
          id: row.toId,
          names: await called.addressee(row.toKind, row.toId),
        },
        byNames: await called.person(row.byId),
        instruction: row.instruction === null ? null : (JSON.parse(row.instruction) as Names | null),
        late: isLate({ dueOn, endedAt: null }, today),
        opened: row.openedAt !== null,
      }
    }),
  )
}
