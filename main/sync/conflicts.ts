import { AppError } from '../../contract/errors'
import { can, type Actor } from '../../contract/permissions'
import { descriptor, isEntity } from '../../domain/entities'
import type { Conflict } from '../../contract/sync'
import { patchRow } from '../../db/outbox/changes'
import { applied } from '../../db/sync/apply'
import { conflictById, conflictRecords, namesOf, type ConflictRecord, type Side } from '../../db/sync/conflicts'
import { putOff, keepPutOff, undoneBy } from '../../db/sync/settled'
import { deviceRow } from '../../db/session/office'
import { rowFields } from '../../db/outbox/rows'
import { lowersLevel } from '../../domain/visibility'
import { stampOf, type Desk } from '../desk'
import { givesPower } from '../../domain/trust/powers'
import { announce } from '../register/registration'
import { note } from '../security/log'
import { languageOf } from '../session/preferences'
import { correctTo } from './correcting'
import { announceChanged, refreshDerived } from './refresh'
import { undoable } from './undoing'

/** Undecided ones first; what the asker may not see is absent (A2). */
export async function listConflicts(desk: Desk, actor: Actor): Promise<Conflict[]> {
  const language = await languageOf(desk.db.read, actor)
  const later = await putOff(desk.db.read, actor.userId)
  const records = await conflictRecords(desk.db.read, actor, language)
  return Promise.all(records.map((record) => toConflict(desk, actor, record, later[record.id] ?? null)))
}

async function toConflict(
  desk: Desk,
  actor: Actor,
  record: ConflictRecord & { title: string },
  laterUntil: number | null,
): Promise<Conflict> {
  const undone = await undoneBy(desk.db.read, record.id)
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
    laterUntil: record.decidedAt === null ? laterUntil : null,
    undo: await undoable(desk, actor, record, desk.db.read),
    undoneAt: undone?.at ?? null,
    undoneByNames: await namesOf(desk.db.read, undone?.userId ?? null),
  }
}

/** Signatures and what they froze say nothing to a person who chooses. */
const UNSHOWN = new Set([
  ...['proof', 'signature', 'frozen', 'frozenHash', 'authors'],
  // Who said it, when and where stands beside each side.
  ...['at', 'byId', 'deviceId', 'toKind', 'endedAt', 'endedById', 'endedDeviceId', 'openedById', 'openedDeviceId'],
])

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
  // Nobody decides about what this version cannot show them; on a PC that knows it, it waits.
  if (Object.keys(chosen).some((name) => !Object.hasOwn(descriptor(entity).fields, name)))
    throw new AppError('newer-version')
  const stamp = stampOf(desk, actor)
  const done = await desk.db.write(async (tx) => {
    const acts = entity === 'entry' ? await correctTo(tx, desk, actor, rowId, chosen, stamp, CONFLICT) : []
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

/** Put off by this person on this PC: it waits behind the others until then, and stays counted. */
export async function putOffConflict(
  desk: Desk,
  actor: Actor,
  { id, until }: { id: string; until: number | null },
): Promise<void> {
  await desk.db.write(async (tx) => {
    if (!(await conflictById(tx, actor, id))) throw new AppError('not-found')
    await keepPutOff(tx, actor.userId, { id, until, now: desk.clock.now() })
  })
}

/** Stands in the register for good, in its two usual languages. */
const CONFLICT = 'الفصل في تعارض — règlement d’un conflit'
