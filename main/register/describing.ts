import type { z } from 'zod'
import type { Handlers } from '../../contract/define'
import type { Description, describing } from '../../contract/describing'
import { AppError } from '../../contract/errors'
import { can, type Actor } from '../../contract/permissions'
import type { Fields, Plain } from '../../contract/wire'
import type { Tx } from '../../db/core/sql'
import { filesOfEntry } from '../../db/documents/files'
import { announceRow, patchRow } from '../../db/outbox/changes'
import type { Stamp } from '../../db/outbox/stamp'
import type { EntryRecord } from '../../db/register/entries'
import { registerById } from '../../db/register/registers'
import { linkedEntry } from '../../db/register/reads'
import { countUndescribed, undescribedOf } from '../../db/register/undescribed'
import { allUnits, unitById } from '../../db/units/units'
import { maySee } from '../../db/visibility/sight'
import { isUndescribed } from '../../domain/register/undescribed'
import { canonical } from '../../domain/sync/canonical'
import { namesOn } from '../../domain/units/tree'
import { lowersLevel } from '../../domain/visibility'
import { claimStaged } from '../documents/holding'
import { stampOf, type Ctx, type Desk } from '../desk'
import { recordListing } from '../security/listing'
import { actIn } from './changing'
import { getEntry, readable } from './reading'
import { announce, checkAnswered, checkContent, writeEntry, type Registered } from './registration'

const PAGE = 100

/** D2: numbers for a pile at once, then what each letter is. */
export const describingHandlers: Handlers<typeof describing, Ctx> = {
  number: ({ desk, actor }, input) => numberMany(desk, actor, input),
  list: async ({ desk, actor }, { after }) => {
    const found = await undescribedOf(desk.db.read, actor, { after, limit: PAGE + 1 })
    const page = found.slice(0, PAGE)
    const units = await allUnits(desk.db.read)
    await recordListing(
      desk,
      actor,
      'entry',
      page.map(({ id }) => id),
    )
    return {
      rows: page.map(({ unitId, businessDate, ...row }) => {
        const unit = units.find(({ id }) => id === unitId)
        return { ...row, unitNames: unit ? namesOn(unit, businessDate) : NOBODY }
      }),
      more: found.length > PAGE,
    }
  },
  count: async ({ desk, actor }) => ({ open: await countUndescribed(desk.db.read, actor) }),
  describe: async ({ desk, actor }, input) => {
    await describeEntry(desk, actor, input)
    return getEntry(desk, actor, input.id)
  },
}
const NOBODY = { ar: '—', fr: '—', en: '—', es: '—' }

/** All of them in one transaction: a kill leaves the whole pile numbered, or none of it, and numbers that follow one another. */
async function numberMany(
  desk: Desk,
  actor: Actor,
  { ids, registerId, arrivalAt, channel, unitId, confirmDate }: z.output<(typeof describing)['number']['input']>,
): Promise<{ entries: { id: string; numberText: string }[] }> {
  const register = await registerById(desk.db.read, registerId)
  // What leaves is known before it leaves.
  if (!register || register.kind === 'outgoing') throw new AppError('invalid-input', { field: 'registerId' })
  if (!(await unitById(desk.db.read, unitId))) throw new AppError('invalid-input', { field: 'unitId' })
  const stamp = stampOf(desk, actor)
  if (arrivalAt > stamp.at) throw new AppError('invalid-input', { field: 'arrivalAt' })
  const known = {
    ...{ registerId, confirmDate, arrivalAt, channel, unitId, urgency: 'routine' as const, level: 'ordinary' as const },
    ...{ letterDate: null, postmarkDate: null, correspondentId: null, reference: null, subject: null, notes: '' },
    ...{ enclosureCount: 0, enclosures: [], replyToId: null, secondCopyOfId: null, fileIds: [] },
  }
  const numbered = await desk.db.write(async (tx) => {
    const all: Registered[] = []
    for (const id of new Set(ids)) all.push(await writeEntry(desk, tx, actor, { id, ...known }, null, stamp))
    return all
  })
  for (const one of numbered) announce(desk, one)
  const entries: { id: string; numberText: string }[] = []
  for (const { id } of numbered) {
    // An id that was another entry's all along is not told to whoever may not see it (A2).
    const { numberText } = await readable(desk, actor, id)
    entries.push({ id, numberText })
  }
  return { entries }
}

/** C1, C2 as for a new entry. @throws subject-missing · letter-date-in-future · stale */
async function describeEntry(desk: Desk, actor: Actor, input: Description): Promise<void> {
  const here = await readable(desk, actor, input.id)
  checkContent(desk, { ...input, registerId: here.registerId, secondCopyOfId: null })
  if (!(await unitById(desk.db.read, input.unitId))) throw new AppError('invalid-input', { field: 'unitId' })
  const stamp = stampOf(desk, actor)
  const done = await desk.db.write((tx) => describeIn(tx, desk, actor, input, stamp))
  if (done) announce(desk, done)
}

/** The transaction's part: one act that says all of it, and the scans that came with it. */
export function describeIn(
  tx: Tx,
  desk: Desk,
  actor: Actor,
  { id, fileIds, ...said }: Description,
  stamp: Stamp,
  claim = claimStaged,
): Promise<Registered | null> {
  return actIn(tx, desk, actor, id, 'description', stamp, async (entry) => {
    if (entry.cancelledAt !== null) throw new AppError('already-cancelled', { number: entry.numberText })
    if (!isUndescribed(entry)) throw new AppError('stale')
    if (!can(actor, 'register:correct')) throw new AppError('forbidden')
    if (lowersLevel('entry', entry, { level: said.level }) && !can(actor, 'register:declassify'))
      throw new AppError('level-lowered')
    if (said.replyToId !== null) {
      if (!(await maySee(tx, actor, 'entry', said.replyToId))) throw new AppError('not-found')
      checkAnswered(await linkedEntry(tx, actor, said.replyToId))
    }
    const fields = { ...changedIn(entry, said), describedAt: stamp.at }
    await patchRow(tx, 'entry', id, fields, stamp)
    const files = await addFiles(tx, id, fileIds, actor, stamp, claim)
    return { fields, files }
  })
}

/** What the act says and the row shows are the same: only what became something else. */
function changedIn(entry: EntryRecord, said: Omit<Description, 'id' | 'fileIds'>): Fields {
  const stored = entry as unknown as Record<string, Plain>
  return Object.fromEntries(
    Object.entries(said).flatMap(([name, value]) => {
      const next = (value ?? null) as Plain
      const raw = stored[name] ?? null
      const now = name === 'enclosures' && typeof raw === 'string' ? (JSON.parse(raw) as Plain) : raw
      return canonical(now) === canonical(next) ? [] : [[name, next] as const]
    }),
  )
}

/** Behind those that are there: a batch may have brought the scan before anybody read it. */
async function addFiles(
  tx: Tx,
  entryId: string,
  fileIds: readonly string[],
  actor: Actor,
  stamp: Stamp,
  claim: typeof claimStaged,
): Promise<string[]> {
  if (fileIds.length === 0) return []
  const before = await filesOfEntry(tx, entryId)
  const claimed = await claim(tx, fileIds, entryId, actor.userId)
  if (claimed.length !== new Set(fileIds).size) throw new AppError('file-missing', { name: '' })
  const last = Math.max(-1, ...before.map(({ position }) => position))
  for (const [i, file] of claimed.entries()) {
    await announceRow(tx, 'file', file.id, stamp)
    await patchRow(tx, 'file', file.id, { position: last + 1 + i }, stamp)
  }
  return claimed.map(({ sha256 }) => sha256)
}
