import { AppError } from '../../contract/errors'
import type { Actor } from '../../contract/permissions'
import type { Reader } from '../../db/core/sql'
import {
  allGone,
  destructionOf,
  entriesOfFiles,
  isTaken,
  letGo,
  rowFields,
  scansOfList,
  waitingToGo,
  type Waiting,
} from '../../db/disposal/destroyed'
import { indexEntries } from '../../db/search/documents'
import { disposalById } from '../../db/disposal/lists'
import { isEntryHeld } from '../../db/disposal/holds'
import { filingPlan } from '../../db/filing/plan'
import { createRow } from '../../db/outbox/changes'
import { trustOf } from '../../db/sync/trust'
import { destructionIdOf, followsFrom, isNamed } from '../../domain/disposal/destruction'
import { MOST_DESTROYED } from '../../domain/entities/destruction'
import { unproven } from '../../domain/trust/proof'
import { stampOf, type Desk } from '../desk'
import { addressOf } from '../sync/server-known'
import { checkFree } from './checking'
import { heldClasses } from './due'

/** A deliberate act on an approved list (R2): everybody lets go of its scans; what the register says of them stays. @returns its entries */
export async function destroyScans(desk: Desk, actor: Actor, id: string): Promise<void> {
  const stamp = stampOf(desk, actor)
  await desk.db.write(async (tx) => {
    const list = await disposalById(tx, actor, id)
    if (!list) throw new AppError('not-found')
    if (list.fate !== 'destroy' || list.decision !== 'approved') throw new AppError('stale')
    // Pressed twice, or on another PC first: it is said.
    if (await destructionOf(tx, id)) return
    await checkFree(tx, actor, id)
    const scans = await scansOfList(tx, id)
    if (scans.length === 0 || scans.length > MOST_DESTROYED) throw new AppError('invalid-input', { field: 'id' })
    const said = { at: stamp.at, byId: actor.userId, deviceId: desk.device.id, level: list.level }
    const fileIds = scans.map((scan) => scan.id)
    await createRow(tx, 'destruction', destructionIdOf(id), { disposalId: id, fileIds, ...said }, stamp)
  })
  await carryOut(desk)
}

const PIECE = 200

/**
 * Lets go of what was said to be destroyed, here or on another PC, and is proven to be: signed by who may, of a list somebody else approved,
 * of an entry that list names, and nothing holds it here; in an office with a server, which knows every hold, once the server has taken it. First the keys and the rows, as one; then the log outside the database; then the
 * bytes, which nothing opens any more. Cut anywhere it goes on at the next opening.
 */
export async function carryOut(desk: Desk): Promise<number> {
  let done = 0
  for (let after = 0; ;) {
    const waiting = await waitingToGo(desk.db.read, after, PIECE)
    const last = waiting.at(-1)
    if (!last) return done
    after = last.key
    const gone = await desk.db.write(async (tx) => {
      const files = await provenAmong(tx, desk, waiting)
      const contents = await letGo(tx, files)
      await indexEntries(tx, entriesOf(waiting, files))
      return { files, contents }
    }, 'spare')
    if (gone.files.length === 0) continue
    await desk.destroyed.add(gone.files)
    for (const content of gone.contents) await removeBytes(desk, content)
    desk.emit('register', 'changed', { ids: entriesOf(waiting, gone.files) })
    desk.emit('disposal', 'changed', { ids: [] })
    done += gone.files.length
  }
}

/** Whose scans went: what they said is found no more. */
function entriesOf(waiting: readonly Waiting[], files: readonly { fileId: string }[]): string[] {
  const gone = new Set(files.map(({ fileId }) => fileId))
  return [...new Set(waiting.flatMap(({ fileId, entryId }) => (entryId && gone.has(fileId) ? [entryId] : [])))]
}

/** Of these, what is proven and free: nobody's word is taken for it, the server's neither. */
async function provenAmong(read: Reader, desk: Desk, waiting: readonly Waiting[]) {
  const trust = await trustOf(read, desk.office.id)
  const withServer = Boolean(await addressOf(read))
  const held = [...(await heldClasses(read, await filingPlan(read)))]
  const lists = new Map<string, Awaited<ReturnType<typeof listOf>>>()
  const listOf = async (id: string) => {
    const said = await rowFields(read, 'destruction', id)
    const disposalId = String(said?.['disposalId'])
    const list = await rowFields(read, 'disposal', disposalId)
    if (!said || !list || !followsFrom(id, said, list)) return null
    if (withServer && !(await isTaken(read, id))) return null
    if (unproven(trust, 'destruction', id, said) !== null) return null
    return unproven(trust, 'disposal', disposalId, list) === null ? list : null
  }
  const proven: { fileId: string; destructionId: string }[] = []
  for (const { fileId, destructionId, entryId } of waiting) {
    if (!lists.has(destructionId)) lists.set(destructionId, await listOf(destructionId))
    const list = lists.get(destructionId)
    if (!list || entryId === null || !isNamed(list, entryId)) continue
    if (!(await isEntryHeld(read, entryId, held))) proven.push({ fileId, destructionId })
  }
  return proven
}

/** Held by a virus scanner they go at the next opening, with all that no row can open. */
async function removeBytes(desk: Desk, content: { sha256: string; size: number }): Promise<void> {
  await desk.files.alone(content.sha256, () => desk.files.remove(content.sha256))
  await desk.fetched.forget(content.sha256)
}

/**
 * At opening, before bytes without a key are swept: the log and the database say the same. After a restore the log knows of more; after a
 * kill, the database.
 */
export async function completeDestroyed(desk: Pick<Desk, 'db' | 'destroyed'>): Promise<void> {
  const here = await allGone(desk.db.read)
  const known = new Set(here.map(({ fileId, destructionId }) => `${fileId} ${destructionId}`))
  const restored = desk.destroyed.lines.filter((line) => !known.has(`${line.fileId} ${line.destructionId}`))
  if (restored.length > 0)
    await desk.db.write(async (tx) => {
      await letGo(tx, restored)
      await indexEntries(tx, await entriesOfFiles(tx, restored))
    })
  await desk.destroyed.add(here)
}
