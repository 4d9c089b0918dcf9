import { descriptor, isEntity, type EntityName } from '../../domain/entities'
import { AppError } from '../../contract/errors'
import { can, type Actor } from '../../contract/permissions'
import type { ParkedChange } from '../../contract/sync'
import type { Language } from '../../contract/values'
import type { Fields, Plain } from '../../contract/wire'
import type { Reader, Tx } from '../../db/core/sql'
import { rowFields } from '../../db/outbox/rows'
import { namesOf } from '../../db/sync/conflicts'
import { answerOf, keepAnswer, parkedChanges, saidSince, type Parked } from '../../db/sync/parked'
import { givenTo } from '../../db/routing/assignments'
import { wallRows } from '../../db/walls/walls'
import { maySee } from '../../db/visibility/sight'
import { titleOf } from '../../db/visibility/titles'
import { canonical } from '../../domain/sync/canonical'
import { mainStep, mendForm, refusedAgain, type Said } from '../../domain/sync/again'
import { sees } from '../../domain/visibility'
import type { Desk } from '../desk'
import { languageOf } from '../session/preferences'

/** What was not taken is its author's, and an administrator's, to answer; both only as far as they may see it (A2). */
export async function listParked(desk: Desk, actor: Actor): Promise<ParkedChange[]> {
  const { read } = desk.db
  const language = await languageOf(read, actor)
  const shown: ParkedChange[] = []
  for (const parked of await parkedChanges(read))
    if (await isTheirs(read, actor, parked)) shown.push(await described(read, actor, parked, language))
  return shown
}

/** The change, if it is this person's to answer and still waits for that; undefined when it was answered. @throws not-found */
export async function parkedFor(tx: Reader, actor: Actor, id: string): Promise<Parked | undefined> {
  const [parked] = await parkedChanges(tx, { change: id })
  if (!parked && (await answerOf(tx, id))) return undefined
  if (!parked || !(await isTheirs(tx, actor, parked))) throw new AppError('not-found')
  return parked
}

/** Kept, and asked about no more: recorded, by whom. A form that was saved without saying anything has mended nothing. */
export async function putAway(
  desk: Desk,
  actor: Actor,
  { id, mended }: { id: string; mended: boolean },
): Promise<void> {
  await desk.db.write(async (tx: Tx) => {
    const parked = await parkedFor(tx, actor, id)
    if (!parked || (mended && !(await saidSince(tx, parked)))) return
    const how = mended ? 'mended' : 'putAway'
    await keepAnswer(tx, id, { how, userId: actor.userId, at: desk.clock.now(), again: null })
  })
  desk.emit('sync', 'changed', { phase: 'idle' })
}

async function isTheirs(read: Reader, actor: Actor, { steps }: Parked): Promise<boolean> {
  const own = steps.every((s) => s.user === actor.userId)
  if (!own && !can(actor, 'sync:manage')) return false
  for (const step of steps) if (!(await seesStep(read, actor, step))) return false
  return true
}

/** As it stands and as it would have been: a text written for a higher level is not shown because the row has a lower one. */
async function seesStep(read: Reader, actor: Actor, { entity, id, fields }: Said): Promise<boolean> {
  if (!isEntity(entity)) return true
  const stands = await rowFields(read, entity, id)
  if (stands && !(await maySee(read, actor, entity, id))) return false
  const row: Fields = { ...stands, ...fields, id }
  const named = row['entryId']
  const entry = typeof named === 'string' ? await rowFields(read, 'entry', named) : undefined
  const shown = entry && { ...entry, givenTo: await givenTo(read, String(named)) }
  const walls = new Map((await wallRows(read)).map((wall) => [wall.contactId, wall]))
  return sees(actor, entity, row, (what, of) =>
    what === 'entry' ? shown : what === 'wallOf' ? walls.get(of) : undefined,
  )
}

async function described(
  read: Reader,
  actor: Actor,
  { change, at, reason, steps }: Parked,
  language: Language,
): Promise<ParkedChange> {
  const main = mainStep(steps)
  if (!main) throw new Error('a change without a step')
  const { entity, id: rowId, kind, user } = main
  const stands = isEntity(entity) ? await rowFields(read, entity, rowId) : undefined
  const whole = kind === 'create'
  const { refused } = refusedAgain(steps, reason, actor.userId)
  return {
    id: change,
    entity,
    rowId,
    kind,
    title: await titleOf(read, entity, rowId, language),
    at,
    names: await namesOf(read, user),
    own: user === actor.userId,
    reason,
    fields: isEntity(entity) ? compared(entity, main.fields, whole ? null : (stands ?? null)) : [],
    whole,
    refused,
    mend: mendForm(steps),
  }
}

/** What a person reads: mine beside what stands, without signatures, ids and what only programs ask for. */
function compared(entity: EntityName, mine: Fields, stands: Fields | null): ParkedChange['fields'] {
  const known = descriptor(entity).fields
  return Object.entries(mine)
    .filter(([name, value]) => Object.hasOwn(known, name) && !UNSHOWN.has(name) && !(stands === null && isBlank(value)))
    .map(([name, value]) => ({ name, mine: value, stands: stands?.[name] ?? null }))
}

const isBlank = (value: Plain): boolean => {
  if (value === null || value === '' || value === 0) return true
  const text = canonical(value)
  return text === '[]' || text === '{}'
}

const UNSHOWN = new Set(
  ['proof', 'signature', 'frozen', 'frozenHash', 'authors', 'publicKey', 'createdAt', 'updatedAt', 'deviceId']
    .concat(['registerId', 'bookId', 'entryId', 'letterId', 'replyToId', 'addresseeId', 'secondCopyOfId', 'userId'])
    .concat(['registeredAt', 'registeredById', 'draftedById', 'businessDate', 'year', 'seq', 'holderId', 'recoveryKey'])
    .concat(['rootKey', 'cancelledById', 'signedById', 'kind', 'issuedEntryId', 'pdfFileId', 'replacedById', 'sha256']),
)
