import { AppError, type ErrorCode } from '../../contract/errors'
import { MOST_CHOSEN, type BulkOutcome, type BulkPreview, type Which } from '../../contract/lists'
import type { Actor } from '../../contract/permissions'
import type { AssignmentAsked } from '../../contract/routing'
import type { Reader, Tx } from '../../db/core/sql'
import { entriesAt, type RoutedEntry } from '../../db/routing/entries'
import { assignmentsOfMany } from '../../db/routing/assignments'
import { rowsOf } from '../../db/register/chosen'
import { holds, isOpen, isTo, standingOf, type AssignmentRow, type Router } from '../../domain/routing/assignment'
import { giving } from '../../domain/routing/giving'
import { stampOf, type Desk } from '../desk'
import type { Work } from '../jobs/work'
import { eachOf } from '../lists/each'
import { reasonOf } from '../lists/reason'
import { rowsChosen } from '../lists/which'
import { giveIn, tellOf } from './giving'
import { checkAddressee, entryToRoute, routerOf, todayOf } from './parts'

export type Many = Omit<AssignmentAsked, 'inOrder' | 'copies' | 'purpose'> & { purpose: 'action' | 'information' }
type Refused = BulkPreview['refused'][number]

/** Numbers that are named of each reason. */
const NAMED = 5
const PIECE = 200

/** What would become of each: nothing is written. @throws too-many-chosen */
export async function previewMany(
  desk: Desk,
  actor: Actor,
  { which, ...asked }: Many & { which: Which },
): Promise<BulkPreview> {
  return desk.db.snapshot(async (read) => {
    const rows = await rowsChosen(read, desk, actor, which)
    if (rows.length > MOST_CHOSEN) throw new AppError('too-many-chosen', { most: MOST_CHOSEN, chosen: rows.length })
    const who = await routerOf(read, actor)
    const refused = new Map<ErrorCode, Refused>()
    const preview: BulkPreview = { total: 0, ids: [], same: 0, shorter: 0, refused: [] }
    for (let at = 0; at < rows.length; at += PIECE) {
      const entries = await entriesAt(read, actor, rows.slice(at, at + PIECE))
      const given = await assignmentsOfMany(
        read,
        entries.map(({ id }) => id),
      )
      for (const entry of entries) {
        preview.total++
        const what = await foreseen(read, desk, entry, given.get(entry.id) ?? [], asked, who)
        if (what === 'will') preview.ids.push(entry.id)
        else if (what === 'same') preview.same++
        else count(refused, what, entry.numberText)
      }
    }
    return { ...preview, refused: [...refused.values()] }
  })
}

function count(refused: Map<ErrorCode, Refused>, code: ErrorCode, number: string): void {
  const { count: n, numbers, ...said } = refused.get(code) ?? { code, params: { number }, count: 0, numbers: [] }
  refused.set(code, { ...said, count: n + 1, numbers: n < NAMED ? [...numbers, number] : numbers })
}

/** What somebody answers already stays with them; what this person answers themselves they may pass on. */
function afterOf(rows: readonly AssignmentRow[], who: Router): string | null | undefined {
  const standing = standingOf(rows)
  if (!standing) return null
  return holds(standing, who) ? standing.id : undefined
}

const hasIt = (rows: readonly AssignmentRow[], { purpose, to }: Many): boolean =>
  to.every((one) => rows.some((row) => isOpen(row) && row.purpose === purpose && isTo(row, one)))

async function foreseen(
  read: Reader,
  desk: Desk,
  entry: RoutedEntry,
  rows: readonly AssignmentRow[],
  asked: Many,
  who: Router,
): Promise<'will' | 'same' | ErrorCode> {
  if (entry.cancelledAt !== null) return 'already-cancelled'
  if (hasIt(rows, asked)) return 'same'
  const after = afterOf(rows, who)
  if (after === undefined && asked.purpose === 'action') return 'assignment-standing'
  const order = { ...asked, entryId: entry.id, copies: [], inOrder: false, after: after ?? null, newId: String }
  const step = giving(rows, order, who)
  if (typeof step === 'string') return step
  try {
    for (const to of asked.to) await checkAddressee(read, to, { entry, rows, who, today: todayOf(desk) })
  } catch (error) {
    return reasonOf(error).code
  }
  return 'will'
}

/**
 * W1: each for itself, in a transaction of its own that everybody passes; what one stumbles over is said of it, and can be tried again.
 * Ordering it again writes nothing twice.
 */
export async function giveMany(
  desk: Desk,
  actor: Actor,
  { ids, ...asked }: Many & { ids: readonly string[] },
  work: Work,
): Promise<BulkOutcome> {
  const numbers = new Map(
    (await entriesAt(desk.db.read, actor, await rowsOf(desk.db.read, actor, ids))).map((one) => [
      one.id,
      one.numberText,
    ]),
  )
  const one = async (entryId: string): Promise<boolean> => {
    const done = await desk.db.write((tx) => giveOne(tx, desk, actor, entryId, asked), 'spare')
    if (done) tellOf(desk, [entryId])
    return done
  }
  return eachOf(ids, (id) => numbers.get(id) ?? '', one, work)
}

async function giveOne(tx: Tx, desk: Desk, actor: Actor, entryId: string, asked: Many): Promise<boolean> {
  // A2: of what this person does not see, nothing is said, not even that it stands so already.
  await entryToRoute(tx, actor, entryId)
  const rows = (await assignmentsOfMany(tx, [entryId])).get(entryId) ?? []
  if (hasIt(rows, asked)) return false
  const after = afterOf(rows, await routerOf(tx, actor))
  if (after === undefined && asked.purpose === 'action') throw new AppError('assignment-standing')
  const input = { ...asked, copies: [], inOrder: false, id: desk.newId(), entryId, after: after ?? null, reason: '' }
  return giveIn(tx, desk, actor, input, stampOf(desk, actor))
}
