import { AppError } from '../../contract/errors'
import type { Arrangement, ArrangedPage } from '../../contract/pages'
import { can, type Actor } from '../../contract/permissions'
import { levelRank } from '../../contract/values'
import type { Fields } from '../../contract/wire'
import type { Reader } from '../../db/core/sql'
import type { FileRow } from '../../db/documents/files'
import type { EntryRecord } from '../../db/register/entries'
import { seenRow } from '../../db/visibility/sight'
import { stampOf, type Desk } from '../desk'
import { dropPapers, isSigned, keepPaper, makePapers, readSources } from '../documents/pages/making'
import type { Placed } from '../documents/pages/messages'
import type { Work } from '../jobs/work'
import { note, recordReading } from '../security/log'
import { rescanIn } from './changing'
import { announce, type Registered } from './registration'

/**
 * Pages of an entry's scans arranged anew (I3): what comes of it is a new version, made and kept first, then said by an act like a
 * re-scan's, so that a kill leaves the old one. An act of today: a closed day keeps its entries and its sheet (I4), and what was done
 * since is on today's. A cancelled entry stays as it was (I1).
 * @throws not-found · already-cancelled · stale · file-signed-kept · level-lowered · no-book · all that making says
 */
export async function arrangePages(desk: Desk, actor: Actor, input: Arrangement, work: Work): Promise<void> {
  const stamp = stampOf(desk, actor)
  const ids = sourcesOf(input)
  await checkEntries(desk.db.read, actor, input, ids)
  const sources = await readSources(desk, actor, ids, work)
  for (const id of ids) await recordReading(desk, actor, 'read', { entity: 'file', id })
  const signed = sources.filter(isSigned)
  const [kept] = signed
  if (kept && !input.withoutSignature) throw new AppError('file-signed-kept', { name: kept.file.name })
  const isKept = (id: string): boolean => signed.some(({ file }) => file.id === id)
  const placed = (pages: readonly ArrangedPage[]): Placed[] =>
    pages.map(({ fileId, page, turn }) => ({ source: ids.indexOf(fileId), page, turn }))

  const papers = [placed(input.pages), ...(input.splitOff ? [placed(input.splitOff.pages)] : [])]
  const made = await makePapers(desk, sources, papers, work)
  work.progress('file', 0, made.length)
  const names = [input.name, input.splitOff?.name ?? '']
  const fileIds: string[] = []
  try {
    for (const [i, bytes] of made.entries()) fileIds.push(await keepPaper(desk, actor, bytes, names[i] ?? ''))
    work.signal.throwIfAborted()
    const said: Fields = {
      reason: input.reason,
      arranged: true,
      from: sources.map(({ file }) => file.sha256),
      ...(signed.length > 0 && { withoutSignature: true }),
    }
    const [fileId = '', splitId] = fileIds
    const acts = await desk.db.write(async (tx) => {
      // Making took its time: it may have been cancelled, or a level changed, meanwhile.
      await checkEntries(tx, actor, input, ids)
      const done: (Registered | null)[] = []
      const replacesFileId = isKept(input.fileId) ? null : input.fileId
      const absorbs = input.absorbs.filter((id) => !isKept(id))
      done.push(await rescanIn(tx, desk, actor, { id: input.id, fileId, replacesFileId }, stamp, { said, absorbs }))
      if (input.splitOff && splitId) {
        const split = { id: input.splitOff.entryId, fileId: splitId, replacesFileId: null }
        done.push(await rescanIn(tx, desk, actor, split, stamp, { said, absorbs: [] }))
        if (await lowers(tx, actor, input))
          await note(tx, desk, { kind: 'levelLowered', userId: actor.userId, entity: 'file', rowId: splitId })
      }
      return done
    })
    for (const act of acts) if (act) announce(desk, act)
  } catch (error) {
    // Where that fails too (the vault was closed meanwhile), they are swept like any scan nobody took.
    await dropPapers(desk, actor, fileIds).catch(() => undefined)
    throw error
  }
}

/** The scans pages are taken from, the one that gets the new version first. */
const sourcesOf = ({ fileId, pages, splitOff }: Arrangement): string[] => [
  ...new Set([fileId, ...[...pages, ...(splitOff?.pages ?? [])].map((page) => page.fileId)]),
]

async function checkEntries(read: Reader, actor: Actor, input: Arrangement, ids: readonly string[]): Promise<void> {
  for (const id of new Set([input.id, input.splitOff?.entryId ?? input.id])) {
    const entry = await seenRow<EntryRecord>(read, actor, 'entry', id)
    if (!entry) throw new AppError('not-found')
    if (entry.cancelledAt !== null) throw new AppError('already-cancelled', { number: entry.numberText })
  }
  for (const id of [...ids, ...input.absorbs]) {
    const file = await seenRow<FileRow>(read, actor, 'file', id)
    const mine = file?.entryId === null && file.stagedById === actor.userId
    // What takes the place of a scan must hold it: nothing leaves the entry by being passed over (I1).
    if (!file || !(mine || file.entryId === input.id) || !ids.includes(id)) throw new AppError('not-found')
  }
  if ((await lowers(read, actor, input)) && !can(actor, 'register:declassify')) throw new AppError('level-lowered')
}

/** A1: pages that go to an entry of a lower level are read by more people from then on. */
async function lowers(read: Reader, actor: Actor, { id, splitOff }: Arrangement): Promise<boolean> {
  if (!splitOff || splitOff.entryId === id) return false
  const level = async (of: string): Promise<number> =>
    levelRank((await seenRow<EntryRecord>(read, actor, 'entry', of))?.level as EntryRecord['level'])
  return (await level(splitOff.entryId)) < (await level(id))
}
