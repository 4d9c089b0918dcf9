import { AppError } from '../../contract/errors'
import { can, type Actor } from '../../contract/permissions'
import { correctable } from '../../contract/register'
import { isEntity } from '../../domain/entities'
import type { Conflict } from '../../contract/sync'
import type { Fields } from '../../contract/wire'
import type { Tx } from '../../db/core/sql'
import { patchRow } from '../../db/outbox/changes'
import type { Stamp } from '../../db/outbox/stamp'
import { applied } from '../../db/sync/apply'
import { conflictById, conflictRecords, namesOf, type ConflictRecord, type Side } from '../../db/sync/conflicts'
import { deviceRow } from '../../db/session/office'
import { entryRecord } from '../../db/register/entries'
import { rowFields } from '../../db/outbox/rows'
import { lowersLevel } from '../../domain/visibility'
import { stampOf, type Desk } from '../desk'
import { givesPower } from '../../domain/trust/powers'
import { correctIn } from '../register/changing'
import { announce, type Registered } from '../register/registration'
import { note } from '../security/log'
import { languageOf } from '../session/preferences'
import { announceChanged, refreshDerived } from './refresh'

/** Undecided ones first; what the asker may not see is absent (A2). */
export async function listConflicts(desk: Desk, actor: Actor): Promise<Conflict[]> {
  const language = await languageOf(desk.db.read, actor)
  return Promise.all((await conflictRecords(desk.db.read, actor, language)).map((record) => toConflict(desk, record)))
}

async function toConflict(desk: Desk, record: ConflictRecord & { title: string }): Promise<Conflict> {
  const names = Object.keys({ ...record.server.fields, ...record.other.fields }).filter((n) => !UNSHOWN.has(n))
  return {
    id: record.id,
    entity: record.entity,
    rowId: record.rowId,
    title: record.title,
    group: record.group,
    fields: names.map((name) => ({
      name,
      server: record.server.fields[name] ?? null,
      other: record.other.fields[name] ?? null,
    })),
    server: await author(desk, record.server),
    other: await author(desk, record.other),
    decidedAt: record.decidedAt,
    decidedByNames: await namesOf(desk.db.read, record.decidedById),
    kept: record.keep,
  }
}

/** Signatures and what they froze say nothing to a person who chooses. */
const UNSHOWN = new Set(['proof', 'signature', 'frozen', 'frozenHash', 'authors'])

async function author(desk: Desk, side: Side): Promise<Conflict['server']> {
  const device = await deviceRow(desk.db.read, side.deviceId)
  return {
    names: await namesOf(desk.db.read, side.userId),
    device: device?.name ?? side.deviceId.slice(0, 8),
    at: side.at,
    here: side.deviceId === desk.device.id,
  }
}

/**
 * A person decides. The value they keep is written like any other change, in the change that closes the conflict, on top of what
 * the server has; the other one stays in the conflict's record, which is never deleted. Deciding twice changes nothing.
 */
export async function decideConflict(
  desk: Desk,
  actor: Actor,
  { id, keep }: { id: string; keep: 'server' | 'other' },
): Promise<void> {
  const record = await conflictById(desk.db.read, actor, id)
  if (!record || !isEntity(record.entity)) throw new AppError('not-found')
  if (record.decidedAt !== null) return
  const { entity, rowId } = record
  // What gives power is signed by whoever decides: they must be allowed to give it.
  if (givesPower(entity) && entity !== 'entry' && entity !== 'letter' && !can(actor, 'users:manage'))
    throw new AppError('forbidden')
  const { proof: _theirs, ...chosen } = record[keep].fields
  const stamp = stampOf(desk, actor)
  const done = await desk.db.write(async (tx) => {
    const acts = entity === 'entry' ? await correctTo(tx, desk, actor, rowId, chosen, stamp) : []
    const there = await rowFields(tx, entity, rowId)
    // A1: keeping the lower of two levels lowers it.
    const lowered = there !== undefined && lowersLevel(entity, there, chosen)
    if (lowered && !can(actor, 'register:declassify')) throw new AppError('level-lowered')
    if (entity === 'user') await note(tx, desk, { kind: 'personChanged', userId: actor.userId, entity, rowId })
    if (lowered && entity !== 'entry')
      await note(tx, desk, { kind: 'levelLowered', userId: actor.userId, entity, rowId })
    if (there && entity !== 'entry') await patchRow(tx, entity, rowId, chosen, stamp)
    await patchRow(tx, 'conflict', id, { decidedAt: stamp.at, decidedById: actor.userId, keep }, stamp)
    return { acts, changed: await refreshDerived(tx, desk, applied([entity, rowId], ['conflict', id])) }
  })
  for (const act of done.acts) announce(desk, act)
  await announceChanged(desk, done.changed)
  desk.emit('sync', 'changed', { phase: 'idle' })
}

/** I2: an entry changes by a correction in its book's chain, and only where the book is held (N7). @throws no-book */
async function correctTo(
  tx: Tx,
  desk: Desk,
  actor: Actor,
  entryId: string,
  chosen: Fields,
  stamp: Stamp,
): Promise<Registered[]> {
  const entry = await entryRecord(tx, entryId)
  if (!entry) throw new AppError('not-found')
  const acts: Registered[] = []
  for (const field of correctable.filter((name) => name in chosen && chosen[name] !== entry[name])) {
    const value = chosen[field]
    if (typeof value !== 'string' && typeof value !== 'number' && value !== null) continue
    const done = await correctIn(tx, desk, actor, { id: entryId, field, value, reason: CONFLICT }, stamp)
    if (done) acts.push(done)
  }
  return acts
}

/** Stands in the register for good, in its two usual languages. */
const CONFLICT = 'الفصل في تعارض — règlement d’un conflit'
