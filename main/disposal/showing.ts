import type { Disposal, DisposalRow, Hold, ListedEntry } from '../../contract/disposal'
import { AppError } from '../../contract/errors'
import type { Actor } from '../../contract/permissions'
import type { Names } from '../../contract/values'
import type { Reader } from '../../db/core/sql'
import type { HoldRecord } from '../../db/disposal/holds'
import { destructionOf, scansOfList } from '../../db/disposal/destroyed'
import { disposalById, listedEntries, type DisposalRecord } from '../../db/disposal/lists'
import { filingPlan } from '../../db/filing/plan'
import { heldClasses } from './due'

const namesOf = (json: string | null): Names | null => (json === null ? null : (JSON.parse(json) as Names))

export const rowOf = (one: DisposalRecord): DisposalRow => ({
  ...{ id: one.id, name: one.name, dueBy: one.dueBy, entries: one.entries },
  fate: one.fate as DisposalRow['fate'],
  ...{ preparedAt: one.preparedAt, preparedById: one.preparedById, preparedByNames: namesOf(one.preparedByNames) },
  decision:
    one.decision === null
      ? null
      : {
          what: one.decision as NonNullable<DisposalRow['decision']>['what'],
          at: one.decidedAt ?? 0,
          byNames: namesOf(one.decidedByNames),
          note: one.decisionNote ?? '',
        },
  done: one.doneOn === null ? null : { on: one.doneOn, byNames: namesOf(one.doneByNames), note: one.doneNote ?? '' },
})

export const holdOf = (one: HoldRecord): Hold => ({
  ...{ id: one.id, reason: one.reason, entryId: one.entryId, numberText: one.numberText, classId: one.classId },
  ...{ placedAt: one.placedAt, placedByNames: namesOf(one.placedByNames) },
  lifted:
    one.liftedAt === null
      ? null
      : { at: one.liftedAt, byNames: namesOf(one.liftedByNames), reason: one.liftReason ?? '' },
})

/** A list with its lines. @throws not-found, also to who may not see it (A2) */
export async function shown(read: Reader, actor: Actor, id: string): Promise<Disposal> {
  const one = await disposalById(read, actor, id)
  if (!one) throw new AppError('not-found')
  const held = await heldClasses(read, await filingPlan(read))
  const lines = (await listedEntries(read, actor, id, [...held])).map((line): ListedEntry => {
    if (line.id === null || line.seen !== 1) return { hidden: true }
    const { numberText, businessDate, subject, classId, code } = line
    return {
      ...{ hidden: false, id: line.id, numberText, businessDate, subject, classId, code },
      ...{ cancelled: line.cancelled === 1, held: line.held === 1 },
    }
  })
  return { ...rowOf(one), lines, scans: await scansHere(read, one) }
}

/** Of a list that destroys nothing there is nothing to say. */
async function scansHere(read: Reader, { id, fate }: DisposalRecord): Promise<Disposal['scans']> {
  const scans = fate === 'destroy' ? await scansOfList(read, id) : []
  const said = fate === 'destroy' ? await destructionOf(read, id) : undefined
  return {
    files: scans.length,
    bytes: scans.reduce((sum, { size }) => sum + size, 0),
    shared: scans.filter(({ shared }) => shared === 1).length,
    destroyed: said ? { at: said.at, byNames: namesOf(said.byNames), files: said.files, left: said.left } : null,
  }
}
