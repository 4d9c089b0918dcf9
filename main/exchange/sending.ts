import { join } from 'node:path'
import { AppError } from '../../contract/errors'
import type { Outcome } from '../../contract/exchange'
import type { Actor } from '../../contract/permissions'
import { capsulesKept, capsulesOf } from '../../db/exchange/capsules'
import { createRow } from '../../db/outbox/changes'
import { rowFields } from '../../db/outbox/rows'
import { fileNameFor } from '../../domain/documents/names'
import { acknowledgementIdOf, keptIdOf, rowIdOf } from '../../domain/exchange/capsule'
import { stampOf, type Desk } from '../desk'
import type { Work } from '../jobs/work'
import { reasonOf } from '../lists/reason'
import { recordReading } from '../security/log'
import { ownLineage } from './lineage'
import { letterOf, passed, writeCapsule, written, type Written } from './writing'

/** The system's dialogs; null when a person changed their mind. */
export type Choose = { folder: () => Promise<string | null>; save: (suggested: string) => Promise<string | null> }
export const ENDING = '.diwan-letter'
const PIECE = 50

type Made = Written & { numberText: string }
export type Make = (desk: Desk, actor: Actor, id: string) => Promise<Made>

export const letterMade: Make = async (desk, actor, id) => {
  const { entry, ...made } = await letterOf(desk, actor, id)
  return { ...made, numberText: entry.numberText }
}

/** That it arrived here, for its sender; of an entry that came as a capsule. @throws not-found */
export const acknowledgementMade: Make = async (desk, actor, id) => {
  const came = (await capsulesOf(desk.db.read, actor, id)).find(({ direction }) => direction === 'in')
  const entry = came && (await rowFields(desk.db.read, 'entry', id))
  if (!came || !entry) throw new AppError('not-found')
  const [number, date] = [String(entry['numberText']), String(entry['businessDate'])]
  const made = written({
    id: acknowledgementIdOf(desk.office.id, came.capsuleId),
    office: { id: desk.office.id, names: desk.office.names },
    ...{ handedBy: null, letter: null, acknowledges: { capsule: came.capsuleId, number, date } },
  })
  return { ...made, files: [], numberText: `${came.officeNames?.ar ?? ''} ${number}`.trim() }
}

/** One file where one is asked for, a folder where several are. */
export async function chosenPlace(
  desk: Desk,
  ids: readonly string[],
  choose: Choose,
): Promise<{ folder: string | null; file: string | null } | null> {
  const [first] = ids
  if (ids.length > 1 || first === undefined) {
    const folder = await choose.folder()
    return folder === null ? null : { folder, file: null }
  }
  const number = (await rowFields(desk.db.read, 'entry', first))?.['numberText']
  const file = await choose.save(fileNameFor(String(number ?? 'diwan'), '') + ENDING)
  return file === null ? null : { folder: null, file }
}

/**
 * Each entry becomes a file, each by itself. A3: what stands above ordinary is recorded before a byte of it is written. That it left is
 * noted once, however often it leaves.
 */
export async function writeAll(
  desk: Desk,
  actor: Actor,
  ids: readonly string[],
  place: { folder: string | null; file: string | null },
  make: Make,
  work: Work,
): Promise<Outcome[]> {
  const lineage = await ownLineage(desk.db.read, desk)
  const outcomes: Outcome[] = []
  const names = new Set<string>()
  for (let at = 0; at < ids.length && !work.signal.aborted; at += PIECE) {
    const made: Made[] = []
    const whose: string[] = []
    for (const of of ids.slice(at, at + PIECE))
      try {
        made.push(await make(desk, actor, of))
        whose.push(of)
      } catch (error) {
        outcomes.push({ of, entry: null, reason: reasonOf(error) })
      }
    const fits = await passed(made)
    for (const [i, one] of made.entries()) {
      const of = whose[i] ?? ''
      if (work.signal.aborted) break
      work.progress('file', at + i, ids.length)
      try {
        if (!fits[i]) throw new AppError('capsule-invalid', { name: one.numberText })
        const path = place.file ?? join(place.folder ?? '', freeName(names, one.numberText))
        await recordReading(desk, actor, 'export', { entity: 'entry', id: of })
        await writeCapsule(path, desk, actor, one, lineage)
        if (one.capsule.letter) await noteLeft(desk, actor, of, one, lineage.root)
        outcomes.push({ of, entry: { id: of, numberText: one.numberText }, reason: null })
      } catch (error) {
        outcomes.push({ of, entry: null, reason: reasonOf(error) })
      }
    }
  }
  return outcomes
}

function freeName(names: Set<string>, numberText: string): string {
  const stem = fileNameFor(numberText, '')
  for (let n = 1; ; n++) {
    const name = `${stem}${n === 1 ? '' : ` (${n})`}${ENDING}`
    if (names.has(name)) continue
    names.add(name)
    return name
  }
}

async function noteLeft(
  desk: Desk,
  actor: Actor,
  entryId: string,
  { capsule, sha256 }: Made,
  root: string,
): Promise<void> {
  const stamp = stampOf(desk, actor)
  const keptId = keptIdOf(root, capsule.id)
  const fresh = await desk.db.write(async (tx) => {
    if ((await capsulesKept(tx, keptId, 'out')).length > 0) return false
    const id = rowIdOf('out', keptId, desk.device.id)
    const who = { at: stamp.at, byId: actor.userId, deviceId: desk.device.id }
    await createRow(
      tx,
      'capsule',
      id,
      { entryId, direction: 'out', keptId, capsuleId: capsule.id, ...who, sha256 },
      stamp,
    )
    return true
  }, 'spare')
  if (fresh) desk.emit('exchange', 'changed', { ids: [entryId] })
}
