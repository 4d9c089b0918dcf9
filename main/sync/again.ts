import { isEntity, type EntityName } from '../../domain/entities'
import { Description } from '../../contract/describing'
import { AppError } from '../../contract/errors'
import { can, type Actor } from '../../contract/permissions'
import { correctable } from '../../contract/correctable'
import type { Fields, Plain } from '../../contract/wire'
import type { Tx } from '../../db/core/sql'
import { changeBegun, createRow, patchRow, sayAgain, updateRow } from '../../db/outbox/changes'
import type { Stamp } from '../../db/outbox/stamp'
import { rowFields } from '../../db/outbox/rows'
import { bookById } from '../../db/register/books'
import { keepAnswer } from '../../db/sync/parked'
import { authorsOf } from '../../domain/letters/flow'
import { refusedAgain, type Said, type Way } from '../../domain/sync/again'
import { mayPlace } from '../../domain/sync/rights'
import { lowersLevel } from '../../domain/visibility'
import { stampOf, type Desk } from '../desk'
import { filesOfEntry } from '../../db/documents/files'
import type { claimStaged } from '../documents/holding'
import { cancelIn, correctIn, rescanAgainIn } from '../register/changing'
import { describeIn } from '../register/describing'
import { announce, type Registered } from '../register/registration'
import { note } from '../security/log'
import { parkedFor } from './parked'
import { announceChanged, refreshDerived, type Changed } from './refresh'

type Rows = Map<EntityName, Set<string>>

/**
 * A change that was parked is said again: a new change, on today's row, signed by whoever asks, after the same rules as the server's
 * (domain/sync/rights.ts). The parked one is marked as answered by it in the same transaction, and kept: pressed twice, or cut
 * before it was sent, it is one change.
 * @throws not-found · forbidden · stale · no-book · level-lowered · password-to-change
 */
export async function tryAgain(desk: Desk, actor: Actor, id: string): Promise<void> {
  const stamp = stampOf(desk, actor)
  const done = await desk.db.write(async (tx): Promise<{ acts: Registered[]; changed: Changed } | null> => {
    const parked = await parkedFor(tx, actor, id)
    if (!parked) return null
    const { way, refused } = refusedAgain(parked.steps, parked.reason, actor.userId)
    if (refused) throw new AppError('forbidden')
    const rows: Rows = new Map()
    const acts = await ways[way]({ tx, desk, actor, stamp, rows }, parked.steps)
    await keepAnswer(tx, id, { how: 'again', userId: actor.userId, at: stamp.at, again: changeBegun(tx) })
    return { acts, changed: await refreshDerived(tx, desk, rows) }
  })
  if (!done) return
  for (const act of done.acts) announce(desk, act)
  await announceChanged(desk, done.changed)
  desk.emit('sync', 'changed', { phase: 'idle' })
}

type Work = { tx: Tx; desk: Desk; actor: Actor; stamp: Stamp; rows: Rows }

const ways: Record<Way, (work: Work, steps: readonly Said[]) => Promise<Registered[]>> = {
  rows: async (work, steps) => {
    for (const step of steps)
      if (step.entity !== 'cardChange' || step.user === work.actor.userId) await row(work, step)
      else {
        // Whoever says it again corrects the card, in their own name.
        const { tx, desk, stamp, actor } = work
        await createRow(tx, 'cardChange', desk.newId(), { ...step.fields, at: stamp.at, byId: actor.userId }, stamp)
      }
    return []
  },

  /** Under the numbers, ids and places it has: all of it, as it was said (N3). */
  registration: async (work, steps) => {
    const { tx, desk, stamp } = work
    for (const step of steps) {
      const created = step.kind === 'create'
      if (created && (step.entity === 'entry' || step.entity === 'act')) await holdsBook(tx, desk, step.fields)
      if (!created) await row(work, step)
      else if (isEntity(step.entity)) {
        // As its act says it; what was corrected since is a change of its own, said again after it.
        if (step.entity === 'entry') await updateRow(tx, 'entry', step.id, step.fields)
        await sayAgain(tx, step.entity, step.id, stamp)
        touched(work.rows, step)
      }
    }
    return []
  },

  correction: async ({ tx, desk, actor, stamp }, steps) => {
    if (!can(actor, 'register:correct')) throw new AppError('forbidden')
    const acts: Registered[] = []
    for (const act of actsOf(steps)) {
      const field = correctable.find((name) => name === act.body['field'])
      const { after, reason } = act.body
      if (!field || (after !== null && typeof after !== 'string' && typeof after !== 'number'))
        throw new AppError('invalid-input', { field: 'value' })
      const input = { id: act.entryId, field, value: after, reason: String(reason) }
      const done = await correctIn(tx, desk, actor, input, stamp)
      if (done) acts.push(done)
    }
    return acts
  },

  cancellation: async ({ tx, desk, actor, stamp }, steps) => {
    const acts: Registered[] = []
    for (const { entryId: id, body } of actsOf(steps)) {
      const done = await cancelIn(tx, desk, actor, { id, reason: String(body['reason']) }, stamp)
      if (done) acts.push(done)
    }
    return acts
  },

  description: (work, steps) => described(work, steps),

  rescan: async ({ tx, desk, actor, stamp }, steps) => {
    if (!can(actor, 'register:write') && !can(actor, 'register:correct')) throw new AppError('forbidden')
    const files = steps.filter((s) => s.entity === 'file')
    const acts: Registered[] = []
    // Pages that were arranged may have become several scans, of several entries (I3).
    for (const { entryId: id, body } of actsOf(steps)) {
      const page = files.find(
        (s) => s.kind === 'create' && s.fields['entryId'] === id && s.fields['sha256'] === body['file'],
      )
      if (!page) throw new AppError('not-found')
      const replaced = files.filter((s) => s.kind === 'patch' && s.fields['replacedById'] === page.id)
      const input = { id, fileId: page.id, replaced: replaced.map((s) => s.id), body }
      const done = await rescanAgainIn(tx, desk, actor, input, stamp)
      if (done) acts.push(done)
    }
    return acts
  },
}

/** The scans that came with it are the entry's here already. */
async function described({ tx, desk, actor, stamp }: Work, steps: readonly Said[]): Promise<Registered[]> {
  const acts: Registered[] = []
  const pages = steps.filter((s) => s.entity === 'file' && s.kind === 'create').map(({ id }) => id)
  for (const { entryId, body } of actsOf(steps)) {
    const { describedAt: _then, ...fields } = (body['fields'] ?? {}) as Fields
    const here = (await rowFields(tx, 'entry', entryId)) ?? {}
    const said = Description.safeParse({ ...here, ...fields, id: entryId, fileIds: pages })
    if (!said.success) throw new AppError('invalid-input', { field: 'value' })
    const kept: typeof claimStaged = async (_tx, ids) =>
      (await filesOfEntry(tx, entryId)).filter(({ id }) => ids.includes(id))
    const done = await describeIn(tx, desk, actor, said.data, stamp, kept)
    if (done) acts.push(done)
  }
  return acts
}

/** One row, after the same rules as the server's, on what stands today. */
async function row(work: Work, step: Said): Promise<void> {
  const { tx, desk, actor, stamp } = work
  const { entity, id, kind } = step
  if (!isEntity(entity)) throw new AppError('not-found')
  const { proof: _old, ...said } = step.fields
  const here = (await rowFields(tx, entity, id)) ?? null
  if (kind === 'patch' && !here) throw new AppError('not-found')
  const fields = entity === 'letter' && kind === 'patch' && here ? writing(said, here, stamp) : said
  const lowered = kind === 'patch' && here !== null && lowersLevel(entity, here, fields)
  if (lowered && !can(actor, 'register:declassify')) throw new AppError('level-lowered')
  const op = { entity, id, kind, fields, before: {}, user: actor.userId }
  const who = {
    actor,
    device: desk.device.id,
    was: [desk.device.id],
    pens: [desk.device.id],
    deskCode: desk.device.deskCode,
    ownApprovalAllowed: desk.office.ownApprovalAllowed,
  }
  const reason = mayPlace(entity, op, kind === 'create' ? null : here, who)
  if (reason) throw new AppError(reason === 'wrong-state' ? 'stale' : 'forbidden')
  if (lowered) await note(tx, desk, { kind: 'levelLowered', userId: actor.userId, entity, rowId: id })
  if (kind !== 'create') await patchRow(tx, entity, id, fields, stamp)
  else if (here) await sayAgain(tx, entity, id, stamp)
  else await createRow(tx, entity, id, fields, stamp)
  touched(work.rows, step)
}

/** A draft's text: whoever writes is among its authors, and its hour is later than what stands. */
function writing(said: Fields, here: Fields, stamp: Stamp): Fields {
  if (!('content' in said) || 'state' in said) return said
  const names = here['authors'] as string[] | null
  const authors = authorsOf({ draftedById: String(here['draftedById']), authors: names })
  return {
    content: said['content'] ?? null,
    authors: [...new Set([...authors, ...(stamp.userId === null ? [] : [stamp.userId])])],
    updatedAt: Math.max(stamp.at, Number(here['updatedAt']) + 1),
  }
}

/** N7: only the holder writes in a book; another PC's number is that PC's. @throws no-book */
async function holdsBook(tx: Tx, desk: Desk, { bookId, numberText, year }: Fields): Promise<void> {
  const book = await bookById(tx, String(bookId))
  if (book?.holderId !== desk.device.id)
    throw new AppError('no-book', { register: String(numberText ?? ''), year: Number(year ?? book?.year ?? 0) })
}

function actsOf(steps: readonly Said[]): { entryId: string; body: Record<string, Plain> }[] {
  return steps
    .filter((s) => s.entity === 'act')
    .map((s) => ({ entryId: String(s.fields['entryId']), body: JSON.parse(String(s.fields['body'])) as Fields }))
}

function touched(rows: Rows, { entity, id }: Said): void {
  if (isEntity(entity)) rows.set(entity, (rows.get(entity) ?? new Set()).add(id))
}
