import { AppError, type ErrorCode } from '../../contract/errors'
import { MOST_CHOSEN, type BulkOutcome, type BulkPreview, type Change, type Which } from '../../contract/lists'
import { can, type Actor } from '../../contract/permissions'
import { EntryInput } from '../../contract/register'
import { filingPlan } from '../../db/filing/plan'
import { candidates, rowsOf, type Candidate } from '../../db/register/chosen'
import { unitById } from '../../db/units/units'
import { shortens } from '../../domain/filing/rule'
import { foreseen } from '../../domain/register/bulk'
import type { Reader } from '../../db/core/sql'
import { checkClassed } from '../filing/classing'
import { stampOf, type Desk } from '../desk'
import type { Work } from '../jobs/work'
import { correctIn } from '../register/changing'
import { announce } from '../register/registration'
import { eachOf } from './each'
import { rowsChosen } from './which'

/** Numbers that are named of each reason: enough to look one up. */
const NAMED = 5

type Refused = BulkPreview['refused'][number]

/** What would become of each: nothing is written. @throws too-many-chosen · invalid-input */
export async function previewChange(
  desk: Desk,
  actor: Actor,
  { which, ...change }: Change & { which: Which },
): Promise<BulkPreview> {
  await checkValue(desk, change)
  return desk.db.snapshot(async (read) => {
    const rows = await rowsChosen(read, desk, actor, which)
    if (rows.length > MOST_CHOSEN) throw new AppError('too-many-chosen', { most: MOST_CHOSEN, chosen: rows.length })
    const mayDeclassify = can(actor, 'register:declassify')
    const ids: string[] = []
    const refused = new Map<ErrorCode, Refused>()
    const shortened = await shortening(read, change)
    let same = 0
    let shorter = 0
    const entries = await candidates(read, actor, rows, desk.device.id)
    for (const entry of entries) {
      const what = foreseen(entry, change, mayDeclassify)
      if (what === 'will') {
        ids.push(entry.id)
        if (entry.classId !== null && shortened.has(entry.classId)) shorter++
      } else if (what === 'same') same++
      else {
        const { numberText, year } = entry
        const first = { code: what, params: { number: numberText, register: numberText, year }, count: 0, numbers: [] }
        const { count, numbers, ...said } = refused.get(what) ?? first
        refused.set(what, { ...said, count: count + 1, numbers: count < NAMED ? [...numbers, numberText] : numbers })
      }
    }
    return { total: entries.length, ids, same, shorter, refused: [...refused.values()] }
  })
}

/** R1: the classes out of which what is classed so would be kept less long, or with less care. */
async function shortening(read: Reader, { field, value }: Change): Promise<Set<string>> {
  const plan = field === 'classId' ? await filingPlan(read) : []
  const next = plan.find(({ id }) => id === value)
  return new Set(next ? plan.filter((one) => shortens(one, next)).map(({ id }) => id) : [])
}

/** The unit is one of the office that still is; the rest is asked by the same rules as one correction. */
async function checkValue(desk: Desk, { field, value }: Change): Promise<void> {
  if (!EntryInput.shape[field].safeParse(value).success) throw new AppError('invalid-input', { field })
  if (field === 'classId') await checkClassed(desk.db.read, desk, { from: null, to: value })
  if (field === 'unitId' && !(await unitById(desk.db.read, value))) throw new AppError('invalid-input', { field })
}

/**
 * I2: one correction an entry, each whole in a transaction of its own that everybody passes: a kill or a stop leaves those that were
 * reached changed and chained, and the others as they were. Ordering it again writes nothing twice.
 */
export async function changeMany(
  desk: Desk,
  actor: Actor,
  { ids, field, value, reason }: Change & { ids: readonly string[]; reason: string },
  work: Work,
): Promise<BulkOutcome> {
  await checkValue(desk, { field, value })
  const known = await named(desk, actor, ids)
  const change = async (id: string): Promise<boolean> => {
    const act = await desk.db.write(
      (tx) => correctIn(tx, desk, actor, { id, field, value, reason }, stampOf(desk, actor)),
      'spare',
    )
    if (act) announce(desk, act)
    return act !== null
  }
  return eachOf(ids, (id) => known.get(id)?.numberText ?? '', change, work)
}

async function named(desk: Desk, actor: Actor, ids: readonly string[]): Promise<Map<string, Candidate>> {
  const rows = await rowsOf(desk.db.read, actor, ids)
  const entries = await candidates(desk.db.read, actor, rows, desk.device.id)
  return new Map(entries.map((entry) => [entry.id, entry]))
}
