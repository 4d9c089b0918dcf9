import type { z } from 'zod'
import type { community, RelationRow } from '../../contract/community'
import type { Handlers } from '../../contract/define'
import { AppError } from '../../contract/errors'
import type { Actor } from '../../contract/permissions'
import type { Fields } from '../../contract/wire'
import { contactHits } from '../../db/community/contacts'
import { cardsOneWith } from '../../db/community/sameness'
import { mandatesOf, relationById, relationsOf, type RelationRecord } from '../../db/community/relations'
import { seenRow } from '../../db/visibility/sight'
import { createRow, patchRow } from '../../db/outbox/changes'
import { disputedOn, isInForce, mayRelate, ordered } from '../../domain/community/relations'
import { idFrom } from '../../domain/hash'
import { changedSince } from '../../domain/sync/based'
import { dateOf, zoneOf } from '../../domain/text/zone'
import type { Tx } from '../../db/core/sql'
import { stampOf, type Ctx, type Desk } from '../desk'

type Calls = 'relations' | 'relate' | 'changeRelation' | 'removeRelation' | 'restoreRelation'

/** A card shows so many; a federation of thousands is found by search. */
const MOST = 500

/** What cards are to each other (P1). */
export const relationHandlers: Pick<Handlers<typeof community, Ctx>, Calls> = {
  relations: async ({ desk, actor }, { id }) => {
    const cards = await cardsOneWith(desk.db.read, actor, id)
    const found = await relationsOf(desk.db.read, actor, cards, MOST + 1)
    const shown = found.slice(0, MOST)
    const entities = shown.filter(({ kind }) => kind === 'representative').map(({ toId }) => toId)
    const today = dateOf(desk.clock.now(), zoneOf(desk.office))
    const disputed = disputedOn(await mandatesOf(desk.db.read, actor, [...new Set(entities)]), today)
    const rows = shown.map((one): RelationRow => ({
      ...{ id: one.id, kind: one.kind as RelationRow['kind'], end: cards.includes(one.fromId) ? 'from' : 'to' },
      ...{ title: one.title, basis: one.basis, note: one.note, since: one.since, until: one.until },
      capacity: one.capacity as RelationRow['capacity'],
      other: {
        ...{ id: one.otherId, kind: one.otherKind as RelationRow['other']['kind'] },
        ...{ nameAr: one.otherAr.full, nameLatin: one.otherLatin.full },
      },
      inForce: isInForce(one, today),
      disputed: disputed.has(one.id),
    }))
    return { rows, more: found.length > MOST }
  },

  relate: ({ desk, actor }, input) => relate(desk, actor, input),

  changeRelation: ({ desk, actor }, { id, basedOn, ...asked }) =>
    change(desk, actor, id, (stands) => {
      if (stands.removedAt !== null) throw new AppError('not-found')
      const { capacity, title, basis, since, until, note } = stands
      const patch = changedSince(asked as Fields, basedOn as Fields, { capacity, title, basis, since, until, note })
      checkFacts({ ...stands, ...(patch as Partial<RelationRecord>) })
      return patch
    }),

  removeRelation: ({ desk, actor }, { id }) =>
    change(desk, actor, id, ({ removedAt }): Fields =>
      removedAt === null ? { removedAt: desk.clock.now(), removedById: actor.userId } : {},
    ),

  restoreRelation: ({ desk, actor }, { id }) =>
    change(desk, actor, id, ({ removedAt }): Fields =>
      removedAt === null ? {} : { removedAt: null, removedById: null },
    ),
}

type Related = z.output<(typeof community)['relate']['input']>

/** Says it once for both cards; what says the same is the same. @throws not-found · relation-unfit · invalid-input */
export async function relate(
  desk: Desk,
  actor: Actor,
  { id, end, otherId, kind, ...facts }: Related,
): Promise<{ id: string }> {
  const [fromId, toId] = ordered(kind, ...((end === 'from' ? [id, otherId] : [otherId, id]) as [string, string]))
  checkFacts({ ...facts, kind })
  // It follows from what is said: two desks that say the same without a line say one thing.
  const said = [kind, fromId, toId, facts.capacity ?? '', facts.since ?? '']
  const relationId = idFrom(`diwan relation ${said.join(' ')}`)
  const stamp = stampOf(desk, actor)
  await desk.db.write(async (tx) => {
    await checkEnds(tx, actor, kind, fromId, toId)
    const known = await relationById(tx, relationId)
    if (known?.removedAt === null) return
    if (known) return patchRow(tx, 'relation', relationId, { ...facts, removedAt: null, removedById: null }, stamp)
    const stands = { removedAt: null, removedById: null }
    await createRow(tx, 'relation', relationId, { kind, fromId, toId, ...facts, ...stands }, stamp)
  })
  desk.emit('community', 'changed', { ids: [fromId, toId] })
  return { id: relationId }
}

async function change(
  desk: Desk,
  actor: Actor,
  id: string,
  patchOf: (stands: RelationRecord) => Fields,
): Promise<Record<string, never>> {
  const { fromId, toId } = await desk.db.write(async (tx) => {
    const stands = await seenRow<RelationRecord>(tx, actor, 'relation', id)
    if (!stands) throw new AppError('not-found')
    const patch = patchOf(stands)
    if (Object.keys(patch).length > 0) await patchRow(tx, 'relation', id, patch, stampOf(desk, actor))
    return stands
  })
  desk.emit('community', 'changed', { ids: [fromId, toId] })
  return {}
}

/** Two cards there are, of the kinds it is for. @throws not-found · relation-unfit */
async function checkEnds(tx: Tx, actor: Actor, kind: string, fromId: string, toId: string): Promise<void> {
  const [from, to] = await contactHits(tx, actor, [fromId, toId])
  if (!from || !to) throw new AppError('not-found')
  if (fromId === toId || !mayRelate(kind, from.kind, to.kind)) throw new AppError('relation-unfit')
}

type Checked = { kind: string; capacity: string | null; since: string | null; until: string | null }
/** @throws invalid-input */
function checkFacts({ kind, capacity, since, until }: Checked): void {
  if ((kind === 'representative') !== (capacity !== null)) throw new AppError('invalid-input', { field: 'capacity' })
  if (since !== null && until !== null && until <= since) throw new AppError('invalid-input', { field: 'until' })
}
